using Meent.Kernel;

namespace Meent.Planning.Rules.Region;

/// <summary>Who works where, or any other size: turnover, hectares.</summary>
/// <param name="Counts">A row for each region, a column for each sector. All regions together are the whole.</param>
internal sealed record Employment(
    IReadOnlyList<string> Regions, IReadOnlyList<string> Sectors, IReadOnlyList<double[]> Counts)
{
    public const int MostCells = 1_000_000;

    public double Region(int region) => Counts[region].Sum();

    public double Sector(int sector) => Counts.Sum(row => row[sector]);

    public double Whole() => Counts.Sum(row => row.Sum());

    /// <summary>Why nothing can be said; null where it can.</summary>
    public Refusal? Wrong()
    {
        if (Regions.Count == 0 || Sectors.Count == 0)
        {
            return new Refusal("planning.region_no_activities");
        }

        if ((long)Regions.Count * Sectors.Count > MostCells)
        {
            return new Refusal("planning.region_too_many",
                ("count", Plain.Of((long)Regions.Count * Sectors.Count)), ("most", Plain.Of(MostCells)));
        }

        for (var r = 0; r < Regions.Count; r++)
        {
            for (var s = 0; s < Sectors.Count; s++)
            {
                if (!(Counts[r][s] >= 0 && Counts[r][s] <= 1e15))
                {
                    return new Refusal("planning.region_negative",
                        ("name", $"{Regions[r]}, {Sectors[s]}"), ("value", Plain.Of(Counts[r][s])));
                }
            }
        }

        var empty = Enumerable.Range(0, Regions.Count).FirstOrDefault(r => Region(r) <= 0, -1);
        return empty < 0 ? null : new Refusal("planning.region_nothing", ("name", Regions[empty]));
    }
}

/// <summary>How much of a sector there is, against what its region's size would give.</summary>
internal static class LocationQuotient
{
    /// <summary>(e_ir / e_r) / (e_i / e): 1 is as everywhere (Haig 1926); 0 where there is none of it
    /// anywhere.</summary>
    public static double Of(double sectorHere, double allHere, double sectorEverywhere, double allEverywhere) =>
        sectorEverywhere == 0 ? 0 : sectorHere / allHere / (sectorEverywhere / allEverywhere);

    /// <summary>A row for each region, a column for each sector.</summary>
    public static Outcome<double[][]> Table(Employment employment)
    {
        if (employment.Wrong() is { } wrong)
        {
            return wrong;
        }

        var whole = employment.Whole();
        var sectors = Enumerable.Range(0, employment.Sectors.Count).Select(employment.Sector).ToArray();
        return employment.Counts.Select(row =>
        {
            var all = row.Sum();
            return row.Select((e, s) => Of(e, all, sectors[s], whole)).ToArray();
        }).ToArray();
    }

    /// <summary>Stars of a cluster, 0 to 3, as the European Cluster Observatory gives them: size (among the tenth of
    /// regions with most of the sector), specialisation (quotient 2 or more), focus (among the tenth of regions with
    /// the
    /// largest share of it in their own work).</summary>
    public static Outcome<int[][]> Stars(Employment employment)
    {
        var table = Table(employment);
        if (table.Refusal is { } refusal)
        {
            return refusal;
        }

        var (regions, counts) = (employment.Regions.Count, employment.Counts);
        var tenth = (regions + 9) / 10;
        var stars = table.Value.Select(row => row.Select(q => q >= 2 ? 1 : 0).ToArray()).ToArray();
        for (var s = 0; s < employment.Sectors.Count; s++)
        {
            for (var r = 0; r < regions; r++)
            {
                var (size, focus) = (counts[r][s], counts[r][s] / employment.Region(r));
                var larger = counts.Count(row => row[s] > size);
                var keener = Enumerable.Range(0, regions).Count(o => counts[o][s] / employment.Region(o) > focus);
                stars[r][s] += size > 0 && larger < tenth ? 1 : 0;
                stars[r][s] += size > 0 && keener < tenth ? 1 : 0;
            }
        }

        return stars;
    }
}

/// <summary>How uneven.</summary>
internal static class Concentration
{
    /// <summary>Sum of the differences in shares between two regions, 0 the same to 2 nothing in common (Krugman 1991).
    /// </summary>
    public static double Krugman(double[] one, double[] other)
    {
        var (a, b) = (one.Sum(), other.Sum());
        return one.Zip(other, (x, y) => Math.Abs((x / a) - (y / b))).Sum();
    }

    /// <summary>Sum of squared shares, 1/n even to 1 all with one (Herfindahl 1950, Hirschman 1945).</summary>
    public static double HerfindahlHirschman(double[] sizes)
    {
        var sum = sizes.Sum();
        return sizes.Sum(x => x / sum * (x / sum));
    }

    /// <summary>Gini coefficient of the location quotients of one region, as in Farhauer and Kröll 2013.</summary>
    public static double Gini(double[] here, double[] everywhere)
    {
        var (a, b) = (here.Sum(), everywhere.Sum());
        var quotients = here.Zip(everywhere, (x, y) => LocationQuotient.Of(x, a, y, b)).Order().ToArray();
        var mean = quotients.Average();
        return mean == 0 ? 0
            : 2 * quotients.Select((q, i) => (i + 1) * (q - mean)).Sum() / (quotients.Length * quotients.Length * mean);
    }
}
