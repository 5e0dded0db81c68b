using Meent.Kernel;
using Meent.Planning.Rules.Matching;

namespace Meent.Tests.Planning.Matching;

[Proves("C1a.b")]
public sealed class Matching_offers_to_wants
{
    [Fact]
    public void a_match_says_the_law_the_way_and_the_money_of_each_side()
    {
        var plan = Find([Park.Grains], [Park.CattleFeed]);
        var match = plan.Matches.ShouldHaveSingleItem();
        match.Thousandths.ShouldBe(160_000);
        match.Pair.Basis.ShouldBe("Directive 2008/98/EC art. 5(1)");
        match.Pair.Metres.ShouldBe(12_000);

        // 160 t: gate 8.00, feed 45.00, carrying 1.50 + 12 x 0.15 = 3.30, treatment 4.00: 45.70 a tonne.
        match.Money.ShouldBe(new MatchMoney(128_000, 720_000, 52_800, 64_000, 0, 0));
        match.Money.Gain.ShouldBe(731_200);
        match.FloorMicros.ShouldBe(-8_000_000);
        match.CeilingMicros.ShouldBe(37_700_000);
        match.HoldsAlways.ShouldBeTrue();
        plan.Gain.ShouldBe(731_200);
    }

    [Fact]
    public void a_tonne_more_of_what_is_scarce_is_worth_the_gain_and_of_what_is_left_nothing()
    {
        var plan = Find([Park.Grains], [Park.CattleFeed]);
        plan.Placings[plan.Base].OfferWorth[0, 0].ShouldBe(0);
        plan.Placings[plan.Base].WantWorth[0, 0].ShouldBe(45_700_000);
        plan.OffersLeft.ShouldHaveSingleItem().Thousandths.ShouldBe(40_000);
        plan.OffersLeft[0].Taken.ShouldHaveSingleItem();
        plan.WantsLeft.ShouldBeEmpty();
    }

    [Fact]
    public void the_best_for_all_together_is_found_and_not_the_best_pair_first()
    {
        // Grains suit both and bring 45.70 at the cattle farm; the pigs' room is better kept for whey, which fits
        // nowhere else: winter 250 t of whey, summer 200 t of whey and 20 t of grains that the cattle leave.
        var plan = Find([Park.Grains, Park.Whey], [Park.CattleFeed, Park.PigFeed]);
        plan.Matches.Select(m => (m.Pair.Offer, m.Pair.Want, m.Thousandths)).ShouldBe(
            [(1, 1, 450_000), (0, 0, 160_000), (0, 1, 20_000)], ignoreOrder: true);
        plan.Gain.ShouldBe(plan.Matches.Sum(m => m.Money.Gain));
        plan.OffersLeft.Select(o => (o.At, o.Thousandths)).ShouldBe([(0, 20_000), (1, 50_000)]);
        var pair = plan.Pairs.Single(p => p.Offer == 1 && p.Want == 0);
        pair.Possible.ShouldBeFalse();
        pair.Against.Select(a => a.Code).ShouldBe(["planning.pair_permit", "planning.pair_quality"]);
    }

    [Theory]
    [InlineData("planning.pair_material")]
    [InlineData("planning.pair_season")]
    [InlineData("planning.pair_distance")]
    [InlineData("planning.pair_quality")]
    [InlineData("planning.pair_unmeasured")]
    [InlineData("planning.pair_money")]
    public void each_refused_pair_says_the_rule_and_the_figures(string code)
    {
        var (offer, want, figures) = code switch
        {
            "planning.pair_material" => (Park.Grains, Park.CattleFeed with { Material = "organic" }, "organic"),
            "planning.pair_season" => (Park.Grains with { Thousandths = [5, 0] },
                Park.CattleFeed with { Thousandths = [0, 5] }, "winter"),
            "planning.pair_distance" => (Park.Grains, Park.CattleFeed with { MostMetres = 11_500 }, "11.5"),
            "planning.pair_quality" => (Park.Grains,
                Park.CattleFeed with { Windows = [new("dry_matter", 21_000, null)] }, "21"),
            "planning.pair_unmeasured" => (Park.Grains with { Measured = [] }, Park.CattleFeed, "dry_matter"),
            _ => (Park.Grains, Park.CattleFeed with { PriceMicros = -1_000_000 }, "-0.30"),
        };
        var plan = Find([offer], [want]);
        plan.Matches.ShouldBeEmpty();
        var refused = plan.Pairs.ShouldHaveSingleItem();
        refused.Against[0].Code.ShouldBe(code);
        refused.Against[0].Facts.ShouldContain(f => f.Value == figures);
        plan.OffersLeft.ShouldHaveSingleItem().Nearest.ShouldBe(code == "planning.pair_material" ? null : refused);
    }

