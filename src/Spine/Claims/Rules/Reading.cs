using Meent.Kernel;

namespace Meent.Claims.Rules;

/// <summary>What became of a fact or a clause at one event.</summary>
internal enum Verdict : byte
{
    Rated = 0,
    Skipped = 1,
    FactMissing = 2,
    OutsideBands = 3,
    OutsideChart = 4,
    OutsideTable = 5,
    NoPrice = 6,
}

/// <summary>Values of the facts and amounts of the clauses at the event that is being rated; used again for the
/// next.</summary>
internal sealed class FactSheet(int facts, int clauses)
{
    internal readonly long[] Values = new long[facts];
    internal readonly Verdict[] Verdicts = new Verdict[facts];

    /// <summary>For a fact without value: the fact that is really missing.</summary>
    internal readonly int[] Culprits = new int[facts];

    /// <summary>Rounded amounts of clauses that round every event, before the sign.</summary>
    internal readonly long[] Amounts = new long[clauses];
    internal readonly bool[] Made = new bool[clauses];

    /// <summary>Fact that the last clause stumbled over.</summary>
    internal int Culprit = -1;

    internal Verdict Stumble(int fact)
    {
        Culprit = Culprits[fact];
        return Verdicts[fact];
    }
}

/// <summary>Division as in <see cref="Exact"/>, on 64 bits where they are enough.</summary>
internal readonly struct Denominator
{
    private readonly Int128 full;
    private readonly long small;

    internal Denominator(Int128 value) => (full, small) = (value, value <= long.MaxValue / 2 ? (long)value : 0);

    internal Int128 Value => full;

    internal long Divide(Int128 numerator, Rounding rounding)
    {
        var low = unchecked((long)numerator);
        if (small == 0 || low != numerator || low == long.MinValue)
        {
            return Exact.Divide(numerator, full, rounding);
        }

        var magnitude = low < 0 ? -low : low;
        var whole = magnitude / small;
        var rest = magnitude - (whole * small);
        if (rest != 0)
        {
            whole += rounding switch
            {
                Rounding.HalfUp => rest >= small - rest ? 1 : 0,
                Rounding.HalfEven => rest > small - rest || (rest == small - rest && (whole & 1) == 1) ? 1 : 0,
                Rounding.Down => 0,
                _ => 1,
            };
        }

        return low < 0 ? -whole : whole;
    }

    /// <summary>Ten to a power that may be above 18.</summary>
    internal static Int128 Ten(int power) =>
        power <= 18 ? Decimals.Power(power) : (Int128)Decimals.Power(18) * Decimals.Power(power - 18);
}
