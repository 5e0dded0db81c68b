namespace Meent.Planning.Rules.Location;

/// <summary>
/// Local search over the size of each site, closed being one: give a site another size, or close one and open another
/// (add, drop and swap of Kuehn and Hamburger 1963, with sizes). Each trial is a transportation problem that ends as
/// soon as it cannot be better.
/// </summary>
internal sealed class SizeExchange(LocationProblem problem)
{
    /// <summary>Partners of a site in a swap: those that cost customers nearly the same.</summary>
    private const int Partners = 24;
    private const int Sample = 120;

    private readonly Allocation allocation = new(problem);
    private readonly int[] next = new int[problem.Sites];
    private int[]? partner;
    private int open;
    private double cost;

    /// <summary>Transportation problems solved so far.</summary>
    public long Trials { get; private set; }

    /// <summary>Completes the options to a plan with enough capacity, and betters it.</summary>
    /// <param name="bar">Without local search: the cost that is worth knowing.</param>
    /// <returns>The cost; infinite where no plan came of it.</returns>
    public double Improve(int[] option, uint[] allowed, bool searched, double bar, Func<bool> ends)
    {
        Complete(option, allowed);
        open = 0;
        for (var j = 0; j < problem.Sites; j++)
        {
            open += option[j] > problem.First[j] ? 1 : 0;
        }

        if (open < problem.Least || open > problem.Most)
        {
            return double.PositiveInfinity;
        }

        Trials++;
        cost = allocation.Solve(option, searched ? double.PositiveInfinity : bar);
        if (double.IsPositiveInfinity(cost) || !searched)
        {
            return cost;
        }

        while (!ends() && (Resize(option, allowed, ends) || Swap(option, allowed, ends)))
        {
        }

        return cost;
    }

    /// <summary>Opens or enlarges, cheapest capacity first, until there is room for all.</summary>
    private void Complete(int[] option, uint[] allowed)
    {
        long capacity = 0;
        var opened = 0;
        for (var j = 0; j < problem.Sites; j++)
        {
            capacity += problem.Capacity[option[j]];
            opened += option[j] > problem.First[j] ? 1 : 0;
        }

        while (capacity < problem.Total || opened < problem.Least)
        {
            var (site, taken, best) = (-1, -1, double.PositiveInfinity);
            for (var j = 0; j < problem.Sites; j++)
            {
                var closed = option[j] == problem.First[j];
                if (closed && opened >= problem.Most)
                {
                    continue;
                }

                for (var o = problem.First[j] + 1; o < problem.First[j + 1]; o++)
                {
                    var more = Math.Min(problem.Capacity[o] - problem.Capacity[option[j]],
                        Math.Max(1, problem.Total - capacity));
                    var price = (problem.Fixed[o] - problem.Fixed[option[j]]) / more;
                    if (more > 0 && price < best && Has(allowed[j], o - problem.First[j]))
                    {
                        (site, taken, best) = (j, o, price);
                    }
                }
            }

            if (site < 0)
            {
                return;
            }

            opened += option[site] == problem.First[site] ? 1 : 0;
            capacity += problem.Capacity[taken] - problem.Capacity[option[site]];
            option[site] = taken;
        }
    }

    private bool Resize(int[] option, uint[] allowed, Func<bool> ends)
    {
        var better = false;
        for (var j = 0; j < problem.Sites && !ends(); j++)
        {
            for (var o = problem.First[j]; o < problem.First[j + 1]; o++)
            {
                var old = option[j];
                var change = (o > problem.First[j] ? 1 : 0) - (old > problem.First[j] ? 1 : 0);
                if (o == old || !Has(allowed[j], o - problem.First[j]) || !Counts(open + change))
                {
                    continue;
                }

                option[j] = o;
                if (Keeps(option))
                {
                    open += change;
                    better = true;
                }
                else
                {
                    option[j] = old;
                }
            }
        }

        return better;
    }

    private bool Swap(int[] option, uint[] allowed, Func<bool> ends)
    {
        partner ??= FindPartners();
        var width = partner.Length / problem.Sites;
        for (var j = 0; j < problem.Sites; j++)
        {
            if (option[j] == problem.First[j] || !Has(allowed[j], 0))
            {
                continue;
            }

            for (var at = j * width; at < (j + 1) * width && !ends(); at++)
            {
                var k = partner[at];
                if (option[k] != problem.First[k] || allowed[k] == 1)
                {
                    continue;
                }

                var old = option[j];
                option[j] = problem.First[j];
                for (var o = problem.First[k] + 1; o < problem.First[k + 1]; o++)
                {
                    option[k] = o;
                    if (Has(allowed[k], o - problem.First[k]) && Alike(o, old) && Keeps(option))
                    {
                        return true;
                    }
                }

                (option[j], option[k]) = (old, problem.First[k]);
            }
        }

        return false;
    }

    /// <summary>In a swap the other site gets about the same capacity; a change of size is a move of its own.</summary>
    private bool Alike(int one, int other) =>
        problem.Capacity[one] <= 2.5 * problem.Capacity[other]
        && problem.Capacity[other] <= 2.5 * problem.Capacity[one];

    private bool Keeps(int[] option)
    {
        Trials++;
        var trial = allocation.Solve(option, cost - (1e-9 * Math.Abs(cost)));
        if (double.IsPositiveInfinity(trial))
        {
            return false;
        }

        cost = trial;
        return true;
    }

    private bool Counts(int sites) => sites >= Math.Max(1, problem.Least) && sites <= problem.Most;

    private static bool Has(uint allowed, int bit) => ((allowed >> bit) & 1) != 0;

    private int[] FindPartners()
    {
        var width = Math.Min(Partners, problem.Sites - 1);
        var found = new int[problem.Sites * width];
        var far = new double[problem.Sites];
        var stride = Math.Max(1, problem.Customers / Sample);
        for (var j = 0; j < problem.Sites; j++)
        {
            Array.Clear(far);
            for (var i = 0; i < problem.Customers; i += stride)
            {
                var row = i * problem.Sites;
                for (var k = 0; k < problem.Sites; k++)
                {
                    far[k] += Math.Abs(problem.Unit[row + k] - problem.Unit[row + j]);
                }
            }

            for (var k = 0; k < problem.Sites; k++)
            {
                next[k] = k;
            }

            far[j] = double.PositiveInfinity;
            Array.Sort(far, next);
            next.AsSpan(0, width).CopyTo(found.AsSpan(j * width));
        }

        return found;
    }
}
