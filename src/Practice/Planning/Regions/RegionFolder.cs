using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Rules.Region;

namespace Meent.Planning.Regions;

/// <summary>Work of one region and of the whole, by sector.</summary>
internal sealed record SectorGrowth(IReadOnlyList<string> Sectors, Employment Now, Employment? Before, int Region)
{
    public double[] Here(Employment of) => of.Counts[Region];

    public double[] Everywhere(Employment of) => [.. Enumerable.Range(0, Sectors.Count).Select(of.Sector)];
}

/// <summary>Who delivers to whom in the whole, and what each makes.</summary>
/// <param name="Work">In one unit of output; null where the table has none.</param>
internal sealed record Deliveries(IReadOnlyList<string> Sectors, double[][] Amounts, double[] Output, double[]? Work);

/// <summary>The tables of a region. Each may be missing but the activities.</summary>
internal sealed record RegionFolder(
    IReadOnlyList<Activity> Activities, IReadOnlyList<Relation> Relations, SectorGrowth? Growth, Deliveries? Deliveries,
    double? ValueLine, double? BurdenLine, double Delta)
{
    public static RegionFolder Read(ExploreFolder folder)
    {
        var activities = folder.Table("activities.csv", RelationGraph.MostActivities, "activity", "value", "burden");
        var names = activities.Numbered("activity");
        var relations = folder.TableIfAny("relations.csv", RelationGraph.MostRelations, "from", "to", "worth?");
        double? Line(string name) => folder.Parameter(name, -1, "", -1) is >= 0 and var line ? line : null;
        return new RegionFolder(
            [.. activities.Select(r => new Activity(r.Text("activity"), r.Number("value", 0), r.Number("burden", 0)))],
            [.. (relations?.ToArray() ?? []).Select(r => new Relation(
                r.Known("from", names, "activities.csv"), r.Known("to", names, "activities.csv"),
                r.NumberOr("worth", 1, 0)))],
            ReadGrowth(folder), ReadDeliveries(folder), Line("value_line"), Line("burden_line"),
            folder.Parameter("delta", 0.3, "", 0, 1));
    }

    private static SectorGrowth? ReadGrowth(ExploreFolder folder)
    {
        if (folder.TableIfAny("employment.csv", "region", "sector", "now", "before?") is not { Count: > 0 } table)
        {
            return null;
        }

        var regions = table.Select(r => r.Text("region")).Distinct(StringComparer.Ordinal).ToList();
        var sectors = table.Select(r => r.Text("sector")).Distinct(StringComparer.Ordinal).ToList();
        var (now, before) = (Empty(regions, sectors), Empty(regions, sectors));
        var seen = new HashSet<(int, int)>();
        foreach (var row in table)
        {
            var (r, s) = (regions.IndexOf(row.Text("region")), sectors.IndexOf(row.Text("sector")));
            if (!seen.Add((r, s)))
            {
                table.Trouble.Note(row.About("planning.name_twice", "sector"));
            }

            (now[r][s], before[r][s]) = (row.Number("now", 0), row.NumberOr("before", 0, 0));
        }

        var ours = folder.Choice("region", [.. regions]);
        return new SectorGrowth(sectors, new Employment(regions, sectors, now),
            table.Has("before") ? new Employment(regions, sectors, before) : null, regions.IndexOf(ours));
    }

    private static double[][] Empty(List<string> regions, List<string> sectors) =>
        [.. regions.Select(_ => new double[sectors.Count])];

    private static Deliveries? ReadDeliveries(ExploreFolder folder)
    {
        if (folder.TableIfAny("sectors.csv", InputOutput.MostSectors, "sector", "output", "work?") is not { } sectors)
        {
            return null;
        }

        var names = sectors.Numbered("sector");
        var amounts = sectors.Select(_ => new double[sectors.Count]).ToArray();
        foreach (var row in folder.Table("deliveries.csv", "from", "to", "amount"))
        {
            var (from, to) = (row.Known("from", names, "sectors.csv"), row.Known("to", names, "sectors.csv"));
            if (amounts.Length > 0)
            {
                amounts[from][to] += row.Number("amount", 0);
            }
        }

        var output = sectors.Select(r => r.Number("output", 0)).ToArray();
        return new Deliveries(
            [.. sectors.Select(r => r.Text("sector"))], amounts, output, sectors.Has("work")
                ? [.. sectors.Select((r, i) => output[i] > 0 ? r.NumberOr("work", 0, 0) / output[i] : 0)]
                : null);
    }
}
