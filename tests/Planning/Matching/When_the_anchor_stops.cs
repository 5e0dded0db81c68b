using Meent.Kernel;
using Meent.Planning.Rules.Matching;

namespace Meent.Tests.Planning.Matching;

/// <summary>Four firms round a starch factory that share its water plant.</summary>
public sealed class When_the_anchor_stops
{
    private const int Starch = 0;
    private const int Digester = 1;
    private const int Glasshouse = 2;
    private const int Feed = 3;

    private static readonly MatchPlan Before = Matcher.Find(Problem()).Value;

    [Fact]
    [Proves("AT-C1a-2", "C1a.f")]
    public void flows_and_shares_of_the_plant_that_fall_away_are_listed_per_remaining_firm()
    {
        var plant = new Facility("water plant", Starch, 1_250_000,
            new Dictionary<int, long> { [Starch] = 41_250, [Digester] = 6_300, [Glasshouse] = 3_120, [Feed] = 1_330 });
        var (after, effects) = Dependence.On(Before, Starch, [plant]).Value;
        effects.Select(e => e.Firm).ShouldBe([Digester, Glasshouse, Feed]);

        // Fibre to the feed firm, potato water to the digester; heat and plant waste stay.
        Flows(effects[0]).ShouldBe([("water", 6_200_000)]);
        Flows(effects[1]).ShouldBeEmpty();
        Flows(effects[2]).ShouldBe([("fibre", 805_500)]);
        effects[2].Flows[0].Delivers.ShouldBeFalse();

        // The plant stands at the starch factory: the others have none. Shares: 12,500.00 over 52,000 m3.
        effects.SelectMany(e => e.Shares).Select(s => (s.Before, s.After))
            .ShouldBe([(151_442, null), (75_000, null), (31_971, null)]);
        after.Matches.Select(m => Before.Problem.Offers[m.Pair.Offer].Id).Order().ShouldBe(["heat", "plants"]);
    }

    [Fact]
    public void what_somebody_else_delivers_instead_is_told()
    {
        var plan = Matcher.Find(Problem() with
        {
            // It earns 20.00 elsewhere: while the starch factory runs, its fibre is the better one.
            Offers = [.. Problem().Offers, new("bran", Digester, "fibre", "t", [300_000]) { GateMicros = -20_000_000 }],
        }).Value;
        var effect = Dependence.On(plan, Starch, []).Value.Effects.Single(e => e.Firm == Feed);
        effect.Flows.ShouldHaveSingleItem().Thousandths.ShouldBe(805_500);
        effect.Replaced.ShouldHaveSingleItem().Thousandths.ShouldBe(300_000);
        effect.GainAfter.ShouldBeLessThan(effect.GainBefore);
        effect.Shares.ShouldBeEmpty();
    }

    [Fact]
    public void a_user_of_the_plant_that_stops_makes_it_dearer_for_the_others()
    {
        var plant = new Facility("water plant", Starch, 100_00,
            new Dictionary<int, long> { [Starch] = 5_000, [Digester] = 3_000, [Glasshouse] = 2_000 });
        var effects = Dependence.On(Before, Glasshouse, [plant]).Value.Effects;
        effects.SelectMany(e => e.Shares).Select(s => (s.Before, s.After))
            .ShouldBe([(5_000, 6_250), (3_000, 3_750)]);
    }

    private static IEnumerable<(string, long)> Flows(Effect effect) =>
        effect.Flows.Select(f => (Before.Problem.Offers[f.Match.Pair.Offer].Id, f.Thousandths));

    private static MatchingProblem Problem()
    {
        var materials = new Taxonomy([new("fibre", null, "t", "", 0, 0), new("water", null, "m3", "", 0, 0),
            new("heat", null, "GJ", "", 0, 0), new("plants", null, "t", "", 0, 0)]);
        Offer[] offers =
        [
            new("fibre", Starch, "fibre", "t", [900_000]), new("water", Starch, "water", "m3", [9_000_000]),
            new("heat", Digester, "heat", "GJ", [3_000_000]),
            new("plants", Glasshouse, "plants", "t", [79_500]) { GateMicros = 46_000_000 },
        ];
        Want[] wants =
        [
            new("feed", Feed, "fibre", "t", [805_500]) { PriceMicros = 31_000_000 },
            new("wet", Digester, "water", "m3", [6_200_000]) { PriceMicros = 900_000 },
            new("boiler", Glasshouse, "heat", "GJ", [1_915_250]) { PriceMicros = 9_800_000 },
            new("dry", Digester, "plants", "t", [100_000]),
        ];
        return new MatchingProblem(Currency.Of("EUR"), ["2026-10"],
            [new("zetmeel", ""), new("vergister", ""), new("kas", ""), new("voer", "")], materials, offers, wants,
            (_, _) => 0);
    }
}
