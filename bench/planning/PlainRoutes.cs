using System.Diagnostics;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Routing.Population;

namespace Meent.Bench.Planning;

/// <summary>The X instances of CVRPLIB (Uchoa et al. 2017): gap to the best known, per instance and per group.</summary>
internal static class PlainRoutes
{
    private static readonly (int Most, double Seconds)[] Groups = [(336, 10), (701, 30), (1001, 30)];

    public static void Run(Request request)
    {
        if (Published.Folder("vrp") is not { } folder)
        {
            Console.WriteLine("x: shared/data/vrp is not here");
            return;
        }

        var instances = PublishedRoutes.All(Path.Combine(folder, "x"))
            .Where(i => request.Only.Length == 0 || request.Only.Split(',').Any(o => i.Name.StartsWith(o, StringComparison.Ordinal)))
            .ToList();
        var from = 0;
        foreach (var (most, ownSeconds) in Groups)
        {
            var seconds = request.Seconds > 0 ? request.Seconds : ownSeconds;
            var group = instances.Where(i => i.Problem.Size > from && i.Problem.Size <= most).ToList();
            from = most;
            var gaps = new List<double>();
            foreach (var instance in group)
            {
                var mine = request.Seeds.Select(s => Measure(instance, s, request.Threads, seconds)).ToList();
                var percent = mine.Select(m => 100.0 * (m.Distance - instance.BestKnown) / instance.BestKnown).ToList();
                gaps.AddRange(percent);
                Console.WriteLine($"{instance.Name,-12} {instance.BestKnown,7} "
                    + string.Join(' ', mine.Zip(percent, (m, p) => $"{m.Distance,7} {p,6:0.000}"))
                    + $"  mean {percent.Average(),6:0.000} worst {percent.Max(),6:0.000}  cpu {mine.Average(m => m.Cpu),5:0.0}"
                    + $" it {mine.Average(m => m.Iterations / m.Cpu),8:0}/s");
            }

            if (gaps.Count > 0)
            {
                Console.WriteLine($"== to n={most}, {seconds} s: mean {gaps.Average():0.000} worst {gaps.Max():0.000}");
            }
        }
    }

    private static (long Distance, double Cpu, long Iterations) Measure(
        PublishedRoutes instance, ulong seed, int threads, double seconds)
    {
        var (cpu, iterations) = (Cpu(), 0L);
        var watch = Stopwatch.StartNew();
        var byCpu = Environment.GetEnvironmentVariable("BYCPU") == "1";
        Spent spent = done =>
        {
            iterations = done;
            return byCpu ? (Cpu() - cpu) / seconds / threads : watch.Elapsed.TotalSeconds / seconds;
        };
        var found = PopulationSearch.Solve(instance.Problem, seed, threads, spent, null);
        var faults = found is null ? ["none found"] : PlainCheck.Faults(instance.Problem, found);
        if (found is null || faults.Count > 0)
        {
            Console.WriteLine($"{instance.Name}: refused: {string.Join("; ", faults)}");
            Environment.Exit(1);
        }

        return (found.Distance, Cpu() - cpu, iterations);
    }

    private static double Cpu() => Environment.CpuUsage.TotalTime.TotalSeconds;
}
