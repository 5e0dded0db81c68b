using System.Runtime.CompilerServices;

namespace Meent.Planning.Rules.Routing.Population;

/// <summary>Changing the chains of nodes.</summary>
internal sealed partial class LocalSearch
{
    private bool Done()
    {
        moves++;
        settled = false;
        Renew(routeU);
        if (routeV != routeU)
        {
            Renew(routeV);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Link(int first, int second)
    {
        next[first] = second;
        prev[second] = first;
    }

    /// <summary>Takes a stop from where it is and puts it behind a node.</summary>
    private void Insert(int stop, int behind)
    {
        Link(prev[stop], next[stop]);
        Link(stop, next[behind]);
        Link(behind, stop);
    }

    private void Exchange(int one, int other)
    {
        var (beforeOne, afterOne) = (prev[one], next[one]);
        var (beforeOther, afterOther) = (prev[other], next[other]);
        Link(beforeOne, other);
        Link(other, afterOne);
        Link(beforeOther, one);
        Link(one, afterOther);
    }

    /// <summary>Route u: its start to u, then v back to the first of route v. Route v: the last of route u back to x,
    /// then y to its end.</summary>
    private void JoinTurned()
    {
        var (startV, endU, endV) = (n + routeV, EndOf(routeU), EndOf(routeV));
        var at = u;
        for (var stop = v; stop < n;)
        {
            var before = prev[stop];
            Link(at, stop);
            at = stop;
            stop = before;
        }

        var lastU = prev[endU];
        Link(at, endU);
        at = startV;
        for (var stop = x >= n ? x : lastU; stop < n;)
        {
            var before = prev[stop];
            var last = stop == x;
            Link(at, stop);
            at = stop;
            stop = last ? endV : before;
        }

        Link(at, y);
    }

    private void JoinTails()
    {
        var (endU, endV) = (EndOf(routeU), EndOf(routeV));
        var (lastU, lastV) = (prev[endU], prev[endV]);
        if (y < n)
        {
            Link(u, y);
            Link(lastV, endU);
        }
        else
        {
            Link(u, endU);
        }

        if (x < n)
        {
            Link(v, x);
            Link(lastU, endV);
        }
        else
        {
            Link(v, endV);
        }
    }
}
