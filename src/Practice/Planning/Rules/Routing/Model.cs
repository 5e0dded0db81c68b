namespace Meent.Planning.Rules.Routing;

/// <summary>A problem laid out in flat arrays by node, as the search reads it.</summary>
internal sealed class Model
{
    public Model(RoutingProblem problem)
    {
        Problem = problem;
        (Bases, Nodes, Products) = (problem.Bases.Length, problem.Nodes, problem.Products);
        (Pickup, Delivery, Product, Release) = (new int[Nodes], new int[Nodes], new int[Nodes], new int[Nodes]);
        (Allowed, Visit) = (new ulong[Nodes], new Segment[Nodes]);
        for (var i = 0; i < problem.Stops.Length; i++)
        {
            var (stop, node) = (problem.Stops[i], Bases + i);
            (Pickup[node], Delivery[node], Product[node]) = (stop.Pickup, stop.Delivery, stop.Product);
            (Release[node], Allowed[node]) = (stop.Release, stop.Lorries);
            Visit[node] = new Segment(stop.Service, stop.Earliest, stop.Latest);
        }

        Lorries = [.. problem.Lorries.Select((l, k) => new LorryModel(problem, l, k))];
        HasDeliveries = problem.Stops.Any(s => s.Delivery > 0);
        HasReleases = problem.Stops.Any(s => s.Release > 0);
        IsTimed = problem.IsTimed;
    }

    public RoutingProblem Problem { get; }

    public int Bases { get; }

    public int Nodes { get; }

    public int Products { get; }

    public bool HasDeliveries { get; }

    public bool HasReleases { get; }

    public bool IsTimed { get; }

    public int[] Pickup { get; }

    public int[] Delivery { get; }

    public int[] Product { get; }

    public int[] Release { get; }

    public ulong[] Allowed { get; }

    /// <summary>The visit of each stop, seen by the clock.</summary>
    public Segment[] Visit { get; }

    public LorryModel[] Lorries { get; }

    /// <summary>What leaving a stop out costs in the search: more than any detour to it.</summary>
    public long Missing { get; private set; }

    /// <summary>The stops nearest to each stop, itself left out, nearest first; by the first profile.</summary>
    public int[][] Near { get; private set; } = [];

    /// <summary>Reckons what the search needs and a check does not.</summary>
    public Model ForSearch(int neighbours)
    {
        var (stops, size) = (Nodes - Bases, Nodes);
        var distance = Problem.Profiles[0].Distance;
        Near = new int[Nodes][];
        var keys = new long[stops];
        for (var a = Bases; a < Nodes; a++)
        {
            for (var b = Bases; b < Nodes; b++)
            {
                var both = b == a ? -1L : (long)distance[(a * size) + b] + distance[(b * size) + a];
                keys[b - Bases] = (both << 14) | (uint)b;
            }

            Array.Sort(keys);
            var near = new int[Math.Min(neighbours, stops - 1)];
            for (var i = 0; i < near.Length; i++)
            {
                near[i] = (int)(keys[i + 1] & 0x3FFF);
            }

            Near[a] = near;
        }

        Missing = 1 + Lorries.Max(l => l.Dearest);
        return this;
    }
}

/// <summary>A kind of lorry with its roads.</summary>
internal sealed class LorryModel
{
    public LorryModel(RoutingProblem problem, LorryType type, int index)
    {
        (Type, Index, Size) = (type, index, problem.Nodes);
        (Distance, Time) = (problem.Profiles[type.Profile].Distance, problem.Profiles[type.Profile].Time);
        Bit = 1UL << index;
        Leaving = new Segment(0, type.Earliest, type.Latest);
        Unloading = [.. problem.Bases.Select(b => new Segment(b.Unload, b.Open, Math.Min(b.Close, type.Latest)))];
        Arriving = [.. problem.Bases.Select(b => new Segment(0, b.Open, Math.Min(b.Close, type.Latest)))];
        Capacity = type.Compartments.Sum();
        Sizes = [.. type.Compartments];
        Intakes = [.. type.Intakes];
        IsOneRoom = problem.Products == 1 && type.Compartments.Length <= 1;
        long worst = 0;
        for (var i = 0; i < Distance.Length; i++)
        {
            if (Distance[i] < RoutingProblem.Far)
            {
                worst = Math.Max(worst, (type.PerDistance * Distance[i]) + (type.PerTime * Time[i]));
            }
        }

        Dearest = (4 * worst) + type.Fixed + (type.PerTime * LongestDay(problem, type));
    }

    /// <summary>Waiting for a stop may take as long as there is anything to wait for.</summary>
    private static long LongestDay(RoutingProblem problem, LorryType type)
    {
        var ends = problem.Stops.Where(s => s.Latest < RoutingProblem.Horizon).Select(s => s.Latest + s.Service)
            .Append(problem.Stops.Max(s => s.Earliest + s.Service)).Max();
        return Math.Min(Math.Min(type.MaxDuration, type.Latest - (long)type.Earliest), ends + 86_400L);
    }

    public LorryType Type { get; }

    public int Index { get; }

    public int Size { get; }

    public int[] Distance { get; }

    public int[] Time { get; }

    public ulong Bit { get; }

    public Segment Leaving { get; }

    /// <summary>By base: arriving, then unloading.</summary>
    public Segment[] Unloading { get; }

    /// <summary>By base: arriving only.</summary>
    public Segment[] Arriving { get; }

    public int Capacity { get; }

    public int[] Sizes { get; }

    public int[] Intakes { get; }

    /// <summary>One product and one room: a sum tells whether it fits.</summary>
    public bool IsOneRoom { get; }

    /// <summary>More than visiting one stop more can cost.</summary>
    public long Dearest { get; }
}
