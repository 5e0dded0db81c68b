using System.Collections.Immutable;

namespace Meent.Planning.Rules.Routing.Rounds;

/// <summary>Today's routes put into the terms of the problem, so that staying as it is stands in the same table as a
/// plan.</summary>
/// <param name="Faults">Rules that today's routes do not keep.</param>
internal sealed record TodaysRoutes(RoutingSolution Solution, IReadOnlyList<RouteFault> Faults)
{
    /// <summary>Visits that stand in no route.</summary>
    public int Missing => Solution.Left.Length;

    /// <param name="driven">In the order in which they are driven: lorry type, which of them, trip, visit.</param>
    public static TodaysRoutes Of(RoutingProblem problem, IReadOnlyList<(int Type, int Number, int Trip,
        int Visit)> driven)
    {
        var days = ImmutableArray.CreateBuilder<LorryDay>();
        foreach (var day in driven.GroupBy(d => (d.Type, d.Number)))
        {
            var lorry = problem.Lorries[day.Key.Type];
            var distance = problem.Profiles[lorry.Profile].Distance;
            var nodes = new List<int> { lorry.Start };
            foreach (var trip in day.GroupBy(d => d.Trip))
            {
                nodes.AddRange(trip.Select(d => problem.Bases.Length + d.Visit));
                var last = nodes[^1] * problem.Nodes;
                nodes.Add(lorry.Intakes.MinBy(k => distance[last + k]));
            }

            if (lorry.End >= 0)
            {
                nodes.Add(lorry.End);
            }

            days.Add(new LorryDay(day.Key.Type, [.. nodes]));
        }

        var seen = driven.Select(d => problem.Bases.Length + d.Visit).ToHashSet();
        var left = Enumerable.Range(problem.Bases.Length, problem.Stops.Length).Where(n => !seen.Contains(n));
        var unpriced = new RoutingSolution(days.ToImmutable(), [.. left], 0);
        var solution = unpriced with { Cost = RouteCheck.CostOf(problem, unpriced) };
        return new TodaysRoutes(solution, RouteCheck.Faults(problem, solution));
    }
}
