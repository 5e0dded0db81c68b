using Meent.Planning.Rules;
using Meent.Planning.Rules.Linear;
using Meent.Planning.Rules.Matching;
using Meent.Tests.Planning.Linear;

namespace Meent.Tests.Planning.Matching;

/// <summary>A digester takes sludge and makes heat and digestate of it.</summary>
public sealed class Converting_residues
{
    private static readonly Offer Sludge = new("sludge", Park.Dairy, "organic/sludge", "t", [200_000, 200_000])
    {
        Status = LegalStatus.Waste, GateMicros = 10_000_000,
    };

    private static readonly Want Pit = new("pit", Park.Digester, "organic", "t", [500_000, 500_000])
    {
        Use = Use.Digestion, Approvals = Approvals.Waste, WasteCodes = ["02"], TreatmentMicros = 6_000_000,
    };

    /// <summary>What is made of it: nothing is there by itself.</summary>
    private static readonly Offer Heat = new("heat", Park.Digester, "heat", "GJ", [0, 0]);

    private static readonly Offer Digestate = new("digestate", Park.Digester, "digestate", "t", [0, 0])
    {
        Status = LegalStatus.EndOfWaste, GateMicros = 5_000_000,
    };

    private static readonly Want Glasshouse = new("boiler", Park.Glasshouse, "heat", "GJ", [150_000, 40_000])
    {
        PriceMicros = 9_000_000, MostMetres = 3_000,
    };

    private static readonly Want Field = new("field", Park.Pigs, "digestate", "t", [0, 60_000])
    {
        Use = Use.Land, PriceMicros = 3_000_000,
    };

    private static readonly Conversion[] Digestion =
    [
        new(0, 1, "organic/sludge", 0.8), new(0, 2, "organic/sludge", 0.9),
    ];

    [Fact]
    public void is_reckoned_through_to_what_is_made_of_them()
    {
        var plan = Matcher.Find(Problem(Sludge)).Value;

        // A tonne: gate 10.00 - 6.00 - 1.50 - 21 x 0.15 = -0.65, and 0.9 t of digestate costs 4.50 to be rid of, but
        // 0.8 GJ brings 0.8 x (9.00 - 0.40) = 6.88. Winter: heat for 150 / 0.8 = 187.5 t. Summer: 40 / 0.8 = 50 t, and
        // the field takes all 45 t of digestate, at 5.00 + 3.00 - 1.00 - 6 x 0.10 = 6.40. A tonne more of sludge in
        // summer brings -5.15 and 0.9 x 6.40 = 5.76: 0.61 more, as long as the field has room: 60 / 0.9 = 66.666 t.
        plan.Matches.Select(m => (m.Pair.Offer, m.Thousandths)).OrderBy(m => m.Offer)
            .ShouldBe([(0, 254_166), (1, 190_000), (2, 60_000)]);
        plan.Matches.Single(m => m.Pair.Offer == 0).Parts.ShouldBe([(0, 0, 187_500), (1, 1, 66_666)]);
        plan.Matches.Single(m => m.Pair.Offer == 0).Money.Output.ShouldBe(114_375);
        plan.OffersLeft.Select(o => (o.At, o.Thousandths)).ShouldBe([(0, 145_834), (1, 13_332), (2, 168_749)]);
        plan.Placings[plan.Base].WantWorth[1, 0].ShouldBe(2_162_500);
    }

    [Fact]
    public void that_bring_less_than_they_cost_are_left() =>
        Matcher.Find(Problem(Sludge with { GateMicros = 1_000_000 })).Value.Matches.ShouldBeEmpty();

    [Fact]
    public void brings_what_the_best_corner_brings()
    {
        for (var seed = 1UL; seed <= 40; seed++)
        {
            var dice = new Dice(seed);
            var problem = Problem(Sludge with
            {
                GateMicros = dice.Below(16) * 1_000_000,
                Thousandths = [dice.Below(200_000), 0],
            }) with
            {
                Conversions =
                [
                    new(0, 1, "organic/sludge", 0.1 + dice.Fraction()), new(0, 2, "organic/sludge", dice.Fraction()),
                ],
            };
            var pairs = PairRules.All(problem).Where(p => p.Possible).ToList();
            var lanes = Placing.Open(problem, pairs, CostLevel.Range[1]);
            var program = new LinearProgram([.. lanes.Select(l => -l.Unit.Gain / 1e6)],
                [.. lanes.Select(_ => 1_000.0)],
                [.. ConvertingPlacing.Rows(problem, pairs, lanes).Where(r => r.Terms.Length > 0)]);
            var best = Corners.Best(program);
            BoundedSimplex.Solve(program).Cost.ShouldBe(best, 1e-6);
            var placing = ConvertingPlacing.Solve(problem, pairs, lanes, CostLevel.Range[1]).Value;
            ((double)placing.GainMicros / 1e9).ShouldBe(-best, 0.05);
        }
    }

    [Fact]
    public void a_tonne_that_stands_for_half_a_tonne_of_feed_replaces_half()
    {
        var want = Park.CattleFeed with { Replaces = new Dictionary<string, long> { ["feed/grains"] = 500 } };
        var plan = Matcher.Find(Park.Of([Park.Grains], [want])).Value;
        plan.Matches.Single().Thousandths.ShouldBe(200_000);

        // 8.00 + 22.50 - 3.30 - 4.00
        plan.Matches.Single().Pair.Unit.Gain.ShouldBe(23_200_000);
        plan.WantsLeft.Single().Thousandths.ShouldBe(60_000);
    }

    [Fact]
    public void too_many_at_once_are_refused()
    {
        var offers = Enumerable.Range(0, 60).Select(i => Park.Grains with { Id = $"g{i}", Thousandths = Long(60) });
        var want = Park.CattleFeed with
        {
            Thousandths = Long(60), Replaces = new Dictionary<string, long> { ["feed/grains"] = 900 },
        };
        var problem = Park.Of([.. offers], [want]) with { Periods = [.. Enumerable.Range(0, 60).Select(i => $"p{i}")] };
        Matcher.Find(problem).Refusal!.Code.ShouldBe("planning.conversion_too_large");
    }

    private static long[] Long(int count) => [.. Enumerable.Repeat(10_000L, count)];

    private static MatchingProblem Problem(Offer sludge) =>
        Park.Of([sludge, Heat, Digestate], [Pit, Glasshouse, Field]) with { Conversions = Digestion };
}
