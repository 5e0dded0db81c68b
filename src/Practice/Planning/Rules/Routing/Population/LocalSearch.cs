using System.Runtime.CompilerServices;

namespace Meent.Planning.Rules.Routing.Population;

/// <summary>Betters routes move by move until no move helps (Vidal et al. 2012; Vidal 2022): one or two stops moved or
/// swapped, arcs of one or two routes replaced, and SWAP*. Loads and distances over the limit cost a penalty. A route
/// is a chain of nodes: a start (Size + r), its customers, an end (Size + Lorries + r).</summary>
internal sealed partial class LocalSearch
{
    private const int MostMoves = 1_000_000_000;

    private readonly Network network;
    private readonly Dice dice;
    private readonly int n;
    private readonly int lorries;
    private readonly Flat<int> from;
    private readonly Flat<int> demand;
    private readonly bool symmetric;
    private readonly bool limited;

    private readonly Flat<int> next;
    private readonly Flat<int> prev;
    private readonly Flat<int> routeOf;

    /// <summary>Place in the route; the start has 0.</summary>
    private readonly Flat<int> place;

    /// <summary>Load from the start up to and with the node.</summary>
    private readonly Flat<int> loadTo;

    /// <summary>Distance of the arc that leads to the node.</summary>
    private readonly Flat<int> arcTo;

    /// <summary>Distance from the start up to the node; kept with a maximal distance only.</summary>
    private readonly long[] distanceTo;

    /// <summary>What driving from the start up to the node in reverse costs more; kept where distances are asymmetric.
    /// </summary>
    private readonly long[] turnedTo;

    private readonly Flat<int> load;
    private readonly Flat<int> count;
    private readonly long[] distance;
    private readonly double[] penalty;

    /// <summary>The move that last changed the route; moves are counted on from one run to the next.</summary>
    private readonly Flat<int> changed;

    /// <summary>How many moves there had been when the customer was last tried.</summary>
    private readonly Flat<int> tried;

    private readonly int[] order;
    private readonly int[] routeOrder;
    private int moves;
    private int empty;
    private bool settled;
    private double perLoad;
    private double perDistance;

    public LocalSearch(Network network, Dice dice)
    {
        (this.network, this.dice) = (network, dice);
        (n, lorries) = (network.Size, network.Lorries);
        (from, demand) = (network.From, network.Demand);
        (symmetric, limited) = (network.Symmetric, network.Limited);
        var nodes = n + (2 * lorries);
        (next, prev, routeOf) = (new Flat<int>(nodes), new Flat<int>(nodes), new Flat<int>(nodes));
        (place, loadTo, arcTo) = (new Flat<int>(nodes), new Flat<int>(nodes), new Flat<int>(nodes));
        (distanceTo, turnedTo) = (new long[nodes], new long[nodes]);
        (load, count) = (new Flat<int>(lorries), new Flat<int>(lorries));
        (distance, penalty) = (new long[lorries], new double[lorries]);
        (changed, tried) = (new Flat<int>(lorries), new Flat<int>(n));
        order = [.. Enumerable.Range(1, n - 1)];
        routeOrder = [.. Enumerable.Range(0, lorries)];
        swapTried = new Flat<int>(lorries);
        seen = new Flat<int>(lorries);
        best = new Best[lorries][];
        bestAt = new int[lorries][];
        saving = new int[n];
    }

    public void Run(Individual made, Penalties penalties, double factor = 1)
    {
        (perLoad, perDistance) = (penalties.Load * factor, penalties.Distance * factor);
        Load(made);
        dice.Shuffle<int>(order);
        dice.Shuffle<int>(routeOrder);
        settled = false;
        for (var round = 0; !settled; round++)
        {
            // A round without empty routes first: they are for what does not fit elsewhere.
            settled = round > 0;
            foreach (var stop in order)
            {
                Try(stop, round);
            }

            if (settled)
            {
                SwapStar();
            }
        }

        Store(made);
        made.Price(penalties);
    }

