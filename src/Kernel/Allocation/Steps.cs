namespace Meent.Kernel;

/// <summary>Exact amounts become whole steps by largest remainder, never above a bound.</summary>
/// <remarks>Also known as Hamilton's method. One more unit to share may lower a single amount (the Alabama paradox;
/// Balinski and Young, Fair Representation, 1982); where that matters the season-fair method gives step by step.
/// </remarks>
internal static class Steps
{
    /// <summary>What each gets on top of low, a multiple of the step; at most floor(amount / step) steps in all.
    /// </summary>
    /// <param name="level">The level of the amount beyond the sum of low.</param>
    /// <param name="order">Positions; of equal remainders the earlier one comes first.</param>
    public static long[] Of(Level level, long amount, ReadOnlySpan<Bounds> all, long step, ReadOnlySpan<int> order)
    {
        var given = new long[all.Length];
        var open = new List<(long Units, long Left, int Place, int Index)>(all.Length);
        var left = amount / step;
        for (var place = 0; place < order.Length; place++)
        {
            var i = order[place];
            if (!all[i].Bends)
            {
                continue;
            }

            var (whole, part) = level.At(all[i]);
            var above = whole - all[i].Low;
            given[i] = above / step * step;
            left -= above / step;
            open.Add((above % step, part, place, i));
        }

        open.Sort((a, b) => a.Units != b.Units ? b.Units.CompareTo(a.Units)
            : a.Left != b.Left ? b.Left.CompareTo(a.Left)
            : a.Place.CompareTo(b.Place));

        // More than one round only where a bound is no multiple of the step; a round either ends it or fills some up.
        while (left > 0 && open.Count > 0)
        {
            var next = new List<(long Units, long Left, int Place, int Index)>();
            foreach (var one in open)
            {
                var bound = all[one.Index].High - all[one.Index].Low;
                if (left > 0 && step <= bound - given[one.Index])
                {
                    given[one.Index] += step;
                    left--;
                    next.Add(one);
                }
            }

            open = next;
        }

        return given;
    }
}
