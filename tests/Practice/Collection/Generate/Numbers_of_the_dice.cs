using Meent.Collection.Generate;

namespace Meent.Tests.Practice.Collection.Generate;

public sealed class Numbers_of_the_dice
{
    [Fact]
    public void are_normal_as_the_table_says()
    {
        var dice = Dice.For(7, "test");
        var drawn = Enumerable.Range(0, 100_000).Select(_ => Curves.Normal(dice)).Order().ToArray();
        (drawn.Sum(z => (long)z) / drawn.Length).ShouldBeInRange(-10_000, 10_000);
        (drawn.Sum(z => (long)z * z / 1_000_000) / drawn.Length).ShouldBeInRange(985_000, 1_015_000);
        drawn[97_500].ShouldBeInRange(1_920_000, 2_000_000);
        drawn[99_900].ShouldBeInRange(2_950_000, 3_250_000);
        drawn[^1].ShouldBeLessThanOrEqualTo(4_200_000);
    }

    /// <summary>e, 1/e, e squared and e to the power of 0.1, six places.</summary>
    [Theory]
    [InlineData(0, 1_000_000)]
    [InlineData(1_000_000, 2_718_281)]
    [InlineData(-1_000_000, 367_879)]
    [InlineData(2_000_000, 7_389_056)]
    [InlineData(100_000, 1_105_170)]
    public void are_raised_to_powers_of_e(int exponent, int power) =>
        Curves.Exp(exponent).ShouldBeInRange(power - 1, power + 1);

    [Fact]
    public void fall_evenly()
    {
        var dice = Dice.For(7, "faces");
        var faces = new int[6];
        for (var i = 0; i < 60_000; i++)
        {
            faces[dice.Below(6)]++;
        }

        faces.ShouldAllBe(count => count > 9_600 && count < 10_400);
    }

    [Fact]
    public void share_a_total_by_largest_remainder()
    {
        var pours = Enumerable.Range(0, 3)
            .Select(i => new Pour(default, 1, i, default, false, 0, 1_000, 'A', i != 1)).ToList();
        ExactTotal.Share(pours, 10_500);
        pours.Select(p => p.Quantity).ShouldBe([5_300, 1_000, 5_200]);
    }
}
