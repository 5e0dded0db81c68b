namespace Meent.Planning.Rules.Region;

/// <summary>Where an activity stands between what it brings and what it takes of the place.</summary>
internal enum Quarter
{
    MuchValueLittleBurden,
    MuchValueMuchBurden,
    LittleValueLittleBurden,
    LittleValueMuchBurden,
}

/// <summary>An activity with what it adds (productivity, exclusiveness) and what it takes (traffic, noise, land).
/// </summary>
internal sealed record Activity(string Name, double Value, double Burden);

/// <summary>What falls away with an activity.</summary>
/// <param name="Relations">Indexes of its relations.</param>
/// <param name="Worth">Of these relations together.</param>
/// <param name="LeftAlone">Others that have no relation left.</param>
/// <param name="PairsCut">Pairs of others that were connected, through whomever, and no longer are.</param>
internal sealed record Removal(
    int Activity, IReadOnlyList<int> Relations, double Worth, IReadOnlyList<int> LeftAlone, long PairsCut)
{
    /// <summary>Nothing between others is lost: it could leave, and take only its own with it.</summary>
    public bool HarmsNoOther => LeftAlone.Count == 0 && PairsCut == 0;
}

internal static class Placement
{
    /// <summary>Value from the line on is much; burden over the line is much. Without lines of one's own the middle of
    /// all activities divides them.</summary>
    public static Quarter[] Of(IReadOnlyList<Activity> activities, double? valueLine = null, double? burdenLine = null)
    {
        var (value, burden) = (
            valueLine ?? Middle(activities.Select(a => a.Value)),
            burdenLine ?? Middle(activities.Select(a => a.Burden)));
        return [.. activities.Select(a => (a.Value >= value, a.Burden > burden) switch
        {
            (true, false) => Quarter.MuchValueLittleBurden,
            (true, true) => Quarter.MuchValueMuchBurden,
            (false, false) => Quarter.LittleValueLittleBurden,
            _ => Quarter.LittleValueMuchBurden,
        })];
    }

    public static Removal Without(RelationGraph graph, int activity)
    {
        var lost = Enumerable.Range(0, graph.Relations.Count)
            .Where(i => graph.Relations[i].From == activity || graph.Relations[i].To == activity).ToList();
        var alone = lost.Select(i => graph.Relations[i])
            .Select(r => r.From == activity ? r.To : r.From)
            .Where(o => o != activity && graph.Degree(o) == 1).Distinct().Order().ToList();
        var before = graph.Parts();
        var together = Pairs(before) - (before.Count(p => p == before[activity]) - 1);
        return new Removal(activity, lost, lost.Sum(i => graph.Relations[i].Worth), alone,
            together - Pairs(graph.Parts(activity)));
    }

    /// <summary>Mean of the two in the middle where the number is even.</summary>
    internal static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Pairs in the same part.</summary>
    private static long Pairs(int[] part) =>
        part.Where(p => p >= 0).GroupBy(p => p).Sum(g => (long)g.Count() * (g.Count() - 1) / 2);
}
