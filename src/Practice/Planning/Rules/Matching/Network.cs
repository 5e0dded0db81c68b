namespace Meent.Planning.Rules.Matching;

/// <summary>A directed network in flat arrays: what flows in and out of each node, what an arc can carry and costs.
/// </summary>
internal sealed class Network(int nodes, int arcs)
{
    /// <summary>An arc that carries whatever comes.</summary>
    public const long Unlimited = long.MaxValue / 4;

    /// <summary>Units that enter the network at a node, below zero those that leave it; zero in all.</summary>
    public long[] Supply { get; } = new long[nodes];

    public int[] Tail { get; } = new int[arcs];

    public int[] Head { get; } = new int[arcs];

    /// <summary>Most that an arc carries, zero or more.</summary>
    public long[] Capacity { get; } = new long[arcs];

    /// <summary>Cost of one unit over the arc.</summary>
    public long[] Cost { get; } = new long[arcs];

    public int Nodes => Supply.Length;

    public int Arcs { get; private set; }

    /// <summary>Its number.</summary>
    public int Add(int tail, int head, long capacity, long cost)
    {
        var arc = Arcs++;
        (Tail[arc], Head[arc], Capacity[arc], Cost[arc]) = (tail, head, capacity, cost);
        return arc;
    }
}

/// <summary>A flow of least cost.</summary>
/// <param name="Cost">Sum of flow x cost, exact.</param>
/// <param name="Flows">Units on each arc.</param>
/// <param name="Potential">Dual values: cost + potential of the tail - potential of the head is zero or more where an
/// arc has room, and zero or less where it carries something.</param>
/// <param name="Pivots">Exchanges of the simplex method.</param>
internal sealed record Flow(Int128 Cost, long[] Flows, long[] Potential, long Pivots);
