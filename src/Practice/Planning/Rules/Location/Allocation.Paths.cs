namespace Meent.Planning.Rules.Location;

internal sealed partial class Allocation
{
    /// <summary>[s * sites + t]: what moving a unit from open site s to t costs, with its cheapest customer.</summary>
    private readonly double[] step;
    private readonly int[] stepMember;
    private readonly bool[] stepKnown;
    private readonly double[] potential;
    private readonly double[] distance;
    private readonly int[] before;
    private readonly bool[] done;

    /// <summary>Moves some of the excess of a site to the nearest room.</summary>
    /// <returns>What that costs; infinite where no room is within reach.</returns>
    private double Augment(int source)
    {
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

        stepKnown[target] = false;
        for (var t = target; t != source; t = before[t])
        {
            stepKnown[before[t]] = false;
        }

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
        if (!stepKnown[s])
        {
            FindSteps(s);
        }

        var row = s * sites;
        for (var t = 0; t < opened; t++)
        {
            if (!done[t] && step[row + t] < problem.Far)
            {
                var reduced = Math.Max(0, step[row + t] + potential[s] - potential[t]);
                if (distance[s] + reduced < distance[t])
                {
                    (distance[t], before[t]) = (distance[s] + reduced, s);
                }
            }
        }
    }

    private void FindSteps(int s)
    {
        var row = s * sites;
        Array.Fill(step, double.PositiveInfinity, row, opened);
        for (var at = 0; at < count[s]; at++)
        {
            var member = members[s][at];
            var pairs = member * sites;
            var here = problem.Unit[pairs + openSite[s]] + running[s];
            for (var t = 0; t < opened; t++)
            {
                var there = problem.Cost[pairs + openSite[t]] < problem.Far
                    ? problem.Unit[pairs + openSite[t]] + running[t] - here
                    : double.PositiveInfinity;
                if (there < step[row + t])
                {
                    (step[row + t], stepMember[row + t]) = (there, member);
                }
            }
        }

        step[row + s] = double.PositiveInfinity;
        stepKnown[s] = true;
    }
}
