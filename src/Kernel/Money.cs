namespace Meent.Kernel;

/// <summary>An amount in whole minor units of one currency. It is added, compared and split; never multiplied or
/// divided.</summary>
public readonly record struct Money(long Minor, Currency Currency) : IComparable<Money>
{
    public static Money Zero(Currency currency) => new(0, currency);

    public static Money operator +(Money a, Money b) => new(checked(a.Minor + b.Minor), Same(a, b));

    public static Money operator -(Money a, Money b) => new(checked(a.Minor - b.Minor), Same(a, b));

    public static Money operator -(Money a) => new(checked(-a.Minor), a.Currency);

    public static bool operator <(Money a, Money b) => a.CompareTo(b) < 0;

    public static bool operator >(Money a, Money b) => a.CompareTo(b) > 0;

    public static bool operator <=(Money a, Money b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Money a, Money b) => a.CompareTo(b) >= 0;

    public int CompareTo(Money other)
    {
        Same(this, other);
        return Minor.CompareTo(other.Minor);
    }

    /// <summary>Reads "12.80"; more places than the currency has are refused.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, Currency currency, out Money money)
    {
        var read = Decimals.TryParse(text, currency.Decimals, out var minor);
        money = new Money(minor, currency);
        return read;
    }

    /// <summary>Splits into parts in proportion to the weights, by largest remainder; ties go to the lower
    /// index.</summary>
    /// <param name="weights">Zero or more each, at least one above zero.</param>
    /// <returns>As many parts as weights; their sum is exactly this amount.</returns>
    public Money[] Split(ReadOnlySpan<long> weights)
    {
        var currency = Currency;
        return Array.ConvertAll(Allocation.Split(Minor, weights), part => new Money(part, currency));
    }

    /// <summary>Decimal text with exactly the currency's places, without the currency.</summary>
    public override string ToString() => Decimals.Fixed(Minor, Currency.Decimals);

    private static Currency Same(Money a, Money b) =>
        a.Currency == b.Currency
            ? a.Currency
            : throw new InvalidOperationException($"{a.Currency} and {b.Currency} are never added");
}
