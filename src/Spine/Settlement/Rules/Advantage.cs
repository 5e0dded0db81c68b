using Meent.Kernel;

namespace Meent.Settlement.Rules;

/// <summary>What a participant provided or received, as it would have dealt elsewhere.</summary>
/// <param name="Quantity">Thousandths: what it provided above zero, what it received below.</param>
/// <param name="Price">Millionths for one unit; null where none is recorded.</param>
internal readonly record struct Elsewhere(long Quantity, long? Price);

/// <summary>What dealing through the organisation brought against the recorded alternative.</summary>
internal static class Advantage
{
    /// <summary>Actual - alternative, of what goes by the same terms: the exact sum, rounded once, a half away from
    /// zero.</summary>
    /// <param name="actual">What the lines brought, minor units.</param>
    /// <returns>Minor units; null where a price is missing: what was not measured is never guessed.</returns>
    internal static long? Of(long actual, IEnumerable<Elsewhere> alternative, Currency currency)
    {
        var denominator = UnitPrice.Denominator(1);
        var numerator = actual * denominator;
        foreach (var (quantity, price) in alternative)
        {
            if (price is not { } one)
            {
                return null;
            }

            numerator -= UnitPrice.Numerator(quantity, one, currency);
        }

        return Exact.Divide(numerator, denominator, Rounding.HalfUp);
    }

    /// <summary>The sum of what was measured; null where nothing was.</summary>
    internal static long? Sum(IEnumerable<long?> advantages) =>
        advantages.Where(a => a is not null).Aggregate((long?)null, (sum, one) => (sum ?? 0) + one);
}
