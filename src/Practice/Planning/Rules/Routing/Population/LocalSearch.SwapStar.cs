namespace Meent.Planning.Rules.Routing.Population;

/// <summary>SWAP* (Vidal 2022): two stops change routes, each to the best place of the other route and not to the
/// place of the other. Tried for routes that lie beside each other: one holds a near neighbour of a stop of the
/// other.</summary>
internal sealed partial class LocalSearch
{
    private const int Beside = 8;

    private readonly Flat<int> swapTried;
    private readonly Flat<int> seen;
    private readonly Best[][] best;
    private readonly int[][] bestAt;
    private readonly int[] saving;
    private int look;

    /// <summary>The three best places of a stop in a route.</summary>
    private struct Best
    {
        public int Cost1;
        public int Cost2;
        public int Cost3;
        public int After1;
        public int After2;
        public int After3;

        public void Offer(int cost, int after)
        {
            if (cost >= Cost3)
            {
                return;
            }

            if (cost >= Cost2)
            {
                (Cost3, After3) = (cost, after);
            }
            else if (cost >= Cost1)
            {
                (Cost3, After3, Cost2, After2) = (Cost2, After2, cost, after);
            }
            else
            {
                (Cost3, After3, Cost2, After2, Cost1, After1) = (Cost2, After2, Cost1, After1, cost, after);
            }
        }
    }

    private struct Exchanged
    {
        public double Gain;
        public int U;
        public int V;
        public int BehindU;
        public int BehindV;
    }

    private void ForgetBest()
    {
        foreach (var known in bestAt)
        {
            if (known is not null)
            {
                Array.Fill(known, -1);
            }
        }
    }

    private void SwapStar()
    {
        foreach (var r in routeOrder)
        {
            if (count[r] == 0)
            {
                continue;
            }

            var before = swapTried[r];
            swapTried[r] = moves;
            look++;
            for (var at = next[n + r]; at < n; at = next[at])
            {
                var first = at * network.NearCount;
                for (var k = Math.Min(Beside, network.NearCount) - 1; k >= 0; k--)
                {
                    var other = routeOf[network.Nearest[first + k]];
                    if (other > r && seen[other] != look && Math.Max(changed[r], changed[other]) > before)
                    {
                        seen[other] = look;
                        if (SwapStar(r, other))
                        {
                            // The chain has changed: go on from the start of the route.
                            at = n + r;
                            break;
                        }
                    }
                }
            }
        }
    }

    private bool SwapStar(int r, int other)
    {
        (routeU, routeV) = (r, other);
        Prepare(r, other);
        Prepare(other, r);
        var found = new Exchanged { Gain = -0.001 };
        for (var a = next[n + r]; a < n; a = next[a])
        {
            for (var b = next[n + other]; b < n; b = next[b])
            {
                var carried = demand[a] - demand[b];
                var over = Penalty(load[r] - carried, 0) + Penalty(load[other] + carried, 0)
                    - penalty[r] - penalty[other] - saving[a] - saving[b];
                if (over < 0)
                {
                    Consider(a, b, carried, ref found);
                }
            }

            ConsiderMove(a, other, ref found);
        }

        for (var b = next[n + other]; b < n; b = next[b])
        {
            ConsiderMove(b, r, ref found);
        }

        if (found.Gain >= -0.001)
        {
            return false;
        }

        if (found.U != 0)
        {
            Insert(found.U, found.BehindU);
        }

        if (found.V != 0)
        {
            Insert(found.V, found.BehindV);
        }

        return Done();
    }

    private void Consider(int a, int b, int carried, ref Exchanged found)
    {
        var (costA, behindA) = Cheapest(a, b);
        var (costB, behindB) = Cheapest(b, a);
        var (deltaA, deltaB) = (costB - saving[a], costA - saving[b]);
        var (ra, rb) = (routeOf[a], routeOf[b]);
        var gain = deltaA + deltaB - penalty[ra] - penalty[rb]
            + Penalty(load[ra] - carried, distance[ra] + deltaA) + Penalty(load[rb] + carried, distance[rb] + deltaB);
        if (gain < found.Gain)
        {
            found = new Exchanged { Gain = gain, U = a, V = b, BehindU = behindA, BehindV = behindB };
        }
    }

    private void ConsiderMove(int a, int other, ref Exchanged found)
    {
        ref var places = ref best[other][a];
        var ra = routeOf[a];
        var (deltaA, deltaB) = (-saving[a], places.Cost1);
        var gain = deltaA + deltaB - penalty[ra] - penalty[other]
            + Penalty(load[ra] - demand[a], distance[ra] + deltaA)
            + Penalty(load[other] + demand[a], distance[other] + deltaB);
        if (gain < found.Gain)
        {
            found = new Exchanged { Gain = gain, U = a, BehindU = places.After1 };
        }
    }

    /// <summary>Where a stop goes best into the route of <paramref name="gone"/> when that one is gone.</summary>
    private (int Cost, int Behind) Cheapest(int stop, int gone)
    {
        ref var places = ref best[routeOf[gone]][stop];
        var before = prev[gone];
        var (cost, behind) = (places.Cost1, places.After1);
        if (behind == gone || behind == before)
        {
            (cost, behind) = (places.Cost2, places.After2);
            if (behind == gone || behind == before)
            {
                (cost, behind) = (places.Cost3, places.After3);
            }
        }

        var (p, q) = (Row(before), Row(next[gone]));
        var instead = Distance(p, stop) + Distance(stop, q) - Distance(p, q);
        return instead < cost ? (instead, before) : (cost, behind);
    }

    /// <summary>Best places in route <paramref name="other"/> for the stops of a route, and what leaving saves them.
    /// </summary>
    private void Prepare(int route, int other)
    {
        var places = best[other] ??= new Best[n];
        var known = bestAt[other] ??= NeverKnown();
        for (var stop = next[n + route]; stop < n; stop = next[stop])
        {
            var after = next[stop];
            saving[stop] = arcTo[stop] + arcTo[after] - Distance(Row(prev[stop]), Row(after));
            if (known[stop] >= changed[other])
            {
                continue;
            }

            known[stop] = moves;
            ref var place = ref places[stop];
            place = new Best { Cost1 = int.MaxValue / 4, Cost2 = int.MaxValue / 4, Cost3 = int.MaxValue / 4 };
            var (last, at) = (0, n + other);
            do
            {
                var following = next[at];
                var row = Row(following);
                place.Offer(Distance(last, stop) + Distance(stop, row) - arcTo[following], at);
                (last, at) = (row, following);
            }
            while (at < n);
        }
    }

    private int[] NeverKnown()
    {
        var known = new int[n];
        Array.Fill(known, -1);
        return known;
    }
}
