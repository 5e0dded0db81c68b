using System.Collections.Immutable;

namespace Meent.Planning.Rules.Routing;

/// <summary>Finds routes. Anytime: the best so far is there at every moment. With one thread and a budget of iterations
/// the same problem and seed give the same answer.</summary>
internal static class Router
{
    public static long Total;
    private const int Neighbours = 200;

    /// <param name="threads">Searches side by side, which tell each other their best.</param>
    /// <param name="better">Told each better solution now and then; from any thread.</param>
    public static RoutingSolution Solve(
        RoutingProblem problem, ulong seed, int threads, Spent spent, IProgress<RoutingSolution>? better = null)
    {
        var model = new Model(problem).ForSearch(Neighbours);
        var alone = new Alone(model);
        var islands = new Islands(problem, better);
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            var search = new RuinAndRecreate(model, alone, new Dice(seed + ((ulong)i << 32)));
            islands.Meet(search, 0);
            search.Run(spent, Heat.Hot, Heat.Cold, part => islands.Meet(search, part));
            islands.Meet(search, 1);
            Interlocked.Add(ref Total, search.Iterations);
        });
        return islands.Best!;
    }

    /// <summary>Where the searches meet.</summary>
    private sealed class Islands(RoutingProblem problem, IProgress<RoutingSolution>? better)
    {
        private readonly Lock gate = new();
        private readonly Dictionary<RuinAndRecreate, int> met = [];
        private List<SavedTour> tours = [];
        private long cost = long.MaxValue;

        public RoutingSolution? Best { get; private set; }

        /// <summary>Leaves what is better here, and from time to time takes along what another search left.</summary>
        public void Meet(RuinAndRecreate search, double part)
        {
            var round = (int)(part * Heat.Meetings);
            lock (gate)
            {
                if (met.TryGetValue(search, out var last) && last == round)
                {
                    return;
                }

                met[search] = round;
                if (search.BestCost < cost)
                {
                    (tours, cost) = (search.Best, search.BestCost);
                    Best = Told(problem, tours);
                    better?.Report(Best);
                }
                else if (search.BestCost > cost && part is > 0 and < 1)
                {
                    search.Adopt(tours);
                }
            }
        }
    }

    private static RoutingSolution Told(RoutingProblem problem, List<SavedTour> tours)
    {
        var model = new Model(problem);
        var left = Enumerable.Range(problem.Bases.Length, problem.Stops.Length).ToHashSet();
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

/// <summary>The course of the annealing, found by trying on published instances.</summary>
internal static class Heat
{
    /// <summary>Temperature at the start, as a part of the mean cost of a stop.</summary>
    public static double Hot = double.Parse(Environment.GetEnvironmentVariable("HOT") ?? "0.2");

    /// <summary>Temperature at the end.</summary>
    public static double Cold = double.Parse(Environment.GetEnvironmentVariable("COLD") ?? "0.002");

    /// <summary>How often the searches meet.</summary>
    public static int Meetings = 10;
}
