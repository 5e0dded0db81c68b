namespace Meent.Planning.Rules.Location;

/// <summary>
/// First plans for sites with sizes: each site is given one unlimited size at a fixed cost and a cost of each unit, the
/// interchange chooses the sites, and each of them gets the smallest size that holds what comes to it. Tried with the
/// line through the smallest and the largest size, and with each size as if it held everything.
/// </summary>
internal sealed class LinearStart(LocationProblem problem)
{
    private readonly uint[] allowed = [.. problem.Allowed.Select(a => a == 1 ? 1u : (a & 1) == 0 ? 2u : 3u)];

    /// <summary>Number of plans that <see cref="Plan"/> can give.</summary>
    public int Count { get; } =
        1 + Enumerable.Range(0, problem.Sites).Max(j => problem.First[j + 1] - problem.First[j] - 1);

    /// <param name="way">0 for the line, else the size.</param>
    /// <param name="option">Sites that are open at first; then the plan, which may lack capacity.</param>
    public void Plan(int way, int[] option)
    {
        var sites = new Site[problem.Sites];
        var slope = new double[problem.Sites];
        for (var j = 0; j < sites.Length; j++)
        {
            var (first, last) = (problem.First[j] + 1, problem.First[j + 1] - 1);
            var at = way == 0 ? first : Math.Min(first + way - 1, last);
            var wider = problem.Capacity[last] - problem.Capacity[first];
            slope[j] = way > 0 || wider <= 0 ? 0
                : Math.Max(0, (problem.Fixed[last] - problem.Fixed[first]) / wider);
            sites[j] = new Site("", [new SiteSize("", problem.Fixed[at], SiteSize.Unlimited, slope[j])],
                problem.Fixed[first - 1], (problem.Allowed[j] & 1) == 0, problem.Allowed[j] == 1);
        }

        var line = LocationProblem.Trusted([.. problem.Demand.Select(d => new Customer("", d))], sites,
            [.. problem.Cost.Select(c => c >= problem.Far ? double.PositiveInfinity : c)],
            problem.Least, problem.Most);
        bool[] set = [.. option.Select((o, j) => o > problem.First[j])];
        new Interchange(line).Improve(set, allowed);
        Fit(line, set, option);
    }

    private void Fit(LocationProblem line, bool[] set, int[] option)
    {
        var load = new long[problem.Sites];
        for (var i = 0; i < problem.Customers; i++)
        {
            var at = i * problem.Sites;
            while (!set[line.Order[at]])
            {
                at++;
            }

            load[line.Order[at]] += problem.Demand[i];
        }

        for (var j = 0; j < problem.Sites; j++)
        {
            option[j] = problem.First[j];
            for (var o = problem.First[j] + 1; o < problem.First[j + 1] && set[j]; o++)
            {
                var fits = problem.Capacity[option[j]] >= load[j] && option[j] > problem.First[j];
                var can = ((problem.Allowed[j] >> (o - problem.First[j])) & 1) != 0;
                var more = option[j] == problem.First[j] || problem.Capacity[o] > problem.Capacity[option[j]];
                if (can && !fits && more)
                {
                    option[j] = o;
                }
            }
        }
    }
}
