using Meent.Planning.Rules;

namespace Meent.Tests.Planning;

public class Throwing_dice
{
    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        var (one, other) = (new Dice(7), new Dice(7));
        for (var i = 0; i < 100; i++)
        {
            one.Next().ShouldBe(other.Next());
        }

        new Dice(8).Next().ShouldNotBe(new Dice(7).Next());
    }

    [Fact]
    public void Every_number_below_the_bound_comes_about_as_often()
    {
        var dice = new Dice(1);
        var counts = new int[10];
        for (var i = 0; i < 100_000; i++)
        {
            counts[dice.Below(10)]++;
        }

        counts.ShouldAllBe(c => c > 9_500 && c < 10_500);
    }
}
