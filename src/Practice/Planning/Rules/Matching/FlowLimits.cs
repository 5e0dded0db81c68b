using Meent.Kernel;

namespace Meent.Planning.Rules.Matching;

/// <summary>What the network simplex method cannot take, said before it begins.</summary>
internal static class FlowLimits
{
    public const int MostNodes = 200_000;

    public const int MostArcs = 20_000_000;

    /// <param name="artificialCost">More than any way through the network costs.</param>
    public static Refusal? Check(Network network, out long artificialCost)
    {
        artificialCost = 0;
        if (network.Nodes > MostNodes || network.Arcs > MostArcs)
        {
            return new Refusal("planning.flow_too_large", ("nodes", $"{network.Nodes}"), ("arcs", $"{network.Arcs}"),
                ("mostNodes", $"{MostNodes}"), ("mostArcs", $"{MostArcs}"));
        }

        Int128 supplied = 0, balance = 0, dearest = 0;
        foreach (var units in network.Supply)
        {
            balance += units;
            supplied += Math.Max(units, 0);
        }

        for (var arc = 0; arc < network.Arcs; arc++)
        {
            if (network.Capacity[arc] < 0)
            {
                return new Refusal("planning.flow_negative", ("arc", $"{arc + 1}"),
                    ("units", $"{network.Capacity[arc]}"));
            }

            dearest = Int128.Max(dearest, Int128.Abs(network.Cost[arc]));
        }

        if (balance != 0)
        {
            return new Refusal("planning.flow_unbalanced", ("units", $"{balance}"));
        }

        var artificial = (dearest + 1) * (network.Nodes + 1);
        if (artificial > long.MaxValue / 16 || supplied > Network.Unlimited / 4)
        {
            return new Refusal("planning.flow_figures", ("cost", $"{dearest}"), ("units", $"{supplied}"));
        }

        artificialCost = (long)artificial;
        return null;
    }
}
