using System.Numerics;
using Meent.Kernel;

namespace Meent.Planning.Rules.Sharing;

/// <summary>Members with shipments on one day and way, and what it costs any of them to go together.</summary>
internal sealed class Corridor(IReadOnlyList<Shipment> shipments, IReadOnlyList<IGrouping<string, int>> members,
    Currency currency, Func<IReadOnlyList<int>, RouteCost> route)
{
    /// <summary>Up to so many members every group is asked; beyond, one member at a time joins or leaves.</summary>
    private const int MostExact = 12;

    private readonly Dictionary<ulong, RouteCost> known = [];

    public ulong All => (1UL << members.Count) - 1;

    public string Name(int member) => members[member].Key;

    public RouteCost Together(ulong group)
    {
        if (!known.TryGetValue(group, out var cost))
        {
            cost = route(Shipments(group));
            known[group] = cost;
        }

        return cost;
    }

    public RouteCost Apart(ulong group) => Positions(group)
        .Aggregate(RouteCost.None, (sum, i) => sum + Together(1UL << i));

    /// <summary>A group that cannot go together, or at more cost, goes apart.</summary>
    public long CostAtMostAlone(ulong group)
    {
        var together = Together(group);
        var apart = Apart(group).Cost;
        return together.KeepsWindows ? Math.Min(together.Cost, apart) : apart;
    }

    public int[] Positions(ulong group) =>
        [.. Enumerable.Range(0, members.Count).Where(i => (group >> i & 1) == 1)];

    public int[] Shipments(ulong group) => [.. Positions(group).SelectMany(i => members[i]).Order()];

    /// <summary>A shipment that its own member cannot carry in time; null: all can.</summary>
    public int? LateAlone()
    {
        for (var i = 0; i < members.Count; i++)
        {
            if (Together(1UL << i) is { KeepsWindows: false } late)
            {
                return late.LateShipment;
            }
        }

        return null;
    }

    /// <summary>The group of two or more that saves most and harms nothing; zero: none.</summary>
    public ulong Best(ulong left)
    {
        var positions = Positions(left);
        if (positions.Length > MostExact)
        {
            return Climb(left);
        }

        var best = 0UL;
        for (var subset = 1UL; subset < 1UL << positions.Length; subset++)
        {
            var group = Spread(subset, positions);
            best = Better(group, best) ? group : best;
        }

        return best;
    }

    /// <summary>Why a member is not in a group: what goes wrong when it joins. Null without a group.</summary>
    public Refusal? WhyNot(int member, ulong group)
    {
        if (group == 0)
        {
            return members.Count == 1 ? null : new Refusal("planning.bundle_no_gain", ("member", Name(member)),
                ("alone", Minor(Together(1UL << member).Cost)));
        }

        var (with, without) = (Together(group | (1UL << member)), Together(group));
        var alone = Together(1UL << member);
        return !with.KeepsWindows
            ? new Refusal("planning.bundle_late", ("member", Name(member)),
                ("shipment", shipments[with.LateShipment].Id))
            : with.Cost - without.Cost > alone.Cost
            ? new Refusal("planning.bundle_dearer", ("member", Name(member)),
                ("adds", Minor(with.Cost - without.Cost)), ("alone", Minor(alone.Cost)))
            : Rising(with, Apart(group | (1UL << member))) is { } what
            ? new Refusal("planning.bundle_rises", ("member", Name(member)), ("what", what.What),
                ("before", $"{what.Before}"), ("after", $"{what.After}"))
            : new Refusal("planning.bundle_no_gain", ("member", Name(member)), ("alone", Minor(alone.Cost)));
    }

    /// <summary>A set of positions in a shorter list as one in the whole list.</summary>
    public static ulong Spread(ulong subset, int[] positions)
    {
        var group = 0UL;
        for (; subset != 0; subset &= subset - 1)
        {
            group |= 1UL << positions[BitOperations.TrailingZeroCount(subset)];
        }

        return group;
    }

    private string Minor(long minor) => $"{new Money(minor, currency)} {currency}";

    private ulong Climb(ulong left)
    {
        var best = 0UL;
        var positions = Positions(left);
        foreach (var i in positions)
        {
            foreach (var j in positions.Where(j => j > i))
            {
                best = Better((1UL << i) | (1UL << j), best) ? (1UL << i) | (1UL << j) : best;
            }
        }

        best = Better(left, best) ? left : best;
        for (var before = 0UL; before != best;)
        {
            before = best;
            foreach (var i in positions)
            {
                best = Better(before ^ (1UL << i), best) ? before ^ (1UL << i) : best;
            }
        }

        return best;
    }

    /// <summary>More saved; then fewer metres and trips in all; then fewer members, for nobody is bound without need.
    /// </summary>
    private bool Better(ulong group, ulong than)
    {
        if (CostGame.Size(group) < 2 || !Harmless(group))
        {
            return false;
        }

        var (one, other) = (Saved(group), Saved(than));
        return one != other ? one.CompareTo(other) > 0 : CostGame.Size(group) < CostGame.Size(than);
    }

    private bool Harmless(ulong group)
    {
        var (together, apart) = (Together(group), Apart(group));
        return together.KeepsWindows && together.Cost <= apart.Cost && Rising(together, apart) is null;
    }

    private static (string What, long Before, long After)? Rising(RouteCost with, RouteCost apart) =>
        with.Trips > apart.Trips ? ("trips", apart.Trips, with.Trips)
        : with.Metres > apart.Metres ? ("metres", apart.Metres, with.Metres)
        : with.CarbonGrams > apart.CarbonGrams ? ("CO2e grams", apart.CarbonGrams, with.CarbonGrams)
        : null;

    private (long Cost, long Metres, int Trips) Saved(ulong group)
    {
        if (group == 0)
        {
            return default;
        }

        var (together, apart) = (Together(group), Apart(group));
        return (apart.Cost - together.Cost, apart.Metres - together.Metres, apart.Trips - together.Trips);
    }
}
