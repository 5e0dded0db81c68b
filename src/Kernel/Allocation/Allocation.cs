namespace Meent.Kernel;

public static partial class Allocation
{
    /// <summary>
    /// Shares a whole over claimants up to what each offers: demand over those who supply, or supply over those who
    /// ask. Pinned units, guaranteed units, then the method on the rest; whole steps by largest remainder; then who
    /// is below its minimum lot or gets less than it wants as a whole is dropped and the rest shared again.
    /// </summary>
    /// <param name="whole">Units, zero or more, what is pinned included.</param>
    /// <param name="claimants">Sums of their units, and of their weights, at most <c>long.MaxValue / 4</c>.</param>
    /// <param name="order">Positions in the order of turns, each once; it decides ties too. Null: as they stand.
    /// </param>
    /// <returns>With steps of one, no lots and no weight of zero the amounts are min(whole, all offers) together.
    /// The same claimants in another sequence, with the same order among them, get the same.</returns>
    /// <exception cref="ArgumentException">A figure below zero or too large, more pinned than there is, or an order
    /// that is none.</exception>
    /// <remarks>Awards and losses: O'Neill, A problem of rights arbitration from the Talmud, 1982; Thomson,
    /// Axiomatic and game-theoretic analysis of bankruptcy and taxation problems, 2003. Max-min: Keshav, An
    /// Engineering Approach to Computer Networking, 1997. O(n log n) for a pass; a pass more for each dropped one.
    /// </remarks>
    public static Allocated Share(long whole, IReadOnlyList<Claimant> claimants, AllocationPolicy policy,
        IReadOnlyList<int>? order = null)
    {
        Check(whole, claimants, policy);
        var turns = Turns(claimants.Count, order);
        var dropped = new BindingLimit[claimants.Count];
        var offers = claimants.Select(c => c.Offer).ToArray();
        for (var i = 0; i < offers.Length; i++)
        {
            var one = claimants[i];
            if (one.Offer < one.MinimumLot && one.Offer > 0 && one.Pinned == 0 && one.Minimum == 0)
            {
                Drop(i, BindingLimit.MinimumLot);
            }
        }

        while (true)
        {
            var pass = new AllocationPass(claimants, policy, offers, turns).Run(whole);
            var (index, why) = NextToDrop(claimants, pass, policy.Step, turns);
            if (index < 0)
            {
                return Close(whole, claimants, policy, pass, dropped, turns);
            }

            Drop(index, why);
        }

        void Drop(int i, BindingLimit why)
        {
            dropped[i] = why;
            offers[i] = 0;
        }
    }

    /// <summary>Lost units are offered to those who lost none, by the season-fair method on what they delivered
    /// in the season and will deliver now.</summary>
    /// <param name="policy">Step and cap; its method is not asked.</param>
    /// <returns>The history of one that lost units grows by what it delivers, or by what it promised where it is
    /// credited.</returns>
    /// <inheritdoc cref="Share"/>
    public static Replaced AfterShortage(IReadOnlyList<Shortfall> shortfalls, AllocationPolicy policy,
        IReadOnlyList<int>? order = null)
    {
        foreach (var one in shortfalls)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(one.Lost);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(one.Lost, one.Promised);
        }

