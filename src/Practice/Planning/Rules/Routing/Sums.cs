namespace Meent.Planning.Rules.Routing;

/// <summary>What a plan comes to.</summary>
/// <param name="Lorries">Lorry-days.</param>
/// <param name="Seconds">Under way, all lorries together.</param>
/// <param name="Fixed">The part of the cost that does not depend on the way.</param>
/// <param name="DistanceByType">Metres, by lorry type of the problem.</param>
internal sealed record Sums(
    long Cost, long Distance, long Seconds, int Lorries, int Trips, long Load, int Left,
    IReadOnlyList<long> DistanceByType, long Fixed)
{
    public static Sums Of(RoutingProblem problem, RoutingSolution solution)
    {
        var model = new Model(problem);
        var tables = solution.Days.Select(d => (d.Type, Table: Timetable.Of(model, d))).ToList();
        var byType = new long[problem.Lorries.Length];
        foreach (var (type, table) in tables)
        {
            byType[type] += table.Distance;
        }

        return new Sums(
            solution.Cost, byType.Sum(), tables.Sum(t => (long)t.Table.Until - t.Table.From), tables.Count,
            tables.Sum(t => t.Table.Journeys.Count), tables.Sum(t => t.Table.Journeys.Sum(j => (long)j.Load)),
            solution.Left.Length, byType, solution.Days.Sum(d => problem.Lorries[d.Type].Fixed));
    }
}
