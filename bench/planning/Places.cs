using System.Diagnostics;
using System.Globalization;
using Meent.Planning;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Location;

namespace Meent.Bench.Planning;

/// <summary>
/// The OR-Library's p-median and capacitated location sets (Beasley 1990) against their optima. pmed: a later edge
/// between two nodes takes the place of an earlier one, then shortest ways (Floyd); whole numbers. cap: costs are of a
/// customer's whole demand, which may be split; the optima have three decimals.
/// </summary>
internal static class Places
{
    /// <summary>CPU seconds for an instance where nothing else is asked.</summary>
    private const double Limit = 10;

    public static void Medians(Request request) => Measure(request, "pmed", ReadMedian);

    public static void Capacitated(Request request) => Measure(request, "cap", ReadCapacitated);

    /// <summary>The optimum of each instance.</summary>
    public static Dictionary<string, double> Optima(string folder) =>
        File.ReadLines(Path.Combine(folder, "bounds.txt")).Select(l => l.Split('\t')).Where(l => l.Length >= 2)
            .ToDictionary(l => l[0], l => double.Parse(l[1], CultureInfo.InvariantCulture));

    public static LocationProblem ReadMedian(string folder, string name)
    {
        var numbers = Numbers(Path.Combine(folder, "pmed", name + ".txt"));
        var (n, edges, p) = ((int)numbers[0], (int)numbers[1], (int)numbers[2]);
        var cost = new double[n * n];
        Array.Fill(cost, double.PositiveInfinity);
        for (var e = 0; e < edges; e++)
        {
            var (a, b) = ((int)numbers[3 + (3 * e)] - 1, (int)numbers[4 + (3 * e)] - 1);
            cost[(a * n) + b] = cost[(b * n) + a] = numbers[5 + (3 * e)];
        }

        for (var via = 0; via < n; via++)
        {
            cost[(via * n) + via] = 0;
            for (var a = 0; a < n; a++)
            {
                for (var b = 0; b < n; b++)
                {
                    cost[(a * n) + b] = Math.Min(cost[(a * n) + b], cost[(a * n) + via] + cost[(via * n) + b]);
                }
            }
        }

        var customers = Enumerable.Range(1, n).Select(i => new Customer($"{i}", 1)).ToList();
        var sites = Enumerable.Range(1, n)
            .Select(i => new Site($"{i}", [new SiteSize("", 0, SiteSize.Unlimited)])).ToList();
        return LocationProblem.From(customers, sites, cost, p, p).Value;
    }

    public static LocationProblem ReadCapacitated(string folder, string name)
    {
        var numbers = Numbers(Path.Combine(folder, "cap", name + ".txt"));
        var (m, n) = ((int)numbers[0], (int)numbers[1]);
        var sites = Enumerable.Range(0, m).Select(j => new Site($"{j + 1}",
            [new SiteSize("", numbers[3 + (2 * j)], (long)numbers[2 + (2 * j)])])).ToList();
        var at = 2 + (2 * m);
        var customers = new List<Customer>(n);
        var cost = new double[n * m];
        for (var i = 0; i < n; i++)
        {
            customers.Add(new Customer($"{i + 1}", (long)numbers[at++]));
            for (var j = 0; j < m; j++)
            {
                cost[(i * m) + j] = numbers[at++];
            }
        }

        return LocationProblem.From(customers, sites, cost).Value;
    }

    private static void Measure(Request request, string set, Func<string, string, LocationProblem> read)
    {
        if (Published.Folder("location") is not { } folder)
        {
            Console.WriteLine($"{set}: shared/data/location is not here");
            return;
        }

        var limit = request.Seconds > 0 ? request.Seconds : Limit;
        var names = Optima(folder).Where(o => o.Key.StartsWith(set) && o.Key.StartsWith(request.Only))
            .Where((_, k) => !request.Quick || k % 5 == 0).ToList();
        Console.WriteLine($"\n{set}: {names.Count} instances, at most {limit} s of CPU each, one thread");
        Console.WriteLine("| instance | seed | value | optimum | gap % | bound | proven | nodes | iterations "
            + "| CPU s |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        var (runs, optimal, proven, worst, total, longest) = (0, 0, 0, 0.0, 0.0, 0.0);
        foreach (var (name, optimum) in names)
        {
            var problem = read(folder, name);
            foreach (var seed in request.Seeds)
            {
                var from = Cpu();
                var plan = LocationSearch.Solve(problem, seed, CpuBudget(from, limit))!;
                var seconds = Cpu() - from;
                var gap = Math.Round(100 * (plan.Cost - optimum) / optimum, 4, MidpointRounding.ToEven);
                Console.WriteLine(FormattableString.Invariant(
                    $"| {name} | {seed} | {plan.Cost:0.000} | {optimum:0.000} | {gap:0.0000} | {plan.Bound:0.000} | ")
                    + FormattableString.Invariant(
                    $"{(plan.Proven ? "yes" : "no")} | {plan.Nodes} | {plan.Iterations} | {seconds:0.00} |"));
                (runs, optimal, proven) = (runs + 1, optimal + (gap <= 0 ? 1 : 0), proven + (plan.Proven ? 1 : 0));
                (worst, total, longest) = (Math.Max(worst, gap), total + seconds, Math.Max(longest, seconds));
            }
        }

        Console.WriteLine(FormattableString.Invariant(
            $"{set}: {optimal}/{runs} optimal, {proven}/{runs} proven, worst gap {worst:0.0000} %, ")
            + FormattableString.Invariant($"{total:0.0} s CPU in all, longest {longest:0.00} s"));
    }

    /// <summary>Asks the system for the time used at every tenth question only: asking takes long.</summary>
    public static Spent CpuBudget(double from, double limit)
    {
        var (asked, used) = (0, 0.0);
        return _ => asked++ % 10 == 0 ? used = (Cpu() - from) / limit : used;
    }

    public static double Cpu() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    private static double[] Numbers(string file) =>
        [.. File.ReadAllText(file).Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)
            .Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
}
