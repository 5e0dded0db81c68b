using Meent.Kernel;
using static Meent.Kernel.AllocationMethod;

namespace Meent.Tests;

/// <summary>What comes before and after the method.</summary>
public sealed class Sharing_with_promises_and_lots
{
    [Fact]
    public void what_is_pinned_comes_first_and_counts_in_the_share()
    {
        var shared = Allocation.Share(90, [new(80) { Pinned = 50 }, new(80) { Pinned = 10 }, new(80)], new(MaxMin));
        Amounts(shared).ShouldBe("50 20 20");
        shared.Parts.Select(p => p.Limit).ShouldBe([BindingLimit.Pinned, BindingLimit.None, BindingLimit.None]);
    }

    [Fact]
    public void what_is_pinned_to_one_who_does_not_have_it_is_nobody_elses()
    {
        var shared = Allocation.Share(90, [new(30) { Pinned = 50 }, new(80)], new(MaxMin));
        Amounts(shared).ShouldBe("30 40");
        shared.Rest.ShouldBe(20);
    }

    [Fact]
    public void guaranteed_volumes_come_second_and_are_cut_alike_when_they_do_not_fit()
    {
        Claimant[] two = [new(80) { Pinned = 20 }, new(80) { Minimum = 40 }, new(80) { Minimum = 20 }];
        var enough = Allocation.Share(90, two, new(Proportional));
        Amounts(enough).ShouldBe("25 40 25");
        enough.Parts[1].Limit.ShouldBe(BindingLimit.Minimum);
        Amounts(Allocation.Share(50, two, new(Proportional))).ShouldBe("20 20 10");
    }

    [Fact]
    public void whole_crates_by_largest_remainder_and_never_above_an_offer()
    {
        var policy = new AllocationPolicy(MaxMin) { Step = 12 };
        var shared = Allocation.Share(100, [new(120), new(60), new(30), new(15)], policy);
        Amounts(shared).ShouldBe("36 24 24 12");
        shared.Rest.ShouldBe(4);
        Amounts(Allocation.Share(100, [new(23), new(23), new(90)], policy)).ShouldBe("12 12 72");
    }

    [Fact]
    public void who_is_below_its_lot_leaves_it_to_the_others()
    {
        var shared = Allocation.Share(100, [new(120), new(60), new(30) { MinimumLot = 15 }, new(15)],
            new(Proportional));
        Amounts(shared).ShouldBe("61 31 0 8"); // 61 7/13, 30 10/13 and 7 9/13
        shared.Parts[2].Limit.ShouldBe(BindingLimit.MinimumLot);
    }

    [Fact]
    public void the_smallest_below_its_lot_is_dropped_first_which_may_help_the_next()
    {
        Claimant[] three = [new(50) { MinimumLot = 25 }, new(40) { MinimumLot = 25 }, new(30) { MinimumLot = 25 }];
        Amounts(Allocation.Share(60, three, new(Proportional))).ShouldBe("33 27 0");
    }

    [Fact]
    public void a_whole_below_every_lot_goes_to_the_one_in_turn()
    {
        Claimant[] three = [new(50) { MinimumLot = 25 }, new(20) { MinimumLot = 25 }, new(30) { MinimumLot = 25 }];
        var shared = Allocation.Share(10, three, new(MaxMin), [1, 2, 0]);
        Amounts(shared).ShouldBe("0 0 10");
        shared.Parts.Select(p => p.Limit).ShouldBe(
            [BindingLimit.MinimumLot, BindingLimit.MinimumLot, BindingLimit.Turn]);
        shared.Order.ShouldBe([1, 0, 2]);
    }

    [Fact]
    public void a_class_gets_what_the_classes_before_it_left()
    {
        var shared = Allocation.Share(100, [new(60) { Priority = 2 }, new(50) { Priority = 1 },
            new(30) { Priority = 1 }, new(60) { Priority = 2 }, new(5) { Priority = 3 }], new(MaxMin));
        Amounts(shared).ShouldBe("10 50 30 10 0");
        shared.Parts[4].Limit.ShouldBe(BindingLimit.Priority);
    }

