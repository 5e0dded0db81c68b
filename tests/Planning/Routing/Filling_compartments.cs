using Meent.Planning.Rules;
using Meent.Planning.Rules.Routing;

namespace Meent.Tests.Planning.Routing;

public class Filling_compartments
{
    [Theory]
    [InlineData(new[] { 10 }, new[] { 10 }, true)]
    [InlineData(new[] { 10 }, new[] { 4, 4 }, false)]
    [InlineData(new[] { 10, 10 }, new[] { 4, 16 }, false)]
    [InlineData(new[] { 10, 6, 4 }, new[] { 4, 16 }, true)]
    [InlineData(new[] { 10, 6, 4 }, new[] { 7, 7, 1 }, false)]
    public void A_compartment_holds_one_product(int[] sizes, int[] loads, bool fits) =>
        Compartments.Fit(sizes, loads).ShouldBe(fits);

    [Fact]
    public void It_fits_where_some_division_of_the_compartments_fits()
    {
        var dice = new Dice(3);
        for (var trial = 0; trial < 500; trial++)
        {
            int[] sizes = [.. Enumerable.Range(0, 1 + dice.Below(4)).Select(_ => 1 + dice.Below(9))];
            int[] loads = [.. Enumerable.Range(0, 1 + dice.Below(3)).Select(_ => dice.Below(12))];
            var some = Enumerable.Range(0, (int)Math.Pow(loads.Length, sizes.Length)).Any(division =>
            {
                var left = loads.ToArray();
                foreach (var size in sizes)
                {
                    left[division % loads.Length] -= size;
                    division /= loads.Length;
                }

                return left.All(l => l <= 0);
            });
            Compartments.Fit(sizes, loads).ShouldBe(some, $"{string.Join(",", sizes)} {string.Join(",", loads)}");
        }
    }
}
