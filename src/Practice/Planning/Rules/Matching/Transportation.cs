using Meent.Kernel;

namespace Meent.Planning.Rules.Matching;

/// <summary>The transportation problem: from each source to each sink at a cost for a unit, all demand met.</summary>
/// <remarks>Hitchcock, The distribution of a product from several sources to numerous localities, 1941.</remarks>
internal static class Transportation
{
    /// <summary>Marks a pair that is not possible.</summary>
    public const long Impossible = long.MaxValue;

    /// <param name="supply">Units of each source, as many in all as the demand.</param>
    /// <param name="cost">Cost of a unit, source by source: supply x demand.</param>
    public static Outcome<Flow> Solve(long[] supply, long[] demand, long[] cost) =>
        Read(supply, demand, cost).Then(NetworkSimplex.Solve);

    /// <summary>The arcs stand source by source; impossible pairs have none.</summary>
    public static Outcome<Network> Read(long[] supply, long[] demand, long[] cost)
    {
        var (sources, sinks) = (supply.Length, demand.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(cost.Length, sources * sinks);
        if (supply.Concat(demand).Any(units => units < 0))
        {
            return new Refusal("planning.quantity_negative",
                ("what", "supply or demand"), ("quantity", $"{supply.Concat(demand).Min()}"));
        }

        var network = new Network(sources + sinks, cost.Count(c => c != Impossible));
        supply.CopyTo(network.Supply, 0);
        for (var j = 0; j < sinks; j++)
        {
            network.Supply[sources + j] = -demand[j];
        }

        for (var i = 0; i < sources; i++)
        {
            for (var j = 0; j < sinks; j++)
            {
                if (cost[(i * sinks) + j] != Impossible)
                {
                    network.Add(i, sources + j, Network.Unlimited, cost[(i * sinks) + j]);
                }
            }
        }

        return network;
    }
}
