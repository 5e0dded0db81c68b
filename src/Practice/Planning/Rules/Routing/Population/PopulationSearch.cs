namespace Meent.Planning.Rules.Routing.Population;

/// <summary>Searches short routes for the plain problem by two ways that find different routes: annealing by string
/// removals, which is the better one in large problems and with short routes, and the hybrid genetic search.</summary>
internal static class PopulationSearch
{
    /// <summary>Problems from this size on are annealed by all threads together, for the whole budget.</summary>
    private const int Large = 350;

    /// <summary>How many nearest customers a removed one may come back beside.</summary>
    private const int Beside = 30;

    /// <summary>Temperatures in units of the mean distance of a customer to the ten nearest.</summary>
    private const double Hot = 2;
    private const double Cold = 0.02;

    /// <summary>Until this part of the budget every island keeps to itself, so that each finds something
    /// else.</summary>
    private const double Apart = 0.6;

    /// <summary>How often an island then looks at the board, in offspring.</summary>
    private const int Glance = 50;

    /// <summary>The best routes found within the budget; null where none are within capacity, maximal distance and
    /// number of lorries. With one thread and a budget in iterations the answer is the same every time. An iteration
    /// is a step of the annealing; an offspring counts as three for each customer.</summary>
    /// <param name="spent">Asked by each thread with the iterations it has done itself.</param>
    /// <param name="better">Hears of each better solution, from any of the threads, one at a time.</param>
    /// <param name="start">Solutions found otherwise; what is not feasible is left out.</param>
    public static PlainSolution? Solve(
        PlainProblem problem, ulong seed, int threads, Spent spent, IProgress<PlainSolution>? better,
        IReadOnlyList<PlainSolution>? start = null)
    {
        if (problem.Size <= 1)
        {
            return new PlainSolution([], 0);
        }

        var network = new Network(problem);
        if (!network.CouldFit)
        {
            return null;
        }

        var run = new Search(network, new Board(better), spent, new Dice(seed), Math.Max(1, threads));
        run.Begin(start ?? []);
        if (network.Size >= Large)
        {
            run.AnnealTogether();
        }
        else
        {
            run.Islands();
        }

        return run.Board.Best?.Solution();
    }

    private sealed class Search(Network network, Board board, Spent spent, Dice dice, int threads)
    {
        private readonly Genetic first = new(network, dice);
        private long done;

        public Board Board => board;

        /// <summary>Takes what is given; where nothing is, breeds until something is feasible.</summary>
        public void Begin(IReadOnlyList<PlainSolution> start)
        {
            foreach (var given in start.Where(s => s.Routes.Count <= network.Lorries))
            {
                var made = Individual.Of(network, given);
                if (made.Feasible)
                {
                    first.Sow(made);
                    board.Show(made);
                }
            }

            while (board.Best is null && spent(done) < 1)
            {
                first.Step();
                done += 3 * network.Size;
                Show(first);
            }
        }

        public void AnnealTogether()
        {
            if (board.Best is { } begun && spent(done) < 1)
            {
                Anneal(begun, dice, threads, 1);
                first.SowBettered(board.Best);
                Show(first);
            }

            Breed(first, done);
        }

        /// <summary>Every second island anneals before it breeds; one alone does so for a shorter time.</summary>
        public void Islands()
        {
            var seeds = Enumerable.Range(0, threads).Select(_ => dice.Next()).ToArray();
            if (threads == 1)
            {
                Island(first, new Dice(seeds[0]), 0.25);
            }
            else
            {
                Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => Island(
                    i == 0 ? first : new Genetic(network, new Dice(seeds[i])), new Dice(seeds[i] + 1), i % 2 * 0.5));
            }
        }

        private void Island(Genetic island, Dice own, double annealed)
        {
            var mine = done;
            if (annealed > 0 && board.Best is { } begun)
            {
                var (found, steps) = Anneal(begun, own, 1, annealed);
                mine += steps;
                island.Sow(found);
            }

            Breed(island, mine);
        }

        private (Individual Found, long Steps) Anneal(Individual begun, Dice own, int together, double share)
        {
            var annealing = new Annealing(network, own, together, Beside);
            var from = spent(done);
            var until = from + ((1 - from) * share);
            var unit = network.MeanNear;
            var found = annealing.Run(
                begun, () => (spent(done + annealing.Steps) - from) / (until - from),
                Hot * unit, Cold * unit, board.Show);
            board.Show(found);
            return (found, annealing.Steps);
        }

        private void Breed(Genetic island, long mine)
        {
            var used = spent(mine);
            for (var made = 0; used < 1; made++)
            {
                if (used >= Apart && made % Glance == 0
                    && board.Under(island.Best?.Distance ?? long.MaxValue) is { } shown)
                {
                    island.Sow(shown);
                }

                island.Step();
                mine += 3 * network.Size;
                Show(island);
                used = spent(mine);
            }
        }

        private void Show(Genetic island)
        {
            if (island.Best is { } best)
            {
                board.Show(best);
            }
        }
    }
}
