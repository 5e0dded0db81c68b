namespace Meent.Planning.Rules.Location;

/// <summary>An amount paid once, as equal amounts at the end of each year.</summary>
internal static class Annuity
{
    /// <param name="rate">Interest of a year; 0 divides evenly.</param>
    public static double Of(double amount, double rate, double years) =>
        rate == 0 ? amount / years : amount * rate / (1 - Math.Pow(1 + rate, -years));
}
