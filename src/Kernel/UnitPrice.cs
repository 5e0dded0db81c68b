namespace Meent.Kernel;

/// <summary>A price in millionths of the currency's major unit, for so many units (1, 100 or 112) of an item.</summary>
public readonly record struct UnitPrice(long Micros, int PerUnits)
{
    /// <summary>Places that a price may have.</summary>
    public const int Scale = 6;

    /// <summary>
    /// The exact numerator of quantity x price, over <see cref="Denominator"/>, in minor units.
    /// Sums of numerators over the same price basis may be rounded once.
    /// </summary>
    /// <param name="thousandths">Quantity in thousandths of the item's unit.</param>
    public static Int128 Numerator(long thousandths, long micros, Currency currency) =>
        (Int128)thousandths * micros * currency.MinorPerMajor;

    /// <summary>The denominator that belongs to <see cref="Numerator"/>.</summary>
    public static Int128 Denominator(int perUnits) => (Int128)1_000 * 1_000_000 * perUnits;

    /// <summary>Quantity x price, rounded once as named.</summary>
    public Money Times(Quantity quantity, Currency currency, Rounding rounding) =>
        new(Exact.Divide(Numerator(quantity.Thousandths, Micros, currency), Denominator(PerUnits), rounding), currency);

    public override string ToString() => PerUnits == 1
        ? Decimals.Trimmed(Micros, Scale)
        : $"{Decimals.Trimmed(Micros, Scale)} per {PerUnits}";
}

/// <summary>A quantity in thousandths of the item's own unit.</summary>
public readonly record struct Quantity(long Thousandths, string Unit)
{
    /// <summary>Places that a quantity may have.</summary>
    public const int Scale = 3;

    /// <summary>Decimal text without trailing zeros, without the unit.</summary>
    public override string ToString() => Decimals.Trimmed(Thousandths, Scale);
}
