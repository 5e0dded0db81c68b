using Meent.Kernel;
using NodaTime;

namespace Meent.Planning.Rules.Sharing;

/// <summary>Something a member has to have carried.</summary>
/// <param name="Corridor">Shipments of one day and corridor may go on the same vehicles.</param>
internal sealed record Shipment(string Id, string Member, LocalDate Day, string Corridor);

/// <summary>The cheapest way found to carry some shipments.</summary>
/// <param name="Trips">Vehicles that leave.</param>
/// <param name="Cost">Minor units.</param>
/// <param name="CarbonGrams">CO2 equivalents.</param>
/// <param name="LateShipment">Position of a shipment that cannot be carried within its window; -1: all are.</param>
internal readonly record struct RouteCost(
    int Trips, long Metres, long Cost, long CarbonGrams, int LateShipment = -1)
{
    public static readonly RouteCost None = new(0, 0, 0, 0);

    public bool KeepsWindows => LateShipment < 0;

    public static RouteCost operator +(RouteCost a, RouteCost b) => new(a.Trips + b.Trips, a.Metres + b.Metres,
        a.Cost + b.Cost, a.CarbonGrams + b.CarbonGrams, Math.Max(a.LateShipment, b.LateShipment));
}

/// <summary>Members that share vehicles on a day and corridor.</summary>
/// <param name="Before">Each with its own trips.</param>
/// <param name="Division">Members in the order of <paramref name="Members"/>.</param>
internal sealed record Bundle(LocalDate Day, string Corridor, IReadOnlyList<string> Members,
    IReadOnlyList<int> Shipments, RouteCost Before, RouteCost After, Division Division);

/// <summary>A member that goes alone.</summary>
/// <param name="Why">Why it is not in the bundle that it would fit best; null: nobody else goes that day and way.
/// </param>
internal sealed record GoesAlone(LocalDate Day, string Corridor, string Member, RouteCost Cost, Refusal? Why);

/// <param name="Before">Everybody alone.</param>
/// <param name="After">Bundles, and those that go alone.</param>
internal sealed record BundlePlan(
    IReadOnlyList<Bundle> Bundles, IReadOnlyList<GoesAlone> Alone, RouteCost Before, RouteCost After);

/// <summary>
/// Loads of several members on the same vehicles: the group that saves most, whose trips, kilometres, cost and CO2e do
/// not rise and whose windows are kept; then the same among those that are left. What it costs is divided so that
/// nobody pays more than alone.
/// </summary>
internal static class Bundling
{
    /// <param name="route">Carries the shipments at these positions; the same answer for the same ones.</param>
    /// <param name="spent">See <see cref="Division.Of"/>.</param>
    public static Outcome<BundlePlan> Plan(IReadOnlyList<Shipment> shipments, Currency currency,
        Func<IReadOnlyList<int>, RouteCost> route, SharingMethod method, ulong seed, Spent spent)
    {
        var (bundles, alone) = (new List<Bundle>(), new List<GoesAlone>());
        foreach (var group in Enumerable.Range(0, shipments.Count)
            .GroupBy(i => (shipments[i].Day, shipments[i].Corridor))
            .OrderBy(g => g.Key.Day).ThenBy(g => g.Key.Corridor, StringComparer.Ordinal))
        {
            var members = group.GroupBy(i => shipments[i].Member, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
            if (members.Count > CostGame.MostMembers)
            {
                return new Refusal("planning.sharing_too_many",
                    ("members", $"{members.Count}"), ("most", $"{CostGame.MostMembers}"));
            }

            var corridor = new Corridor(shipments, members, currency, route);
            if (corridor.LateAlone() is { } late)
            {
                return new Refusal("planning.shipment_late", ("shipment", shipments[late].Id),
                    ("member", shipments[late].Member));
            }

            var refusal = Divide(corridor, group.Key, method, seed, spent, bundles, alone);
            if (refusal is not null)
            {
                return refusal;
            }
        }

        var single = alone.Aggregate(RouteCost.None, (sum, a) => sum + a.Cost);
        return new BundlePlan(bundles, alone, bundles.Aggregate(single, (sum, b) => sum + b.Before),
            bundles.Aggregate(single, (sum, b) => sum + b.After));
    }

    private static Refusal? Divide(Corridor corridor, (LocalDate Day, string Name) key, SharingMethod method,
        ulong seed, Spent spent, List<Bundle> bundles, List<GoesAlone> alone)
    {
        var left = corridor.All;
        var first = 0UL;
        while (corridor.Best(left) is var chosen and not 0)
        {
            first = first == 0 ? chosen : first;
            var of = corridor.Positions(chosen);
            var game = new CostGame(of.Length, subset => corridor.CostAtMostAlone(Corridor.Spread(subset, of)));
            var division = Division.Of(game, method, seed, spent);
            if (division.Refused)
            {
                return division.Refusal;
            }

            bundles.Add(new Bundle(key.Day, key.Name, [.. of.Select(i => corridor.Name(i))],
                corridor.Shipments(chosen), corridor.Apart(chosen), corridor.Together(chosen), division.Value));
            left &= ~chosen;
        }

        foreach (var i in corridor.Positions(left))
        {
            alone.Add(new GoesAlone(key.Day, key.Name, corridor.Name(i), corridor.Together(1UL << i),
                corridor.WhyNot(i, first)));
        }

        return null;
    }
}
