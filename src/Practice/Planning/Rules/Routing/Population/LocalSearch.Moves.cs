using System.Runtime.CompilerServices;

namespace Meent.Planning.Rules.Routing.Population;

/// <summary>Moves between a stop u and a near stop v: names as in the papers, u x xx and v y yy stand behind each
/// other. </summary>
internal sealed partial class LocalSearch
{
    private int u;
    private int v;
    private int x;
    private int y;

    // Rows in the distances: of the node before, the node, the next, and the one after that.
    private int beforeU;
    private int rowX;
    private int rowXX;
    private int beforeV;
    private int rowV;
    private int rowY;
    private int rowYY;

    private int routeU;
    private int routeV;
    private int demandU;
    private int demandX;
    private int demandV;
    private int demandY;
    private int toU;
    private int toX;
    private int toXX;
    private int toV;
    private int toY;

    private void Try(int stop, int round)
    {
        var before = tried[stop];
        tried[stop] = moves;
        AtU(stop);
        var end = network.GranularStart[stop + 1];
        for (var k = network.GranularStart[stop]; k < end; k++)
        {
            var near = network.Granular[k];
            var other = routeOf[near];
            if (round > 0 && Math.Max(changed[routeU], changed[other]) <= before)
            {
                continue;
            }

            AtV(near);
            if (TryPair() || (prev[near] >= n && TryStart(prev[near])))
            {
                AtU(stop);
            }
        }

        if (round > 0 && empty >= 0 && count[routeU] > 1)
        {
            AtV(n + empty);
            _ = Relocate() || RelocateTwo() || RelocateTurned() || CrossTails();
        }
    }

    private void AtU(int stop)
    {
        u = stop;
        x = next[u];
        routeU = routeOf[u];
        beforeU = Row(prev[u]);
        rowX = Row(x);
        demandU = demand[u];
        demandX = demand[rowX];
        toU = arcTo[u];
        toX = arcTo[x];
        var after = next[x];
        rowXX = Row(after);
        toXX = x < n ? arcTo[after] : 0;
    }

    private void AtV(int node)
    {
        v = node;
        y = next[v];
        routeV = routeOf[v];
        rowV = Row(v);
        rowY = Row(y);
        demandV = demand[rowV];
        demandY = demand[rowY];
        toY = arcTo[y];
        if (v < n)
        {
            beforeV = Row(prev[v]);
            toV = arcTo[v];
            rowYY = Row(next[y]);
        }
    }

    private bool TryPair() =>
        Relocate() || RelocateTwo() || RelocateTurned()
        || (u < v && Swap())
        || SwapTwoOne()
        || (u < v && SwapTwo())
        || (routeU == routeV ? Turn() : CrossTurned() || CrossTails());

    private bool TryStart(int start)
    {
        AtV(start);
        return Relocate() || RelocateTwo() || RelocateTurned()
            || (routeU != routeV && (CrossTurned() || CrossTails()));
    }

    /// <summary>Whether route u changing by one distance and load, and route v by another, is a gain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Gains(int deltaU, int deltaV, int carried)
    {
        if (routeU == routeV)
        {
            return deltaU + deltaV < 0;
        }

        var delta = deltaU + deltaV - penalty[routeU] - penalty[routeV];
        return delta < 0 && delta
            + Penalty(load[routeU] - carried, distance[routeU] + deltaU)
            + Penalty(load[routeV] + carried, distance[routeV] + deltaV) < -0.001;
    }

    /// <summary>u behind v.</summary>
    private bool Relocate()
    {
        if (u == y || u == v)
        {
            return false;
        }

        var deltaU = Distance(beforeU, rowX) - toU - toX;
        var deltaV = Distance(rowV, u) + Distance(u, rowY) - toY;
        if (!Gains(deltaU, deltaV, demandU))
        {
            return false;
        }

        Insert(u, v);
        return Done();
    }

    /// <summary>u and x behind v.</summary>
    private bool RelocateTwo()
    {
        if (u == y || v == x || x >= n)
        {
            return false;
        }

        var deltaU = Distance(beforeU, rowXX) - toU - toX - toXX;
        var deltaV = Distance(rowV, u) + toX + Distance(rowX, rowY) - toY;
        if (!Gains(deltaU, deltaV, demandU + demandX))
        {
            return false;
        }

        Insert(u, v);
        Insert(x, u);
        return Done();
    }

    /// <summary>x and u, turned, behind v.</summary>
    private bool RelocateTurned()
    {
        if (u == y || v == x || x >= n)
        {
            return false;
        }

        var deltaU = Distance(beforeU, rowXX) - toU - toX - toXX;
        var deltaV = Distance(rowV, rowX) + Distance(rowX, u) + Distance(u, rowY) - toY;
        if (!Gains(deltaU, deltaV, demandU + demandX))
        {
            return false;
        }

        Insert(x, v);
        Insert(u, x);
        return Done();
    }

