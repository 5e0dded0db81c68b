namespace Meent.Planning.Rules.Location;

/// <summary>What a search found.</summary>
/// <param name="Option">Of each site, the number of its size from 1 on; 0 for closed.</param>
/// <param name="Bound">No plan is cheaper than this.</param>
/// <param name="Proven">Nothing is better than this plan, up to 1e-9 of its cost.</param>
internal sealed record LocationPlan(IReadOnlyList<int> Option, IReadOnlyList<Flow> Flows, double Cost, double Bound,
    bool Proven, long Iterations, int Nodes)
{
    /// <summary>How much cheaper a better plan could be, as a part of the cost.</summary>
    public double Gap => Cost <= Bound || Cost == 0 ? 0 : (Cost - Bound) / Cost;
}

/// <summary>
/// Searches a location problem and proves what it finds: local search from many starts; subgradient ascent on the
/// Lagrangian bound, which gives further starts and takes out options whose penalty closes the gap (reduced-cost
/// fixing); then branch and bound with the same bound.
/// </summary>
internal sealed partial class LocationSearch
{
    private const int RootIterations = 2_000;
    private const int NodeIterations = 120;
    private const int MostWaiting = 1_500;

    private readonly LocationProblem problem;
    private readonly Spent spent;
    private readonly Dice dice;
    private readonly Relaxation relaxation;
    private readonly Incumbent incumbent;
    private readonly double[] way;
    private readonly double[] often;
    private readonly PriorityQueue<Node, double> waiting = new();
    private long iterations;
    private int nodes;
    private double searching;

    private LocationSearch(LocationProblem problem, ulong seed, Spent spent)
    {
        (this.problem, this.spent, dice) = (problem, spent, new Dice(seed));
        (relaxation, incumbent) = (new Relaxation(problem), new Incumbent(problem));
        (way, often) = (new double[problem.Customers], new double[problem.Sites]);
    }

    /// <summary>An iteration of the bound takes about as long as so many trials of the local search.</summary>
    private const int TrialsOfIteration = 8;

    private double Used => spent(iterations + (incumbent.Trials / TrialsOfIteration));

    private bool Ends => Used >= 1;

    /// <returns>Null where no plan was found: there is none, or the budget was too small to find one.</returns>
    public static LocationPlan? Solve(LocationProblem problem, ulong seed, Spent spent) =>
        new LocationSearch(problem, seed, spent).Run();

    private LocationPlan? Run()
    {
        FindStarts();
        var root = new Node((uint[])problem.Allowed.Clone(), FirstPrices(), double.NegativeInfinity);
        var bound = Ascend(root, RootIterations, Math.Clamp(problem.Customers / 20, 20, 40));
        nodes = 1;
        if (bound < incumbent.Cutoff)
        {
            Branch(root);
        }

        while (waiting.Count > 0 && !Ends)
        {
            var node = waiting.Dequeue();
            if (node.Bound >= incumbent.Cutoff)
            {
                continue;
            }

            nodes++;
            if (Ascend(node, NodeIterations, 8) < incumbent.Cutoff)
            {
                Branch(node);
            }
        }

        return Result();
    }

    private LocationPlan? Result()
    {
        if (double.IsPositiveInfinity(incumbent.Cost))
        {
            return null;
        }

        var lowest = waiting.Count == 0 ? incumbent.Cost
            : Math.Min(incumbent.Cost, waiting.UnorderedItems.Min(w => w.Element.Bound));
        var proven = lowest >= incumbent.Cutoff;
        var allocation = new Allocation(problem);
        var cost = allocation.Solve(incumbent.Option);
        var option = incumbent.Option.Select((o, j) => o - problem.First[j]).ToArray();
        return new LocationPlan(option, allocation.Flows(), cost, proven ? cost : lowest, proven, iterations, nodes);
    }

    /// <summary>Divides a node in two that together hold all of its plans: a site open or closed, else the smaller or
    /// the larger of the sizes that are left. A node with one plan is reckoned.</summary>
    private void Branch(Node node)
    {
        var (site, part) = (-1, 0u);
        var least = double.PositiveInfinity;
        for (var j = 0; j < problem.Sites; j++)
        {
            var allowed = node.Allowed[j];
            var sizes = uint.PopCount(allowed);
            var undecided = (allowed & 1) != 0 ? Math.Abs(often[j] - 0.5) : 1 + (1.0 / sizes);
            if (sizes > 1 && undecided < least)
            {
                (site, least) = (j, undecided);
            }
        }

        if (site < 0)
        {
            var option = node.Allowed.Select((a, j) => problem.First[j] + uint.TrailingZeroCount(a));
            incumbent.Try([.. option.Select(o => (int)o)], node.Allowed, false, Searching(1));
            return;
        }

        var all = node.Allowed[site];
        part = (all & 1) != 0 ? 1 : LowerHalf(all);
        Push(node, site, part);
        Push(node, site, all & ~part);
    }

    private void Push(Node node, int site, uint part)
    {
        var allowed = (uint[])node.Allowed.Clone();
        allowed[site] = part;
        waiting.Enqueue(new Node(allowed, (double[])node.Prices.Clone(), node.Bound),
            waiting.Count < MostWaiting ? node.Bound : double.NegativeInfinity);
    }

    private static uint LowerHalf(uint bits)
    {
        var (half, left) = (0u, uint.PopCount(bits) / 2);
        for (var bit = 1u; left > 0; bit <<= 1)
        {
            if ((bits & bit) != 0)
            {
                half |= bit;
                left--;
            }
        }

        return half;
    }

    /// <summary>Plans that keep to <paramref name="Allowed"/>.</summary>
    private sealed class Node(uint[] allowed, double[] prices, double bound)
    {
        public uint[] Allowed { get; } = allowed;

        public double[] Prices { get; } = prices;

        public double Bound { get; set; } = bound;
    }
}
