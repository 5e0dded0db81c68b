using Meent.Kernel;

namespace Meent.Tests;

public sealed class Decimals_with_signs_and_commas
{
    [Theory]
    [InlineData("1,5")]
    [InlineData("+5")]
    [InlineData("1 5")]
    [InlineData("2..0")]
    [InlineData("1-")]
    [InlineData("#N/A")]
    public void Are_no_number_and_no_crash(string text) => Decimals.TryParse(text, 2, out _).ShouldBeFalse();
}
