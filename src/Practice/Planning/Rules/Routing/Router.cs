using System.Collections.Immutable;
using System.Runtime.ExceptionServices;

namespace Meent.Planning.Rules.Routing;

/// <summary>Finds routes. Anytime: the best so far is there at every moment. With one thread and a budget of iterations
/// the same problem and seed give the same answer.</summary>
internal static class Router
{
    private const int Neighbours = 200;

    /// <summary>Temperature at the start and at the end, as a part of the mean cost of a stop: found by trying on
    /// published instances.</summary>
    private const double Hot = 0.4, Cold = 0.01;

    /// <summary>How often the searches meet.</summary>
    private const int Meetings = 10;

    /// <param name="searches">How many, each with a seed of its own; the best of them counts.</param>
    /// <param name="trade">Whether the searches tell each other their best on the way. Where they do not, the answer
    /// of a budget of iterations does not depend on how fast each of them is.</param>
    /// <param name="threads">How many searches run at the same moment; 0: all.</param>
    public static RoutingSolution Solve(
        RoutingProblem problem, ulong seed, int searches, Spent spent, bool trade = true, int threads = 0)
    {
        // Islands of a population look at each other as they go: alone, where the answer may not depend on that.
        if (PlainCase.Of(problem)?.Solve(seed, trade ? searches : 1, spent) is { } plain)
        {
            return plain;
        }

        var model = new Model(problem).ForSearch(Neighbours);
        var alone = new Alone(model);
        var meeting = new Meeting(trade, searches);
        var all = new RuinAndRecreate[searches];
        var side = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : searches };
        try
        {
            Parallel.For(0, searches, side, i =>
            {
                all[i] = new RuinAndRecreate(model, alone, new Dice(seed + ((ulong)i << 32)));
                all[i].Run(spent, Hot, Cold, part => meeting.Meet(all[i], i, part));
            });
        }
        catch (AggregateException several) when (several.InnerException is { } first)
        {
            // Whoever cancels is told so, and not that several searches broke.
            ExceptionDispatchInfo.Throw(first);
        }

        return Told(model, all.MinBy(s => s.BestCost)!.Best);
    }

    /// <summary>Where the searches meet.</summary>
    private sealed class Meeting(bool trade, int searches)
    {
        private readonly Lock gate = new();
        private readonly int[] met = new int[searches];
        private List<SavedTour> tours = [];
        private long cost = long.MaxValue;

        /// <summary>Leaves what is better here, and takes along what another search left.</summary>
        public void Meet(RuinAndRecreate search, int number, double part)
        {
            var round = (int)(part * Meetings);
            if (!trade || met[number] == round)
            {
                return;
            }

            lock (gate)
            {
                met[number] = round;
                if (search.BestCost < cost)
                {
                    (tours, cost) = (search.Best, search.BestCost);
                }
                else if (search.BestCost > cost)
                {
                    search.Adopt(tours);
                }
            }
        }
    }

    private static RoutingSolution Told(Model model, List<SavedTour> tours)
    {
        var left = Enumerable.Range(model.Bases, model.Nodes - model.Bases).ToHashSet();
        var days = ImmutableArray.CreateBuilder<LorryDay>();
        var cost = 0L;
        foreach (var saved in tours.OrderBy(t => t.Type).ThenBy(t => t.Nodes[1]))
        {
            var tour = new Tour(model, model.Lorries[saved.Type]);
            tour.Set(saved.Nodes);
            cost += tour.Cost;
            left.ExceptWith(saved.Nodes);
            days.Add(new LorryDay(saved.Type, [.. saved.Nodes]));
        }

        return new RoutingSolution(days.ToImmutable(), [.. left.Order()], cost);
    }
}
