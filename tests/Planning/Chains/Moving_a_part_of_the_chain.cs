using FsCheck;
using FsCheck.Fluent;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Chains;

namespace Meent.Tests.Planning.Chains;

public class Moving_a_part_of_the_chain
{
    private static readonly RelocationScale Middle = new(1.5);

    private static readonly RelocationRanges Exact = new(1.5, 1, 1, 1, 1);

    /// <summary>On a line, kilometres: grower 0, trader 10, customer 100; areas behind them. 50 km an hour.</summary>
    private static RelocationCase Line(
        double[] areas, double removal = 0, double yearly = 0, params Relation[] relations)
    {
        double[] at = [0, 10, 100, .. areas];
        var n = at.Length;
        var kilometres = new double[n * n];
        for (var i = 0; i < n * n; i++)
        {
            kilometres[i] = Math.Abs(at[i / n] - at[i % n]);
        }

        return new RelocationCase(
            ["grower", "trader", "customer"],
            [
                new("grower", 0, "grower", removal), new("trader", 1, "trader", 0, 20, 4),
                new("customer", 2, "customer", 0, 5, 2),
            ],
            [new("lorry", 10, 0.8, 0.5, 0.4, 30, 20)],
            [new("chain", 4_000, 1_000, 0.02, 600, 720, 40)],
            [new(0, 0, 1, 0, 7, 1), new(0, 1, 2, 0, 14, 1)], relations,
            [.. areas.Select((_, i) => new CandidateArea($"area {i}", yearly))],
            new ChainDistances(n, kilometres, [.. kilometres.Select(k => k / 50)]), 0.05, 15, 3, 0.1, 40, 12);
    }

    private static Layout GrowerTo(int area) => new($"area {area}", [area, -1, -1]);

    [Fact]
    [Proves("C3.a")]
    public void A_leg_costs_what_is_reckoned_by_hand()
    {
        var cost = Relocation.Of(Line([]), new Layout("", [-1, -1, -1]), Middle);
        var leg = cost.Legs[0];
        // 500 trips, half of the way back empty: 500 x 1.5 x (10 km x 0.70 + 0.2 h x 30).
        leg.Trips.ShouldBe(500);
        leg.Transport.ShouldBe(500 * 1.5 * ((10 * 0.7) + 6), 1e-9);
        leg.Lead.ShouldBe(12 + 0.2 + 4, 1e-12);
        leg.Handling.ShouldBe(80_000, 1e-9);
        leg.Stock.ShouldBe(4_000_000 * 0.05 * 16.2 / 8760, 1e-6);
        leg.Loss.ShouldBe(4_000_000 * (1 - Math.Exp(-0.02 * 16.2 / 24)), 1e-6);
        // The losses of legs add up to that of the whole way.
        cost.Loss.ShouldBe(4_000_000 * (1 - Math.Exp(-0.02 * cost.ChainLead[0] / 24)), 1e-6);
        cost.ChainCost[0].ShouldBe(600 + (cost.Cost / 4_000), 1e-9);
        cost.PartyCost.ShouldBe([0, cost.Cost, 0]);
    }

    [Fact]
    [Proves("AT-C3-1")]
    public void Where_nobody_moves_all_differences_are_exactly_zero()
    {
        // To stay, written as a layout of its own, and to "move" to where one already is.
        var ranges = new RelocationRanges(
            new(1, 1.5, 2), new(0.9, 1, 1.1), new(0.8, 1, 1.2), new(1, 1, 1.3), new(0, 1, 2));
        var relation = new Relation(0, 1, 50, false, "");
        var stays = new Layout("stays", [-1, -1, -1]);
        var results = RelocationStudy.Of(Line([0], 0, 0, relation), [stays, GrowerTo(0)], ranges, 0.2);
        foreach (var result in results)
        {
            result.Difference.ShouldBe(new Band(0, 0, 0));
            result.Net.ShouldBe(new Band(0, 0, 0));
            result.Parties.ShouldAllBe(p => p.All == default);
            result.Relations.ShouldAllBe(r => r.Now == r.Then && !r.Cut);
            (result.Lead, result.Margin, result.Freshness, result.Beyond, result.Lost)
                .ShouldBe((results[0].Lead, results[0].Margin, results[0].Freshness, results[0].Beyond, 0));
            result.Cost.Legs.ShouldBe(results[0].Cost.Legs);
            result.Ranks.ShouldBe([1, 1, 1]);
        }
    }

    [Fact]
    [Proves("C3.b")]
    public void A_frequent_relation_that_gets_out_of_reach_is_cut_informal_or_not()
    {
        var chains = Line(
            [45, 51], 0, 0, new Relation(0, 1, 50, false, "talk"), new Relation(0, 2, 100, true, "far already"),
            new Relation(0, 1, 4, true, "too rare"));
        var results = RelocationStudy.Of(chains, [GrowerTo(0), GrowerTo(1)], Exact, 0.2);
        results.Select(r => r.Cut).ShouldBe([0, 0, 1]);
        results.Select(r => r.Beyond).ShouldBe([1, 1, 3]);
        results[2].Lost.ShouldBe(50.0 / 150, 1e-12);
        results[2].Relations[0].ShouldBe(new RelationChange(0, 10, 41, true));
    }

