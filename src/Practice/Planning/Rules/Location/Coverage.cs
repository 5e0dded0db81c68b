using Meent.Kernel;

namespace Meent.Planning.Rules.Location;

/// <summary>So many points within reach of so much.</summary>
/// <param name="Covered">Weight within reach of an open point, of <see cref="CoverageReport.Coverable"/>.</param>
/// <param name="Bound">No choice of so many points covers more.</param>
/// <param name="LeftOut">Members beyond reach of the points, who could be reached from another.</param>
internal sealed record CoveragePlan(int Points, IReadOnlyList<int> Sites, long Covered, double Bound, bool Proven,
    IReadOnlyList<int> LeftOut);

/// <summary>Who is within reach of what.</summary>
/// <param name="Within">Members within reach of each site.</param>
/// <param name="Never">Members that no site reaches.</param>
/// <param name="ForAll">The fewest points for everybody who can be reached; null where the budget ended before.</param>
/// <param name="Fewest">No fewer points are enough.</param>
internal sealed record CoverageReport(IReadOnlyList<IReadOnlyList<int>> Within, IReadOnlyList<int> Never,
    long Coverable, CoveragePlan? ForAll, int Fewest, IReadOnlyList<CoveragePlan> Plans);

/// <summary>
/// Maximal covering (Church and ReVelle 1974) and set covering (Toregas and others 1971), both as location problems:
/// for the first what is not covered costs its weight, and so many points are opened; for the second each point costs
/// 1 and there is no way beyond reach.
/// </summary>
internal static class Coverage
{
    /// <param name="weight">What covering a member is worth: 1, or litres. 0 or more.</param>
    /// <param name="far">[member * sites + site]: km or minutes; infinite where there is no way.</param>
    /// <param name="reach">A member within this, itself included, is covered.</param>
    /// <param name="points">Numbers of points to ask about.</param>
    public static Outcome<CoverageReport> Reach(IReadOnlyList<Customer> weight, IReadOnlyList<Site> sites,
        double[] far, double reach, IReadOnlyList<int> points, ulong seed, Func<Spent> budget)
    {
        if (!(reach > 0) || double.IsInfinity(reach))
        {
            return new Refusal("planning.places_reach", ("value", $"{reach}"));
        }

        if (points.FirstOrDefault(p => p < 1 || p > sites.Count(s => !s.Forbidden)) is not 0 and var wrong)
        {
            return new Refusal("planning.places_points",
                ("wanted", $"{wrong}"), ("sites", $"{sites.Count(s => !s.Forbidden)}"));
        }

        if (points.Count > 0 && points.Min() < sites.Count(s => s.Forced))
        {
            return new Refusal("planning.places_most",
                ("most", $"{points.Min()}"), ("least", $"{sites.Count(s => s.Forced)}"));
        }

        var m = sites.Count;
        var checkedAll = LocationProblem.From(weight, Free(sites, 0), [.. far.Select(Soft)]);
        if (checkedAll.Refused)
        {
            return checkedAll.Refusal!;
        }

        bool Near(int i, int j) => far[(i * m) + j] <= reach && !sites[j].Forbidden;
        var can = Enumerable.Range(0, weight.Count).Where(i => Enumerable.Range(0, m).Any(j => Near(i, j))).ToList();
        var within = Enumerable.Range(0, m)
            .Select(j => (IReadOnlyList<int>)[.. can.Where(i => Near(i, j))]).ToList();
        var never = Enumerable.Range(0, weight.Count).Except(can).ToList();
        var total = can.Sum(i => weight[i].Demand);
        if (can.Count == 0)
        {
            return new CoverageReport(within, never, 0, null, 0, []);
        }

        var (all, fewest) = CoverAll([.. can.Select(i => weight[i])], Free(sites, 1),
            [.. can.SelectMany(i => Enumerable.Range(0, m).Select(j => Near(i, j) ? 0 : double.PositiveInfinity))],
            seed, budget());
        var plans = new List<CoveragePlan>();
        foreach (var p in points.Order().Distinct())
        {
            var cost = can.SelectMany(i => Enumerable.Range(0, m).Select(j => Near(i, j) ? 0.0 : weight[i].Demand));
            if (CoverMost([.. can.Select(i => weight[i])], sites, [.. cost], p, seed, budget()) is { } plan)
            {
                plans.Add(Plan(p, plan.Sites, total - plan.Missed, total - plan.Bound, plan.Proven));
            }
        }

        CoveragePlan Plan(int count, IReadOnlyList<int> open, long covered, double bound, bool proven) =>
            new(count, open, covered, bound, proven, [.. can.Where(i => !open.Any(j => Near(i, j)))]);
        var forAll = all is null ? null : Plan(all.Count, all, total, total, all.Count == fewest);
        return new CoverageReport(within, never, total, forAll, fewest, plans);
    }

    private static (IReadOnlyList<int>? Sites, int Fewest) CoverAll(
        List<Customer> members, List<Site> sites, double[] cost, ulong seed, Spent spent)
    {
        var problem = LocationProblem.From(members, sites, cost).Value;
        var plan = LocationSearch.Solve(problem, seed, spent);
        return plan is null ? (null, 1) : (OpenOf(plan), (int)Math.Ceiling(plan.Bound - 1e-6));
    }

    private static (IReadOnlyList<int> Sites, long Missed, double Bound, bool Proven)? CoverMost(
        List<Customer> members, IReadOnlyList<Site> sites, double[] cost, int points, ulong seed, Spent spent)
    {
        var made = LocationProblem.From(members, Free(sites, 0), cost, points, points);
        return made.Refused || LocationSearch.Solve(made.Value, seed, spent) is not { } plan ? null
            : (OpenOf(plan), (long)Math.Round(plan.Cost, MidpointRounding.ToEven), plan.Bound, plan.Proven);
    }

    private static List<int> OpenOf(LocationPlan plan) =>
        [.. Enumerable.Range(0, plan.Option.Count).Where(j => plan.Option[j] > 0)];

    private static List<Site> Free(IReadOnlyList<Site> sites, double cost) =>
        [.. sites.Select(s => s with { Sizes = [new SiteSize("", cost, SiteSize.Unlimited)], Closed = 0 })];

    /// <summary>A distance that is missing or negative stays so, to be refused; no way at all is no fault.</summary>
    private static double Soft(double far) => double.IsInfinity(far) ? 0 : far;
}