    /// <summary>u and v change places.</summary>
    private bool Swap()
    {
        if (u == prev[v] || u == y)
        {
            return false;
        }

        var deltaU = Distance(beforeU, v) + Distance(v, rowX) - toU - toX;
        var deltaV = Distance(beforeV, u) + Distance(u, rowY) - toV - toY;
        if (!Gains(deltaU, deltaV, demandU - demandV))
        {
            return false;
        }

        Exchange(u, v);
        return Done();
    }

    /// <summary>u and x change places with v.</summary>
    private bool SwapTwoOne()
    {
        if (x >= n || u == prev[v] || x == prev[v] || u == y)
        {
            return false;
        }

        var deltaU = Distance(beforeU, v) + Distance(v, rowXX) - toU - toX - toXX;
        var deltaV = Distance(beforeV, u) + toX + Distance(rowX, rowY) - toV - toY;
        if (!Gains(deltaU, deltaV, demandU + demandX - demandV))
        {
            return false;
        }

        Exchange(u, v);
        Insert(x, u);
        return Done();
    }

    /// <summary>u and x change places with v and y.</summary>
    private bool SwapTwo()
    {
        if (x >= n || y >= n || y == prev[u] || u == y || x == v || v == next[x])
        {
            return false;
        }

        var deltaU = Distance(beforeU, v) + toY + Distance(rowY, rowXX) - toU - toX - toXX;
        var deltaV = Distance(beforeV, u) + toX + Distance(rowX, rowYY) - toV - toY - arcTo[next[y]];
        if (!Gains(deltaU, deltaV, demandU + demandX - demandV - demandY))
        {
            return false;
        }

        Exchange(u, v);
        Exchange(x, y);
        return Done();
    }

    /// <summary>2-opt: the part from x to v turned.</summary>
    private bool Turn()
    {
        if (place[u] >= place[v] || x == v)
        {
            return false;
        }

        long delta = Distance(u, rowV) + Distance(rowX, rowY) - toX - toY;
        if (!symmetric)
        {
            delta += turnedTo[v] - turnedTo[x];
        }

        if (delta >= 0)
        {
            return false;
        }

        var (at, stop, behind) = (x, x, y);
        Link(u, v);
        for (var last = v; at != last;)
        {
            stop = at;
            at = next[at];
            // Each stop of the part comes directly behind v, in front of what came there before.
            Link(stop, behind);
            Link(last, stop);
            behind = stop;
        }

        return Done();
    }

    /// <summary>2-opt*: u is joined to v and x to y, a part of each route turned.</summary>
    private bool CrossTurned()
    {
        var delta = Distance(u, rowV) + Distance(rowX, rowY) - toX - (long)toY;
        var (turnV, turnU) = (0L, 0L);
        if (!symmetric)
        {
            turnV = turnedTo[v];
            turnU = turnedTo[EndOf(routeU)] - turnedTo[x];
            delta += turnV + turnU;
        }

        var gain = delta - penalty[routeU] - penalty[routeV];
        if (gain >= 0)
        {
            return false;
        }

        var (firstU, firstV) = (0L, 0L);
        if (limited)
        {
            firstU = distanceTo[u] + Distance(u, rowV) + distanceTo[v] + turnV;
            firstV = distance[routeU] - distanceTo[x] + turnU + Distance(rowX, rowY) + distance[routeV] - distanceTo[y];
        }

        gain += Penalty(loadTo[u] + loadTo[v], firstU)
            + Penalty(load[routeU] + load[routeV] - loadTo[u] - loadTo[v], firstV);
        if (gain >= -0.001)
        {
            return false;
        }

        JoinTurned();
        return Done();
    }

    private int EndOf(int route) => n + lorries + route;

    /// <summary>2-opt*: u is joined to y and v to x.</summary>
    private bool CrossTails()
    {
        var gain = Distance(u, rowY) + Distance(rowV, rowX) - toX - toY - penalty[routeU] - penalty[routeV];
        if (gain >= 0)
        {
            return false;
        }

        var (firstU, firstV) = (0L, 0L);
        if (limited)
        {
            firstU = distanceTo[u] + Distance(u, rowY) + distance[routeV] - distanceTo[y];
            firstV = distanceTo[v] + Distance(rowV, rowX) + distance[routeU] - distanceTo[x];
        }

        gain += Penalty(loadTo[u] + load[routeV] - loadTo[v], firstU)
            + Penalty(loadTo[v] + load[routeU] - loadTo[u], firstV);
        if (gain >= -0.001)
        {
            return false;
        }

        JoinTails();
        return Done();
    }
}
