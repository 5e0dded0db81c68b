using Meent.Kernel;

namespace Meent.Claims.Rules;

/// <summary>Divides a whole exactly. Ties go to the lower index.</summary>
internal static class PoolRules
{
    /// <summary>In proportion to weights, by largest remainder.</summary>
    internal static long[] Split(long whole, IReadOnlyList<long> weights) =>
        Array.ConvertAll(
            new Money(whole, Currency.Of("EUR")).Split([.. weights]), part => part.Minor);

    /// <summary>In proportion, nobody above the cap: who reaches it is fixed, the rest is shared again.</summary>
    /// <param name="left">What remains when everyone is at the cap.</param>
    internal static long[] Capped(long whole, IReadOnlyList<long> weights, long cap, out long left)
    {
        var parts = new long[weights.Count];
        var open = Enumerable.Range(0, weights.Count).Where(i => weights[i] > 0).ToList();
        left = whole;
        while (left > 0 && open.Count > 0)
        {
            var split = Split(left, [.. open.Select(i => weights[i])]);
            var over = open.Where((_, at) => split[at] > cap).ToList();
            if (over.Count == 0)
            {
                foreach (var (i, part) in open.Zip(split))
                {
                    parts[i] = part;
                }

                left = 0;
                return parts;
            }

            foreach (var i in over)
            {
                parts[i] = cap;
                left -= cap;
                open.Remove(i);
            }
        }

        return parts;
    }

    /// <summary>The one after who was served last, in the given order; the first where nobody was or who was takes no
    /// part any more. -1 where nobody takes part.</summary>
    internal static int NextOf(IReadOnlyList<int> parties, int? last)
    {
        if (parties.Count == 0)
        {
            return -1;
        }

        var at = last is { } served ? parties.ToList().IndexOf(served) : -1;
        return (at + 1) % parties.Count;
    }
}
