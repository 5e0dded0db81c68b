using Meent.Planning.Rules.Matching;

namespace Meent.Tests.Planning.Matching;

/// <summary>The cost of the cheapest flow by successive shortest paths with Bellman and Ford's method: slow, and
/// nothing in common with the simplex method. Arcs below zero are filled first.</summary>
internal static class CheapestPaths
{
    /// <summary>Null where not all demand can be met.</summary>
    public static long? Cost(Network network)
    {
        var nodes = network.Nodes + 2;
        var (source, sink) = (nodes - 2, nodes - 1);
        var edges = new List<(int From, int To, long Room, long Cost)>();
        void Edge(int from, int to, long room, long cost)
        {
            edges.Add((from, to, room, cost));
            edges.Add((to, from, 0, -cost));
        }

        var left = (long[])network.Supply.Clone();
        long total = 0;
        for (var arc = 0; arc < network.Arcs; arc++)
        {
            Edge(network.Tail[arc], network.Head[arc], network.Capacity[arc], network.Cost[arc]);
            if (network.Cost[arc] < 0)
            {
                var units = network.Capacity[arc];
                edges[^2] = edges[^2] with { Room = 0 };
                edges[^1] = edges[^1] with { Room = units };
                left[network.Tail[arc]] -= units;
                left[network.Head[arc]] += units;
                total += units * network.Cost[arc];
            }
        }

        for (var node = 0; node < network.Nodes; node++)
        {
            Edge(left[node] > 0 ? source : node, left[node] > 0 ? node : sink, Math.Abs(left[node]), 0);
        }

        var wanted = left.Where(units => units > 0).Sum();
        while (Shortest(edges, nodes, source) is var (distance, by) && distance[sink] < long.MaxValue)
        {
            var units = long.MaxValue;
            for (var at = sink; at != source; at = edges[by[at]].From)
            {
                units = Math.Min(units, edges[by[at]].Room);
            }

            for (var at = sink; at != source; at = edges[by[at]].From)
            {
                edges[by[at]] = edges[by[at]] with { Room = edges[by[at]].Room - units };
                edges[by[at] ^ 1] = edges[by[at] ^ 1] with { Room = edges[by[at] ^ 1].Room + units };
            }

            total += units * distance[sink];
            wanted -= units;
        }

        return wanted == 0 ? total : null;
    }

    private static (long[] Distance, int[] By) Shortest(
        List<(int From, int To, long Room, long Cost)> edges, int nodes, int source)
    {
        var distance = Enumerable.Repeat(long.MaxValue, nodes).ToArray();
        var by = new int[nodes];
        distance[source] = 0;
        for (var changed = true; changed;)
        {
            changed = false;
            for (var e = 0; e < edges.Count; e++)
            {
                var (from, to, room, cost) = edges[e];
                if (room > 0 && distance[from] < long.MaxValue && distance[from] + cost < distance[to])
                {
                    distance[to] = distance[from] + cost;
                    by[to] = e;
                    changed = true;
                }
            }
        }

        return (distance, by);
    }
}
