namespace Meent.Planning.Rules.Routing;

/// <summary>What a lorry of its own costs for each stop, and over which intake; the dearest a stop can ever be.</summary>
internal sealed class Alone
{
    private readonly long[][] cost;
    private readonly int[][] intake;

    public Alone(Model model)
    {
        cost = [.. model.Lorries.Select(_ => new long[model.Nodes])];
        intake = [.. model.Lorries.Select(_ => new int[model.Nodes])];
        foreach (var lorry in model.Lorries)
        {
            var trial = new Tour(model, lorry);
            for (var stop = model.Bases; stop < model.Nodes; stop++)
            {
                (cost[lorry.Index][stop], intake[lorry.Index][stop]) = Cheapest(model, trial, stop);
            }
        }
    }

    /// <summary>Cost of the stop alone in a lorry of this type; <see cref="long.MaxValue"/> where it cannot be.</summary>
    public long Cost(int type, int stop) => cost[type][stop];

    public int Intake(int type, int stop) => intake[type][stop];

    private static (long Cost, int Intake) Cheapest(Model model, Tour trial, int stop)
    {
        var lorry = trial.Lorry;
        var (cheapest, chosen) = (long.MaxValue, -1);
        if ((model.Allowed[stop] & lorry.Bit) == 0 || !Room.Fits(model, lorry, stop))
        {
            return (cheapest, chosen);
        }

        Span<int> nodes = stackalloc int[4];
        (nodes[0], nodes[1], nodes[3]) = (lorry.Type.Start, stop, lorry.Type.End);
        foreach (var candidate in lorry.Intakes)
        {
            nodes[2] = candidate;
            if (trial.Set(lorry.Type.End >= 0 ? nodes : nodes[..3]) && trial.Distance < RoutingProblem.Far
                && trial.Cost < cheapest)
            {
                (cheapest, chosen) = (trial.Cost, candidate);
            }
        }

        return (cheapest, chosen);
    }
}
