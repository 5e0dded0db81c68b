using FsCheck;
using FsCheck.Fluent;
using Meent.Kernel;
using static Meent.Kernel.AllocationMethod;

namespace Meent.Tests;

/// <summary>What holds for every whole and all claimants.</summary>
public sealed class Sharing_always
{
    private static readonly Gen<Claimant> Plain =
        from offer in Gen.Frequency((1, Gen.Constant(0)), (6, Gen.Choose(0, 120)))
        from history in Gen.Choose(0, 200)
        from target in Gen.Choose(1, 5)
        from weight in Gen.Choose(1, 9)
        from weighs in Gen.Elements(true, false)
        select new Claimant(offer) { History = history, Target = target, Weight = weighs ? weight : null };

    private static readonly Gen<Claimant> Limited =
        from plain in Plain
        from pinned in Gen.Frequency((5, Gen.Constant(0)), (1, Gen.Choose(0, 20)))
        from minimum in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(0, 50)))
        from lot in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, 40)))
        from priority in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, 2)))
        from all in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        select plain with
        {
            Pinned = all ? 0 : pinned, Minimum = all ? 0 : minimum, MinimumLot = lot, Priority = priority,
            AllOrNothing = all,
        };

    private static readonly Gen<AllocationPolicy> Policies =
        from method in Gen.Elements(Enum.GetValues<AllocationMethod>())
        from step in Gen.Frequency((2, Gen.Constant(1)), (1, Gen.Choose(2, 12)))
        from minimum in Gen.Choose(0, 30)
        from cap in Gen.Elements<int?>(null, 100, 150, 200, 500)
        select new AllocationPolicy(method) { Step = step, MinimumShare = minimum, CapPercent = cap };

    [Fact]
    public void units_are_conserved_within_offers_and_the_same_comes_out_again() => Check(Limited, c =>
    {
        var shared = c.Share();
        (shared.Parts.Sum(p => p.Amount) + shared.Rest).ShouldBe(c.Whole);
        shared.Rest.ShouldBeGreaterThanOrEqualTo(0);
        shared.Order.Order().ShouldBe(Enumerable.Range(0, c.Claimants.Length));
        c.Share().ShouldBeEquivalentTo(shared);
        for (var i = 0; i < c.Claimants.Length; i++)
        {
            var (one, part) = (c.Claimants[i], shared.Parts[i]);
            part.Amount.ShouldBeInRange(0, one.Offer);
            (one.AllOrNothing && part.Amount > 0 && part.Amount + c.Policy.Step <= one.Offer).ShouldBeFalse();
            (part.Amount > 0 && part.Amount < one.MinimumLot && one.Pinned + one.Minimum == 0
                && part.Limit != BindingLimit.Turn).ShouldBeFalse();
            part.Amount.ShouldBeGreaterThanOrEqualTo(Math.Min(one.Pinned, one.Offer));
        }
    });

    [Fact]
    public void nothing_is_left_while_somebody_has_room() => Check(Plain, c =>
    {
        var shared = c.Share();
        var room = c.Claimants.Where((one, i) => one.Offer - shared.Parts[i].Amount >= c.Policy.Step).Any();
        (shared.Rest < c.Policy.Step || !room).ShouldBeTrue();
        if (c.Policy.Step == 1)
        {
            shared.Parts.Sum(p => p.Amount).ShouldBe(Math.Min(c.Whole, c.Claimants.Sum(o => o.Offer)));
        }
    });

    [Fact]
    public void the_sequence_of_the_claimants_is_no_matter_when_their_order_is_kept() => Check(Limited, c =>
    {
        var shared = c.Share();
        var count = c.Claimants.Length;
        var turned = c with
        {
            Claimants = [.. c.Claimants.AsEnumerable().Reverse()],
            Order = [.. c.Order.Select(i => count - 1 - i)],
        };
        turned.Share().Parts.Reverse().ShouldBe(shared.Parts);
    });

    [Fact]
    public void in_proportion_and_max_min_are_what_the_rule_tells() => Check(Plain, c =>
    {
        foreach (var method in new[] { Proportional, MaxMin })
        {
            var weights = c.Claimants.Select(o => o.Weight ?? (method == MaxMin ? 1 : o.Offer)).ToArray();
            var exact = Shared_again.Until_nobody_is_above(c.Whole, weights, [.. c.Claimants.Select(o => o.Offer)]);
            var shared = c.Share(method);
            shared.Parts.Where((p, i) => !exact[i].Is(p.Share)).ShouldBeEmpty();
        }
    });

    [Fact]
    public void season_fair_is_what_step_by_step_gives() => Check(Plain, c =>
    {
        // As they stand: the reference breaks ties by position.
        var shared = (c with { Order = [.. Enumerable.Range(0, c.Claimants.Length)] }).Share(SeasonFair);
        var (step, targets) = (c.Policy.Step, c.Claimants.Select(o => o.Target).ToArray());
        var caps = c.Claimants.Select(o => c.Policy.CapPercent is { } percent
            ? ((percent * o.Target * c.Whole) + (100 * targets.Sum() * step) - 1) / (100 * targets.Sum() * step) * step
            : o.Offer).ToArray();
        shared.Parts.Select(p => p.Amount).ShouldBe(Shared_again.Step_by_step(c.Whole, step,
            [.. c.Claimants.Select(o => o.Offer)], caps, [.. c.Claimants.Select(o => o.History)], targets));
    });

    [Fact]
    public void by_equal_losses_who_gets_something_misses_the_same_and_who_gets_nothing_no_more() => Check(Plain, c =>
    {
        var shared = c.Share(EqualLosses);
        var got = c.Claimants.Zip(shared.Parts).Where(p => p.Second.Amount > 0)
            .Select(p => p.First.Offer - p.Second.Amount).ToList();
        if (c.Policy.Step == 1 && got.Count > 0)
        {
            (got.Max() - got.Min()).ShouldBeLessThanOrEqualTo(1);
            c.Claimants.Zip(shared.Parts).Where(p => p.Second.Amount == 0 && p.First.Offer > got.Min() + 1)
                .ShouldBeEmpty();
        }
    });

    [Fact]
    public void by_max_min_who_wants_more_never_has_less_than_another() => Check(Plain, c =>
    {
        var equal = c with { Claimants = [.. c.Claimants.Select(o => o with { Weight = null })] };
        var shared = equal.Share(MaxMin);
        for (var i = 0; i < c.Claimants.Length; i++)
        {
            if (shared.Parts[i].Share < new MixedNumber(c.Claimants[i].Offer))
            {
                shared.Parts.ShouldAllBe(p => p.Share <= shared.Parts[i].Share);
                shared.Parts.ShouldAllBe(p => c.Policy.Step > 1 || p.Amount <= shared.Parts[i].Amount + 1);
            }
        }
    });

    [Fact]
    public void more_to_share_never_lowers_a_share() => Check(Plain, c =>
    {
        foreach (var method in new[] { Proportional, MaxMin, EqualLosses, Rotation })
        {
            var (less, more) = (c.Share(method), (c with { Whole = c.Whole + 1 }).Share(method));
            for (var i = 0; i < c.Claimants.Length; i++)
            {
                more.Parts[i].Share.ShouldBeGreaterThanOrEqualTo(less.Parts[i].Share);
            }
        }
    });

    [Fact]
    public void more_to_share_never_lowers_an_amount_of_a_season_without_caps() => Check(Plain, c =>
    {
        var free = c with { Policy = c.Policy with { CapPercent = null } };
        var (less, more) = (free.Share(SeasonFair), (free with { Whole = c.Whole + 1 }).Share(SeasonFair));
        less.Parts.Zip(more.Parts).ShouldAllBe(p => p.First.Amount <= p.Second.Amount);
    });

    [Fact]
    public void in_turns_the_next_time_begins_where_this_one_ended() => Check(Plain, c =>
    {
        var shared = c.Share(Rotation);
        var served = c.Order.Where(i => shared.Parts[i].Amount > 0).ToList();
        shared.Order.ShouldBe([.. c.Order.Where(i => !served.Contains(i)), .. served]);
    });

    /// <summary>By offers nobody gains from appearing as two. By equal amounts everybody would: so the members are
    /// grouped before.</summary>
    [Fact]
    public void appearing_as_two_gains_nothing_in_proportion_to_offers_but_it_does_by_equal_amounts()
    {
        Check(Plain, c =>
        {
            var by = c with { Claimants = [.. c.Claimants.Select(o => o with { Weight = null })], Order = null! };
            var half = by.Claimants[0].Offer / 2;
            var split = by with
            {
                Claimants = [new(half), new(by.Claimants[0].Offer - half), .. by.Claimants[1..]],
            };
            by.Share(Proportional).Parts.Skip(1).Select(p => p.Share)
                .ShouldBe(split.Share(Proportional).Parts.Skip(2).Select(p => p.Share));
        });
        Allocation.Share(60, [new(60), new(60)], new(MaxMin)).Parts[1].Amount.ShouldBe(30);
        Allocation.Share(60, [new(30), new(30), new(60)], new(MaxMin)).Parts[2].Amount.ShouldBe(20);
        Allocation.Share(60, [new(60), new(60)], new(EqualLosses)).Parts[1].Amount.ShouldBe(30);
        Allocation.Share(60, [new(30), new(30), new(60)], new(EqualLosses)).Parts[2].Amount.ShouldBe(40);
    }

    private static void Check(Gen<Claimant> claimant, Action<Case> holds)
    {
        var cases =
            from count in Gen.Choose(1, 12)
            from claimants in claimant.ListOf(count)
            from places in Gen.Shuffle(Enumerable.Range(0, claimants.Count).ToArray())
            from policy in Policies
            from whole in Gen.Choose(0, 500)
            select new Case(Math.Max(whole, claimants.Sum(c => c.Pinned)), [.. claimants], [.. places], policy);
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Arb.From(cases), holds));
    }

    private sealed record Case(long Whole, Claimant[] Claimants, int[] Order, AllocationPolicy Policy)
    {
        public Allocated Share() => Allocation.Share(Whole, Claimants, Policy, Order);

        public Allocated Share(AllocationMethod method) =>
            (this with { Policy = Policy with { Method = method } }).Share();
    }
}