        var claimants = shortfalls.Select(s => new Claimant(s.Lost > 0 ? 0 : s.Spare)
        {
            History = s.History + s.Promised - s.Lost,
            Target = s.Target,
        }).ToArray();
        var extra = Share(shortfalls.Sum(s => s.Lost), claimants,
            policy with { Method = AllocationMethod.SeasonFair }, order);
        var delivered = shortfalls.Select((s, i) => s.Promised - s.Lost + extra.Parts[i].Amount).ToArray();
        var history = shortfalls.Select((s, i) => s.History + delivered[i] + (s.Credited ? s.Lost : 0)).ToArray();
        return new Replaced(extra, delivered, history);
    }

    /// <summary>Of those who miss the whole that they want, the last class first and in it the one that misses most;
    /// then of those below their lot the smallest amount; ties go to the last in order. Dropping one may help the
    /// next.</summary>
    private static (int Index, BindingLimit Why) NextToDrop(
        IReadOnlyList<Claimant> claimants, AllocationPass pass, long step, int[] turns)
    {
        var amounts = pass.Amounts;
        var all = -1;
        var lot = -1;
        foreach (var i in turns)
        {
            var one = claimants[i];
            if (one.AllOrNothing && pass.Limits[i] != BindingLimit.Offer
                && (all < 0 || Misses(i).CompareTo(Misses(all)) >= 0))
            {
                all = i;
            }

            if (amounts[i] > pass.Promised[i] && amounts[i] < one.MinimumLot && pass.Promised[i] == 0
                && (lot < 0 || amounts[i] <= amounts[lot]))
            {
                lot = i;
            }
        }

        return all >= 0 ? (all, BindingLimit.AllOrNothing) : (lot, BindingLimit.MinimumLot);

        (int Priority, long Units) Misses(int i) => (claimants[i].Priority, claimants[i].Offer - amounts[i]);
    }

    /// <summary>What dropping left goes to one of the dropped: who wants all or nothing and fits in whole; or, where
    /// nobody reached its lot, the first in turn takes what there is.</summary>
    private static Allocated Close(long whole, IReadOnlyList<Claimant> claimants, AllocationPolicy policy,
        AllocationPass pass, BindingLimit[] dropped, int[] turns)
    {
        var (amounts, shares) = (pass.Amounts, pass.Shares);
        var limits = dropped.Select((why, i) => why == BindingLimit.None ? pass.Limits[i] : why).ToArray();
        var nobody = amounts.AsSpan().SequenceEqual(pass.Promised);
        var left = pass.Left;
        foreach (var i in turns.OrderBy(i => claimants[i].Priority))
        {
            var (one, why) = (claimants[i], dropped[i]);
            var fits = Math.Min(left, one.Offer) / policy.Step * policy.Step;
            var full = one.Offer / policy.Step * policy.Step;
            if (why == BindingLimit.AllOrNothing && fits == full && fits >= one.MinimumLot && fits > 0)
            {
                Take(i, fits, BindingLimit.Offer);
            }
            else if (why == BindingLimit.MinimumLot && nobody && !one.AllOrNothing && one.Offer >= one.MinimumLot
                && fits > 0)
            {
                Take(i, fits, BindingLimit.Turn);
                pass.Served[i] = true;
            }
        }

        Int128 rest = whole;
        foreach (var amount in amounts)
        {
            rest -= amount;
        }

        var parts = amounts.Select((a, i) => new Allotment(a, limits[i], shares[i])).ToArray();
        return new Allocated(parts, (long)rest, After(turns, pass.Served));

        void Take(int i, long units, BindingLimit limit)
        {
            (amounts[i], shares[i], limits[i]) = (units, new MixedNumber(units), limit);
            left -= units;
            nobody = false;
        }
    }

    /// <summary>Begins after the last one served. Who was passed over before it comes first.</summary>
    private static int[] After(int[] turns, bool[] served)
    {
        var last = Array.FindLastIndex(turns, i => served[i]);
        return last < 0
            ? turns
            : [.. turns[..last].Where(i => !served[i]), .. turns[(last + 1)..], .. turns.Where(i => served[i])];
    }

    private static int[] Turns(int count, IReadOnlyList<int>? order)
    {
        int[] turns = order is null ? [.. Enumerable.Range(0, count)] : [.. order];
        if (!turns.Order().SequenceEqual(Enumerable.Range(0, count)))
        {
            throw new ArgumentException("Not each position once", nameof(order));
        }

        return turns;
    }

    private static void Check(long whole, IReadOnlyList<Claimant> claimants, AllocationPolicy policy)
    {
        Int128 offers = 0, weights = 0, targets = 0, histories = 0, pinned = 0;
        foreach (var one in claimants)
        {
            offers += Figure(one.Offer);
            weights += Figure(one.Weight ?? 1);
            targets += Figure(one.Target);
            histories += Figure(one.History);
            pinned += Figure(one.Pinned);
            Figure(one.Minimum);
            Figure(one.MinimumLot);
        }

        foreach (var sum in (ReadOnlySpan<Int128>)[offers, weights, targets, histories])
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(sum, Level.Most, nameof(claimants));
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(pinned, Figure(whole), nameof(claimants));
        ArgumentOutOfRangeException.ThrowIfLessThan(policy.Step, 1, nameof(policy));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(policy.Step, Level.Most, nameof(policy));
        ArgumentOutOfRangeException.ThrowIfNegative(policy.CapPercent ?? 0, nameof(policy));
        Figure(policy.MinimumShare);
        if (!Enum.IsDefined(policy.Method))
        {
            throw new ArgumentOutOfRangeException(nameof(policy));
        }
    }

    private static long Figure(long units)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(units);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(units, Level.Most);
        return units;
    }
}