    /// <summary>Puts the routes into the order of their barycentres.</summary>
    public void Order(Individual made, Penalties penalties)
    {
        Load(made);
        Store(made);
        made.Price(penalties);
    }

    private void Load(Individual made)
    {
        if (moves++ > MostMoves)
        {
            moves = 0;
            ForgetBest();
        }

        empty = -1;
        for (var r = 0; r < lorries; r++)
        {
            var (start, end) = (n + r, n + lorries + r);
            var at = start;
            if (r < made.RouteCount)
            {
                for (var k = made.Start[r]; k < made.Start[r + 1]; k++)
                {
                    var stop = made.Tour[k];
                    next[at] = stop;
                    prev[stop] = at;
                    at = stop;
                }
            }

            next[at] = end;
            prev[end] = at;
            prev[start] = end;
            next[end] = start;
            Renew(r);
            swapTried[r] = -1;
        }

        for (var i = 1; i < n; i++)
        {
            tried[i] = -1;
        }
    }

    /// <summary>Reckons a route anew after a change.</summary>
    private void Renew(int r)
    {
        var (start, end) = (n + r, n + lorries + r);
        var (stops, carried, driven, turned) = (0, 0, 0L, 0L);
        routeOf[start] = r;
        place[start] = 0;
        loadTo[start] = 0;
        distanceTo[start] = 0;
        turnedTo[start] = 0;
        for (int last = 0, at = next[start], stop = 0; last >= 0; last = at == end ? -1 : stop, at = next[at])
        {
            stop = at == end ? 0 : at;
            var arc = from[(last * n) + stop];
            driven += arc;
            carried += demand[stop];
            routeOf[at] = r;
            place[at] = ++stops;
            loadTo[at] = carried;
            arcTo[at] = arc;
            if (limited)
            {
                distanceTo[at] = driven;
            }

            if (!symmetric)
            {
                turned += from[(stop * n) + last] - arc;
                turnedTo[at] = turned;
            }
        }

        count[r] = stops - 1;
        load[r] = carried;
        distance[r] = driven;
        penalty[r] = Penalty(carried, driven);
        changed[r] = moves;
        if (stops == 1)
        {
            empty = r;
        }
        else if (empty == r)
        {
            empty = FindEmpty();
        }
    }

    private int FindEmpty()
    {
        for (var r = 0; r < lorries; r++)
        {
            if (next[n + r] >= n)
            {
                return r;
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Penalty(int carried, long driven)
    {
        var over = carried - network.Capacity;
        var cost = over > 0 ? over * perLoad : 0;
        if (limited && driven > network.MaxDistance)
        {
            cost += (driven - network.MaxDistance) * perDistance;
        }

        return cost;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Distance(int i, int j) => from[(i * n) + j];

    /// <summary>The row of a node in the distances: starts and ends are the depot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Row(int node) => node < n ? node : 0;

    /// <summary>Routes in the order of their barycentres around the depot, so that what lies near stays together in the
    /// giant tour.</summary>
    private void Store(Individual made)
    {
        var angles = new double[lorries];
        for (var r = 0; r < lorries; r++)
        {
            var (x, y) = (0.0, 0.0);
            for (var at = next[n + r]; at < n; at = next[at])
            {
                x += network.X[at];
                y += network.Y[at];
            }

            routeOrder[r] = r;
            angles[r] = count[r] == 0
                ? double.MaxValue
                : Math.Atan2((y / count[r]) - network.Y[0], (x / count[r]) - network.X[0]);
        }

        Array.Sort(angles, routeOrder);
        var k = 0;
        made.RouteCount = 0;
        foreach (var r in routeOrder)
        {
            if (count[r] == 0)
            {
                break;
            }

            made.Start[made.RouteCount++] = k;
            for (var at = next[n + r]; at < n; at = next[at])
            {
                made.Tour[k++] = at;
            }
        }

        made.Start[made.RouteCount] = k;
        made.Reckon(network);
    }
}
