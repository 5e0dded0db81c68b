using System.Globalization;
using System.Numerics;

namespace Meent.Claims.Rules;

/// <summary>An exact fraction as text: a decimal where it ends, else numerator/denominator.</summary>
internal static class Exactly
{
    internal static string Text(Int128 numerator, BigInteger denominator)
    {
        BigInteger number = numerator;
        var common = BigInteger.GreatestCommonDivisor(number, denominator);
        (number, denominator) = (number / common, denominator / common);
        var (twos, fives) = (Powers(denominator, 2), Powers(denominator, 5));
        if (BigInteger.Pow(2, twos) * BigInteger.Pow(5, fives) != denominator)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{number}/{denominator}");
        }

        var places = Math.Max(twos, fives);
        var digits = (BigInteger.Abs(number) * BigInteger.Pow(10, places) / denominator)
            .ToString(CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
        var text = places == 0 ? digits : $"{digits[..^places]}.{digits[^places..]}";
        return number.Sign < 0 ? "-" + text : text;
    }

    private static int Powers(BigInteger number, int prime)
    {
        var powers = 0;
        while (number % prime == 0)
        {
            number /= prime;
            powers++;
        }

        return powers;
    }
}