    [Fact]
    public void who_wants_all_or_nothing_gets_nothing_when_it_is_not_all_and_the_rest_is_shared_again()
    {
        var shared = Allocation.Share(100, [new(60), new(60) { AllOrNothing = true }, new(30) { AllOrNothing = true },
            new(20)], new(MaxMin));
        Amounts(shared).ShouldBe("50 0 30 20");
        shared.Parts[1].Limit.ShouldBe(BindingLimit.AllOrNothing);
    }

    [Fact]
    public void the_last_class_is_dropped_first()
    {
        Claimant[] two = [new(60) { AllOrNothing = true, Priority = 1 }, new(60) { AllOrNothing = true, Priority = 0 }];
        Amounts(Allocation.Share(100, two, new(Proportional))).ShouldBe("0 60");
        Amounts(Allocation.Share(100, [two[0] with { Priority = 0 }, two[1]], new(Proportional))).ShouldBe("60 0");
    }

    [Fact]
    public void who_was_dropped_is_taken_back_where_it_fits_in_whole()
    {
        var shared = Allocation.Share(10, [new(12) { AllOrNothing = true },
            new(5) { AllOrNothing = true, Priority = 1 }], new(MaxMin));
        Amounts(shared).ShouldBe("0 5");
        shared.Rest.ShouldBe(5);
    }

    [Fact]
    public void first_come_is_the_order_of_coming() =>
        Amounts(Allocation.Share(100, [new(60), new(30) { AllOrNothing = true }, new(20) { AllOrNothing = true }],
            new(Rotation), [2, 0, 1])).ShouldBe("60 0 20");

    [Fact]
    public void nothing_over_nobody_and_nothing_over_some()
    {
        foreach (var method in Enum.GetValues<AllocationMethod>())
        {
            Allocation.Share(7, [], new(method)).Rest.ShouldBe(7);
            Amounts(Allocation.Share(0, [new(5), new(0)], new(method))).ShouldBe("0 0");
            Amounts(Allocation.Share(9, [new(0), new(0)], new(method))).ShouldBe("0 0");
        }
    }

    [Fact]
    public void what_is_no_figure_is_an_error()
    {
        Throws(-1, new Claimant(1));
        Throws(1, new Claimant(-1));
        Throws(1, new Claimant(1) { Weight = -1 });
        Throws(1, new Claimant(1) { Pinned = 2 });
        Throws(1, new Claimant(long.MaxValue / 4), new Claimant(1));
        Throws(long.MaxValue, new Claimant(1));
        Should.Throw<ArgumentException>(() => Allocation.Share(1, [new(1)], new(MaxMin) { Step = 0 }));
        Should.Throw<ArgumentException>(() => Allocation.Share(1, [new(1)], new((AllocationMethod)9)));
        Should.Throw<ArgumentException>(() => Allocation.Share(1, [new(1)], new(MaxMin), []));
        Should.Throw<ArgumentException>(() => Allocation.Share(1, [new(1), new(1)], new(MaxMin), [0, 0]));
        Should.Throw<ArgumentException>(() => Allocation.AfterShortage([new(5, 6, 0, 0, true)], new(SeasonFair)));
    }

    [Theory]
    [InlineData(Proportional)]
    [InlineData(MaxMin)]
    [InlineData(EqualLosses)]
    [InlineData(SeasonFair)]
    public void the_largest_figures_fit(AllocationMethod method)
    {
        const long Half = long.MaxValue / 8;
        var shared = Allocation.Share(Half + 3,
            [
                new(Half) { History = Half, Target = Half, Weight = Half },
                new(Half - 1) { History = Half - 1, Target = Half - 1, Weight = Half - 1 },
            ], new(method));
        shared.Parts.Sum(p => p.Amount).ShouldBe(Half + 3);
    }

    private static void Throws(long whole, params Claimant[] claimants) =>
        Should.Throw<ArgumentException>(() => Allocation.Share(whole, claimants, new(MaxMin)));

    private static string Amounts(Allocated shared) => string.Join(' ', shared.Parts.Select(p => p.Amount));
}
