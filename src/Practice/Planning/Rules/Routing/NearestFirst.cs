using System.Collections.Immutable;

namespace Meent.Planning.Rules.Routing;

/// <summary>What a driver does without a plan: on to the nearest stop that still fits, back when none does. The
/// measure of what a plan is worth.</summary>
internal static class NearestFirst
{
    /// <summary>The large lorries first or the small ones first, whichever serves more and then costs less.</summary>
    public static RoutingSolution Solve(RoutingProblem problem)
    {
        var model = new Model(problem);
        var large = Solve(problem, model, model.Lorries.OrderByDescending(l => l.Capacity));
        var small = Solve(problem, model, model.Lorries.OrderBy(l => l.Capacity));
        return (small.Left.Length, small.Cost).CompareTo((large.Left.Length, large.Cost)) < 0 ? small : large;
    }

    private static RoutingSolution Solve(RoutingProblem problem, Model model, IEnumerable<LorryModel> lorries)
    {
        var open = Enumerable.Range(problem.Bases.Length, problem.Stops.Length).ToHashSet();
        var days = ImmutableArray.CreateBuilder<LorryDay>();
        var cost = 0L;
        foreach (var lorry in lorries)
        {
            for (var i = 0; i < lorry.Type.Count && open.Count > 0; i++)
            {
                var tour = new Tour(model, lorry);
                Drive(model, tour, open);
                if (tour.Stops == 0)
                {
                    break;
                }

                cost += tour.Cost;
                days.Add(new LorryDay(lorry.Index, [.. tour.Nodes.AsSpan(0, tour.Count)]));
            }
        }

        return new RoutingSolution(days.ToImmutable(), [.. open.Order()], cost);
    }

    private static void Drive(Model model, Tour tour, HashSet<int> open)
    {
        var lorry = tour.Lorry;
        tour.Set(lorry.Type.End >= 0 ? [lorry.Type.Start, lorry.Type.End] : [lorry.Type.Start]);
        while (true)
        {
            var before = tour.Trips;
            // Where the lorry stands when it looks for the next: behind its last stop, or at the intake.
            if (!(before > 0 && Append(model, tour, open, opens: false))
                && !(before < lorry.Type.MaxTrips && Append(model, tour, open, opens: true)))
            {
                return;
            }
        }
    }

    private static bool Append(Model model, Tour tour, HashSet<int> open, bool opens)
    {
        var lorry = tour.Lorry;
        var at = opens ? (tour.Trips == 0 ? 0 : tour.Until[tour.Trips - 1]) : tour.Until[tour.Trips - 1] - 1;
        var from = tour.Nodes[at] * lorry.Size;
        var trial = new Tour(model, lorry);
        foreach (var stop in open.OrderBy(s => lorry.Distance[from + s]).ThenBy(s => s))
        {
            var fits = opens ? Room.Fits(model, lorry, stop) : Room.Fits(model, tour, tour.Trips - 1, stop)
                && Room.FitsAt(model, tour, tour.Trips - 1, at, stop);
            if (!fits || (model.Allowed[stop] & lorry.Bit) == 0)
            {
                continue;
            }

            var intake = lorry.Intakes.MinBy(k => lorry.Distance[(stop * lorry.Size) + k]);
            trial.Take(tour);
            if (trial.Insert(at, stop, intake, opens) && trial.Distance < RoutingProblem.Far)
            {
                tour.Take(trial);
                open.Remove(stop);
                return true;
            }
        }

        return false;
    }
}
