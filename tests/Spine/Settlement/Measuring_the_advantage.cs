using FsCheck;
using FsCheck.Fluent;
using Meent.Kernel;
using Meent.Settlement.Rules;

namespace Meent.Tests.Spine.Settlement;

/// <summary>What terms brought, less what the same would have brought or cost elsewhere.</summary>
[Proves("K0.e", "B4.e")]
public sealed class Measuring_the_advantage
{
    private static readonly Currency Kes = Currency.Of("KES");

    private static readonly Gen<Elsewhere> One =
        from quantity in Gen.Choose(-2_000_000, 2_000_000)
        from micros in Gen.Choose(-3_000_000, 90_000_000)
        select new Elsewhere(quantity, micros);

    private static readonly Gen<(int Actual, List<Elsewhere> Elsewhere)> Cases =
        from actual in Gen.Choose(-5_000_000, 5_000_000)
        from elsewhere in One.ListOf()
        select (actual, elsewhere.ToList());

    [Fact]
    public void what_is_sold_for_more_and_bought_for_less_is_gained_on_both_sides()
    {
        // 173.25 kg brought 5,197.50 less a charge of 86.63; traders at the gate paid 28.40.
        Advantage.Of(519_750 - 8_663, [new(173_250, 28_400_000)], Kes).ShouldBe(19_057);

        // Two bags for 800.00; the shop asked 415.50 for one.
        Advantage.Of(-80_000, [new(-2_000, 415_500_000)], Kes).ShouldBe(3_100);
    }

    [Fact]
    public void who_would_have_had_to_pay_to_be_rid_of_it_gains_that_too() =>
        // 12 t of pulp are taken for nothing; elsewhere it cost 15.00 a ton.
        Advantage.Of(0, [new(12_000, -15_000_000)], Kes).ShouldBe(18_000);

    [Fact]
    public void it_is_rounded_once_and_a_half_goes_away_from_zero()
    {
        // 0.001 x 5.00 is half a cent, twice is one: never two halves rounded each for itself.
        Advantage.Of(0, [new(1, 5_000_000)], Kes).ShouldBe(-1);
        Advantage.Of(0, [new(-1, 5_000_000)], Kes).ShouldBe(1);
        Advantage.Of(0, [new(1, 5_000_000), new(1, 5_000_000)], Kes).ShouldBe(-1);
    }

    [Fact]
    public void without_a_price_there_is_no_figure() =>
        Advantage.Of(519_750, [new(173_250, 28_400_000), new(1_000, null)], Kes).ShouldBeNull();

    [Fact]
    public void the_sum_is_of_what_was_measured()
    {
        Advantage.Sum([3_100, null, -1_845]).ShouldBe(1_255);
        Advantage.Sum([null, null]).ShouldBeNull();
        Advantage.Sum([]).ShouldBeNull();
    }

    [Fact]
    public void one_more_cent_here_is_one_more_cent_of_advantage_but_for_the_rounding() => Check(c =>
    {
        var less = Advantage.Of(c.Actual, c.Elsewhere, Kes)!.Value;
        var more = Advantage.Of(c.Actual + 1, c.Elsewhere, Kes)!.Value;
        (more - less).ShouldBeInRange(0, 2);
    });

    [Fact]
    public void the_order_of_records_and_how_they_are_summed_change_nothing() => Check(c =>
    {
        var advantage = Advantage.Of(c.Actual, c.Elsewhere, Kes);
        Advantage.Of(c.Actual, c.Elsewhere.AsEnumerable().Reverse(), Kes).ShouldBe(advantage);
        var summed = c.Elsewhere.GroupBy(e => e.Price).Select(g => new Elsewhere(g.Sum(e => e.Quantity), g.Key));
        Advantage.Of(c.Actual, summed, Kes).ShouldBe(advantage);
    });

    [Fact]
    public void what_is_sold_here_and_there_for_the_same_brings_nothing() => Check(c =>
    {
        var back = c.Elsewhere.Concat(c.Elsewhere.Select(e => e with { Quantity = -e.Quantity }));
        Advantage.Of(c.Actual, back, Kes).ShouldBe(c.Actual);
    });

    [Fact]
    public void seen_from_the_other_side_it_is_the_same_with_the_other_sign() => Check(c =>
        Advantage.Of(-c.Actual, c.Elsewhere.Select(e => e with { Quantity = -e.Quantity }), Kes)
            .ShouldBe(-Advantage.Of(c.Actual, c.Elsewhere, Kes)));

    private static void Check(Action<(int Actual, List<Elsewhere> Elsewhere)> holds) =>
        Prop.ForAll(Arb.From(Cases), holds).QuickCheckThrowOnFailure();
}
