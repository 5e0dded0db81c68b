using Meent.Agreements;
using Meent.Kernel;

namespace Meent.Claims.Rules;

/// <summary>Events that could not be rated. One that was taken back refuses nothing.</summary>
internal sealed class Refusals
{
    private readonly SortedDictionary<Stumble, int> counts = [];

    internal void Add(Stumble stumble, int sign) => counts[stumble] = counts.GetValueOrDefault(stumble) + sign;

    /// <summary>That of the earliest day and lowest party, whatever the order of events was.</summary>
    internal Stumble? First()
    {
        foreach (var (stumble, count) in counts)
        {
            if (count != 0)
            {
                return stumble;
            }
        }

        return null;
    }
}

/// <summary>Where and why an event could not be rated.</summary>
internal readonly record struct Stumble(
    int Day, int Party, int Terms, int Item, int Clause, int Fact, Verdict Verdict) : IComparable<Stumble>
{
    public int CompareTo(Stumble other) =>
        (Day, Party, Terms, Item, Clause, Fact, (int)Verdict).CompareTo(
            (other.Day, other.Party, other.Terms, other.Item, other.Clause, other.Fact, (int)other.Verdict));

    internal Refusal Said(StandardTerms? terms, VersionRater? version, string item)
    {
        var facts = new List<(string, string)>
        {
            ("day", Calendar.DayOf(Day).Iso()),
            ("party", Party.ToString()),
            ("terms", terms?.Code ?? Terms.ToString()),
            ("item", item),
        };
        if (version is not null && Clause >= 0)
        {
            facts.Add(("clause", version.Frames[Clause].Clause.Code));
        }

        if (version is not null && Fact >= 0)
        {
            facts.Add(("fact", version.FactName(Fact)));
        }

        return new Refusal(
            Verdict switch
            {
                Verdict.FactMissing => "claims.fact_missing",
                Verdict.OutsideBands => "claims.outside_bands",
                Verdict.OutsideChart => "claims.outside_chart",
                Verdict.OutsideTable => "claims.outside_table",
                _ => "claims.no_price",
            },
            [.. facts]);
    }
}
