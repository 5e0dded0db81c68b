namespace Meent.Planning.Rules.Matching;

/// <summary>Shows that a flow is a cheapest one without trusting who found it: what flows in flows out, no arc carries
/// more than it can, and flow and dual values are complementary.</summary>
internal static class Certificate
{
    /// <summary>The first thing that is wrong; null where the flow is proven to be cheapest.</summary>
    public static string? Fault(Network network, Flow flow)
    {
        var left = (long[])network.Supply.Clone();
        Int128 cost = 0;
        for (var arc = 0; arc < network.Arcs; arc++)
        {
            var units = flow.Flows[arc];
            if (units < 0 || units > network.Capacity[arc])
            {
                return $"arc {arc} carries {units} of {network.Capacity[arc]}";
            }

            left[network.Tail[arc]] -= units;
            left[network.Head[arc]] += units;
            cost += (Int128)units * network.Cost[arc];
            var reduced = network.Cost[arc] + flow.Potential[network.Tail[arc]] - flow.Potential[network.Head[arc]];
            if ((reduced > 0 && units > 0) || (reduced < 0 && units < network.Capacity[arc]))
            {
                return $"arc {arc} carries {units} of {network.Capacity[arc]} at a reduced cost of {reduced}";
            }
        }

        var node = Array.FindIndex(left, units => units != 0);
        return node >= 0 ? $"node {node} has {left[node]} left"
            : cost != flow.Cost ? $"costs {cost}, not {flow.Cost}"
            : null;
    }
}
