using Meent.Kernel;

namespace Meent.Planning.Rules.Matching;

/// <summary>One way to have a declined leg done.</summary>
/// <param name="Parts">Who does how much at what price; one member, or two that share it.</param>
/// <param name="Start">Earliest minute at which all of it can begin.</param>
/// <param name="Price">Of the leg, minor units.</param>
/// <param name="OrderPrice">Of the whole order with it.</param>
/// <param name="More">Than the member that declined had asked; below zero: less.</param>
internal sealed record Alternative(IReadOnlyList<(string Member, long Thousandths, long Price)> Parts, int Start,
    long Price, long OrderPrice, long More);

/// <summary>For the chain director only: it holds prices of several members.</summary>
/// <param name="Ranked">Cheapest first; empty: nobody can.</param>
/// <param name="Unable">Members that offer the service and cannot do this leg, each with the first reason.</param>
internal sealed record DirectorView(
    string Order, string Leg, IReadOnlyList<Alternative> Ranked, IReadOnlyList<(string Member, Refusal Why)> Unable);

/// <summary>What one member may see of an order: its own legs at its own prices, and the part of the declined leg that
/// it may be asked for at its own price. No other member, no total and no rank: from each of them a price of somebody
/// else could be reckoned.</summary>
internal sealed record MemberView(
    string Member, string Order, IReadOnlyList<Assignment> Own, IReadOnlyList<(string Leg, long Price)> Asked);

/// <summary>A member declines a leg of an order: who else could do it.</summary>
internal static class DeclinedLeg
{
    public static Outcome<DirectorView> Alternatives(Order order, string legId, IReadOnlyList<Capacity> capacities)
    {
        var leg = order.Legs.FirstOrDefault(l => l.Id == legId);
        var declined = order.Assigned.FirstOrDefault(a => a.Leg == legId);
        if (leg is null || declined is null || leg.Thousandths <= 0)
        {
            return new Refusal("planning.leg_unknown", ("order", order.Id), ("leg", legId));
        }

        var others = capacities.Where(c => c.What == leg.What && c.Member != declined.Member).ToList();
        var unable = others.Select(c => (c.Member, Why: Against(leg, c))).Where(c => c.Why is not null)
            .Select(c => (c.Member, c.Why!)).OrderBy(c => c.Member, StringComparer.Ordinal).ToList();
        var able = others.Where(c => Against(leg, c) is null).ToList();
        var rest = order.Assigned.Where(a => a.Leg != legId).Sum(a => a.Price);
        var ranked = able.Where(c => c.Thousandths >= leg.Thousandths).Select(c => new[] { (c, leg.Thousandths) })
            .Concat(Shared(leg, able))
            .Select(parts => Priced(leg, parts, rest, declined.Price))
            .OrderBy(a => a.Price).ThenBy(a => a.Start).ThenBy(a => a.Parts.Count)
            .ThenBy(a => string.Join('|', a.Parts.Select(p => p.Member)), StringComparer.Ordinal).ToList();
        return new DirectorView(order.Id, legId, ranked, unable);
    }

    /// <summary>What a member sees while the director looks for another one.</summary>
    public static MemberView ViewOf(string member, Order order, string legId, IReadOnlyList<Capacity> capacities)
    {
        var own = order.Assigned.Where(a => a.Member == member).ToList();
        var leg = order.Legs.First(l => l.Id == legId);
        var declined = own.Any(a => a.Leg == legId);
        var asked = capacities.Where(c => !declined && c.Member == member && c.What == leg.What
                && Against(leg, c) is null)
            .Select(c => (legId, c.Price)).ToList();
        return new MemberView(member, order.Id, own, asked);
    }

    /// <summary>Why a member cannot do any of a leg; null: it can.</summary>
    private static Refusal? Against(Leg leg, Capacity one)
    {
        var lacking = leg.Needs.Except(one.Holds, StringComparer.Ordinal).ToList();
        return lacking.Count > 0
            ? new Refusal("planning.leg_needs", ("member", one.Member), ("leg", leg.Id),
                ("lacking", string.Join(", ", lacking)))
            : Math.Max(leg.Start, one.From) + one.Takes > Math.Min(leg.End, one.Until)
            ? new Refusal("planning.leg_time", ("member", one.Member), ("leg", leg.Id), ("takes", $"{one.Takes}"),
                ("between", $"{Math.Min(leg.End, one.Until) - Math.Max(leg.Start, one.From)}"))
            : one.Thousandths <= 0
            ? new Refusal("planning.leg_capacity", ("member", one.Member), ("leg", leg.Id),
                ("free", Decimals.Trimmed(one.Thousandths, 3)), ("asked", Decimals.Trimmed(leg.Thousandths, 3)))
            : null;
    }

    /// <summary>Two that cannot do it alone: the cheaper one does as much as it can.</summary>
    private static IEnumerable<(Capacity, long)[]> Shared(Leg leg, List<Capacity> able)
    {
        var small = able.Where(c => c.Thousandths < leg.Thousandths)
            .OrderBy(c => c.Price).ThenBy(c => c.Member, StringComparer.Ordinal).ToList();
        for (var i = 0; i < small.Count; i++)
        {
            for (var j = i + 1; j < small.Count; j++)
            {
                if (small[i].Member != small[j].Member
                    && small[i].Thousandths + small[j].Thousandths >= leg.Thousandths)
                {
                    yield return [(small[i], small[i].Thousandths), (small[j], leg.Thousandths - small[i].Thousandths)];
                }
            }
        }
    }

    private static Alternative Priced(Leg leg, (Capacity One, long Thousandths)[] parts, long rest, long declined)
    {
        var priced = parts.Select(p => (p.One.Member, p.Thousandths, Price: Exact.Divide(
            (Int128)p.One.Price * p.Thousandths, leg.Thousandths, Rounding.Up))).ToList();
        var price = priced.Sum(p => p.Price);
        return new Alternative(
            priced, parts.Max(p => Math.Max(leg.Start, p.One.From)), price, rest + price, price - declined);
    }
}
