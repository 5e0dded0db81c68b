using System.Globalization;

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
        // 19 digits at most, and as many zeros before them as the scale asks for.
        Span<char> text = stackalloc char[48 + (group.Length * 7) + mark.Length];
        var at = text.Length;
        var rest = value < 0 ? (ulong)(-(value + 1)) + 1 : (ulong)value;
        for (var place = 0; place <= scale || rest > 0; place++)
        {
            if (place == scale && scale > 0)
            {
                mark.CopyTo(text[(at -= mark.Length)..]);
            }
            else if (place > scale && (place - scale) % 3 == 0)
            {
                group.CopyTo(text[(at -= group.Length)..]);
            }

            text[--at] = (char)('0' + (rest % 10));
            rest /= 10;
        }

        if (value < 0)
        {
            text[--at] = '-';
        }

        return new string(text[at..]);
    }
}
