using Meent.Flows;
using NodaTime;

namespace Meent.Settlement.ClosePeriod;

/// <summary>What went to participants under an order number, and who had brought it under the same; kept only where
/// somebody gets delivery notes.</summary>
internal sealed class Consignments
{
    private readonly Dictionary<(int Party, string Order, int Item), (int Day, long Quantity, string Reason)> sent = [];
    private readonly Dictionary<(string Order, int Item), SortedSet<int>> origins = [];

    /// <summary>In the order of parties, orders and items.</summary>
    internal IEnumerable<(int Party, string Order, int Item, LocalDate Day, long Quantity, string Reason)> Sent =>
        sent.OrderBy(s => s.Key.Party).ThenBy(s => s.Key.Order, StringComparer.Ordinal).ThenBy(s => s.Key.Item)
            .Select(s => (s.Key.Party, s.Key.Order, s.Key.Item, new LocalDate(1970, 1, 1).PlusDays(s.Value.Day),
                s.Value.Quantity, s.Value.Reason));

    internal IEnumerable<int> Origins(string order, int item) => origins.GetValueOrDefault((order, item)) ?? [];

    internal void Take(in FlowEvent e)
    {
        if (e.Reference.Length == 0 || !e.Accepted)
        {
            return;
        }

        if (e.Action == EventDraft.In)
        {
            if (!origins.TryGetValue((e.Reference, e.Item), out var parties))
            {
                origins[(e.Reference, e.Item)] = parties = [];
            }

            parties.Add(e.Party);
        }
        else if (e.Action == EventDraft.Out)
        {
            var key = (e.Party, e.Reference, e.Item);
            var (day, quantity, reason) = sent.GetValueOrDefault(key, (e.Day, 0, ""));
            sent[key] = (
                Math.Min(day, e.Day), quantity + (e.Reversal ? -e.Quantity : e.Quantity),
                e.Reason.Length > 0 ? e.Reason : reason);
        }
    }
}
