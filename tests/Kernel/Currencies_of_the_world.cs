using Meent.Kernel;

namespace Meent.Tests;

public sealed class Currencies_of_the_world
{
    [Theory]
    [InlineData("KES", 2)]
    [InlineData("UGX", 0)]
    [InlineData("TND", 3)]
    [InlineData("EUR", 2)]
    [InlineData("XCG", 2)]
    public void have_their_own_decimals(string code, int decimals)
    {
        Currency.TryParse(code, out var currency).ShouldBeTrue();
        (currency.Code, currency.Decimals, currency.IsInUse).ShouldBe((code, decimals, true));
    }

    [Theory]
    [InlineData("KSH")]
    [InlineData("HRK")]
    [InlineData("XXX")]
    [InlineData("XAU")]
    public void are_not_what_nobody_pays_with(string code) => Currency.Of(code).IsInUse.ShouldBeFalse();

    [Theory]
    [InlineData("kes")]
    [InlineData("EURO")]
    [InlineData("")]
    [InlineData(null)]
    public void are_three_capital_letters(string? code) => Currency.TryParse(code, out _).ShouldBeFalse();
}
