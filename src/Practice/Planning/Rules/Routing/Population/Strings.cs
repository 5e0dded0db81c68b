using System.Runtime.CompilerServices;

namespace Meent.Planning.Rules.Routing.Population;

/// <summary>Slack induction by string removals (Christiaens, Vanden Berghe 2020): strings of stops that lie beside
/// each other leave their routes and come back greedily, with blinks, under simulated annealing. Here a stop comes
/// back beside one of its nearest customers, which keeps a step as cheap in a large problem as in a small one. Chains
/// as in <see cref="LocalSearch"/>.</summary>
internal sealed partial class Strings
{
    /// <summary>Stops that leave on average, and the longest string (values of the paper).</summary>
    private const int MeanGone = 10;
    private const int LongestString = 10;

    private readonly Network network;
    private readonly Dice dice;
    private readonly int n;
    private readonly int lorries;
    private readonly int capacity;
    private readonly int beside;
    private readonly bool limited;
    private readonly Flat<int> from;
    private readonly Flat<int> into;
    private readonly Flat<int> demand;
    private readonly Flat<Node> nodes;
    private readonly Flat<int> load;
    private readonly Flat<int> count;
    private readonly long[] distance;

    /// <summary>The step in which the route last lost a string.</summary>
    private readonly Flat<int> ruined;
    private readonly Flat<int> gone;
    private readonly Flat<Removed> removed;
    private readonly Flat<int> replaced;
    private readonly Flat<int> back;
    private readonly int[] key;
    private readonly int[] stops;
    private readonly int[] parts;
    private readonly double[] luck;

    /// <summary>How many places are looked at until one is overlooked, drawn by lot.</summary>
    private readonly int[] gaps;
    private readonly Individual current;
    private int goneCount;
    private int backCount;
    private int used;
    private int allowed;
    private int stopCount;
    private int step;
    private long now;

    public Strings(Network network, Dice dice, int beside)
    {
        (this.network, this.dice) = (network, dice);
        (n, lorries, capacity) = (network.Size, network.Lorries, network.Capacity);
        this.beside = Math.Min(beside, network.NearCount);
        limited = network.Limited;
        (from, into, demand) = (network.From, network.Into, network.Demand);
        nodes = new Flat<Node>(n + (2 * lorries));
        (load, count, ruined) = (new Flat<int>(lorries), new Flat<int>(lorries), new Flat<int>(lorries));
        distance = new long[lorries];
        (gone, removed, replaced) = (new Flat<int>(n), new Flat<Removed>(n), new Flat<int>(n));
        (back, key) = (new Flat<int>(n), new int[n]);
        (stops, parts) = (new int[n], new int[lorries]);
        gaps = new int[1024];
        for (var i = 0; i < gaps.Length; i++)
        {
            gaps[i] = 1 + (int)(Math.Log((i + 0.5) / gaps.Length) / Math.Log(1 - Blink));
        }

        untilBlink = gaps[0];
        luck = new double[4096];
        for (var i = 0; i < luck.Length; i++)
        {
            luck[i] = -Math.Log((i + 0.5) / luck.Length);
        }

        (BestTour, current) = (new Individual(n), new Individual(n));
    }

    /// <summary>The best one since the start, kept as it was found.</summary>
    public Individual BestTour { get; }

    public long Best { get; private set; } = long.MaxValue;

    /// <summary>Where a stop was, and the arcs to it and from it.</summary>
    private struct Removed
    {
        public int Behind;
        public int Route;
        public int Arc;
        public int ArcAfter;
    }

    private struct Node
    {
        public int Next;
        public int Prev;

        /// <summary>-1 while the stop is in none.</summary>
        public int Route;

        /// <summary>Distance of the arc that leads here.</summary>
        public int Arc;
    }

    /// <summary>Distance of the routes of the moment.</summary>
    public long Now => now;

    /// <summary>How many customers it works on.</summary>
    public int Stops => stopCount;

