namespace Meent.Planning.Rules.Chains;

/// <summary>A flow that could go by way of a candidate node. Costs are of a tonne, in the currency.</summary>
/// <param name="Volume">Tonnes a year.</param>
/// <param name="Value">Of a tonne, for the capital that is under way.</param>
/// <param name="DirectOnTime">Share that arrives in time, 0 to 1.</param>
/// <param name="ViaTransport">To the node and on from it.</param>
/// <param name="Handling">In the node: unloading, storage, loading.</param>
internal sealed record NodeFlow(
    string Name, double Volume, double Value,
    double DirectCost, double DirectDays, double DirectOnTime,
    double ViaTransport, double Handling, double ViaDays, double ViaOnTime);

/// <summary>What could be done to a flow's goods in the node.</summary>
/// <param name="Share">Of the flow that would take it, 0 to 1.</param>
/// <param name="Price">Of a tonne; so is the cost.</param>
/// <param name="Fixed">A year, where the service is offered at all.</param>
internal sealed record AddedValue(string Name, int Flow, double Share, double Price, double Cost, double Fixed);

/// <summary>A candidate node.</summary>
/// <param name="Fixed">What the node costs a year, however little goes through it.</param>
/// <param name="Rate">Interest of a year on goods under way.</param>
/// <param name="LateCost">What a tonne that comes late costs.</param>
internal sealed record NodeCase(
    IReadOnlyList<NodeFlow> Flows, IReadOnlyList<AddedValue> Services, double Fixed, double Rate, double LateCost);

/// <summary>The inputs of the test that can be scaled to see how far it carries.</summary>
internal enum NodeParameter
{
    Handling,
    ViaTransport,
    Fixed,
    Volume,
    DirectCost,
    Uptake,
}

/// <summary>Each input as a multiple of what was given; 1 changes nothing.</summary>
internal readonly record struct NodeScale(
    double Handling = 1, double ViaTransport = 1, double Fixed = 1, double Volume = 1, double DirectCost = 1,
    double Uptake = 1)
{
    public static readonly NodeScale One = new(1, 1, 1, 1, 1, 1);

    public NodeScale With(NodeParameter parameter, double scale) => parameter switch
    {
        NodeParameter.Handling => this with { Handling = scale },
        NodeParameter.ViaTransport => this with { ViaTransport = scale },
        NodeParameter.Fixed => this with { Fixed = scale },
        NodeParameter.Volume => this with { Volume = scale },
        NodeParameter.DirectCost => this with { DirectCost = scale },
        _ => this with { Uptake = scale },
    };
}

/// <summary>One flow, reckoned both ways; of a tonne.</summary>
/// <param name="Gain">What a tonne saves by way of the node; below zero it costs more.</param>
/// <param name="Services">Margin of the services on the flow, a year.</param>
internal readonly record struct NodeLeg(double Direct, double Via, double Gain, double Volume, double Services)
{
    /// <summary>Whether the flow would choose the node: for the cost alone, or with the services.</summary>
    public bool Goes => Gain > 0 || (Gain * Volume) + Services > 0;
}

/// <param name="Saving">Cost test: saved a year by the flows that gain, less what the node costs.</param>
/// <param name="Added">Test of added value: margin a year of the services that have one.</param>
/// <param name="Together">Both, where a flow goes by the node if cost and services together pay for it.</param>
internal readonly record struct NodeSums(double Saving, double Added, double Together);

/// <summary>Where a parameter turns the answer.</summary>
/// <param name="Scale">As a multiple of what was given; null where no change of it alone does.</param>
internal readonly record struct NodeTurn(NodeParameter Parameter, double? Scale)
{
    /// <summary>-0.25 where it would have to fall by a quarter.</summary>
    public double? Change => Scale - 1;

    /// <summary>Doubling and halving are as far.</summary>
    public double Distance => Scale is > 0 and { } s ? Math.Abs(Math.Log(s)) : double.PositiveInfinity;
}

