namespace Meent.Planning.Rules.Location;

/// <summary>So much of a customer's demand goes to a site.</summary>
internal readonly record struct Flow(int Customer, int Site, long Quantity);

/// <summary>
/// The cheapest way to spread demand over open sites with bounded capacity: a transportation problem, solved from the
/// side of the excess. Everybody starts at the cheapest site, which is optimal but for capacity; then what a site has
/// too much goes along shortest augmenting paths through the graph of sites (Dijkstra on reduced costs, Edmonds and
/// Karp 1972), where the step from s to t is the cheapest customer to move. Each state stays optimal for its load.
/// </summary>
/// <remarks>A work space that is used again and again: no allocation per solution but the growth of lists.</remarks>
internal sealed partial class Allocation
{
    private readonly LocationProblem problem;
    private readonly int sites;
    private readonly int[] openSite;
    private readonly long[] room;
    private readonly long[] load;
    private readonly double[] running;
    private readonly int[][] members;
    private readonly long[][] parts;
    private readonly int[] count;
    private readonly int[] zero;
    private readonly int[] place;
    private readonly bool sameRunning;
    private int zeros;
    private int opened;

    public Allocation(LocationProblem problem)
    {
        this.problem = problem;
        sites = problem.Sites;
        (openSite, room, load, running) = (new int[sites], new long[sites], new long[sites], new double[sites]);
        (members, parts, count) = (new int[sites][], new long[sites][], new int[sites]);
        (step, stepMember, stepKnown) = (new double[sites * sites], new int[sites * sites], new bool[sites]);
        (potential, distance, before, done) = (new double[sites], new double[sites], new int[sites], new bool[sites]);
        (zero, place) = (new int[problem.Customers * 2], new int[sites]);
        sameRunning = Array.TrueForAll(problem.Running, r => r == 0);
        for (var s = 0; s < sites; s++)
        {
            (members[s], parts[s]) = (new int[16], new long[16]);
        }
    }

    /// <summary>What the last solution could not place.</summary>
    public long Left { get; private set; }

    /// <param name="option">Of each site, the option taken.</param>
    /// <param name="above">Ends where the cost is known to be as high as this.</param>
    /// <returns>Fixed + transport + running cost; infinite where demand is left over, some customer has no way, or the
    /// cost is not below <paramref name="above"/>.</returns>
    public double Solve(int[] option, double above = double.PositiveInfinity)
    {
        var cost = Open(option);
        Left = 0;
        if (opened == 0 || cost >= above)
        {
            Left = problem.Total;
            return double.PositiveInfinity;
        }

        cost += GoNearest();
        compact = false;
        for (var s = 0; s < opened && cost < above; s++)
        {
            while (load[s] > room[s] && cost < above)
            {
                var extra = Augment(s);
                if (double.IsPositiveInfinity(extra))
                {
                    Left += load[s] - room[s];
                    break;
                }

                cost += extra;
                if (cost + ((load[s] - room[s]) * lastUnit) >= above)
                {
                    return double.PositiveInfinity;
                }
            }
        }

        return Left > 0 || cost >= above || cost >= problem.Far ? double.PositiveInfinity : cost;
    }

    /// <summary>Who goes where in the last solution that was found, in order of customer and site.</summary>
    public IReadOnlyList<Flow> Flows()
    {
        var flows = new List<Flow>(problem.Customers + opened);
        for (var s = 0; s < opened; s++)
        {
            for (var at = 0; at < count[s]; at++)
            {
                flows.Add(new Flow(members[s][at], openSite[s], parts[s][at]));
            }
        }

        for (var at = 0; at < zeros; at++)
        {
            flows.Add(new Flow(zero[at * 2], zero[(at * 2) + 1], 0));
        }

        flows.Sort((a, b) => (a.Customer, a.Site).CompareTo((b.Customer, b.Site)));
        return flows;
    }

    private double Open(int[] option)
    {
        var cost = 0.0;
        opened = 0;
        for (var j = 0; j < sites; j++)
        {
            cost += problem.Fixed[option[j]];
            place[j] = -1;
            if (option[j] > problem.First[j])
            {
                (openSite[opened], place[j]) = (j, opened);
                room[opened] = problem.Capacity[option[j]];
                running[opened] = problem.Running[option[j]];
                load[opened] = 0;
                potential[opened] = 0;
                stepKnown[opened] = false;
                count[opened++] = 0;
            }
        }

        return cost;
    }

    private double GoNearest()
    {
        var cost = 0.0;
        zeros = 0;
        for (var i = 0; i < problem.Customers; i++)
        {
            var row = i * sites;
            var demand = problem.Demand[i];
            var best = Nearest(row, demand);
            if (demand == 0)
            {
                (zero[zeros * 2], zero[(zeros * 2) + 1]) = (i, openSite[best]);
                zeros++;
                cost += problem.Cost[row + openSite[best]];
                continue;
            }

            cost += problem.Cost[row + openSite[best]] + (demand * running[best]);
            Append(best, i, demand);
        }

        return cost;
    }

    /// <summary>The open site that costs a customer least. Where running costs are all the same, that is the first
    /// open one in the customer's order.</summary>
    private int Nearest(int row, long demand)
    {
        if (sameRunning || demand == 0)
        {
            var at = row;
            while (place[problem.Order[at]] < 0)
            {
                at++;
            }

            return place[problem.Order[at]];
        }

        var (best, least) = (0, double.PositiveInfinity);
        for (var s = 0; s < opened; s++)
        {
            var unit = problem.Unit[row + openSite[s]] + running[s];
            if (unit < least)
            {
                (best, least) = (s, unit);
            }
        }

        return best;
    }

    private void Add(int s, int member, long quantity)
    {
        for (var at = 0; at < count[s]; at++)
        {
            if (members[s][at] == member)
            {
                load[s] += quantity;
                parts[s][at] += quantity;
                return;
            }
        }

        Append(s, member, quantity);
        OfferSteps(s, member);
    }

    private void Append(int s, int member, long quantity)
    {
        load[s] += quantity;
        if (count[s] == members[s].Length)
        {
            Array.Resize(ref members[s], count[s] * 2);
            Array.Resize(ref parts[s], count[s] * 2);
        }

        members[s][count[s]] = member;
        parts[s][count[s]++] = quantity;
    }

    private long PartOf(int s, int member)
    {
        for (var at = 0; at < count[s]; at++)
        {
            if (members[s][at] == member)
            {
                return parts[s][at];
            }
        }

        return 0;
    }

    private void Take(int s, int member, long quantity)
    {
        load[s] -= quantity;
        for (var at = 0; at < count[s]; at++)
        {
            if (members[s][at] == member)
            {
                parts[s][at] -= quantity;
                if (parts[s][at] == 0)
                {
                    count[s]--;
                    (members[s][at], parts[s][at]) = (members[s][count[s]], parts[s][count[s]]);
                    ForgetSteps(s, member);
                }

                return;
            }
        }
    }
}
