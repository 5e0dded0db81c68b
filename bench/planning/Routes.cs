using System.Diagnostics;
using Meent.Planning;
using Meent.Planning.Rules.Routing;
using Meent.Planning.Rules.Routing.Rounds;

namespace Meent.Bench.Planning;

/// <summary>Gap to the best known value, seed by seed; every solution passes the independent checker.</summary>
internal static class Routes
{
    public static void Solomon(Request request) => Measure(
        request, "solomon", "by distance, tenths truncated", "vrp/solomon", "*.txt", 10, RoutingSets.Solomon,
            SolomonBest);

    public static void SiteDependent(Request request) => Measure(
        request, "site-dependent", "distance, thousandths rounded", "vrp/site-dependent", "*.vrp", 30,
        RoutingSets.SiteDependent, BestBeside);

    public static void MultiTrip(Request request) => Measure(
        request, "multi-trip", "distance, tenths truncated", "vrp/multi-trip", "*.vrp", 30, RoutingSets.MultiTrip,
        BestBeside);

    /// <summary>All rules of a milk hub at once, on made-up hubs: against driving to the nearest farm.</summary>
    public static void Hub(Request request)
    {
        (int Farms, double Seconds)[] sizes = request.Quick ? [(200, 15)] : [(200, 30), (1000, 60)];
        foreach (var (farms, limit) in sizes)
        {
            var seconds = request.Seconds > 0 ? request.Seconds : limit;
            foreach (var seed in request.Seeds)
            {
                var problem = MadeUpHub.Make(farms, seed).Problem();
                var nearest = NearestFirst.Solve(problem);
                var plan = Router.Solve(problem, seed, request.Threads, Cpu(seconds * request.Threads));
                Refuse($"hub of {farms}", problem, nearest);
                Refuse($"hub of {farms}", problem, plan);
                Console.WriteLine($"hub of {farms}, {problem.Stops.Length} visits, seed {seed}, {seconds} s: "
                    + $"nearest farm {nearest.Cost / 1e5:0} ({nearest.Left.Length} left), planned {plan.Cost / 1e5:0} "
                    + $"({plan.Left.Length} left), {100.0 * (nearest.Cost - plan.Cost) / nearest.Cost:0.0} % less");
            }
        }
    }

    private static void Refuse(string what, RoutingProblem problem, RoutingSolution solution)
    {
        if (RouteCheck.Faults(problem, solution) is { Count: > 0 } faults)
        {
            Console.WriteLine($"{what}: refused: {string.Join("; ", faults)}");
            Environment.Exit(1);
        }
    }

    private static void Measure(
        Request request, string name, string convention, string folder, string pattern, double seconds,
        Func<string, RoutingProblem> read, Func<string, long> best)
    {
        if (Published.Folder(folder) is not { } path)
        {
            Console.WriteLine($"{name}: the published instances are not here");
            return;
        }

        seconds = request.Seconds > 0 ? request.Seconds : request.Quick ? seconds / 2 : seconds;
        Console.WriteLine($"{name}, {convention}, {seconds} s, {request.Threads} threads");
        var gaps = new List<double>();
        var files = Directory.EnumerateFiles(path, pattern).Order(StringComparer.Ordinal)
            .Where(f => Path.GetFileName(f).StartsWith(request.Only, StringComparison.OrdinalIgnoreCase)).ToList();
        // Two of each set, from its middle and its end.
        foreach (var file in request.Quick ? [files[files.Count / 2], files[^1]] : files)
        {
            var (problem, known) = (read(file), best(file));
            var line = $"{Path.GetFileNameWithoutExtension(file),-14} {known,8}";
            foreach (var seed in request.Seeds)
            {
                var cpu = Process.GetCurrentProcess().TotalProcessorTime;
                var solution = Router.Solve(problem, seed, request.Threads, Cpu(seconds * request.Threads));
                cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
                Refuse(file, problem, solution);
                var gap = 100.0 * (solution.Cost - known) / known;
                gaps.Add(gap);
                line += $" {solution.Cost,8} {gap,6:0.000}% {cpu.TotalSeconds,5:0.0}s"
                    + (solution.Left.Length > 0 ? $" {solution.Left.Length} left" : "");
            }

            Console.WriteLine(line);
        }

        Console.WriteLine($"{name}: mean {gaps.Average():0.000} %, worst {gaps.Max():0.000} %");
    }

    /// <summary>So many seconds of processor time of this process from now: what else runs on the machine does not
    /// count.</summary>
    private static Meent.Planning.Rules.Spent Cpu(double seconds)
    {
        var begun = Environment.CpuUsage.TotalTime;
        return _ => (Environment.CpuUsage.TotalTime - begun).TotalSeconds / seconds;
    }

    private static long BestBeside(string file) => Vrplib.BestKnown(Path.ChangeExtension(file, ".sol"));

    private static long SolomonBest(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var row = File.ReadLines(Path.Combine(Path.GetDirectoryName(file)!, "../solomon_bks.csv"))
            .Select(l => l.Split(',')).Single(c => c[0] == name);
        return (long)((double.Parse(row[1], null) * 10) + 0.5);
    }
}
