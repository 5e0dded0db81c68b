using Meent.Planning;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Location;

namespace Meent.Tests.Planning.Location;

/// <summary>Who is within reach of a collection point.</summary>
[Proves("K11.b")]
public class Covering_members
{
    private static readonly SiteSize Any = new("", 0, SiteSize.Unlimited);

    /// <summary>Five members along a road of 10 km, points at km 1, 5 and 9, reach 2 km. Achieng at km 20 is beyond
    /// all. Two points cover four of the five that can be covered; all five need three.</summary>
    [Fact]
    public void The_fewest_points_for_all_and_the_most_for_few()
    {
        double[] members = [0, 2, 5, 8, 10, 20];
        double[] points = [1, 5, 9];
        var report = Report(members, points, 2, [1, 2, 3]);
        report.Never.ShouldBe([5]);
        report.Coverable.ShouldBe(5);
        report.Within.Select(w => w.Count).ShouldBe([2, 1, 2]);
        report.ForAll!.Points.ShouldBe(3);
        report.Fewest.ShouldBe(3);
        report.Plans.Select(p => p.Covered).ShouldBe([2, 4, 5]);
        report.Plans.ShouldAllBe(p => p.Proven);
        report.Plans[1].Sites.ShouldBe([0, 2]);
        report.Plans[1].LeftOut.ShouldBe([2]);
        report.Plans[2].LeftOut.ShouldBeEmpty();
    }

    [Fact]
    public void Both_are_the_best_of_all_choices()
    {
        for (var seed = 1UL; seed <= 120; seed++)
        {
            var dice = new Dice(seed);
            var (n, m) = (4 + dice.Below(12), 2 + dice.Below(6));
            var weights = Enumerable.Range(0, n).Select(i => new Customer($"{i}", dice.Below(9))).ToList();
            var sites = Enumerable.Range(0, m).Select(j => new Site($"{j}", [Any])).ToList();
            double[] far = [.. Enumerable.Range(0, n * m).Select(_ => dice.Below(5) == 0
                ? double.PositiveInfinity : dice.Below(20))];
            var report = Coverage.Reach(weights, sites, far, 6, [.. Enumerable.Range(1, m)], seed,
                () => Budget.Iterations(100_000)).Value;
            var best = new long[m + 1];
            var fewest = m + 1;
            for (var set = 1; set < 1 << m; set++)
            {
                var covered = Enumerable.Range(0, n).Where(i =>
                    Enumerable.Range(0, m).Any(j => (set >> j & 1) != 0 && far[(i * m) + j] <= 6)).ToList();
                var points = int.PopCount(set);
                best[points] = Math.Max(best[points], covered.Sum(i => weights[i].Demand));
                fewest = covered.Count == n - report.Never.Count ? Math.Min(fewest, points) : fewest;
            }

            report.Plans.Select(p => p.Covered).ShouldBe(best[1..].Take(report.Plans.Count), $"seed {seed}");
            report.Plans.ShouldAllBe(p => p.Proven && p.Bound >= p.Covered - 1e-6);
            report.Plans.Count.ShouldBe(report.Never.Count == n ? 0 : m);
            (report.ForAll?.Points ?? fewest).ShouldBe(report.Never.Count == n ? 1 : fewest, $"seed {seed}");
        }
    }

    [Fact]
    public void Everybody_is_covered_never_reached_or_left_out()
    {
        var report = Report([0, 2, 5, 8, 10, 20, 21], [1, 5, 9, 21], 1.5, [2]);
        var plan = report.Plans[0];
        plan.Sites.SelectMany(j => report.Within[j]).Concat(plan.LeftOut).Concat(report.Never)
            .Distinct().Order().ShouldBe(Enumerable.Range(0, 7));
    }

    [Fact]
    public void A_reach_of_nothing_is_refused()
    {
        Coverage.Reach([new("a", 1)], [new("p", [Any])], [1], 0, [1], 1, () => Budget.Iterations(1))
            .Refusal!.Code.ShouldBe("planning.places_reach");
        Coverage.Reach([new("a", 1)], [new("p", [Any])], [1], 2, [2], 1, () => Budget.Iterations(1))
            .Refusal!.Code.ShouldBe("planning.places_points");
    }

    private static CoverageReport Report(double[] members, double[] points, double reach, int[] counts) =>
        Coverage.Reach([.. members.Select((_, i) => new Customer($"{i}", 1))],
            [.. points.Select((_, j) => new Site($"{j}", [Any]))],
            [.. members.SelectMany(a => points.Select(b => Math.Abs(a - b)))],
            reach, counts, 1, () => Budget.Iterations(10_000)).Value;
}
