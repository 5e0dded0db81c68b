namespace Meent.Kernel;

/// <summary>How an exact fraction becomes a whole number. Terms name it for every step; there is no default.</summary>
public enum Rounding
{
    /// <summary>To the nearest; a half goes away from zero.</summary>
    HalfUp = 1,

    /// <summary>To the nearest; a half goes to the even neighbour.</summary>
    HalfEven = 2,

    /// <summary>Towards zero.</summary>
    Down = 3,

    /// <summary>Away from zero.</summary>
    Up = 4,
}

/// <summary>Exact integer arithmetic; 128 bits in between, one named rounding at the end.</summary>
public static class Exact
{
    /// <summary>numerator / denominator, rounded as named.</summary>
    /// <param name="numerator">Any sign.</param>
    /// <param name="denominator">Above zero.</param>
    /// <exception cref="OverflowException">The result does not fit 64 bits.</exception>
    public static long Divide(Int128 numerator, Int128 denominator, Rounding rounding)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(denominator, Int128.Zero);
        var negative = numerator < 0;
        var magnitude = negative ? -numerator : numerator;
        var whole = magnitude / denominator;
        var rest = magnitude - (whole * denominator);
        if (rest != 0 && GoesAway(whole, rest, denominator, rounding))
        {
            whole++;
        }

        return checked((long)(negative ? -whole : whole));
    }

    /// <summary>Nearest multiple of <paramref name="step"/>, rounded as named. Used for the smallest step of a
    /// rail.</summary>
    public static long ToStep(long amount, long step, Rounding rounding) => checked(Divide(amount, step,
        rounding) * step);

    private static bool GoesAway(Int128 whole, Int128 rest, Int128 denominator, Rounding rounding) => rounding switch
    {
        Rounding.HalfUp => rest >= denominator - rest,
        Rounding.HalfEven => rest > denominator - rest || (rest == denominator - rest && Int128.IsOddInteger(whole)),
        Rounding.Down => false,
        Rounding.Up => true,
        _ => throw new ArgumentOutOfRangeException(nameof(rounding)),
    };
}
