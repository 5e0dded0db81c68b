using Meent.Kernel;

namespace Meent.Planning.Rules.Matching;

/// <summary>
/// The cheapest flow through a network: the primal simplex method on spanning trees with block pricing. The tree is
/// kept strongly feasible, so that it never cycles: of the arcs that block an exchange the last one on the cycle
/// leaves, seen from the apex in the direction of the flow.
/// </summary>
/// <remarks>Cunningham, A network simplex method, Mathematical Programming 11, 1976; Ahuja, Magnanti, Orlin, Network
/// Flows, 1993, chapter 11. Whole numbers only: the optimum is exact and every flow is whole.</remarks>
internal sealed class NetworkSimplex
{
    private const sbyte AtUpper = -1;
    private const sbyte InTree = 0;
    private const sbyte AtLower = 1;

    private readonly Network network;
    private readonly int arcs;
    private readonly int root;
    private readonly int[] tail;
    private readonly int[] head;
    private readonly long[] capacity;
    private readonly long[] cost;
    private readonly long[] flow;
    private readonly sbyte[] state;
    private readonly SpanningTree tree;
    private int nextArc;
    private long pivots;

    private NetworkSimplex(Network network, long artificialCost)
    {
        this.network = network;
        arcs = network.Arcs;
        root = network.Nodes;
        var all = arcs + network.Nodes;
        (tail, head) = (Extended(network.Tail, all), Extended(network.Head, all));
        (capacity, cost) = (Extended(network.Capacity, all), Extended(network.Cost, all));
        flow = new long[all];
        state = new sbyte[all];
        Array.Fill(state, AtLower);
        tree = new SpanningTree(network.Nodes);
        for (var node = 0; node < network.Nodes; node++)
        {
            Hang(node, artificialCost);
        }
    }

    /// <returns>The flow; or why there is none: figures too large, supply that is not demand, a capacity below zero, a
    /// demand that no arc reaches, or a cycle that earns for ever.</returns>
    public static Outcome<Flow> Solve(Network network)
    {
        var refusal = FlowLimits.Check(network, out var artificialCost);
        if (refusal is not null)
        {
            return refusal;
        }

        var simplex = new NetworkSimplex(network, artificialCost);
        return simplex.Run() ? simplex.Result() : new Refusal("planning.flow_unbounded");
    }

    /// <summary>False where a cycle of arcs without limit costs less than nothing.</summary>
    private bool Run()
    {
        for (var entering = Price(); entering >= 0; entering = Price())
        {
            pivots++;
            if (!Exchange(entering))
            {
                return false;
            }
        }

        return true;
    }

    private Outcome<Flow> Result()
    {
        for (var node = 0; node < network.Nodes; node++)
        {
            if (flow[arcs + node] > 0)
            {
                return new Refusal("planning.flow_disconnected", ("node", $"{node + 1}"),
                    ("units", $"{flow[arcs + node]}"));
            }
        }

        Int128 total = 0;
        for (var arc = 0; arc < arcs; arc++)
        {
            total += (Int128)flow[arc] * cost[arc];
        }

        return new Flow(total, flow[..arcs], tree.Potential[..root], pivots);
    }

    /// <summary>The first tree: each node hangs on the root by an arc that no cheapest flow uses if it need not. An arc
    /// without flow points to the root, which makes the tree strongly feasible.</summary>
    private void Hang(int node, long artificialCost)
    {
        var arc = arcs + node;
        var supply = network.Supply[node];
        var up = supply >= 0;
        (tail[arc], head[arc]) = up ? (node, root) : (root, node);
        flow[arc] = Math.Abs(supply);
        capacity[arc] = Network.Unlimited;
        cost[arc] = artificialCost;
        state[arc] = InTree;
        tree.Hang(node, arc, up, up ? -artificialCost : artificialCost);
    }

    /// <summary>The arc of a block whose exchange saves most for a unit; the next block where none does; -1 where no
    /// arc does, which is the optimum.</summary>
    private int Price()
    {
        var block = Math.Max(40, (int)Math.Sqrt(arcs));
        var potential = tree.Potential;
        var (best, least, left) = (-1, 0L, block);
        var arc = nextArc;
        for (var seen = 0; seen < arcs; seen++)
        {
            if (arc == arcs)
            {
                arc = 0;
            }

            var reduced = state[arc] * (cost[arc] + potential[tail[arc]] - potential[head[arc]]);
            if (reduced < least)
            {
                (best, least) = (arc, reduced);
            }

            arc++;
            if (--left == 0)
            {
                if (best >= 0)
                {
                    break;
                }

                left = block;
            }
        }

        nextArc = arc;
        return best;
    }

    private bool Exchange(int entering)
    {
        var (first, second) = state[entering] == AtLower
            ? (tail[entering], head[entering])
            : (head[entering], tail[entering]);
        var apex = tree.Apex(first, second);
        var (amount, leaving, leavesFirst) = Blocking(entering, first, second, apex);
        if (amount >= Network.Unlimited)
        {
            return false;
        }

        Push(entering, first, second, apex, amount);
        if (leaving < 0)
        {
            state[entering] = (sbyte)-state[entering];
            return true;
        }

        var left = tree.UpArc[leaving];
        state[left] = flow[left] == 0 ? AtLower : AtUpper;
        var reduced = cost[entering] + tree.Potential[tail[entering]] - tree.Potential[head[entering]];
        state[entering] = InTree;
        var (inside, outside) = leavesFirst ? (first, second) : (second, first);
        var up = tail[entering] == inside;
        tree.Move(leaving, inside, outside, entering, up, up ? -reduced : reduced);
        return true;
    }

    /// <summary>How much fits round the cycle that an arc closes, and the node whose arc to its parent leaves; -1 where
    /// the arc itself is full first.</summary>
    private (long Amount, int Leaving, bool First) Blocking(int entering, int first, int second, int apex)
    {
        var amount = capacity[entering];
        var leaving = -1;
        var leavesFirst = false;
        for (var node = first; node != apex; node = tree.Parent[node])
        {
            var arc = tree.UpArc[node];
            var room = tree.Up[node] ? flow[arc] : Room(arc);
            if (room < amount)
            {
                (amount, leaving, leavesFirst) = (room, node, true);
            }
        }

        for (var node = second; node != apex; node = tree.Parent[node])
        {
            var arc = tree.UpArc[node];
            var room = tree.Up[node] ? Room(arc) : flow[arc];
            if (room <= amount)
            {
                (amount, leaving, leavesFirst) = (room, node, false);
            }
        }

        return (amount, leaving, leavesFirst);
    }

    private void Push(int entering, int first, int second, int apex, long amount)
    {
        if (amount == 0)
        {
            return;
        }

        flow[entering] += state[entering] * amount;
        for (var node = first; node != apex; node = tree.Parent[node])
        {
            flow[tree.UpArc[node]] += tree.Up[node] ? -amount : amount;
        }

        for (var node = second; node != apex; node = tree.Parent[node])
        {
            flow[tree.UpArc[node]] += tree.Up[node] ? amount : -amount;
        }
    }

    private long Room(int arc) => capacity[arc] >= Network.Unlimited ? Network.Unlimited : capacity[arc] - flow[arc];

    private T[] Extended<T>(T[] values, int size)
    {
        var longer = new T[size];
        Array.Copy(values, longer, arcs);
        return longer;
    }
}
