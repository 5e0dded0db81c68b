using System.Diagnostics;
using Meent.Planning.Rules.Expansion;

namespace Meent.Bench.Planning;

/// <summary>Steps for steady growth, searched in fine periods, against the closed forms of Manne 1961. No instance is
/// read and nothing is drawn: seeds and time limits do not matter here.</summary>
internal static class Manne
{
    private const double Interest = 0.10;
    private const double Goal = 0.1;

    public static void Run(Request request)
    {
        Console.WriteLine();
        Console.WriteLine("manne: years between steps and worth of all steps, interest 10 %, growth 1 a year;");
        Console.WriteLine("closed form against search in periods, gap in per cent (goal 0.1), CPU ms of the search");
        Console.WriteLine($"{"cost of x",-12}{"period",8}{"years",11}{"searched",11}{"gap",8}"
            + $"{"worth",13}{"gap",9}{"CPU",8}");
        var worst = 0.0;
        foreach (var (economies, periods) in new[] { (0.5, 100), (0.6, 100), (0.7, 200), (0.8, 250), (0.9, 1000) })
        {
            worst = Math.Max(worst, Row($"x^{economies}", periods, ClosedForms.CycleOfPower(economies) / Interest,
                x => Math.Pow(x, economies)));
        }

        // Cost F + x: F is so many years of growth.
        foreach (var (years, periods) in new[] { (0.5, 300), (1.0, 200), (2.0, 200), (5.0, 100), (10.0, 100) })
        {
            worst = Math.Max(worst, Row($"{years} + x", periods,
                ClosedForms.CycleOfFixedCharge(Interest * years) / Interest, x => years + x));
        }

        Console.WriteLine($"worst gap {worst:0.0000} %: the goal is {(worst <= Goal ? "met" : "MISSED")}");
        if (!request.Quick)
        {
            Hub();
        }
    }

    private static double Row(string name, int periods, double cycle, Func<double, double> costOf)
    {
        var cost = new double[(int)(2.5 * cycle * periods)];
        for (var k = 1; k < cost.Length; k++)
        {
            cost[k] = costOf((double)k / periods);
        }

        var before = Environment.CpuUsage.TotalTime;
        var (first, total) = SteadyGrowth.Plan(cost, Math.Exp(-Interest / periods), 160 * periods);
        var used = Environment.CpuUsage.TotalTime - before;
        var known = costOf(cycle) / (1 - Math.Exp(-Interest * cycle));
        var (gapYears, gapWorth) = (100 * (((double)first / periods / cycle) - 1), 100 * ((total / known) - 1));
        Console.WriteLine($"{name,-12}{$"1/{periods}",8}{cycle,11:0.0000}{(double)first / periods,11:0.0000}"
            + $"{gapYears,8:0.000}{known,13:0.000000}{gapWorth,9:0.00000}{used.TotalMilliseconds,8:0}");
        return Math.Max(Math.Abs(gapYears), Math.Abs(gapWorth));
    }

    /// <summary>What the whole question of a hub takes: 19,250 litres a day, five steps, eight years, three
    /// paces.</summary>
    private static void Hub()
    {
        var milk = new Volume(19_250, new Growth(0.04, Growth.Doubling(8), 0.13), Volume.NoSeason, 0, 96);
        var question = new TankQuestion(20_000,
        [
            new Step("module", StepKind.Buy, 5_000, 2_600_000, 90_000, 0.1, 180, 4, 1, 6),
            new Step("big tank", StepKind.Buy, 20_000, 8_400_000, 250_000, 0.1, 180, 5),
            new Step("shared", StepKind.Buy, 5_000, 2_300_000, 120_000, 0.25, 180, 6),
            new Step("rent", StepKind.Rent, 4_000, 0, 936_000, 0.3, LeastMonths: 6),
            new Step("second round", StepKind.Rounds, 0, 0, 252_000, 1.1, LeadMonths: 2, LeastMonths: 3),
        ], 3, 0.12);
        var (before, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var compared = ComparingWays.Compare(milk, question).Value;
        var used = Environment.CpuUsage.TotalTime - before;
        Console.WriteLine($"hub of 19,250 l a day: {compared.Ways.Count} ways over 96 months compared in "
            + $"{used.TotalMilliseconds:0} ms CPU, {watch.ElapsedMilliseconds} ms");
    }
}
