namespace Meent.Planning.Rules.Location;

internal sealed partial class Allocation
{
    /// <summary>[s * sites + t]: what moving a unit from open site s to t costs, with its cheapest customer.</summary>
    private readonly double[] step;
    private readonly int[] stepMember;
    private readonly bool[] stepKnown;

    /// <summary>[customer * opened + s]: cost of a unit at an open site, running cost included; infinite for no way.
    /// </summary>
    private double[] unit = [];
    private bool compact;

    /// <summary>What the last unit moved cost: of the same site, none that follows costs less.</summary>
    private double lastUnit;
    private readonly double[] potential;
    private readonly double[] distance;
    private readonly int[] before;
    private readonly bool[] done;

    /// <summary>Moves some of the excess of a site to the nearest room.</summary>
    /// <returns>What that costs; infinite where no room is within reach.</returns>
    private double Augment(int source)
    {
        if (!compact)
        {
            Compact();
        }

        var target = Search(source);
        if (target < 0)
        {
            return double.PositiveInfinity;
        }

        var moved = Math.Min(load[source] - room[source], room[target] - load[target]);
        for (var t = target; t != source; t = before[t])
        {
            moved = Math.Min(moved, PartOf(before[t], stepMember[(before[t] * sites) + t]));
        }

        var cost = 0.0;
        for (var t = target; t != source; t = before[t])
        {
            cost += moved * step[(before[t] * sites) + t];
        }

        for (var t = target; t != source; t = before[t])
        {
            var member = stepMember[(before[t] * sites) + t];
            Take(before[t], member, moved);
            Add(t, member, moved);
        }

        lastUnit = cost / moved;
        return cost;
    }

    /// <returns>The nearest site with room, or -1. Potentials are brought along, so that steps cost 0 or more.
    /// </returns>
    private int Search(int source)
    {
        for (var t = 0; t < opened; t++)
        {
            (distance[t], done[t], before[t]) = (double.PositiveInfinity, false, -1);
        }

        distance[source] = 0;
        var target = -1;
        while (target < 0)
        {
            var s = -1;
            for (var t = 0; t < opened; t++)
            {
                if (!done[t] && distance[t] < double.PositiveInfinity && (s < 0 || distance[t] < distance[s]))
                {
                    s = t;
                }
            }

            if (s < 0)
            {
                return -1;
            }

            done[s] = true;
            if (load[s] < room[s])
            {
                target = s;
                break;
            }

            Relax(s);
        }

        for (var t = 0; t < opened; t++)
        {
            potential[t] += Math.Min(distance[t], distance[target]);
        }

        return target;
    }

    private void Relax(int s)
    {
        var row = s * sites;
        if (!stepKnown[s])
        {
            Array.Fill(stepMember, -1, row, opened);
            stepKnown[s] = true;
        }

        for (var t = 0; t < opened; t++)
        {
            if (done[t])
            {
                continue;
            }

            if (stepMember[row + t] < 0)
            {
                FindStep(s, t);
            }

            var reduced = Math.Max(0, step[row + t] + potential[s] - potential[t]);
            if (distance[s] + reduced < distance[t])
            {
                (distance[t], before[t]) = (distance[s] + reduced, s);
            }
        }
    }

    private void Compact()
    {
        if (unit.Length < problem.Customers * opened)
        {
            unit = new double[problem.Customers * opened];
        }

        for (var i = 0; i < problem.Customers; i++)
        {
            var (row, pairs) = (i * opened, i * sites);
            for (var s = 0; s < opened; s++)
            {
                unit[row + s] = problem.Cost[pairs + openSite[s]] < problem.Far
                    ? problem.Unit[pairs + openSite[s]] + running[s]
                    : double.PositiveInfinity;
            }
        }

        compact = true;
    }

    private void FindStep(int s, int t)
    {
        var (best, least) = (0, double.PositiveInfinity);
        var list = members[s];
        for (var at = 0; at < count[s]; at++)
        {
            var row = list[at] * opened;
            var there = unit[row + t] - unit[row + s];
            if (there < least)
            {
                (best, least) = (list[at], there);
            }
        }

        (step[(s * sites) + t], stepMember[(s * sites) + t]) = (least, best);
    }

    /// <summary>A member is gone from s: steps that were its own are looked for again when they are needed.</summary>
    private void ForgetSteps(int s, int member)
    {
        var row = s * sites;
        for (var t = 0; t < opened && stepKnown[s]; t++)
        {
            if (stepMember[row + t] == member)
            {
                stepMember[row + t] = -1;
            }
        }
    }

    /// <summary>A member came to s and may be the cheapest to move on.</summary>
    private void OfferSteps(int s, int member)
    {
        var (row, from) = (s * sites, member * opened);
        for (var t = 0; t < opened && stepKnown[s]; t++)
        {
            var there = unit[from + t] - unit[from + s];
            if (stepMember[row + t] >= 0 && there < step[row + t])
            {
                (step[row + t], stepMember[row + t]) = (there, member);
            }
        }
    }
}
