using Meent.Planning.Rules.Expansion;

namespace Meent.Tests.Planning.Expansion;

public class Asking_the_impossible_of_tanks
{
    private static readonly Volume Milk = new(1_000, new Growth(0, 0.05, 0.1), Volume.NoSeason, 0, 24);
    private static readonly Step Tank = new("tank", StepKind.Buy, 1_000, 100_000);
    private static readonly TankQuestion Question = new(1_000, [Tank], 1, 0.1);

    [Fact]
    public void A_volume_that_cannot_be_is_refused()
    {
        Code(Milk with { LitresADay = 0 }, Question).ShouldBe("planning.tank_no_volumes");
        Code(Milk with { Months = 0 }, Question).ShouldBe("planning.tank_no_volumes");
        Code(Milk with { LitresADay = double.NaN }, Question).ShouldBe("planning.tank_no_volumes");
        Code(Milk with { LitresADay = -1 }, Question).ShouldBe("planning.tank_negative_volume");
        Code(Milk with { Months = 601 }, Question).ShouldBe("planning.tank_too_long");
        Code(Milk with { Season = [1, 1] }, Question).ShouldBe("planning.tank_season_wrong");
        Code(Milk with { Season = [2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2] }, Question)
            .ShouldBe("planning.tank_season_wrong");
        Code(Milk with { Growth = new Growth(0.1, 0.05, 0.2) }, Question).ShouldBe("planning.tank_growth_wrong");
        Code(Milk with { Growth = new Growth(0, 0, 9) }, Question).ShouldBe("planning.tank_growth_wrong");
    }

    [Fact]
    public void A_tank_that_cannot_be_is_refused()
    {
        Code(Milk, Question with { Steps = [Tank with { Litres = 0 }] }).ShouldBe("planning.tank_zero_capacity");
        Code(Milk, Question with { StandingLitres = -5 }).ShouldBe("planning.tank_zero_capacity");
        Code(Milk, Question with { Steps = [Tank with { Price = -1 }] }).ShouldBe("planning.tank_step_wrong");
        Code(Milk, Question with { Steps = [Tank with { LifeMonths = 0 }] }).ShouldBe("planning.tank_step_wrong");
        Code(Milk, Question with { PeakDay = 0.5 }).ShouldBe("planning.tank_question_wrong");
        Code(Milk, Question with { Steps = [Tank with { Kind = StepKind.Sell, Litres = 1_001 }] })
            .ShouldBe("planning.tank_question_wrong");
    }

    [Fact]
    public void More_combinations_than_can_be_searched_are_refused()
    {
        var many = Enumerable.Range(0, 6).Select(_ => Tank with { Most = 30 }).ToList();
        Code(Milk, Question with { Steps = many }).ShouldBe("planning.tank_too_many_states");
    }

    private static string? Code(Volume volume, TankQuestion question) =>
        ComparingWays.Compare(volume, question).Refusal?.Code;
}
