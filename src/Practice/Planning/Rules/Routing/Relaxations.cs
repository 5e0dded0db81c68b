namespace Meent.Planning.Rules.Routing;

/// <summary>A rule that could be given up.</summary>
/// <param name="Code">The refusal of a stop that only this rule keeps out.</param>
/// <param name="Without">The same problem without it.</param>
internal sealed record Relaxation(string Name, string Code, Func<RoutingProblem, RoutingProblem> Without);

/// <summary>Rules in the order in which they are asked after: more lorries help nearly always, so what is cheaper comes
/// first.</summary>
internal static class Relaxations
{
    private const int Plenty = 20;

    public static IReadOnlyList<Relaxation> All { get; } =
    [
        new("trips", "planning.cannot_be_served_trips", p => Lorries(p, l => l with { MaxTrips = Math.Max(l.MaxTrips, Plenty) })),
        new("day", "planning.cannot_be_served_day", p => Lorries(p, l => l with
        {
            MaxDuration = RoutingProblem.Horizon, MaxDistance = RoutingProblem.Horizon, Earliest = 0,
            Latest = RoutingProblem.Horizon,
        })),
        new("windows", "planning.cannot_be_served_windows", p => p with
        {
            Stops = [.. p.Stops.Select(s => s with { Earliest = 0, Latest = RoutingProblem.Horizon })],
            Bases = [.. p.Bases.Select(b => b with { Open = 0, Close = RoutingProblem.Horizon })],
        }),
        new("ride", "planning.cannot_be_served_ride", p => Lorries(p, l => l with { MaxRide = RoutingProblem.Horizon })),
        new("road", "planning.cannot_be_served_road", p => p with { Stops = [.. p.Stops.Select(s => s with { Lorries = ulong.MaxValue })] }),
        new("products", "planning.cannot_be_served_products", p => p with { Stops = [.. p.Stops.Select(s => s with { Product = 0 })] }),
        new("lorries", "planning.cannot_be_served_lorries", p => Lorries(p, l => l with { Count = Math.Max(l.Count, p.Stops.Length) })),
        new("capacity", "planning.cannot_be_served_capacity", p => Lorries(p, l => l with
        {
            Compartments = [.. l.Compartments.Select(_ => RoutingProblem.Far)],
            Deck = l.Deck < 0 ? l.Deck : RoutingProblem.Far,
        })),
    ];

    private static RoutingProblem Lorries(RoutingProblem problem, Func<LorryType, LorryType> change) =>
        problem with { Lorries = [.. problem.Lorries.Select(change)] };
}

/// <summary>Why a search left stops out.</summary>
/// <param name="Rule">The first rule without which all are served; null: not decided in the time there was.</param>
/// <param name="Left">Nodes that were left out.</param>
internal sealed record WhyNot(string? Rule, IReadOnlyList<int> Left)
{
    /// <summary>Gives up one rule after the other and searches again, each for its part of the budget.</summary>
    /// <param name="budget">Makes the budget of one search.</param>
    public static WhyNot Find(
        RoutingProblem problem, RoutingSolution solution, ulong seed, Func<Spent> budget)
    {
        foreach (var rule in Relaxations.All)
        {
            var without = rule.Without(problem);
            var changed = !without.Lorries.SequenceEqual(problem.Lorries) || !without.Stops.SequenceEqual(problem.Stops)
                || !without.Bases.SequenceEqual(problem.Bases);
            if (changed && Router.Solve(without, seed, 1, budget()).Left.Length == 0)
            {
                return new WhyNot(rule.Name, solution.Left);
            }
        }

        return new WhyNot(null, solution.Left);
    }
}
