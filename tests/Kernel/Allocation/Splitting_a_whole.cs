using FsCheck;
using FsCheck.Fluent;
using Meent.Kernel;

namespace Meent.Tests;

/// <summary>Costs, surpluses and joint sales: whole cents, nothing left.</summary>
public sealed class Splitting_a_whole
{
    private static readonly Gen<Case> Cases =
        from whole in Gen.Choose(0, 5_000)
        from parts in (from weight in Gen.Frequency((1, Gen.Constant(0)), (5, Gen.Choose(0, 60)))
                       from cap in Gen.Choose(0, 2_000)
                       select ((long)weight, (long)cap)).NonEmptyListOf()
        where parts.Any(p => p.Item1 > 0)
        select new Case(whole, [.. parts.Select(p => p.Item1)], [.. parts.Select(p => p.Item2)]);

    [Fact]
    public void a_patronage_refund_of_14_600_goes_by_turnover() =>
        Allocation.Split(14_600_00, [120_000, 60_000, 20_000]).ShouldBe([8_760_00, 4_380_00, 1_460_00]);

    [Fact]
    public void one_cent_goes_to_the_largest_remainder_and_of_equal_ones_to_the_first()
    {
        Allocation.Split(100, [1, 1, 1]).ShouldBe([34, 33, 33]);
        Allocation.Split(100, [1, 4, 1]).ShouldBe([17, 67, 16]);
        Allocation.Split(100, [1, 3, 4]).ShouldBe([13, 37, 50]);
        Allocation.Split(1, [1, 1, 0]).ShouldBe([1, 0, 0]);
    }

    [Fact]
    public void a_whole_below_zero_is_divided_as_its_opposite()
    {
        Allocation.Split(-100, [1, 1, 1]).ShouldBe([-34, -33, -33]);
        Allocation.SplitEqually(-101, 3).ShouldBe([-34, -34, -33]);
        Allocation.Split(long.MinValue, [0, 1]).ShouldBe([0, long.MinValue]);
    }

    [Fact]
    public void the_largest_figures_fit() =>
        Allocation.Split(long.MaxValue, [long.MaxValue, long.MaxValue, 1]).Sum().ShouldBe(long.MaxValue);

    [Fact]
    public void money_is_split_the_same_way() =>
        new Money(-100, Currency.Of("KES")).Split([2, 1]).Select(m => m.Minor).ShouldBe([-67, -33]);

    [Fact]
    public void by_weights_it_is_whole_and_within_one_unit_and_more_weight_never_gets_less() => Check(c =>
    {
        var parts = Allocation.Split(c.Whole, c.Weights);
        var total = c.Weights.Sum();
        parts.Sum().ShouldBe(c.Whole);
        foreach (var (i, j) in Pairs(parts.Length))
        {
            var exact = c.Whole * c.Weights[i];
            (parts[i] == exact / total || parts[i] == (exact / total) + 1).ShouldBeTrue();
            (c.Weights[i] <= c.Weights[j] || parts[i] >= parts[j]).ShouldBeTrue();
            (c.Weights[i] != c.Weights[j] || Math.Abs(parts[i] - parts[j]) <= 1).ShouldBeTrue();
        }
    });

    [Fact]
    public void equal_parts_differ_by_one_at_most() => Check(c =>
    {
        var parts = Allocation.SplitEqually(c.Whole, c.Weights.Length);
        parts.Sum().ShouldBe(c.Whole);
        parts.ShouldBe(Allocation.Split(c.Whole, [.. c.Weights.Select(_ => 7L)]));
    });

    [Fact]
    public void who_hits_the_cap_is_fixed_and_the_rest_shared_again()
    {
        Allocation.SplitCapped(100, [120, 60, 30, 15], [40, 60, 60, 60]).Parts.ShouldBe([40, 34, 17, 9]);
        var (parts, remaining) = Allocation.SplitCapped(100, [3, 1, 0], [40, 10, 90]);
        parts.ShouldBe([40, 10, 0]);
        remaining.ShouldBe(50);
    }

