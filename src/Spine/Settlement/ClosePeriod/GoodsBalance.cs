using Meent.Flows;

namespace Meent.Settlement.ClosePeriod;

/// <summary>In = out + loss: opening + accepted = dispatched + loss + closing + difference, for each item that is
/// weighed in
/// or kept in stock.</summary>
internal static class GoodsBalance
{
    internal static IReadOnlyList<GoodsLine> Of(PeriodFacts facts)
    {
        var goods = facts.Happened.Goods;
        return
        [
            .. goods.Keys.Union(facts.Happened.Stock.Keys.Select(k => k.Item)).Order()
                .Select(id => Line(facts.Happened, facts.Items[id], goods.GetValueOrDefault(id))),
        ];
    }

    private static GoodsLine Line(Happened happened, Item item, (long Accepted, long Rejected) sums)
    {
        var opening = happened.Stock.GetValueOrDefault((item.Id, "opening")).Quantity;
        var dispatched = happened.Stock.GetValueOrDefault((item.Id, "dispatched")).Quantity;
        var loss = happened.Stock.GetValueOrDefault((item.Id, "loss")).Quantity;
        long? closing = happened.Stock.TryGetValue((item.Id, "closing"), out var last) ? last.Quantity : null;
        var reckoned = opening + sums.Accepted - dispatched - loss;
        return new GoodsLine(
            item.Code, item.Unit, "", opening, sums.Accepted, sums.Rejected, dispatched, loss, closing,
            closing is null ? 0 : reckoned - closing.Value);
    }
}
