using Meent.Kernel;

namespace Meent.Planning.Rules.Matching;

/// <summary>Placing as a cheapest flow: what is not placed goes elsewhere at no gain, what is not met comes from there.
/// </summary>
internal static class PlainPlacing
{
    public static Outcome<Placing> Solve(
        MatchingProblem problem, IReadOnlyList<Pair> pairs, List<Lane> lanes, CostLevel level)
    {
        var network = Read(problem, pairs, lanes);
        return NetworkSimplex.Solve(network).Then<Placing>(flow => new Placing(level, lanes,
            flow.Flows[..lanes.Count], Worth(problem, flow, problem.Offers.Count, 0),
            Worth(problem, flow, problem.Wants.Count, problem.Offers.Count), -flow.Cost));
    }

    /// <summary>Nodes: each offer in each period, each want in each period, and elsewhere; the lanes come
    /// first.</summary>
    internal static Network Read(MatchingProblem problem, IReadOnlyList<Pair> pairs, List<Lane> lanes)
    {
        var (periods, offers, wants) = (problem.Periods.Count, problem.Offers.Count, problem.Wants.Count);
        var nodes = (offers + wants) * periods;
        var network = new Network(nodes + 1, lanes.Count + nodes);
        foreach (var lane in lanes)
        {
            network.Add((pairs[lane.Pair].Offer * periods) + lane.Made,
                ((offers + pairs[lane.Pair].Want) * periods) + lane.Used, Network.Unlimited, -lane.Unit.Gain);
        }

        for (var node = 0; node < nodes; node++)
        {
            var (row, period) = (node / periods, node % periods);
            var offered = row < offers;
            network.Supply[node] = offered
                ? problem.Offers[row].Thousandths[period]
                : -problem.Wants[row - offers].Thousandths[period];
            network.Supply[nodes] -= network.Supply[node];
            network.Add(offered ? node : nodes, offered ? nodes : node, Network.Unlimited, 0);
        }

        return network;
    }

    /// <summary>Dual values against elsewhere: an offer's is above it by what a unit more brings, a want's below.
    /// </summary>
    private static long[,] Worth(MatchingProblem problem, Flow flow, int rows, int first)
    {
        var periods = problem.Periods.Count;
        var worth = new long[rows, periods];
        var elsewhere = flow.Potential[^1];
        for (var row = 0; row < rows; row++)
        {
            for (var period = 0; period < periods; period++)
            {
                worth[row, period] = Math.Abs(flow.Potential[((first + row) * periods) + period] - elsewhere);
            }
        }

        return worth;
    }
}
