using System.Diagnostics;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Matching;

namespace Meent.Bench.Planning.Matching;

/// <summary>Dense balanced transportation problems, costs 1 to 1,000, 1 to 1,000 units at each source and sink; drawn
/// with the seed. Each optimum is shown by its dual values, not by the method that found it.</summary>
internal static class TransportationSet
{
    public static void Run(Request request)
    {
        Console.WriteLine("transportation: dense, balanced; CPU seconds of the process, one thread");
        Console.WriteLine("| size | seed | optimum | pivots | CPU s | wall s | shown optimal |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        int[] sizes = request.Quick ? [100, 400] : [100, 200, 400, 1000];
        foreach (var size in sizes)
        {
            foreach (var seed in request.Seeds)
            {
                Solve(size, seed);
            }
        }
    }

    /// <summary>A problem of so many sources and as many sinks.</summary>
    internal static (long[] Supply, long[] Demand, long[] Cost) Draw(int size, ulong seed)
    {
        var dice = new Dice(seed);
        var supply = new long[size];
        var demand = new long[size];
        for (var i = 0; i < size; i++)
        {
            supply[i] = 1 + dice.Below(1_000);
            demand[i] = 1 + dice.Below(1_000);
        }

        var (less, more) = supply.Sum() < demand.Sum() ? (supply, demand) : (demand, supply);
        for (var missing = more.Sum() - less.Sum(); missing > 0; missing--)
        {
            less[dice.Below(size)]++;
        }

        var cost = new long[size * size];
        for (var i = 0; i < cost.Length; i++)
        {
            cost[i] = 1 + dice.Below(1_000);
        }

        return (supply, demand, cost);
    }

    private static void Solve(int size, ulong seed)
    {
        var (supply, demand, cost) = Draw(size, seed);
        var network = Transportation.Read(supply, demand, cost).Value;
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var flow = NetworkSimplex.Solve(network).Value;
        var wall = watch.Elapsed;
        process.Refresh();
        var cpu = process.TotalProcessorTime - before;
        Console.WriteLine($"| {size} | {seed} | {flow.Cost} | {flow.Pivots} | {cpu.TotalSeconds:0.000} "
            + $"| {wall.TotalSeconds:0.000} | {Certificate.Fault(network, flow) ?? "yes"} |");
    }
}
