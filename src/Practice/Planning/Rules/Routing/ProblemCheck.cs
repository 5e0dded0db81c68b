using Meent.Kernel;

namespace Meent.Planning.Rules.Routing;

/// <summary>Refuses a problem that makes no sense, or a stop that no lorry can ever serve, before a search begins.
/// </summary>
internal static class ProblemCheck
{
    /// <summary>Most kinds of lorry: a stop names the ones that may come in the bits of a number.</summary>
    public const int MostTypes = 64;

    /// <summary>Most compartments of a lorry.</summary>
    public const int MostCompartments = 8;

    /// <summary>Asked before the distances of so many stops are laid out.</summary>
    public static Refusal? TooMany(int stops) => stops <= RoutingProblem.MostStops ? null : new Refusal(
        "planning.too_many_stops", ("stops", $"{stops}"), ("limit", $"{RoutingProblem.MostStops}"));

    /// <summary>Null where the problem can be searched.</summary>
    public static Refusal? Refuse(RoutingProblem problem) =>
        Sizes(problem) ?? Lorries(problem) ?? Stops(problem) ?? Alone(problem);

    private static Refusal? Sizes(RoutingProblem problem) =>
        problem.Stops.Length == 0 ? new Refusal("planning.no_stops")
        : TooMany(problem.Stops.Length) is { } many ? many
        : problem.Lorries.Length is 0 or > MostTypes
            ? new Refusal("planning.lorry_types", ("types", $"{problem.Lorries.Length}"), ("limit", $"{MostTypes}"))
        : null;

    private static Refusal? Lorries(RoutingProblem problem)
    {
        foreach (var lorry in problem.Lorries)
        {
            if (lorry.Compartments.Length is 0 or > MostCompartments || lorry.Compartments.Any(c => c <= 0))
            {
                return new Refusal("planning.no_capacity", ("lorry", lorry.Name));
            }

            if (lorry.Intakes.Length == 0)
            {
                return new Refusal("planning.no_yard", ("lorry", lorry.Name));
            }

            if (lorry.Count <= 0)
            {
                return new Refusal("planning.no_lorry", ("lorry", lorry.Name));
            }

            if (lorry.Earliest > lorry.Latest)
            {
                return new Refusal("planning.window_contradicts", ("name", lorry.Name));
            }
        }

        return null;
    }

    private static Refusal? Stops(RoutingProblem problem)
    {
        var largest = problem.Lorries.Max(l => l.Compartments.Sum());
        var deck = problem.Lorries.Max(l => l.Deck >= 0 ? l.Deck : l.Compartments.Sum());
        foreach (var stop in problem.Stops)
        {
            if (stop.Pickup < 0 || stop.Delivery < 0 || stop.Service < 0)
            {
                return new Refusal("planning.negative_demand", ("stop", stop.Name));
            }

            if (stop.Pickup > largest || stop.Delivery > deck)
            {
                return new Refusal(
                    "planning.demand_over_lorry", ("stop", stop.Name),
                        ("demand", $"{Math.Max(stop.Pickup, stop.Delivery)}"),
                    ("capacity", $"{(stop.Pickup > largest ? largest : deck)}"));
            }

            if (stop.Earliest > stop.Latest)
            {
                return new Refusal("planning.window_contradicts", ("name", stop.Name));
            }
        }

        return null;
    }

    /// <summary>Each stop in a lorry of its own; where that is not possible, the first rule that stands in the way.
    /// </summary>
    private static Refusal? Alone(RoutingProblem problem)
    {
        var stuck = Stuck(problem);
        if (stuck.Count == 0)
        {
            return null;
        }

        var name = problem.Stops[stuck[0] - problem.Bases.Length].Name;
        foreach (var rule in Relaxations.All)
        {
            if (rule.Code is { } code && !Stuck(rule.Without(problem)).Contains(stuck[0]))
            {
                return new Refusal(code, ("stop", name), ("stops", $"{stuck.Count}"));
            }
        }

        return new Refusal("planning.cannot_be_reached", ("stop", name), ("stops", $"{stuck.Count}"));
    }

    /// <summary>Nodes that no lorry can serve, even alone.</summary>
    private static List<int> Stuck(RoutingProblem problem)
    {
        var model = new Model(problem);
        var alone = new Alone(model);
        return [.. Enumerable.Range(problem.Bases.Length, problem.Stops.Length).Where(
            s => model.Lorries.All(l => alone.Cost(l.Index, s) == long.MaxValue))];
    }
}
