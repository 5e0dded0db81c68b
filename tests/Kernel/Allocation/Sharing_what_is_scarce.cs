using Meent.Kernel;
using static Meent.Kernel.AllocationMethod;

namespace Meent.Tests;

/// <summary>Figures as published, or as reckoned by hand.</summary>
public sealed class Sharing_what_is_scarce
{
    private static readonly long[] Offers = [120, 60, 30, 15];

    [Theory]
    [InlineData(100, "53 27 13 7", "53 1/3, 26 2/3, 13 1/3, 6 2/3")]
    [InlineData(150, "80 40 20 10", "80, 40, 20, 10")]
    public void in_proportion_to_the_offers(long whole, string amounts, string shares)
    {
        var shared = Share(whole, Proportional, Offers);
        Amounts(shared).ShouldBe(amounts);
        string.Join(", ", shared.Parts.Select(p => p.Share)).ShouldBe(shares);
        shared.Parts.ShouldAllBe(p => p.Limit == BindingLimit.None);
    }

    [Fact]
    public void in_proportion_to_weights_and_shared_again_above_an_offer()
    {
        var shared = Allocation.Share(90, [new(20) { Weight = 1 }, new(100) { Weight = 2 }, new(90) { Weight = 0 },
            new(100) { Weight = 1 }], new(Proportional));
        Amounts(shared).ShouldBe("20 47 0 23");
        shared.Parts.Select(p => p.Limit).ShouldBe([BindingLimit.Offer, BindingLimit.None, BindingLimit.Weight,
            BindingLimit.None]);
    }

    [Theory]
    [InlineData(100, "29 28 28 15", "28 1/3, 28 1/3, 28 1/3, 15")]
    [InlineData(150, "53 52 30 15", "52 1/2, 52 1/2, 30, 15")]
    [InlineData(1000, "120 60 30 15", "120, 60, 30, 15")]
    public void max_min(long whole, string amounts, string shares)
    {
        var shared = Share(whole, MaxMin, Offers);
        Amounts(shared).ShouldBe(amounts);
        string.Join(", ", shared.Parts.Select(p => p.Share)).ShouldBe(shares);
        shared.Parts[3].Limit.ShouldBe(BindingLimit.Offer);
        shared.Rest.ShouldBe(Math.Max(0, whole - 225));
    }

    /// <summary>Keshav, An Engineering Approach to Computer Networking, 1997: 2, 2.6, 4, 5 of a capacity of 10.
    /// </summary>
    [Fact]
    public void max_min_as_in_the_textbook() => Amounts(Share(100, MaxMin, [20, 26, 40, 50])).ShouldBe("20 26 27 27");

    /// <summary>Keshav, the same chapter: demands 4, 2, 10, 4 with weights 2.5, 4, 0.5, 1 of a capacity of 16.
    /// </summary>
    [Fact]
    public void max_min_by_weight_as_in_the_textbook() =>
        string.Join(", ", Allocation.Share(16,
            [new(4) { Weight = 5 }, new(2) { Weight = 8 }, new(10) { Weight = 1 }, new(4) { Weight = 2 }],
            new(MaxMin)).Parts.Select(p => p.Share)).ShouldBe("4, 2, 6, 4");

    /// <summary>Aumann and Maschler, Game theoretic analysis of a bankruptcy problem from the Talmud, 1985: claims of
    /// 100, 200 and 300.</summary>
    [Theory]
    [InlineData(100, EqualLosses, "0 0 100")]
    [InlineData(200, EqualLosses, "0 50 150")]
    [InlineData(300, EqualLosses, "0 100 200")]
    [InlineData(400, EqualLosses, "33 133 234")]
    [InlineData(200, MaxMin, "67 67 66")]
    [InlineData(300, MaxMin, "100 100 100")]
    public void awards_and_losses(long whole, AllocationMethod method, string amounts) =>
        Amounts(Allocation.Share(whole, [new(100), new(200), new(300)], new(method),
            whole == 400 ? [2, 1, 0] : null)).ShouldBe(amounts);

    [Fact]
    public void a_minimum_share_in_order_and_then_max_min()
    {
        var shared = Share(50, new(MinimumShare) { MinimumShare = 10 }, [40, 30, 12, 4], [2, 0, 1, 3]);
        Amounts(shared).ShouldBe("19 19 12 0");
        shared.Parts.Select(p => p.Limit).ShouldBe(
            [BindingLimit.None, BindingLimit.None, BindingLimit.Offer, BindingLimit.Minimum]);
    }

