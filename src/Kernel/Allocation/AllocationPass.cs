using System.Numerics;

namespace Meent.Kernel;

/// <summary>One pass over the claimants: what is promised first, then class by class the method, in whole steps.
/// </summary>
/// <param name="offers">Units that each can take in this pass; zero for one that was dropped.</param>
/// <param name="order">Positions in the order of turns, which is also the order of ties.</param>
internal sealed class AllocationPass(
    IReadOnlyList<Claimant> claimants, AllocationPolicy policy, long[] offers, int[] order)
{
    private readonly long step = policy.Step;

    public long[] Amounts { get; private set; } = [];

    /// <summary>What was pinned or guaranteed, units of the amounts.</summary>
    public long[] Promised { get; private set; } = [];

    public MixedNumber[] Shares { get; } = new MixedNumber[offers.Length];

    public BindingLimit[] Limits { get; } = new BindingLimit[offers.Length];

    /// <summary>Who had its turn.</summary>
    public bool[] Served { get; } = new bool[offers.Length];

    public long Left { get; private set; }

    public AllocationPass Run(long whole)
    {
        Left = whole;
        Promise();
        Promised = [.. Amounts];
        var classes = claimants.Select(c => c.Priority).Distinct().Order().ToList();
        foreach (var priority in classes)
        {
            var members = new bool[offers.Length];
            for (var i = 0; i < members.Length; i++)
            {
                members[i] = claimants[i].Priority == priority;
            }

            RunClass(members, priority > classes[0]);
        }

        return this;
    }

    /// <summary>Pinned units first, then guaranteed ones; where these are short, in proportion to what is missing.
    /// Pinned units that its only claimant does not offer are nobody else's.</summary>
    private void Promise()
    {
        Amounts = new long[offers.Length];
        for (var i = 0; i < offers.Length; i++)
        {
            Amounts[i] = Math.Min(claimants[i].Pinned, offers[i]);
            Left -= claimants[i].Pinned;
        }

        var missing = new Bounds[offers.Length];
        Int128 wanted = 0;
        for (var i = 0; i < offers.Length; i++)
        {
            var more = Math.Max(0, Math.Min(claimants[i].Minimum, offers[i]) - Amounts[i]);
            missing[i] = new Bounds(more, 0, 0, more);
            wanted += more;
        }

        var given = wanted <= Left
            ? Array.ConvertAll(missing, one => one.High)
            : Steps.Of(Level.Find(Left, missing), Left, missing, 1, order);
        for (var i = 0; i < offers.Length; i++)
        {
            Amounts[i] += given[i];
            Left -= given[i];
        }
    }

    private void RunClass(bool[] members, bool isLater)
    {
        var nothing = isLater && Left < step;
        switch (policy.Method)
        {
            case AllocationMethod.Rotation:
                Rotate(members);
                break;
            case AllocationMethod.MinimumShare:
                ShareMinimum(members);
                break;
            case AllocationMethod.SeasonFair:
                ShareSeason(members);
                break;
            default:
                Fill(policy.Method, members);
                break;
        }

        for (var i = 0; nothing && i < members.Length; i++)
        {
            if (members[i] && Limits[i] != BindingLimit.Offer)
            {
                Limits[i] = Promised[i] > 0 ? PromiseOf(i) : BindingLimit.Priority;
            }
        }
    }

    /// <summary>Raises the amounts of members to a common level, each between what it has and its offer.</summary>
    private void Fill(AllocationMethod method, bool[] members)
    {
        var all = new Bounds[offers.Length];
        Int128 room = 0;
        for (var i = 0; i < all.Length; i++)
        {
            var weight = method switch
            {
                AllocationMethod.Proportional => claimants[i].Weight ?? claimants[i].Offer,
                AllocationMethod.EqualLosses => 1,
                _ => claimants[i].Weight ?? 1,
            };
            var offset = method == AllocationMethod.EqualLosses ? -offers[i] : 0;
            all[i] = new Bounds(members[i] ? weight : 0, offset, Amounts[i], members[i] ? offers[i] : Amounts[i]);
            room += all[i].Bends ? all[i].High - all[i].Low : 0;
        }

        var amount = (long)Int128.Min(Left, room);
        var level = Level.Find(amount + Sum(Amounts), all);
        var given = Steps.Of(level, Left, all, step, order);
        for (var i = 0; i < all.Length; i++)
        {
            if (members[i])
            {
                var (share, part) = level.At(all[i]);
                Shares[i] = new MixedNumber(share, part, level.Denominator);
                Give(i, given[i]);
                Limits[i] = LimitOf(i, all[i], given[i] == 0 && part == 0 && share == all[i].Low);
            }
        }
    }

    private void Rotate(bool[] members)
    {
        foreach (var i in order.Where(i => members[i]))
        {
            var given = Math.Min(Left, offers[i] - Amounts[i]) / step * step;
            Give(i, given);
            Served[i] = given > 0;
            Shares[i] = new MixedNumber(Amounts[i]);
            Limits[i] = IsFull(i) ? BindingLimit.Offer : BindingLimit.Turn;
        }
    }

    /// <summary>The minimum share in order while it lasts; the rest over those served. Others come last.</summary>
    private void ShareMinimum(bool[] members)
    {
        var minimum = policy.MinimumShare;
        var served = new bool[members.Length];
        var able = order.Where(i => members[i] && offers[i] > 0 && offers[i] >= minimum).ToList();
        foreach (var i in able)
        {
            var more = Math.Max(0, minimum - Amounts[i]);
            if (more > Left)
            {
                break;
            }

            Give(i, more);
            served[i] = Served[i] = true;
        }

        if (able.Count > 0 && Left >= step && !served.Contains(true))
        {
            served[able[0]] = Served[able[0]] = true;
        }

        var others = members.Select((m, i) => m && !served[i]).ToArray();
        Fill(AllocationMethod.MaxMin, served);
        Fill(AllocationMethod.MaxMin, others);
        for (var i = 0; i < members.Length; i++)
        {
            if (others[i] && !IsFull(i) && Amounts[i] == 0)
            {
                Limits[i] = offers[i] < minimum ? BindingLimit.Minimum : BindingLimit.Turn;
            }
        }
    }

    /// <summary>Within the caps first; where all reached theirs, without.</summary>
    private void ShareSeason(bool[] members)
    {
        Int128 targets = 0;
        var whole = (Int128)Left;
        for (var i = 0; i < members.Length; i++)
        {
            targets += members[i] ? claimants[i].Target : 0;
            whole += members[i] ? Amounts[i] : 0;
        }

        var bounds = Array.ConvertAll(order, _ => 0L);
        for (var i = 0; i < bounds.Length; i++)
        {
            bounds[i] = members[i] ? Math.Min(offers[i], CapOf(i, whole, targets)) : Amounts[i];
        }

        FillSeason(members, bounds);
        if (Left >= step)
        {
            FillSeason(members, [.. offers.Select((o, i) => members[i] ? o : Amounts[i])]);
        }
    }

    /// <summary>Percent x target x whole / all targets, up to the next full step above what it has.</summary>
    private long CapOf(int i, Int128 whole, Int128 targets)
    {
        if (policy.CapPercent is not { } percent || targets == 0 || offers[i] == Amounts[i])
        {
            return offers[i];
        }

        var cap = (BigInteger)percent * claimants[i].Target * (BigInteger)whole;
        var above = cap - ((BigInteger)Amounts[i] * 100 * (BigInteger)targets);
        var unit = (BigInteger)100 * (BigInteger)targets * step;
        var steps = above.Sign <= 0 ? 0 : ((above - 1) / unit) + 1;
        return Amounts[i] + (long)BigInteger.Min(steps * step, offers[i] - Amounts[i]);
    }

    private void FillSeason(bool[] members, long[] bounds)
    {
        var given = SeasonSteps.Of(claimants, Amounts, bounds, Left, step, order);
        for (var i = 0; i < members.Length; i++)
        {
            if (members[i])
            {
                Give(i, given[i]);
                Shares[i] = new MixedNumber(Amounts[i]);
                Limits[i] = IsFull(i) ? BindingLimit.Offer
                    : claimants[i].Target == 0 ? BindingLimit.Weight
                    : bounds[i] < offers[i] && step > bounds[i] - Amounts[i] ? BindingLimit.Cap
                    : given[i] == 0 && Promised[i] > 0 ? PromiseOf(i)
                    : BindingLimit.None;
            }
        }
    }

    private BindingLimit LimitOf(int i, Bounds one, bool stayed) =>
        IsFull(i) ? BindingLimit.Offer
        : stayed && one.Low > 0 ? PromiseOf(i)
        : one.Weight == 0 ? BindingLimit.Weight
        : BindingLimit.None;

    private BindingLimit PromiseOf(int i) =>
        Amounts[i] <= Math.Min(claimants[i].Pinned, offers[i]) ? BindingLimit.Pinned : BindingLimit.Minimum;

    private bool IsFull(int i) => step > offers[i] - Amounts[i];

    private void Give(int i, long units)
    {
        Amounts[i] += units;
        Left -= units;
    }

    private static Int128 Sum(long[] amounts)
    {
        Int128 sum = 0;
        foreach (var amount in amounts)
        {
            sum += amount;
        }

        return sum;
    }
}
