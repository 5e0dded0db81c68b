namespace Meent.Planning.Rules.Routing.Population;

/// <summary>How the stops come back.</summary>
internal sealed partial class Strings
{
    /// <summary>How many of the places are overlooked (value of the paper).</summary>
    private const double Blink = 0.01;

    private int order;
    private int untilBlink;

    /// <summary>The order in which they come back: at random, the most demand first, the farthest from the depot first,
    /// the nearest first, with weights 4, 4, 2, 1.</summary>
    private void Sort()
    {
        order = dice.Below(11);
        for (var k = 0; k < goneCount; k++)
        {
            var stop = gone[k];
            key[k] = order switch
            {
                < 4 => (int)(dice.Next() >> 34),
                < 8 => -demand[stop],
                < 10 => -from[stop],
                _ => from[stop],
            };
            back[k] = stop;
        }

        // Insertion sort: there are about ten.
        for (var k = 1; k < goneCount; k++)
        {
            var (value, stop) = (key[k], back[k]);
            var at = k - 1;
            while (at >= 0 && key[at] > value)
            {
                key[at + 1] = key[at];
                back[at + 1] = back[at];
                at--;
            }

            key[at + 1] = value;
            back[at + 1] = stop;
        }
    }

    private bool Recreate()
    {
        for (backCount = 0; backCount < goneCount; backCount++)
        {
            var stop = back[backCount];
            var place = PlaceNear(stop);
            if (place < 0)
            {
                place = PlaceAnywhere(stop);
            }

            if (place < 0)
            {
                return false;
            }

            Insert(stop, place, nodes[place].Route);
        }

        return true;
    }

    /// <summary>Beside one of the nearest customers. Where both ends of an arc are as far as the near one, the detour
    /// is at least twice that less the arc (triangle inequality): most arcs need no look at the distances.</summary>
    /// <returns>The node to come back behind; -1: no route near has room.</returns>
    private int PlaceNear(int stop)
    {
        var (best, least) = (-1, int.MaxValue);
        var room = capacity - demand[stop];
        var first = stop * network.NearCount;
        var row = stop * n;
        for (var k = first; k < first + beside; k++)
        {
            var near = network.Nearest[k];
            ref var node = ref nodes[near];
            var r = node.Route;
            if (r < 0 || load[r] > room)
            {
                continue;
            }

            if (--untilBlink == 0)
            {
                untilBlink = gaps[dice.Below(1024)];
                continue;
            }

            var (before, after) = (node.Prev, node.Next);
            var (to, away) = (network.NearInto[k], network.NearFrom[k]);
            var arc = nodes[after].Arc;
            if (after >= n || (2 * to) - arc < least)
            {
                var delta = to + from[row + Row(after)] - arc;
                if (delta < least && Within(r, delta))
                {
                    (best, least) = (near, delta);
                }
            }

            if (before >= n || (2 * away) - node.Arc < least)
            {
                var delta = away + into[row + Row(before)] - node.Arc;
                if (delta < least && Within(r, delta))
                {
                    (best, least) = (before, delta);
                }
            }
        }

        return best;
    }

    private bool Within(int r, int delta) => !limited || distance[r] + delta <= network.MaxDistance;

    /// <summary>All routes, and an empty one where there is one and nothing else has room.</summary>
    private int PlaceAnywhere(int stop)
    {
        var (best, least, empty) = (-1, int.MaxValue, -1);
        var room = capacity - demand[stop];
        var row = stop * n;
        for (var r = 0; r < allowed; r++)
        {
            if (count[r] == 0)
            {
                empty = r;
                continue;
            }

            if (load[r] > room)
            {
                continue;
            }

            var before = n + r;
            do
            {
                var after = nodes[before].Next;
                var delta = into[row + Row(before)] + from[row + Row(after)] - nodes[after].Arc;
                if (delta < least && Within(r, delta))
                {
                    (best, least) = (before, delta);
                }

                before = after;
            }
            while (before < n);
        }

        return best >= 0 || empty < 0 || (limited && from[stop] + into[stop] > network.MaxDistance)
            ? best : n + empty;
    }
}