    [Theory]
    [InlineData(25, "12 0 13", "1 2 0")] // the last of the order is out of it: 5 are no minimum share
    [InlineData(7, "0 0 7", "0 1 2")]
    [InlineData(66, "20 20 20", "2 0 1")]
    public void a_minimum_share_lasts_as_long_as_it_lasts(long whole, string amounts, string order)
    {
        var shared = Share(whole, new(MinimumShare) { MinimumShare = 10 }, [20, 20, 20], [2, 0, 1]);
        Amounts(shared).ShouldBe(amounts);
        string.Join(' ', shared.Order).ShouldBe(order);
    }

    [Theory]
    [InlineData(1, 1, 1, "0 20 10")]
    [InlineData(2, 1, 1, "20 10 0")]
    public void season_fair(long first, long second, long third, string amounts) =>
        Amounts(Allocation.Share(30,
            [
                new(20) { History = 100, Target = first }, new(20) { History = 80, Target = second },
                new(20) { History = 90, Target = third },
            ], new(SeasonFair))).ShouldBe(amounts);

    [Fact]
    public void one_who_comes_back_does_not_take_a_whole_week()
    {
        Claimant[] three = [new(100), new(100) { History = 500 }, new(100) { History = 510 }];
        var shared = Allocation.Share(90, three, new(SeasonFair));
        Amounts(shared).ShouldBe("60 20 10");
        shared.Parts[0].Limit.ShouldBe(BindingLimit.Cap);
        Amounts(Allocation.Share(90, three, new(SeasonFair) { CapPercent = null })).ShouldBe("90 0 0");
    }

    [Fact]
    public void a_cap_does_not_leave_what_only_the_capped_can_take() =>
        Amounts(Allocation.Share(90, [new(80), new(5), new(0)], new(SeasonFair))).ShouldBe("80 5 0");

    [Fact]
    public void in_turns_and_who_had_nothing_to_offer_keeps_its_turn()
    {
        var monday = Share(50, Rotation, [30, 0, 40, 20]);
        Amounts(monday).ShouldBe("30 0 20 0");
        monday.Order.ShouldBe([1, 3, 0, 2]);
        monday.Parts.Select(p => p.Limit).ShouldBe(
            [BindingLimit.Offer, BindingLimit.Offer, BindingLimit.Turn, BindingLimit.Turn]);
        var tuesday = Share(50, new(Rotation), [30, 10, 40, 20], monday.Order);
        Amounts(tuesday).ShouldBe("20 10 0 20");
        tuesday.Order.ShouldBe([2, 1, 3, 0]);
    }

    [Fact]
    public void lost_units_go_to_those_who_delivered_least_and_the_cause_decides_about_the_history()
    {
        Shortfall[] week =
        [
            new(40, 30, 50, 100, false), new(30, 0, 20, 60, false), new(30, 0, 20, 70, false),
            new(10, 10, 0, 80, true),
        ];
        var replaced = Allocation.AfterShortage(week, new(SeasonFair) { CapPercent = null });
        Amounts(replaced.Extra).ShouldBe("0 20 20 0");
        replaced.Extra.Rest.ShouldBe(0);
        replaced.Delivered.ShouldBe([10, 50, 50, 0]);
        replaced.History.ShouldBe([110, 110, 120, 90]);
        var fewer = Allocation.AfterShortage([week[0], week[1] with { Spare = 8 }, week[2]], new(SeasonFair));
        Amounts(fewer.Extra).ShouldBe("0 8 20");
        fewer.Extra.Rest.ShouldBe(2);
    }

    /// <summary>The paradox that Alabama met in the census of 1880: by largest remainder a seat more in the house
    /// takes one from the third. Step by step it cannot happen.</summary>
    [Fact]
    public void a_unit_more_may_lower_an_amount_by_largest_remainder_and_not_step_by_step()
    {
        Claimant[] states = [new(99) { Weight = 6, Target = 6 }, new(99) { Weight = 6, Target = 6 },
            new(99) { Weight = 2, Target = 2 }];
        Amounts(Allocation.Share(10, states, new(Proportional))).ShouldBe("4 4 2");
        Amounts(Allocation.Share(11, states, new(Proportional))).ShouldBe("5 5 1");
        Amounts(Allocation.Share(10, states, new(SeasonFair))).ShouldBe("4 4 2");
        Amounts(Allocation.Share(11, states, new(SeasonFair))).ShouldBe("5 4 2");
    }

    private static Allocated Share(long whole, AllocationMethod method, long[] offers) =>
        Share(whole, new AllocationPolicy(method), offers, null);

    private static Allocated Share(long whole, AllocationPolicy policy, long[] offers, IReadOnlyList<int>? order) =>
        Allocation.Share(whole, [.. offers.Select(o => new Claimant(o))], policy, order);

    private static string Amounts(Allocated shared) => string.Join(' ', shared.Parts.Select(p => p.Amount));
}
