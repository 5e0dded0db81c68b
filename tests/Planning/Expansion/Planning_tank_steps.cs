using Meent.Planning.Rules.Expansion;

namespace Meent.Tests.Planning.Expansion;

public class Planning_tank_steps
{
    private static readonly Volume Milk = new(
        19_250, new Growth(0.04, Growth.Doubling(8), 0.13), Volume.NoSeason, 0, 96);

    private static readonly Step Module = new(
        "module", StepKind.Buy, 5_000, 2_600_000, 90_000, 0.1, 180, 4, 1, 6);

    private static readonly Step Big = new("big tank", StepKind.Buy, 20_000, 8_400_000, 250_000, 0.1, 180, 5);

    private static readonly Step Rent = new(
        "rent at the neighbour", StepKind.Rent, 4_000, 0, 936_000, 0.3, LeastMonths: 6);

    private static readonly Step Rounds = new(
        "second round", StepKind.Rounds, 0, 0, 252_000, 1.1, LeadMonths: 2, LeastMonths: 3);

    private static readonly Step Shared = new(
        "half of a tank with the neighbour", StepKind.Buy, 5_000, 2_300_000, 120_000, 0.25, 180, 6);

    private static readonly TankQuestion Question = new(20_000, [Module, Big, Shared, Rent, Rounds], 3, 0.12);

    [Fact]
    [Proves("AT-K9-1")]
    public void A_hub_that_doubles_in_eight_years_outgrows_its_tank_in_five_months()
    {
        Milk.Growth.Base.ShouldBe(0.0905, 5e-5);
        (Milk.LitresADay / Question.LitresADay(20_000)).ShouldBe(0.9625, 1e-12);
        Milk.YearsUntil(20_000, Pace.Base)!.Value.ShouldBe(0.44, 0.005);
        (Milk.YearsUntil(20_000, Pace.Base)!.Value * 12).ShouldBe(5, 0.5);
        Milk.At(60, Pace.Base).ShouldBe(29_688, 0.5);
        Milk.At(96, Pace.Base).ShouldBe(38_500, 1e-6);

        var compared = ComparingWays.Compare(Milk, Question).Value;
        compared.Ways.Count.ShouldBe(7);
        foreach (var way in compared.Ways)
        {
            foreach (var (result, pace) in way.Carried.Zip([Pace.Low, Pace.Base, Pace.High]))
            {
                result.MonthsTooBig.ShouldBe(result.Months.Count(m => m.TooBig));
                result.TurnedAwayLitres.ShouldBe(
                    Milk.ByMonth(pace).Zip(result.Months, (l, m) => Math.Max(0, l - m.Room)).Sum() * 365 / 12, 1);
            }
        }

        // Too small: all milk above 20,000 l; too big: the big tank in the months after it has come.
        var nothing = compared.Ways[0].Carried[1];
        nothing.MonthsTooBig.ShouldBe(0);
        nothing.TurnedAwayLitres.ShouldBe(
            Milk.ByMonth(Pace.Base).Sum(l => Math.Max(0, l - 20_000)) * 365 / 12, 1);
        compared.DoNotBuy.ShouldBeFalse();
    }

    [Fact]
    [Proves("K9.a", "K9.b")]
    public void The_ways_differ_in_what_is_too_big_and_what_too_small()
    {
        // With its figure for "too big" at 60 % of all room, ordered at once: 25 months of 40,000 l below 24,000.
        var line = Question with { TooBigBelow = 0.6 };
        var big = Reckoning.Of(line, Milk.ByMonth(Pace.Base), [new Move(5, 1, true)]);
        var below = Milk.ByMonth(Pace.Base).Count(l => l < 24_000) - 5;
        big.MonthsTooBig.ShouldBe(below);
        big.TurnedAwayLitres.ShouldBe(0);
        big.Months[5].Room.ShouldBe(40_000, 1e-9);

        // The fill at which what was added earns what it costs.
        var fill = Question.BreakEvenFill(1)!.Value;
        var atLine = new Volume(20_000 + (fill * 20_000), new Growth(0, 0, 0), Volume.NoSeason, 0, 6);
        Reckoning.Of(Question, (atLine with { LitresADay = atLine.LitresADay + 1 }).ByMonth(Pace.Base),
            [new Move(0, 1, true)]).MonthsTooBig.ShouldBe(0);
        Reckoning.Of(Question, (atLine with { LitresADay = atLine.LitresADay - 1 }).ByMonth(Pace.Base),
            [new Move(0, 1, true)]).MonthsTooBig.ShouldBe(6);

        // Two rounds a day: 60 % of a day's milk stands at once, so that 20,000 l take 33,333.
        var rounds = Reckoning.Of(Question, Milk.ByMonth(Pace.Base), [new Move(3, 4, true)]);
        rounds.Months[50].Room.ShouldBe(20_000 / 0.6, 1e-6);
    }

