using Meent.Kernel;

namespace Meent.Platform.Records;

/// <summary>How single cells are mended. Each rule has a name that stands in the list of repairs.</summary>
internal static class Mending
{
    public const string Blanks = "blanks";
    public const string Quotes = "quotes";
    public const string Minus = "minus";
    public const string Grouping = "grouping";
    public const string Prefix = "prefix";
    public const string Zeros = "zeros";
    public const string Tail = "tail";
    public const string Case = "case";
    public const string TimeOff = "time-off";
    public const string Seconds = "seconds";

    /// <summary>Minus signs of typesetters, and what is left of them when UTF-8 was read as Windows-1252.</summary>
    private static readonly string[] Minuses = ["−", "–", "—", "‐", "‑", "âˆ’", "â€“", "â€”", "â€\u0090"];

    /// <summary>Without blanks of any kind, NUL and invisible marks at both ends.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var (from, to) = (0, text.Length);
        while (from < to && IsBlank(text[from]))
        {
            from++;
        }

        while (to > from && IsBlank(text[to - 1]))
        {
            to--;
        }

        return text[from..to];
    }

    /// <summary>Blanks of any kind, NUL, zero width space, byte order mark.</summary>
    public static bool IsBlank(char c) => c <= ' '
        ? c is ' ' or '\0' or '\t' or '\r' or '\n' or '\v' or '\f'
        : c >= '\u0080' && (char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF');

    /// <summary>Quotes around the whole cell, and the apostrophe by which spreadsheets keep leading zeros.</summary>
    public static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> text)
    {
        if (text.Length >= 2 && text[0] is '"' or '\'' && text[^1] == text[0])
        {
            return Trim(text[1..^1]);
        }

        return text.Length >= 2 && text[0] == '\'' && char.IsAsciiDigit(text[1]) ? text[1..] : text;
    }

    public static string? PlainMinus(string text)
    {
        if (text.Length < 2 || text[0] < '\u0080')
        {
            return null;
        }

        foreach (var minus in Minuses)
        {
            if (text.StartsWith(minus, StringComparison.Ordinal))
            {
                return "-" + text[minus.Length..].TrimStart();
            }
        }

        return null;
    }

    /// <summary>
    /// "1,234.50" without its commas. "1,234" could be read in two ways and is left alone, unless it is sure.
    /// </summary>
    public static string? Ungrouped(string text, bool sure)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0)
        {
            return null;
        }

        var point = text.IndexOf('.', StringComparison.Ordinal);
        var groups = (point < 0 ? text : text[..point]).TrimStart('-').Split(',');
        var grouped = groups[0].Length is >= 1 and <= 3 && groups[0] != "0"
            && groups.All(g => g.All(char.IsAsciiDigit)) && groups.Skip(1).All(g => g.Length == 3);
        return grouped && (sure || point > 0 || groups.Length > 2)
            ? text.Replace(",", "", StringComparison.Ordinal)
            : null;
    }

    /// <summary>Takes a prefix off what begins with a digit behind it.</summary>
    public static string? Stripped(string text, string prefix)
    {
        if (prefix.Length == 0 || !text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var rest = text[prefix.Length..].TrimStart();
        return rest.Length > 0 && (char.IsAsciiDigit(rest[0]) || rest[0] == '-') ? rest : null;
    }

    /// <summary>Leading zeros back to so many digits; what follows the digits (a suffix B) stays.</summary>
    public static string? Padded(string text, int digits)
    {
        var own = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        own = own < 0 ? text.Length : own;
        return own > 0 && own < digits ? new string('0', digits - own) + text : null;
    }

    /// <summary>
    /// 2699.99998 with two places is 2700.00: nearer to a number of so many places than a tenth of the last place.
    /// What is further off is no tail of a float but a fact, and stays.
    /// </summary>
    public static string? WithoutTail(string text, int places)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (places < 0 || point < 0 || text.Length - point - 1 <= places || !TryDecimal(text, out var exact))
        {
            return null;
        }

        var near = decimal.Round(exact, places, MidpointRounding.AwayFromZero);
        var unit = new decimal(1, 0, 0, false, (byte)places);
        return Math.Abs(exact - near) * 10 < unit ? near.ToString($"F{places}") : null;
    }

    public static bool TryDecimal(ReadOnlySpan<char> text, out decimal value) => decimal.TryParse(
        text,
        System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowDecimalPoint,
        System.Globalization.CultureInfo.InvariantCulture,
        out value);
}
