namespace Meent.Planning.Rules.Routing.Population;

/// <summary>Searches short routes for the plain problem: first annealing by string removals, then the hybrid genetic
/// search on what it found. In large problems annealing takes the whole budget.</summary>
internal static class PopulationSearch
{
    /// <summary>From so many nodes on a genetic search finds less in a short time than annealing.</summary>
    private const int Large = 350;
    private const int Beside = 40;

    /// <summary>Temperatures in units of the mean distance of a customer to its nearest ones.</summary>
    private const double Hot = 4;
    private const double Cold = 0.04;

    /// <summary>How often an island looks at the board, in offspring.</summary>
    private const int Glance = 50;

    /// <summary>The best routes found within the budget; null where none are within capacity, maximal distance and number
    /// of lorries. With one thread and a budget in iterations the answer is the same every time. An iteration is a step
    /// of the annealing; an offspring counts as three for each customer.</summary>
    /// <param name="threads">They anneal one solution together, then each keeps a population and they exchange their
    /// best.</param>
    /// <param name="start">Feasible solutions found otherwise.</param>
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

        var board = new Board(better);
        var dice = new Dice(seed);
        var islands = new Genetic[Math.Max(1, threads)];
        for (var i = 0; i < islands.Length; i++)
        {
            islands[i] = new Genetic(network, i == 0 ? dice : new Dice(dice.Next()));
        }

        var done = Begin(network, islands[0], start, board, spent);
        if (board.Best is { } begun && Size(problem) > 2)
        {
            done = Anneal(network, islands, begun, dice, board, spent, done);
        }

        if (islands.Length == 1)
        {
            Breed(network, islands[0], board, spent, done);
        }
        else
        {
            Parallel.ForEach(islands, island => Breed(network, island, board, spent, done));
        }

        return board.Best?.Solution();
    }

    private static int Size(PlainProblem problem) => problem.Size;

    public static double Tune(string name, double usual) =>
        double.TryParse(System.Environment.GetEnvironmentVariable(name), out var v) ? v : usual;

    /// <summary>Takes what is given, or breeds until something is feasible.</summary>
    private static long Begin(
        Network network, Genetic island, IReadOnlyList<PlainSolution>? start, Board board, Spent spent)
    {
        foreach (var given in start ?? [])
        {
            var made = Individual.Of(network, given);
            if (made.Feasible && made.RouteCount <= network.Lorries)
            {
                island.Sow(made);
                board.Show(made);
            }
        }

        var done = 0L;
        while (board.Best is null && spent(done) < 1)
        {
            island.Step();
            done += 3 * network.Size;
            if (island.Best is { } best)
            {
                board.Show(best);
            }
        }

        return done;
    }

    private static long Anneal(
        Network network, Genetic[] islands, Individual begun, Dice dice, Board board, Spent spent, long done)
    {
        var share = Tune("SHARE", network.Size >= Large ? 1 : 0.5);
        if (share == 0) return done;
        var annealing = new Annealing(network, dice, islands.Length, (int)Tune("NEAR", Beside));
        var from = spent(done);
        var until = from + ((1 - from) * share);
        var unit = network.MeanNear;
        var found = annealing.Run(
            begun, () => (spent(done + annealing.Steps) - from) / (until - from),
            Tune("T0", Hot) * unit, Tune("T1", Cold) * unit, board.Show);
        board.Show(found);
        if (Tune("SAY", 0) > 0)
            System.Console.Write($"unit {unit:0.0} after annealing {found.Distance} steps {annealing.Steps} ");
        return done + annealing.Steps;
    }

    private static void Breed(Network network, Genetic island, Board board, Spent spent, long done)
    {
        for (var made = 0; spent(done) < 1; made++)
        {
            if (made % Glance == 0 && board.Under(island.Best?.Distance ?? long.MaxValue) is { } shown)
            {
                island.Sow(shown);
            }

            island.Step();
            done += 3 * network.Size;
            if (island.Best is { } best && board.Under(best.Distance + 1) is null)
            {
                board.Show(best);
            }
        }
    }
}
