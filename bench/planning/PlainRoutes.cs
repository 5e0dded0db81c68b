using System.Diagnostics;
using Meent.Planning.Rules.Routing.Population;

namespace Meent.Bench.Planning;

/// <summary>The X instances of CVRPLIB (Uchoa et al. 2017): gap to the best known per instance and per group. Every
/// solution is checked; a refused one ends the program. A limit of 10 s is 10 CPU seconds for each thread, so that a
/// busy
/// machine gives the same as a quiet one.</summary>
internal static class PlainRoutes
{
    private static readonly (int Most, double Seconds)[] Groups = [(336, 10), (701, 30), (1001, 30)];

    /// <summary>Two minutes.</summary>
    private static readonly string[] Quick =
        ["X-n101-k25", "X-n143-k7", "X-n200-k36", "X-n303-k21", "X-n336-k84", "X-n502-k39", "X-n1001-k43"];

    public static void Run(Request request)
    {
        if (Published.Folder("vrp") is not { } folder)
        {
            Console.WriteLine("x: shared/data/vrp is not here");
            return;
        }

        Console.WriteLine(
            $"x: capacitated routing, distances rounded to the nearest whole number, {request.Threads} threads");
        Console.WriteLine(
            "instance     best known  per seed: distance, gap %; mean and worst gap %; CPU and wall seconds per seed");
        var names = request.Only.Split(',');
        var instances = PublishedRoutes.All(Path.Combine(folder, "x"))
            .Where(i => names.Any(o => i.Name.StartsWith(o, StringComparison.Ordinal))
                && (!request.Quick || Quick.Contains(i.Name)))
            .ToList();
        var least = 0;
        foreach (var (most, own) in Groups)
        {
            Run(request, [.. instances.Where(i => i.Problem.Size > least && i.Problem.Size <= most)],
                request.Seconds > 0 ? request.Seconds : own);
            least = most;
        }
    }

    private static void Run(Request request, IReadOnlyList<PublishedRoutes> group, double seconds)
    {
        var gaps = new List<double>();
        foreach (var instance in group)
        {
            var found = request.Seeds.Select(s => Measure(instance, s, request.Threads, seconds)).ToList();
            var mine = found.Select(f => 100.0 * (f.Distance - instance.BestKnown) / instance.BestKnown).ToList();
            gaps.AddRange(mine);
            Console.WriteLine($"{instance.Name,-12} {instance.BestKnown,10}  "
                + string.Join(' ', found.Zip(mine, (f, gap) => $"{f.Distance,7} {gap,6:0.000}"))
                + $"  {mine.Average(),6:0.000} {mine.Max(),6:0.000}  {found.Average(f => f.Cpu),5:0.0}"
                + $" {found.Average(f => f.Wall),5:0.0}");
        }

        if (gaps.Count > 0)
        {
            Console.WriteLine($"{group.Count} instances, n = {group[0].Problem.Size}..{group[^1].Problem.Size}, "
                + $"{seconds} s: mean {gaps.Average():0.000} %, worst {gaps.Max():0.000} %");
        }
    }

    private static (long Distance, double Cpu, double Wall) Measure(
        PublishedRoutes instance, ulong seed, int threads, double seconds)
    {
        var (cpu, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        double Spent(long iterations) => (Environment.CpuUsage.TotalTime - cpu).TotalSeconds / threads / seconds;
        var found = PopulationSearch.Solve(instance.Problem, seed, threads, Spent, null);
        var faults = found is null ? ["nothing found"] : PlainCheck.Faults(instance.Problem, found);
        if (found is null || faults.Count > 0)
        {
            Console.WriteLine($"{instance.Name}, seed {seed}: refused: {string.Join("; ", faults)}");
            Environment.Exit(1);
        }

        return (found.Distance, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, watch.Elapsed.TotalSeconds);
    }
}
