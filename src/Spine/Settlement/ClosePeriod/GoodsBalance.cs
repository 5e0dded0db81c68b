using Meent.Flows;

namespace Meent.Settlement.ClosePeriod;

/// <summary>In = out + loss: opening + accepted = dispatched + loss + closing + difference, for each item that is
/// weighed in
/// or kept in stock.</summary>
internal static class GoodsBalance
{
    internal static IReadOnlyList<GoodsLine> Of(PeriodFacts facts)
    {
        var accepted = new Dictionary<int, long>();
        var rejected = new Dictionary<int, long>();
        foreach (var m in facts.Movements)
        {
            var sums = m.Accepted ? accepted : rejected;
            sums[m.Item] = sums.GetValueOrDefault(m.Item) + (m.Reversal ? -m.Quantity : m.Quantity);
        }

        return
        [
            .. accepted.Keys.Union(rejected.Keys).Union(facts.Stock.Keys.Select(k => k.Item)).Order()
                .Select(id => Line(facts, facts.Items[id], accepted.GetValueOrDefault(id),
                    rejected.GetValueOrDefault(id))),
        ];
    }

    private static GoodsLine Line(PeriodFacts facts, Item item, long accepted, long rejected)
    {
        var opening = facts.Stock.GetValueOrDefault((item.Id, "opening")).Quantity;
        var dispatched = facts.Stock.GetValueOrDefault((item.Id, "dispatched")).Quantity;
        var loss = facts.Stock.GetValueOrDefault((item.Id, "loss")).Quantity;
        long? closing = facts.Stock.TryGetValue((item.Id, "closing"), out var last) ? last.Quantity : null;
        var reckoned = opening + accepted - dispatched - loss;
        return new GoodsLine(
            item.Code, item.Unit, "", opening, accepted, rejected, dispatched, loss, closing, closing is null ? 0
                : reckoned - closing.Value);
    }
}