    [Fact]
    public void firms_without_a_way_between_them_do_not_match()
    {
        var problem = Park.Of([Park.Grains], [Park.CattleFeed]) with { Metres = (_, _) => null };
        Matcher.Find(problem).Value.Pairs.Single().Against.Select(a => a.Code).ShouldBe(["planning.pair_no_way"]);
    }

    [Fact]
    public void what_keeps_is_used_later_and_storage_is_counted()
    {
        var plan = Find([Park.Grains with { Thousandths = [100_000, 0], Keeps = 1, StorageMicros = 5_000_000 }],
            [Park.CattleFeed with { Thousandths = [30_000, 50_000] }]);
        var match = plan.Matches.Single();
        match.Parts.ShouldBe([(0, 0, 30_000), (0, 1, 50_000)]);
        match.Money.Storage.ShouldBe(25_000);
        match.FloorMicros.ShouldBe(-3_000_000);
    }

    [Fact]
    public void a_match_that_pays_at_low_costs_only_is_in_the_range_and_in_no_plan()
    {
        // 30 km: 9.00 - 4.00 - 1.50 - 4.50 = -1.00 at base costs; costs a quarter lower make it +1.50.
        var plan = Find([Park.Grains with { Firm = Park.Glasshouse, GateMicros = 0 }],
            [Park.CattleFeed with { PriceMicros = 9_000_000 }]);
        plan.Matches.ShouldBeEmpty();
        plan.Sometimes.Single().AtLevels.ShouldBe([160_000, 0, 0]);
        plan.Pairs.Single().Against.Single().Code.ShouldBe("planning.pair_money");
    }

    [Fact]
    public void a_want_says_which_offer_is_nearest_to_fit()
    {
        var plan = Find([Park.Whey, Park.Grains with { Thousandths = [0, 0] }], [Park.CattleFeed]);
        plan.WantsLeft.Single().Nearest!.Against.Select(a => a.Code).ShouldBe(["planning.pair_season"]);
        plan.WantsLeft.Single().Thousandths.ShouldBe(160_000);
    }

    [Fact]
    public void plain_placing_is_a_cheapest_flow_and_the_linear_program_agrees()
    {
        for (var seed = 1UL; seed <= 25; seed++)
        {
            var problem = Drawn.Problem(seed);
            var pairs = PairRules.All(problem).Where(p => p.Possible).ToList();
            var lanes = Placing.Open(problem, pairs, CostLevel.Range[1]);
            var network = PlainPlacing.Read(problem, pairs, lanes);
            var flow = NetworkSimplex.Solve(network).Value;
            Certificate.Fault(network, flow).ShouldBeNull();
            var plain = PlainPlacing.Solve(problem, pairs, lanes, CostLevel.Range[1]).Value;
            var linear = ConvertingPlacing.Solve(problem, pairs, lanes, CostLevel.Range[1]).Value;
            ((double)linear.GainMicros).ShouldBe((double)plain.GainMicros, 1e-6 * ((double)plain.GainMicros + 1));
        }
    }

    [Theory]
    [InlineData("planning.quantity_negative")]
    [InlineData("planning.quantity_too_large")]
    [InlineData("planning.material_unknown")]
    [InlineData("planning.unit_unknown")]
    [InlineData("planning.money_too_large")]
    [InlineData("planning.matching_too_large")]
    public void bad_figures_are_refused(string code)
    {
        var problem = Park.Of([Park.Grains], [Park.CattleFeed]);
        var bad = code switch
        {
            "planning.quantity_negative" => problem with { Offers = [Park.Grains with { Thousandths = [5, -1] }] },
            "planning.quantity_too_large" =>
                problem with { Wants = [Park.CattleFeed with { Thousandths = [long.MaxValue, 1] }] },
            "planning.material_unknown" => problem with { Wants = [Park.CattleFeed with { Material = "gold" }] },
            "planning.unit_unknown" => problem with { Offers = [Park.Grains with { Unit = "kg" }] },
            "planning.money_too_large" =>
                problem with { Wants = [Park.CattleFeed with { PriceMicros = long.MaxValue / 2 }] },
            _ => problem with { Periods = [.. Enumerable.Range(0, 61).Select(i => $"{i}")] },
        };
        Matcher.Find(bad).Refusal!.Code.ShouldBe(code);
    }

    private static MatchPlan Find(Offer[] offers, Want[] wants) => Matcher.Find(Park.Of(offers, wants)).Value;
}
