namespace Meent.Planning.Rules.Location;

internal sealed partial class LocationSearch
{
    /// <summary>Each customer's price at first: what the second cheapest way costs.</summary>
    private double[] FirstPrices()
    {
        var prices = new double[problem.Customers];
        for (var i = 0; i < prices.Length; i++)
        {
            var (seen, at) = (0, i * problem.Sites);
            for (; at < (i + 1) * problem.Sites && seen < 2; at++)
            {
                if (IsOpen(problem.Order[at]) && problem.Sorted[at] < problem.Far)
                {
                    prices[i] = problem.Sorted[at];
                    seen++;
                }
            }
        }

        return prices;
    }

    private bool IsOpen(int j) => incumbent.Option[j] > problem.First[j] || double.IsPositiveInfinity(incumbent.Cost);

    /// <summary>
    /// Subgradient ascent (Held, Wolfe and Crowder 1974): prices rise for who is not served and fall for who is served
    /// more than once, along a direction that remembers the last ones (Camerini, Fratta and Maffioli 1975).
    /// </summary>
    /// <returns>The highest bound; the node keeps it with its prices, and the options that it left.</returns>
    private double Ascend(Node node, int most, int patience)
    {
        var prices = (double[])node.Prices.Clone();
        Array.Clear(way);
        Array.Clear(often);
        var (step, idle, root) = (nodes == 0 ? 1.5 : 0.6, 0, nodes == 0);
        var (smoothing, last) = (1.0, double.NegativeInfinity);
        for (var k = 0; k < most && !Ends; k++)
        {
            iterations++;
            var bound = relaxation.Evaluate(prices, node.Allowed);
            if (bound > node.Bound)
            {
                idle = bound > node.Bound + (1e-6 * Math.Abs(bound)) ? 0 : idle + 1;
                node.Bound = bound;
                prices.CopyTo(node.Prices, 0);
            }
            else
            {
                idle++;
            }

            if (idle >= patience)
            {
                (step, idle) = (step * 0.6, 0);
                node.Prices.CopyTo(prices, 0);
                Array.Clear(way);
            }

            smoothing = Math.Max(0.05, smoothing * 0.9);
            Remember(smoothing);
            if (root ? k % 25 == 24 : k == most / 2)
            {
                TryRelaxed(node.Allowed, root && node.Bound < last + (0.02 * Math.Abs(last)) && k < 25 * 40);
                last = node.Bound;
            }

            if (node.Bound >= incumbent.Cutoff || !Fix(node.Allowed, bound))
            {
                return node.Bound = Math.Max(node.Bound, incumbent.Cutoff);
            }

            if (step < 0.004 || !Move(prices, step, bound, node.Bound))
            {
                break;
            }
        }

        return node.Bound;
    }

    /// <summary>A plan from what the relaxed problem opens. Local search may take half of the budget in all, and a
    /// tenth at a time.</summary>
    private void TryRelaxed(uint[] allowed, bool searched)
    {
        var from = Used;
        var full = searched && searching <= 0.02 + (0.5 * from);
        incumbent.Try(relaxation, allowed, full, Searching(from + 0.1));
        searching += Used - from;
    }

    private Func<bool> Searching(double until) => () => Used >= Math.Min(1, until);

    /// <returns>False where the relaxed problem serves everybody once: the bound cannot rise.</returns>
    private bool Move(double[] prices, double step, double bound, double best)
    {
        var norm = 0.0;
        var slack = relaxation.Slack;
        for (var i = 0; i < way.Length; i++)
        {
            way[i] = slack[i] + (0.6 * way[i]);
            norm += way[i] * way[i];
        }

        if (norm < 1e-12)
        {
            return false;
        }

        var target = Math.Min(incumbent.Cost, best + (0.1 * Math.Abs(best)) + 1);
        var length = step * Math.Max(target - bound, 1e-6 * Math.Abs(target)) / norm;
        for (var i = 0; i < way.Length; i++)
        {
            prices[i] = Math.Max(problem.Sorted[i * problem.Sites], prices[i] + (length * way[i]));
        }

        return true;
    }

    /// <summary>How often each site is opened of late: near what the linear program would say.</summary>
    private void Remember(double smoothing)
    {
        for (var j = 0; j < often.Length; j++)
        {
            often[j] += smoothing * ((relaxation.Open[j] ? 1 : 0) - often[j]);
        }
    }

    /// <summary>Takes out each option whose penalty puts the bound at the cutoff.</summary>
    /// <returns>False where a site has none left: the node holds nothing better.</returns>
    private bool Fix(uint[] allowed, double bound)
    {
        var gap = incumbent.Cutoff - bound;
        for (var j = 0; j < allowed.Length; j++)
        {
            var was = allowed[j];
            if (uint.PopCount(was) == 1)
            {
                continue;
            }

            var left = was;
            for (var bit = 0; bit < problem.First[j + 1] - problem.First[j]; bit++)
            {
                if (((was >> bit) & 1) != 0 && relaxation.Penalty(j, problem.First[j] + bit, was) >= gap)
                {
                    left &= ~(1u << bit);
                }
            }

            allowed[j] = left;
            if (left == 0)
            {
                return false;
            }
        }

        return true;
    }
}
