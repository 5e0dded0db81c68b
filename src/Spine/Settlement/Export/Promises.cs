using Meent.Flows;

namespace Meent.Settlement.Export;

/// <summary>Which promise an event keeps: its reference is the number of the order, and item and both sides are those
/// of a line of it.</summary>
internal sealed class Promises(IEnumerable<Commitment> commitments)
{
    private readonly Dictionary<string, List<Commitment>> orders = commitments.Where(c => c.Order.Length > 0)
        .GroupBy(c => c.Order, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);

    /// <summary>The line due on the day of the event, else the first one; null where there is none.</summary>
    internal Commitment? KeptBy(in SettledEvent e, int provider, int receiver)
    {
        if (e.Reference.Length == 0 || !orders.TryGetValue(e.Reference, out var lines))
        {
            return null;
        }

        Commitment? kept = null;
        foreach (var line in lines)
        {
            if (line.Item == e.Item && line.Provider == provider && line.Receiver == receiver
                && (kept is null || (kept.Day != e.Day && line.Day == e.Day)))
            {
                kept = line;
            }
        }

        return kept;
    }
}
