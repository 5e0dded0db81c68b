namespace Meent.Planning.Rules.Routing.Population;

/// <summary>Cuts a giant tour into routes of least distance and penalty: the linear split of Vidal (2016), "Split
/// algorithm in O(n) for the capacitated vehicle routing problem", for an unlimited and a limited fleet; with a maximal
/// distance the shortest path of Bellman, whose routes hold at most
/// one and a half loads.</summary>
internal sealed class Split
{
    /// <summary>Loads that a route of the shortest path may have, where the fleet allows.</summary>
    private const double Longest = 1.5;

    private readonly Network network;
    private readonly int customers;
    private readonly double[] least;
    private readonly double[][] leastOf;
    private readonly int[] from;
    private readonly int[][] fromOf;
    private readonly long[] travelled;
    private readonly long[] loaded;
    private readonly int[] outward;
    private readonly int[] homeward;
    private readonly int[] queue;
    private int head;
    private int tail;
    private double loadPenalty;
    private double distancePenalty;

    public Split(Network network)
    {
        this.network = network;
        customers = network.Size - 1;
        least = new double[customers + 1];
        from = new int[customers + 1];
        leastOf = new double[network.Lorries + 1][];
        fromOf = new int[network.Lorries + 1][];
        travelled = new long[customers + 2];
        loaded = new long[customers + 1];
        outward = new int[customers + 2];
        homeward = new int[customers + 1];
        queue = new int[customers + 2];
    }

    /// <summary>Sets the routes of a tour.</summary>
    public void Cut(Individual made, Penalties penalties)
    {
        Cut(made, penalties.Load, penalties.Distance);
        made.Reckon(network);
        made.Price(penalties);
    }

    /// <returns>Distance and penalties of the cut.</returns>
    public double Cut(Individual made, double perLoad, double perDistance)
    {
        (loadPenalty, distancePenalty) = (perLoad, perDistance);
        Prepare(made.Tour);
        var cost = Unlimited();
        if (!Trace(made, from))
        {
            cost = WithFleet(made, Longest);
            if (cost == double.MaxValue)
            {
                cost = WithFleet(made, double.MaxValue);
            }
        }

        return cost;
    }

    private void Prepare(int[] tour)
    {
        var n = network.Size;
        for (var i = 1; i <= customers; i++)
        {
            var c = tour[i - 1];
            outward[i] = network.From[c];
            homeward[i] = network.From[c * n];
            loaded[i] = loaded[i - 1] + network.Demand[c];
            travelled[i] = i == 1 ? 0 : travelled[i - 1] + network.From[(tour[i - 2] * n) + c];
        }
    }

    private double Unlimited()
    {
        least[0] = 0;
        if (network.Limited)
        {
            Array.Fill(least, double.MaxValue, 1, customers);
            Bellman(least, least, from, 0, Longest * network.Capacity);
        }
        else
        {
            Sweep(least, least, from, 0);
        }

        return least[customers];
    }

    /// <summary>Each round gives one route more, so that no more than the fleet's are used.</summary>
    private double WithFleet(Individual made, double loads)
    {
        var most = network.Lorries;
        for (var k = 0; k <= most; k++)
        {
            leastOf[k] ??= new double[customers + 1];
            fromOf[k] ??= new int[customers + 1];
            Array.Fill(leastOf[k], double.MaxValue);
        }

        leastOf[0][0] = 0;
        for (var k = 0; k < most; k++)
        {
            if (network.Limited)
            {
                Bellman(leastOf[k], leastOf[k + 1], fromOf[k + 1], k, loads * network.Capacity);
            }
            else
            {
                Sweep(leastOf[k], leastOf[k + 1], fromOf[k + 1], k);
            }
        }

        var best = most;
        for (var k = 1; k < most; k++)
        {
            best = leastOf[k][customers] < leastOf[best][customers] ? k : best;
        }

        made.RouteCount = best;
        var end = customers;
        for (var k = best; k > 0; k--)
        {
            made.Start[k] = end;
            end = fromOf[k][end];
        }

        made.Start[0] = 0;
        return leastOf[best][customers];
    }

    private bool Trace(Individual made, int[] cuts)
    {
        var count = 0;
        for (var end = customers; end > 0; end = cuts[end])
        {
            count++;
        }

        if (count > network.Lorries)
        {
            return false;
        }

        made.RouteCount = count;
        for (var end = customers; count >= 0; end = cuts[end])
        {
            made.Start[count--] = end;
        }

        return true;
    }

    /// <summary>The cost up to <paramref name="j"/> where the last route begins behind <paramref name="i"/>.</summary>
    private double Reach(double[] least, int i, int j)
    {
        var distance = outward[i + 1] + (travelled[j] - travelled[i + 1]) + homeward[j];
        var over = loaded[j] - loaded[i] - network.Capacity;
        return least[i] + distance + (over > 0 ? over * loadPenalty : 0)
            + (distance > network.MaxDistance ? (distance - network.MaxDistance) * distancePenalty : 0);
    }

    /// <summary>The double-ended queue of the paper: its front is the best place to begin the route that ends here.
    /// </summary>
    private void Sweep(double[] least, double[] next, int[] cuts, int first)
    {
        (head, tail) = (0, 0);
        queue[tail++] = first;
        for (var i = first + 1; i <= customers; i++)
        {
            if (head == tail)
            {
                return;
            }

            next[i] = Reach(least, queue[head], i);
            cuts[i] = queue[head];
            if (i == customers)
            {
                return;
            }

            if (least[i] < double.MaxValue && !(head < tail && Dominates(least, queue[tail - 1], i)))
            {
                while (head < tail && DominatedBy(least, queue[tail - 1], i))
                {
                    tail--;
                }

                queue[tail++] = i;
            }

            while (tail - head > 1 && Reach(least, queue[head], i + 1) > Reach(least, queue[head + 1], i + 1) - 1e-7)
            {
                head++;
            }
        }
    }

    /// <summary>Whether beginning behind the earlier i is never worse than behind j.</summary>
    private bool Dominates(double[] least, int i, int j) =>
        least[j] + outward[j + 1] > least[i] + outward[i + 1] + (travelled[j + 1] - travelled[i + 1])
            + (loadPenalty * (loaded[j] - loaded[i]));

    /// <summary>Whether beginning behind the later j is never worse than behind i.</summary>
    private bool DominatedBy(double[] least, int i, int j) =>
        least[j] + outward[j + 1] < least[i] + outward[i + 1] + (travelled[j + 1] - travelled[i + 1]) + 1e-7;

    private void Bellman(double[] least, double[] next, int[] cuts, int first, double most)
    {
        for (var i = first; i < customers; i++)
        {
            if (least[i] == double.MaxValue)
            {
                continue;
            }

            for (var j = i + 1; j <= customers && (j == i + 1 || loaded[j] - loaded[i] <= most); j++)
            {
                var cost = Reach(least, i, j);
                if (cost < next[j])
                {
                    next[j] = cost;
                    cuts[j] = i;
                }
            }
        }
    }
}