    [Fact]
    [Proves("AT-C3-3")]
    public void A_trader_who_loses_is_shown_as_losing_though_the_total_improves()
    {
        // The area costs the grower 200,000 a year less; the trader fetches from 60 km instead of 10.
        var results = RelocationStudy.Of(Line([70], 500_000, -200_000), [GrowerTo(0)], Exact, 0.2);
        var moved = results[1];
        moved.Net.Base.ShouldBeLessThan(0);
        var loser = moved.Losers.Single();
        loser.Party.ShouldBe(1);
        var transport = 500 * 1.5 * 50 * (0.7 + (30.0 / 50));
        loser.All.Base.ShouldBeGreaterThan(transport);
        var annuity = 500_000 * 0.05 / (1 - Math.Pow(1.05, -15));
        moved.Parties[0].All.Base.ShouldBe(-200_000 + annuity, 1e-6);
        moved.Net.Base.ShouldBe(moved.Parties.Sum(p => p.All.Base), 1e-6);
    }

    [Fact]
    public void A_removal_is_paid_back_with_interest()
    {
        Relocation.PayBack(1_000, 200, 0)!.Value.ShouldBe(5, 1e-12);
        // 1000 at 5 %: 231 a year clears it in 5 years (annuity 0.230975).
        Relocation.PayBack(1_000, Annuity.Of(1_000, 0.05, 5), 0.05)!.Value.ShouldBe(5, 1e-9);
        Relocation.PayBack(1_000, 50, 0.05).ShouldBeNull();
        Relocation.PayBack(1_000, -1, 0).ShouldBeNull();
        Relocation.PayBack(0, 10, 0.05).ShouldBe(0);
        Annuity.Of(1, 0.05, 5).ShouldBe(0.230975, 1e-6);
    }

    [Fact]
    public void The_break_even_of_a_removal_is_where_it_neither_gains_nor_costs()
    {
        var saving = RelocationStudy.Of(Line([20], 0, -50_000), [GrowerTo(0)], Exact, 0.2)[1];
        var again = RelocationStudy.Of(Line([20], saving.BreakEven, -50_000), [GrowerTo(0)], Exact, 0.2)[1];
        again.Net.Base.ShouldBe(0, 1e-6);
        again.Payback!.Value.ShouldBe(15, 1e-6);
    }

    [Fact]
    public void Ranks_turn_where_dear_fuel_makes_the_near_area_the_cheaper_one()
    {
        // The far area is let so much cheaper that it is 100 a year ahead at today's fuel price.
        var chains = Line([30, 10]);
        var even = RelocationStudy.Of(chains, [GrowerTo(0), GrowerTo(1)], Exact, 0.2);
        var rent = even[2].Net.Base - even[1].Net.Base - 100;
        chains = chains with { Areas = [new("far", rent), new("near", 0)] };
        var results = RelocationStudy.Of(chains, [GrowerTo(0), GrowerTo(1)], Exact, 0.2);
        var turns = results.Skip(1).ToArray();
        turns.Count(r => r.RankChanges).ShouldBeGreaterThan(0);
        (turns[0].Ranks[0] < turns[1].Ranks[0]).ShouldBeTrue();
        (turns[0].Ranks[2] > turns[1].Ranks[2]).ShouldBeTrue();
    }

    [Fact]
    [Proves("C3.d")]
    public void Parties_add_up_to_the_total_and_ranges_hold_the_base() =>
        Prop.ForAll(Gen.Choose(-300, 300).Three().ToArbitrary(), p =>
        {
            var (a, b, yearly) = p;
            var ranges = new RelocationRanges(new(1, 1.5, 2), new(0.9, 1, 1.2), 1, new(1, 1, 1.3), new(0.5, 1, 2));
            var chains = Line([a, b], Math.Abs(a) * 1_000, yearly * 1_000);
            foreach (var result in RelocationStudy.Of(chains, [GrowerTo(0), GrowerTo(1)], ranges, 0.2))
            {
                result.Parties.Sum(e => e.All.Base).ShouldBe(result.Net.Base, 1e-4);
                result.Net.Holds(result.Net.Base).ShouldBeTrue();
                result.Difference.Base.ShouldBe(result.Cost.Cost - result.Total.Base + result.Difference.Base, 1e-6);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_a_way_an_area_has_no_rank_and_no_figures()
    {
        var chains = Line([20, 30]);
        var kilometres = (double[])chains.Distances.Kilometres.Clone();
        kilometres[(3 * 5) + 1] = double.PositiveInfinity;
        chains = chains with { Distances = chains.Distances with { Kilometres = kilometres } };
        var results = RelocationStudy.Of(chains, [GrowerTo(0), GrowerTo(1)], Exact, 0.2);
        results.Select(r => r.Cost.IsReached).ShouldBe([true, false, true]);
        results[1].Ranks.ShouldBe([0, 0, 0]);
        results[2].Ranks[1].ShouldBeInRange(1, 2);
    }
}