    /// <summary>Begins with all routes of a feasible individual.</summary>
    public void Load(Individual given)
    {
        for (var r = 0; r < given.RouteCount; r++)
        {
            parts[r] = r;
        }

        Load(given, parts.AsSpan(0, given.RouteCount), lorries - given.RouteCount);
    }

    /// <summary>Begins with some routes of a feasible individual; the customers of the others are left alone.</summary>
    /// <param name="spare">How many empty lorries it may use besides.</param>
    public void Load(Individual given, ReadOnlySpan<int> chosen, int spare)
    {
        Array.Fill(nodes.Items, new Node { Route = -1 });
        (now, stopCount, used, allowed) = (0, 0, chosen.Length, chosen.Length + spare);
        for (var r = 0; r < allowed; r++)
        {
            var (at, end, last) = (n + r, n + lorries + r, 0);
            (load[r], count[r], distance[r]) = (0, 0, 0);
            nodes[at].Route = r;
            nodes[end].Route = r;
            var (k, until) = r < used ? (given.Start[chosen[r]], given.Start[chosen[r] + 1]) : (0, 0);
            for (; k < until; k++)
            {
                var stop = given.Tour[k];
                Link(at, stop);
                stops[stopCount++] = stop;
                nodes[stop].Route = r;
                load[r] += demand[stop];
                count[r]++;
                nodes[stop].Arc = from[(last * n) + stop];
                distance[r] += nodes[stop].Arc;
                (at, last) = (stop, stop);
            }

            Link(at, end);
            nodes[end].Arc = from[last * n];
            distance[r] += nodes[end].Arc;
            now += distance[r];
        }

        Keep();
    }

    /// <summary>Ruin, recreate, and take it or leave it.</summary>
    /// <param name="heat">Temperature of the annealing, in units of distance.</param>
    public void Step(double heat)
    {
        step++;
        (goneCount, backCount) = (0, 0);
        var before = now;
        Ruin();
        Sort();
        var whole = Recreate();
        var most = before + (heat * luck[dice.Below(4096)]);
        if (!whole || now > most)
        {
            Undo();
            now = before;
        }
        else if (now < Best)
        {
            Keep();
        }
    }

    /// <summary>The one of the moment.</summary>
    public Individual Current()
    {
        Store(current);
        return current;
    }

    private void Store(Individual made)
    {
        var k = 0;
        made.RouteCount = 0;
        for (var r = 0; r < allowed; r++)
        {
            if (count[r] > 0)
            {
                made.Start[made.RouteCount++] = k;
                for (var at = nodes[n + r].Next; at < n; at = nodes[at].Next)
                {
                    made.Tour[k++] = at;
                }
            }
        }

        made.Start[made.RouteCount] = k;
    }

