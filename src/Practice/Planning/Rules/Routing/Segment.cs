namespace Meent.Planning.Rules.Routing;

/// <summary>A stretch of a route as seen by the clock: how long it takes at least, and between which moments it can
/// begin so that it takes no longer. Two stretches join in constant time (Vidal, Crainic, Gendreau, Prins 2013,
/// without lateness: a stretch that is late is no stretch).</summary>
internal struct Segment(int duration, int earliest, int latest)
{
    /// <summary>Seconds from its begin to its end, waiting included.</summary>
    public int Duration = duration;

    /// <summary>Beginning before this only adds waiting.</summary>
    public int Earliest = earliest;

    /// <summary>Beginning after this is too late somewhere.</summary>
    public int Latest = latest;

    /// <summary>This stretch, then so much travel, then the next one.</summary>
    /// <returns>False where the next one is reached too late however early one begins.</returns>
    public static bool Join(in Segment a, in Segment b, int travel, out Segment joined)
    {
        var until = a.Duration + travel;
        if (a.Earliest + until > b.Latest)
        {
            joined = default;
            return false;
        }

        var wait = b.Earliest - until - a.Latest;
        if (wait < 0)
        {
            wait = 0;
        }

        var earliest = b.Earliest - until;
        var latest = b.Latest - until;
        joined.Duration = until + b.Duration + wait;
        joined.Earliest = (earliest > a.Earliest ? earliest : a.Earliest) - wait;
        joined.Latest = latest < a.Latest ? latest : a.Latest;
        return true;
    }
}
