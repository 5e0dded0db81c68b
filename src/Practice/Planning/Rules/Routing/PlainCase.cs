using Meent.Planning.Rules.Routing.Population;

namespace Meent.Planning.Rules.Routing;

/// <summary>A problem that has no other rules than distance and capacity: the population search is made for it.
/// </summary>
internal sealed class PlainCase
{
    private const int LongestWay = 100_000_000;

    private readonly RoutingProblem problem;
    private readonly PlainProblem plain;

    private PlainCase(RoutingProblem problem, PlainProblem plain) => (this.problem, this.plain) = (problem, plain);

    /// <summary>Null where the problem has more rules.</summary>
    public static PlainCase? Of(RoutingProblem problem)
    {
        if (problem.Lorries.Length != 1 || problem.Stops.Length < 2 || problem.IsTimed || problem.Products > 1
            || problem.Stops.Any(s => s.Delivery > 0 || (s.Lorries & 1) == 0))
        {
            return null;
        }

        var lorry = problem.Lorries[0];
        var oneTrip = lorry.MaxTrips == 1 || lorry.Count >= problem.Stops.Length;
        if (lorry.Compartments.Length != 1 || lorry.Fixed != 0 || lorry.PerDistance <= 0 || !oneTrip
            || lorry.Intakes.Length != 1 || lorry.Intakes[0] != lorry.Start
            || (lorry.End >= 0 && lorry.End != lorry.Start)
            || (lorry.MaxTrips > 1 && lorry.MaxDistance < RoutingProblem.Horizon))
        {
            return null;
        }

        int[] nodes = [lorry.Start, .. Enumerable.Range(problem.Bases.Length, problem.Stops.Length)];
        var size = nodes.Length;
        var (roads, distance) = (problem.Profiles[lorry.Profile].Distance, new int[size * size]);
        for (var i = 0; i < distance.Length; i++)
        {
            distance[i] = roads[(nodes[i / size] * problem.Nodes) + nodes[i % size]];
        }

        return distance.Max() > LongestWay ? null : new PlainCase(problem, new PlainProblem(
            size, distance, [0, .. problem.Stops.Select(s => s.Pickup)], lorry.Compartments[0],
            Math.Min(lorry.Count, problem.Stops.Length), null, null,
            lorry.MaxDistance >= RoutingProblem.Horizon ? 0 : lorry.MaxDistance));
    }

    /// <summary>Null where no plan was found that serves all.</summary>
    public RoutingSolution? Solve(ulong seed, int threads, Spent spent) =>
        PopulationSearch.Solve(plain, seed, threads, spent, null) is { } found ? Told(found) : null;

    private RoutingSolution Told(PlainSolution found)
    {
        var lorry = problem.Lorries[0];
        var days = found.Routes.Select(route => new LorryDay(
            0,
            [
                lorry.Start, .. route.Select(i => problem.Bases.Length + i - 1), lorry.Start,
                .. lorry.End >= 0 ? [lorry.End] : Array.Empty<int>(),
            ]));
        return new RoutingSolution(
            [.. days.OrderBy(d => d.Nodes[1])], [], lorry.PerDistance * found.Distance);
    }
}