    [Fact]
    public void caps_hold_and_what_no_cap_leaves_room_for_remains() => Check(c =>
    {
        var (parts, remaining) = Allocation.SplitCapped(c.Whole, c.Weights, c.Caps);
        (parts.Sum() + remaining).ShouldBe(c.Whole);
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i].ShouldBeInRange(0, c.Weights[i] == 0 ? 0 : c.Caps[i]);
            (remaining == 0 || c.Weights[i] == 0 || parts[i] == c.Caps[i]).ShouldBeTrue();
        }
    });

    [Fact]
    public void within_caps_it_follows_the_rule_as_it_is_told() => Check(c =>
    {
        var (parts, _) = Allocation.SplitCapped(c.Whole, c.Weights, c.Caps);
        var exact = Shared_again.Until_nobody_is_above(c.Whole, c.Weights, c.Caps);
        for (var i = 0; i < parts.Length; i++)
        {
            exact[i].Floor.ShouldBeInRange(parts[i] - 1, parts[i]);
            (parts[i] == exact[i].Floor || !exact[i].IsWhole).ShouldBeTrue();
        }
    });

    [Fact]
    public void wide_caps_change_nothing() => Check(c =>
        Allocation.SplitCapped(c.Whole, c.Weights, [.. c.Weights.Select(_ => long.MaxValue)]).Parts
            .ShouldBe(Allocation.Split(c.Whole, c.Weights)));

    [Fact]
    public void percents_are_a_hundred_exactly()
    {
        Allocation.SplitPercent(10_001, [3_333, 3_333, 3_334]).ShouldBe([3_333, 3_333, 3_335]);
        Should.Throw<ArgumentOutOfRangeException>(() => Allocation.SplitPercent(1, [3_333, 3_333, 3_333]));
        Should.Throw<ArgumentOutOfRangeException>(() => Allocation.SplitPercent(1, [10_001, -1]));
    }

    [Fact]
    public void the_turn_goes_round_those_who_take_part()
    {
        bool[] all = [true, false, true];
        Allocation.SplitInTurn(50, all, -1).ShouldBe([50, 0, 0]);
        Allocation.SplitInTurn(50, all, 0).ShouldBe([0, 0, 50]);
        Allocation.SplitInTurn(50, all, 2).ShouldBe([50, 0, 0]);
        Allocation.NextInTurn([false, true], 1).ShouldBe(1);
        Allocation.NextInTurn([false], -1).ShouldBe(-1);
        Allocation.NextInTurn([], -1).ShouldBe(-1);
        Should.Throw<ArgumentException>(() => Allocation.SplitInTurn(50, [false], -1));
        Should.Throw<ArgumentException>(() => Allocation.NextInTurn([true], 1));
    }

    [Fact]
    public void what_is_no_key_is_an_error()
    {
        Should.Throw<ArgumentException>(() => Allocation.Split(1, [0, 0]));
        Should.Throw<ArgumentException>(() => Allocation.Split(1, []));
        Should.Throw<ArgumentException>(() => Allocation.Split(1, [2, -1]));
        Should.Throw<ArgumentException>(() => Allocation.SplitEqually(1, 0));
        Should.Throw<ArgumentException>(() => Allocation.SplitCapped(-1, [1], [1]));
        Should.Throw<ArgumentException>(() => Allocation.SplitCapped(1, [1], [-1]));
        Should.Throw<ArgumentException>(() => Allocation.SplitCapped(1, [1], [1, 1]));
        Should.Throw<ArgumentException>(() => Allocation.SplitCapped(1, [long.MaxValue], [1]));
    }

    private static IEnumerable<(int, int)> Pairs(int count) =>
        from i in Enumerable.Range(0, count) from j in Enumerable.Range(0, count) select (i, j);

    private static void Check(Action<Case> holds) =>
        Prop.ForAll(Arb.From(Cases), holds).QuickCheckThrowOnFailure();

    private sealed record Case(long Whole, long[] Weights, long[] Caps);
}
