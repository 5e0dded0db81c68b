using Meent.Planning.Explore;

namespace Meent.Planning.Residues;

/// <summary>quantities.csv: how much of an offer or a want there is in each period.</summary>
internal sealed class Quantities
{
    private readonly Dictionary<string, long[]> all = new(StringComparer.Ordinal);

    private Quantities(IReadOnlyList<string> periods) => Periods = periods;

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<string> Periods { get; }

    public static Quantities Read(
        ExploreFolder folder, Dictionary<string, int> offers, Dictionary<string, int> wants)
    {
        var table = folder.Table("quantities.csv", "of", "period", "quantity");
        var quantities = new Quantities(
            [.. table.Select(r => r.Text("period")).Distinct().Order(StringComparer.Ordinal)]);
        var places = Enumerable.Range(0, quantities.Periods.Count)
            .ToDictionary(i => quantities.Periods[i], StringComparer.Ordinal);
        foreach (var row in table)
        {
            var of = row.Text("of");
            if (!offers.ContainsKey(of) && !wants.ContainsKey(of))
            {
                folder.Refuse(row.About("planning.name_unknown", "of", ("where", "offers.csv, wants.csv")));
                continue;
            }

            // Below zero is refused by the rules, in the words of the trade.
            quantities.Of(of)[places[row.Text("period")]] += (long)Math.Round(
                row.Number("quantity", -1e9, 1e9) * 1_000, MidpointRounding.AwayFromZero);
        }

        return quantities;
    }

    /// <summary>Thousandths, by period.</summary>
    public long[] Of(string id)
    {
        if (!all.TryGetValue(id, out var thousandths))
        {
            thousandths = new long[Periods.Count];
            all[id] = thousandths;
        }

        return thousandths;
    }
}
