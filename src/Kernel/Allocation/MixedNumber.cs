namespace Meent.Kernel;

/// <summary>An exact amount that is zero or more: whole units and a proper fraction in lowest terms, as in 28 1/3.
/// </summary>
public readonly record struct MixedNumber : IComparable<MixedNumber>
{
    /// <param name="whole">Zero or more.</param>
    /// <param name="numerator">Zero or more, below the denominator.</param>
    /// <param name="denominator">Above zero.</param>
    public MixedNumber(long whole, long numerator = 0, long denominator = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(whole);
        ArgumentOutOfRangeException.ThrowIfNegative(numerator);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(numerator, denominator);
        var divisor = Divisor(denominator, numerator);
        Whole = whole;
        Numerator = numerator / divisor;
        this.denominator = denominator / divisor;
    }

    private readonly long denominator;

    public long Whole { get; }

    public long Numerator { get; }

    public long Denominator => denominator == 0 ? 1 : denominator;

    public static bool operator <(MixedNumber a, MixedNumber b) => a.CompareTo(b) < 0;

    public static bool operator >(MixedNumber a, MixedNumber b) => a.CompareTo(b) > 0;

    public static bool operator <=(MixedNumber a, MixedNumber b) => a.CompareTo(b) <= 0;

    public static bool operator >=(MixedNumber a, MixedNumber b) => a.CompareTo(b) >= 0;

    public int CompareTo(MixedNumber other) => Whole != other.Whole
        ? Whole.CompareTo(other.Whole)
        : ((Int128)Numerator * other.Denominator).CompareTo((Int128)other.Numerator * Denominator);

    public bool Equals(MixedNumber other) => CompareTo(other) == 0;

    public override int GetHashCode() => HashCode.Combine(Whole, Numerator, Denominator);

    /// <summary>"28 1/3", or "28" where nothing is left over.</summary>
    public override string ToString() => Numerator == 0 ? $"{Whole}" : $"{Whole} {Numerator}/{Denominator}";

    private static long Divisor(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
