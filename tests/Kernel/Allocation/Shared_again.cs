using System.Numerics;

namespace Meent.Tests;

/// <summary>The rules as a person would do them by hand, to compare with.</summary>
internal static class Shared_again
{
    /// <summary>In proportion; who would be above its bound gets the bound, and the rest is shared again.</summary>
    public static Fraction[] Until_nobody_is_above(long whole, IReadOnlyList<long> weights, IReadOnlyList<long> bounds)
    {
        var parts = Enumerable.Repeat(new Fraction(0, 1), weights.Count).ToArray();
        var open = Enumerable.Range(0, weights.Count).Where(i => weights[i] > 0).ToList();
        BigInteger left = whole;
        while (open.Count > 0)
        {
            BigInteger total = open.Sum(i => weights[i]);
            var full = open.Where(i => left * weights[i] >= bounds[i] * total).ToList();
            foreach (var i in open)
            {
                parts[i] = new Fraction(left * weights[i], total);
            }

            if (full.Count == 0)
            {
                break;
            }

            foreach (var i in full)
            {
                parts[i] = new Fraction(bounds[i], 1);
                left -= bounds[i];
                open.Remove(i);
            }
        }

        return parts;
    }

    /// <summary>Step by step to the lowest (history + amount) / target that has room, within caps while it can be.
    /// </summary>
    public static long[] Step_by_step(long whole, long step, long[] offers, long[] caps, long[] history,
        long[] targets)
    {
        var amounts = new long[offers.Length];
        foreach (var bounds in new[] { caps, offers })
        {
            while (step <= whole)
            {
                var next = -1;
                for (var i = 0; i < amounts.Length; i++)
                {
                    var room = targets[i] > 0 && amounts[i] + step <= Math.Min(bounds[i], offers[i]);
                    if (room && (next < 0
                        || (history[i] + amounts[i]) * targets[next] < (history[next] + amounts[next]) * targets[i]))
                    {
                        next = i;
                    }
                }

                if (next < 0)
                {
                    break;
                }

                amounts[next] += step;
                whole -= step;
            }
        }

        return amounts;
    }
}

/// <summary>An exact fraction, denominator above zero.</summary>
internal sealed record Fraction(BigInteger Top, BigInteger Bottom)
{
    public long Floor => (long)(Top / Bottom);

    public bool IsWhole => Top % Bottom == 0;

    public bool Is(Kernel.MixedNumber other) =>
        Top * other.Denominator == ((other.Whole * (BigInteger)other.Denominator) + other.Numerator) * Bottom;
}