    [Fact]
    [Proves("AT-K9-2")]
    public void Without_growth_the_answer_is_do_not_buy()
    {
        var still = Milk with { Growth = new Growth(0, 0, 0) };
        var compared = ComparingWays.Compare(still, Question).Value;
        compared.DoNotBuy.ShouldBeTrue();
        compared.Ways.ShouldAllBe(w => w.IsNothing);
        compared.Ways[0].Carried[1].TurnedAwayLitres.ShouldBe(0);
    }

    [Fact]
    public void Where_a_litre_leaves_little_the_answer_is_do_not_buy_whatever_the_growth()
    {
        var compared = ComparingWays.Compare(Milk, Question with { MarginPerLitre = 0.2 }).Value;
        compared.DoNotBuy.ShouldBeTrue();
        var from = ComparingWays.MarginFromWhichItPays(Milk, Question)!.Value;
        from.ShouldBeInRange(0.2, 3);
        ComparingWays.Compare(Milk, Question with { MarginPerLitre = from - 0.01 }).Value.DoNotBuy.ShouldBeTrue();
        ComparingWays.Compare(Milk, Question with { MarginPerLitre = from + 0.01 }).Value.DoNotBuy.ShouldBeFalse();
    }

    [Fact]
    public void The_growth_that_turns_do_not_buy_into_buy_is_said()
    {
        var from = ComparingWays.GrowthFromWhichItPays(Milk, Question)!.Value;
        var below = Milk with { Growth = new Growth(from - 0.001, from - 0.001, from - 0.001) };
        var above = Milk with { Growth = new Growth(from + 0.001, from + 0.001, from + 0.001) };
        ComparingWays.Compare(below, Question).Value.DoNotBuy.ShouldBeTrue();
        ComparingWays.Compare(above, Question).Value.DoNotBuy.ShouldBeFalse();
    }

    [Fact]
    public void No_plan_beats_hindsight_and_the_mix_beats_each_step()
    {
        var compared = ComparingWays.Compare(Milk, Question).Value;
        var mix = compared.Ways[^1];
        mix.Mixed.ShouldBeTrue();
        foreach (var way in compared.Ways)
        {
            way.Regret.ShouldAllBe(r => r >= 0);
            for (var p = 0; p < 3; p++)
            {
                way.Adapted[p].ShouldBeLessThanOrEqualTo(way.Carried[p].Cost + 1e-3);
                mix.Adapted[p].ShouldBeLessThanOrEqualTo(way.Adapted[p] + 1e-3);
            }
        }

        mix.Regret[1].ShouldBe(0, 1e-3);
        compared.Ways[compared.LeastRegret].WorstRegret.ShouldBe(compared.Ways.Min(w => w.WorstRegret));
    }

    [Fact]
    public void The_best_moment_is_the_lowest_of_all_moments()
    {
        var moments = ComparingWays.Moments(Milk, Question, 1);
        moments.Take(5).ShouldAllBe(m => m == null);
        var alone = StepSearch.Find(Question, Milk.ByMonth(Pace.Base), [false, true, false, false, false]).Value;
        var best = Array.FindIndex(moments, m => m is not null && Math.Abs(m.Value - alone.Cost) < 1e-3);
        best.ShouldBe(alone.Moves.ShouldHaveSingleItem().Month);
        moments.Min()!.Value.ShouldBe(alone.Cost, 1e-3);
    }

    [Fact]
    public void A_season_swings_the_months_and_not_the_year()
    {
        double[] season = [0.8, 0.7, 0.8, 1.1, 1.3, 1.2, 1.1, 1, 0.9, 1, 1.1, 1];
        var swinging = Milk with { Season = season, Growth = new Growth(0, 0, 0), FirstMonth = 3, Months = 24 };
        var litres = swinging.ByMonth(Pace.Base);
        litres[0].ShouldBe(19_250 * 1.1, 1e-9);
        litres.Average().ShouldBe(19_250, 1e-6);
        // Rent comes with the flush (April to July, and November) and goes after it, twice.
        var plan = StepSearch.Find(
            Question with { Steps = [Rent with { LeastMonths = 1 }] }, litres, [true]).Value;
        plan.Moves.Where(m => m.Taken).Select(m => m.Month).ShouldBe([0, 7, 12, 19]);
        plan.Moves.Where(m => !m.Taken).Select(m => m.Month).ShouldBe([4, 8, 16, 20]);
    }
}