    private void Keep()
    {
        Best = now;
        Store(BestTour);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Link(int first, int second)
    {
        nodes[first].Next = second;
        nodes[second].Prev = first;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Row(int node) => node < n ? node : 0;

    private void Ruin()
    {
        var mean = (double)stopCount / Math.Max(1, used);
        var longest = Math.Min(LongestString, mean);
        var most = (4.0 * MeanGone / (1 + longest)) - 1;
        var left = (int)(dice.Fraction() * most);
        var seed = stops[dice.Below(stopCount)];
        Tear(seed, longest);
        var first = seed * network.NearCount;
        for (var k = 0; k < network.NearCount && left > 0; k++)
        {
            var stop = network.Nearest[first + k];
            if (nodes[stop].Route >= 0 && ruined[nodes[stop].Route] != step)
            {
                Tear(stop, longest);
                left--;
            }
        }
    }

    /// <summary>A string that holds the stop leaves; in half of the cases a part within it stays.</summary>
    private void Tear(int stop, double longest)
    {
        var r = nodes[stop].Route;
        ruined[r] = step;
        var size = count[r];
        var length = (int)((dice.Fraction() * Math.Min(size, longest)) + 1);
        length = Math.Min(length, size);
        var kept = 0;
        if (length > 1 && length < size && (dice.Next() & 1) == 0)
        {
            kept = 1;
            while (length + kept < size && dice.Below(100) == 0)
            {
                kept++;
            }
        }

        var span = length + kept;
        var (behind, ahead) = (0, 0);
        for (var at = nodes[stop].Prev; behind < span - 1 && at < n; at = nodes[at].Prev)
        {
            behind++;
        }

        for (var at = nodes[stop].Next; ahead < span - 1 && at < n; at = nodes[at].Next)
        {
            ahead++;
        }

        var least = span - 1 - ahead;
        var steps = least + dice.Below(behind - least + 1);
        var first = stop;
        for (var k = 0; k < steps; k++)
        {
            first = nodes[first].Prev;
        }

        var keptFrom = kept == 0 ? span : 1 + dice.Below(length - 1);
        for (var k = 0; k < span; k++)
        {
            var following = nodes[first].Next;
            if (k < keptFrom || k >= keptFrom + kept)
            {
                Remove(first, r);
            }

            first = following;
        }
    }

    private void Remove(int stop, int r)
    {
        ref var node = ref nodes[stop];
        ref var left = ref removed[goneCount];
        ref var after = ref nodes[node.Next];
        gone[goneCount++] = stop;
        (left.Behind, left.Route, left.Arc, left.ArcAfter) = (node.Prev, r, node.Arc, after.Arc);
        var arc = from[(Row(node.Prev) * n) + Row(node.Next)];
        var delta = arc - node.Arc - after.Arc;
        after.Arc = arc;
        after.Prev = node.Prev;
        nodes[node.Prev].Next = node.Next;
        node.Route = -1;
        load[r] -= demand[stop];
        Leave(r, delta);
    }

    private void Insert(int stop, int behind, int r)
    {
        ref var node = ref nodes[stop];
        ref var before = ref nodes[behind];
        ref var after = ref nodes[before.Next];
        var (arc, onward, instead) = (from[(Row(behind) * n) + stop], from[(stop * n) + Row(before.Next)], after.Arc);
        replaced[backCount] = instead;
        (node.Prev, node.Next, node.Arc, node.Route) = (behind, before.Next, arc, r);
        (after.Arc, after.Prev) = (onward, stop);
        before.Next = stop;
        load[r] += demand[stop];
        Join(r, arc + onward - instead);
    }

    private void Leave(int r, int delta)
    {
        distance[r] += delta;
        now += delta;
        if (--count[r] == 0)
        {
            used--;
        }
    }

    private void Join(int r, int delta)
    {
        distance[r] += delta;
        now += delta;
        if (count[r]++ == 0)
        {
            used++;
        }
    }

    /// <summary>Takes the step back with the arcs that were noted.</summary>
    private void Undo()
    {
        while (backCount > 0)
        {
            var stop = back[--backCount];
            ref var node = ref nodes[stop];
            ref var after = ref nodes[node.Next];
            var (r, instead) = (node.Route, replaced[backCount]);
            var delta = instead - node.Arc - after.Arc;
            (after.Arc, after.Prev) = (instead, node.Prev);
            nodes[node.Prev].Next = node.Next;
            load[r] -= demand[stop];
            Leave(r, delta);
        }

        while (goneCount > 0)
        {
            var stop = gone[--goneCount];
            ref var left = ref removed[goneCount];
            ref var before = ref nodes[left.Behind];
            ref var after = ref nodes[before.Next];
            ref var node = ref nodes[stop];
            var delta = left.Arc + left.ArcAfter - after.Arc;
            (node.Prev, node.Next, node.Arc, node.Route) = (left.Behind, before.Next, left.Arc, left.Route);
            (after.Arc, after.Prev) = (left.ArcAfter, stop);
            before.Next = stop;
            load[left.Route] += demand[stop];
            Join(left.Route, delta);
        }
    }
}
