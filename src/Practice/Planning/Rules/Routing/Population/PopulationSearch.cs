namespace Meent.Planning.Rules.Routing.Population;

/// <summary>Searches short routes for the plain problem.</summary>
internal static class PopulationSearch
{
    public static PlainSolution? Solve(
        PlainProblem problem, ulong seed, int threads, Spent spent, IProgress<PlainSolution>? better,
        IReadOnlyList<PlainSolution>? start = null)
    {
        var network = new Network(problem);
        var genetic = new Genetic(network, new Dice(seed));
        foreach (var given in start ?? [])
        {
            genetic.Sow(Individual.Of(network, given));
        }

        long best = long.MaxValue;
        for (var done = 0L; spent(done) < 1; done++)
        {
            genetic.Step();
            if (genetic.Best is { } now && now.Distance < best)
            {
                best = now.Distance;
                better?.Report(now.Solution());
            }
        }

        return genetic.Best?.Solution();
    }
}
