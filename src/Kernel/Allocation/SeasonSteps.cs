namespace Meent.Kernel;

/// <summary>
/// Each step goes to the one with the lowest (history + what it has) / target that has room for it, ties in order.
/// </summary>
/// <remarks>Found without giving step by step: every step has a key, (units before it) / target, and those with the
/// lowest keys are given. All steps that begin below the common level are at least as many as wanted and at most one
/// for each claimant too many; the highest are taken back. O(n log n), whatever the whole. A step more to share never
/// lowers an amount.</remarks>
internal static class SeasonSteps
{
    /// <summary>What each gets on top of its amount, a multiple of the step.</summary>
    /// <param name="bounds">Most that each has afterwards, units.</param>
    /// <param name="left">Units to share; what does not make a step stays.</param>
    public static long[] Of(IReadOnlyList<Claimant> claimants, long[] amounts, long[] bounds, long left,
        long step, int[] order)
    {
        var all = new Bounds[amounts.Length];
        Int128 room = 0;
        for (var i = 0; i < all.Length; i++)
        {
            var high = Math.Max(0, bounds[i] - amounts[i]) / step * step;
            all[i] = new Bounds(claimants[i].Target, claimants[i].History + amounts[i], 0, high);
            room += all[i].Bends ? high : 0;
        }

        var units = (long)Int128.Min(left / step * step, room);
        var given = new long[all.Length];
        var level = Level.Find(units, all);
        var over = -(Int128)units;
        for (var i = 0; i < all.Length && units > 0; i++)
        {
            given[i] = all[i].Bends ? (long)Int128.Min(level.Begun(all[i], step) * step, all[i].High) : 0;
            over += given[i];
        }

        TakeBack(given, all, (long)Int128.Max(0, over / step), step, order);
        return given;
    }

    private static void TakeBack(long[] given, Bounds[] all, long steps, long step, int[] order)
    {
        var last = new PriorityQueue<int, Key>();
        for (var place = 0; place < order.Length && steps > 0; place++)
        {
            Offer(order[place], place);
        }

        for (; steps > 0; steps--)
        {
            last.TryDequeue(out var i, out var key);
            given[i] -= step;
            Offer(i, key.Place);
        }

        void Offer(int i, int place)
        {
            if (given[i] > 0)
            {
                last.Enqueue(i, new Key((Int128)all[i].Offset + given[i] - step, all[i].Weight, place));
            }
        }
    }

    /// <summary>Units before a step over the target; the highest, and of equal ones the last in order, is first.
    /// </summary>
    private readonly record struct Key(Int128 Units, long Target, int Place) : IComparable<Key>
    {
        public int CompareTo(Key other)
        {
            var byLevel = (other.Units * Target).CompareTo(Units * other.Target);
            return byLevel != 0 ? byLevel : other.Place.CompareTo(Place);
        }
    }
}