/// <summary>
/// Does a node pay? Two tests apart, as in the studies of moved transport networks: is the way by the node cheaper, and
/// is there a service with a margin to offer in it. The cost of a tonne is transport, handling, interest on the goods
/// under way and what lateness costs. The volume at which a node pays is V* = F / saving of a tonne.
/// </summary>
internal static class NodeTest
{
    /// <summary>Scales beyond this are no longer the same node.</summary>
    private const double Furthest = 1000;

    private const int Halvings = 200;
    private const double DaysOfYear = 365;

    public static NodeLeg[] Legs(NodeCase node, NodeScale scale)
    {
        var legs = new NodeLeg[node.Flows.Count];
        var services = new double[legs.Length];
        foreach (var service in node.Services)
        {
            services[service.Flow] += Margin(node, service, scale);
        }

        for (var i = 0; i < legs.Length; i++)
        {
            var flow = node.Flows[i];
            var direct = (flow.DirectCost * scale.DirectCost)
                + UnderWay(node, flow.Value, flow.DirectDays, flow.DirectOnTime);
            var via = (flow.ViaTransport * scale.ViaTransport) + (flow.Handling * scale.Handling)
                + UnderWay(node, flow.Value, flow.ViaDays, flow.ViaOnTime);
            legs[i] = new NodeLeg(direct, via, direct - via, flow.Volume * scale.Volume, services[i]);
        }

        return legs;
    }

    public static NodeSums Sums(NodeCase node, NodeScale scale)
    {
        var (saving, added, together) = (0.0, 0.0, 0.0);
        foreach (var leg in Legs(node, scale))
        {
            saving += leg.Volume * Math.Max(0, leg.Gain);
            added += leg.Services;
            together += Math.Max(0, (leg.Volume * leg.Gain) + leg.Services);
        }

        var cost = node.Fixed * scale.Fixed;
        return new NodeSums(saving - cost, added, together - cost);
    }

    /// <summary>Margin of a service a year; a service without one is not offered.</summary>
    public static double Margin(NodeCase node, AddedValue service, NodeScale scale) =>
        Math.Max(
            0,
            (node.Flows[service.Flow].Volume * scale.Volume * Math.Min(1, service.Share * scale.Uptake)
                * (service.Price - service.Cost)) - service.Fixed);

    /// <summary>Tonnes a year at which the flows that gain carry the node, V* = F / saving of a tonne; null where no
    /// flow gains.</summary>
    public static double? VolumeThatPays(NodeCase node)
    {
        var (volume, saved) = (0.0, 0.0);
        foreach (var leg in Legs(node, NodeScale.One))
        {
            if (leg.Gain > 0)
            {
                volume += leg.Volume;
                saved += leg.Volume * leg.Gain;
            }
        }

        return saved > 0 ? node.Fixed / (saved / volume) : null;
    }

    /// <summary>How far each parameter would have to move, alone, until cost and services together just pay; the
    /// nearest first.</summary>
    public static IReadOnlyList<NodeTurn> Turns(NodeCase node)
    {
        var pays = Sums(node, NodeScale.One).Together > 0;
        return [.. Enum.GetValues<NodeParameter>()
            .Select(p => new NodeTurn(p, Turn(s => Sums(node, NodeScale.One.With(p, s)).Together, pays, IsCost(p))))
            .OrderBy(t => t.Distance).ThenBy(t => t.Parameter)];
    }

    /// <summary>Whether more of it is worse for the node.</summary>
    public static bool IsCost(NodeParameter parameter) =>
        parameter is NodeParameter.Handling or NodeParameter.ViaTransport or NodeParameter.Fixed;

    /// <summary>Bisection between 1 and the end where the sign differs: the sum is monotone in each.</summary>
    private static double? Turn(Func<double, double> sum, bool pays, bool isCost)
    {
        var end = pays == isCost ? Furthest : 0;
        if (sum(end) > 0 == pays)
        {
            return null;
        }

        var (same, other) = (1.0, end);
        for (var i = 0; i < Halvings && same != other; i++)
        {
            var middle = same + ((other - same) / 2);
            (same, other) = sum(middle) > 0 == pays ? (middle, other) : (same, middle);
        }

        return other;
    }

    private static double UnderWay(NodeCase node, double value, double days, double onTime) =>
        (value * node.Rate * days / DaysOfYear) + (node.LateCost * (1 - onTime));
}
