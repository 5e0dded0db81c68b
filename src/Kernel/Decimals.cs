using System.Globalization;
using System.Text;

namespace Meent.Kernel;

/// <summary>Plain decimal text to whole numbers of a stated scale and back: point, no grouping, minus below
/// zero.</summary>
public static class Decimals
{
    private static readonly long[] Powers =
        [.. Enumerable.Range(0, 19).Select(n => (long)System.Numerics.BigInteger.Pow(10, n))];

    /// <summary>Ten to the power <paramref name="scale"/>, 0 to 18.</summary>
    public static long Power(int scale) => Powers[scale];

    /// <summary>Reads "12.8" with scale 3 as 12800. More places than the scale holds are refused, unless they are
    /// zeros.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, int scale, out long value)
    {
        value = 0;
        var negative = text.Length > 0 && text[0] == '-';
        if (negative)
        {
            text = text[1..];
        }

        var point = text.IndexOf('.');
        var places = point < 0 ? 0 : text.Length - point - 1;
        if (text.Length == 0 || point == 0 || point == text.Length - 1)
        {
            return false;
        }

        long number = 0;
        var kept = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (i == point)
            {
                continue;
            }

            var digit = text[i] - '0';
            if (digit is < 0 or > 9)
            {
                return false;
            }

            if (point >= 0 && i > point && kept++ >= scale)
            {
                if (digit != 0)
                {
                    return false;
                }

                continue;
            }

            if (number > (long.MaxValue - digit) / 10)
            {
                return false;
            }

            number = (number * 10) + digit;
        }

        var missing = Powers[scale - Math.Min(places, scale)];
        if (number > long.MaxValue / missing)
        {
            return false;
        }

        value = negative ? -(number * missing) : number * missing;
        return true;
    }

    /// <summary>12800 at scale 3 as "12.8": no trailing zeros, the way quantities are written.</summary>
    public static string Trimmed(long value, int scale)
    {
        var text = Fixed(value, scale);
        return scale == 0 ? text : text.TrimEnd('0').TrimEnd('.');
    }

    /// <summary>1280 at scale 2 as "12.80": exactly so many places, the way amounts are written.</summary>
    public static string Fixed(long value, int scale) => Grouped(value, scale, "", ".");

    /// <summary>The same with a separator between thousands and a chosen decimal mark, for a reader of some
    /// language.</summary>
    public static string Grouped(long value, int scale, string group, string mark)
    {
        var magnitude = UInt128.CreateChecked(Int128.Abs(value));
        var power = UInt128.CreateChecked(Powers[scale]);
        var whole = (magnitude / power).ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder(whole.Length + 12);
        if (value < 0)
        {
            text.Append('-');
        }

        for (var i = 0; i < whole.Length; i++)
        {
            if (group.Length > 0 && i > 0 && (whole.Length - i) % 3 == 0)
            {
                text.Append(group);
            }

            text.Append(whole[i]);
        }

        if (scale > 0)
        {
            text.Append(mark).Append((magnitude % power).ToString(CultureInfo.InvariantCulture).PadLeft(scale, '0'));
        }

        return text.ToString();
    }
}
