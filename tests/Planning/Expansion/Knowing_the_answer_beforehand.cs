using Meent.Planning.Rules;
using Meent.Planning.Rules.Expansion;

namespace Meent.Tests.Planning.Expansion;

/// <summary>Growth by the same amount each year: A. S. Manne, Capacity expansion and probabilistic growth,
/// 1961.</summary>
public class Knowing_the_answer_beforehand
{
    [Theory]
    [InlineData(0.5, 1.25643)]
    [InlineData(0.6, 0.94740)]
    [InlineData(0.7, 0.67547)]
    [InlineData(0.8, 0.43084)]
    [InlineData(0.9, 0.20715)]
    public void The_years_between_steps_hang_on_the_economies_of_size(double economies, double expected) =>
        ClosedForms.CycleOfPower(economies).ShouldBe(expected, 5e-6);

    [Theory]
    [InlineData(0.10, 0.5, 3.0040)]
    [InlineData(0.10, 1, 4.1622)]
    [InlineData(0.10, 2, 5.7225)]
    [InlineData(0.10, 5, 8.5768)]
    [InlineData(0.10, 10, 11.4619)]
    [InlineData(0.05, 1, 6.0081)]
    [InlineData(0.15, 2, 4.5750)]
    public void A_fixed_charge_spreads_the_steps(double interest, double fixedYears, double expected) =>
        (ClosedForms.CycleOfFixedCharge(interest * fixedYears) / interest).ShouldBe(expected, 5e-5);

    [Fact]
    public void Hardly_any_interest_leaves_the_lot_size_formula()
    {
        const double interest = 1e-6;
        var cycle = ClosedForms.CycleOfFixedCharge(interest * 2) / interest;
        cycle.ShouldBe(ClosedForms.CycleOfLotSize(2, interest), cycle * 0.001);
    }

    [Fact]
    public void Growth_with_chance_is_growth_without_at_a_smaller_interest()
    {
        var equivalent = ClosedForms.EquivalentInterest(1, 0.5, 0.1);
        equivalent.ShouldBe(0.0976177, 5e-8);
        Math.Exp(-equivalent * 3).ShouldBe(0.74613, 5e-6);

        // The day on which a Brownian volume first reaches 3 is inverse Gaussian (Schroedinger 1915): drawn by the
        // transformation of Michael, Schucany and Haas 1976, its discounted mean must be the same.
        var dice = new Dice(4);
        var sum = 0.0;
        const int draws = 40_000;
        for (var i = 0; i < draws; i++)
        {
            sum += Math.Exp(-0.1 * FirstDay(dice, 3.0, 9.0 / 0.5));
        }

        (sum / draws).ShouldBe(0.74613, 0.004);
    }

    [Fact]
    [Proves("K9.a", Partly = true)]
    public void A_cooler_of_seven_million_costs_a_litre_so_much()
    {
        // KSh 7 m for 5,000 litres (Nyandarua, 2019), 12 % over ten years.
        Annuity.Of(1, 0.12, 10).ShouldBe(0.17698, 5e-6);
        ClosedForms.CostPerLitre(7_000_000, 0.12, 10, 5_000).ShouldBe(0.68, 0.005);
        ClosedForms.CostPerLitre(7_000_000, 0.12, 10, 2_500).ShouldBe(1.36, 0.005);
        ClosedForms.CostPerLitre(7_000_000, 0.12, 10, 500).ShouldBe(6.79, 0.005);
        ClosedForms.BreakEvenLitresADay(7_000_000, 0.12, 10, 365_000, 3, 0.5)!.Value
            .ShouldBe((3394.2 + 1000) / 2.5, 0.5);
        ClosedForms.BreakEvenLitresADay(7_000_000, 0.12, 10, 0, 0.4, 0.5).ShouldBeNull();
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(0.8)]
    public void The_search_in_fine_steps_comes_within_a_thousandth(double economies)
    {
        const double interest = 0.1;
        const double year = 100;
        var cost = new double[3000];
        for (var k = 1; k < cost.Length; k++)
        {
            cost[k] = Math.Pow(k / year, economies);
        }

        var (first, total) = SteadyGrowth.Plan(cost, Math.Exp(-interest / year), 15_000);
        var cycle = ClosedForms.CycleOfPower(economies) / interest;
        (first / year).ShouldBe(cycle, cycle * 0.0015);
        var known = Math.Pow(cycle, economies) / (1 - Math.Exp(-interest * cycle));
        total.ShouldBe(known, known * 0.001);
    }

    private static double FirstDay(Dice dice, double mean, double shape)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - dice.Fraction())) * Math.Cos(2 * Math.PI * dice.Fraction());
        var y = normal * normal * mean / (2 * shape);
        var day = mean * (1 + y - Math.Sqrt((2 * y) + (y * y)));
        return dice.Fraction() <= mean / (mean + day) ? day : mean * mean / day;
    }
}
