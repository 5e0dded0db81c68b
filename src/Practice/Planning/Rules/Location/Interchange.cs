namespace Meent.Planning.Rules.Location;

/// <summary>
/// Local search over sets of sites where everybody goes to the cheapest open one: open, close, or one for one. The
/// fast interchange of Whitaker (1983) with the bookkeeping of Resende and Werneck (2007): gain of each insertion, loss
/// of each removal and a correction for each pair are kept, and only customers whose two cheapest sites change are
/// reckoned again.
/// </summary>
internal sealed class Interchange
{
    private readonly LocationProblem problem;
    private readonly int customers;
    private readonly int sites;
    private readonly bool[] open;
    private readonly int[] nearest;
    private readonly int[] second;
    private readonly double[] gain;
    private readonly double[] loss;
    private readonly double[] extra;
    /// <summary>What having a site costs above not having it; negative where closing costs more.</summary>
    private readonly double[] opening;

    private readonly double epsilon;
    private int opened;

    public Interchange(LocationProblem problem)
    {
        this.problem = problem;
        (customers, sites) = (problem.Customers, problem.Sites);
        open = new bool[sites];
        (nearest, second) = (new int[customers], new int[customers]);
        (gain, loss, extra) = (new double[sites], new double[sites], new double[sites * sites]);
        opening = new double[sites];
        for (var j = 0; j < sites; j++)
        {
            opening[j] = problem.Fixed[problem.First[j] + 1] - problem.Fixed[problem.First[j]];
        }

        epsilon = problem.Grain > 0 ? 1e-6 : 1e-9 * problem.Far / Math.Max(1, customers);
    }

    /// <summary>Betters a set of open sites until no move does; the set has at least one site.</summary>
    public void Improve(bool[] set, uint[] allowed)
    {
        Start(set);
        while (BestMove(allowed, out var into, out var from))
        {
            Move(into, from);
        }

        open.CopyTo(set, 0);
    }

    /// <summary>What a set costs, reckoned from nothing.</summary>
    public static double CostOf(LocationProblem problem, bool[] set)
    {
        var sum = 0.0;
        for (var j = 0; j < problem.Sites; j++)
        {
            sum += problem.Fixed[problem.First[j] + (set[j] ? 1 : 0)];
        }

        for (var i = 0; i < problem.Customers; i++)
        {
            var at = i * problem.Sites;
            while (!set[problem.Order[at]])
            {
                at++;
            }

            sum += problem.Sorted[at];
        }

        return sum;
    }

    private void Start(bool[] set)
    {
        set.CopyTo(open, 0);
        Array.Clear(gain);
        Array.Clear(loss);
        Array.Clear(extra);
        opened = 0;
        for (var j = 0; j < sites; j++)
        {
            opened += open[j] ? 1 : 0;
        }

        for (var i = 0; i < customers; i++)
        {
            Find(i);
            Book(i, 1);
        }
    }

    /// <summary>The places, in the customer's order, of the two cheapest open sites; the second is past the end where
    /// one is open.</summary>
    private void Find(int i)
    {
        var (at, end) = (i * sites, (i + 1) * sites);
        while (!open[problem.Order[at]])
        {
            at++;
        }

        nearest[i] = at++;
        while (at < end && !open[problem.Order[at]])
        {
            at++;
        }

        second[i] = at;
    }

    private double SecondCost(int i) => second[i] < (i + 1) * sites ? problem.Sorted[second[i]] : problem.Far;

    private void Book(int i, double sign)
    {
        var (d1, d2) = (problem.Sorted[nearest[i]], SecondCost(i));
        var from = problem.Order[nearest[i]];
        loss[from] += sign * (d2 - d1);
        var (at, end) = (i * sites, (i + 1) * sites);
        for (; at < end && problem.Sorted[at] < d2; at++)
        {
            var into = problem.Order[at];
            var d = problem.Sorted[at];
            if (d < d1)
            {
                gain[into] += sign * (d1 - d);
                extra[(from * sites) + into] += sign * (d2 - d1);
            }
            else
            {
                extra[(from * sites) + into] += sign * (d2 - d);
            }
        }
    }

    /// <summary>The move that saves most; -1 for nothing in or nothing out.</summary>
    private bool BestMove(uint[] allowed, out int into, out int from)
    {
        (into, from) = (-1, -1);
        var best = epsilon;
        for (var k = 0; k < sites; k++)
        {
            if (!open[k] && allowed[k] != 1 && opened < problem.Most && gain[k] - opening[k] > best)
            {
                (best, into, from) = (gain[k] - opening[k], k, -1);
            }
        }

        for (var r = 0; r < sites; r++)
        {
            if (!open[r] || (allowed[r] & 1) == 0)
            {
                continue;
            }

            var saved = opening[r] - loss[r];
            if (opened > Math.Max(1, problem.Least) && saved > best)
            {
                (best, into, from) = (saved, -1, r);
            }

            var row = r * sites;
            for (var k = 0; k < sites; k++)
            {
                var saving = saved + gain[k] + extra[row + k] - opening[k];
                if (saving > best && !open[k] && allowed[k] != 1)
                {
                    (best, into, from) = (saving, k, r);
                }
            }
        }

        return into >= 0 || from >= 0;
    }

    private void Move(int into, int from)
    {
        opened += (into >= 0 ? 1 : 0) - (from >= 0 ? 1 : 0);
        for (var i = 0; i < customers; i++)
        {
            var end = (i + 1) * sites;
            var hit = from >= 0 && (problem.Order[nearest[i]] == from
                || (second[i] < end && problem.Order[second[i]] == from));
            if (hit || (into >= 0 && problem.Cost[(i * sites) + into] < SecondCost(i)))
            {
                Book(i, -1);
                Switch(into, from);
                Find(i);
                Book(i, 1);
                Switch(from, into);
            }
        }

        Switch(into, from);
    }

    private void Switch(int into, int from)
    {
        if (into >= 0)
        {
            open[into] = true;
        }

        if (from >= 0)
        {
            open[from] = false;
        }
    }
}
