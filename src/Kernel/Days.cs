using NodaTime;

namespace Meent.Kernel;

/// <summary>ISO dates without culture.</summary>
public static class Days
{
    /// <summary>Letters of yyyy-MM-dd.</summary>
    public const int IsoLength = 10;

    /// <summary>Reads exactly yyyy-MM-dd.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out LocalDate day)
    {
        day = default;
        if (text.Length != IsoLength || text[4] != '-' || text[7] != '-'
            || !Number(text[..4], out var year) || !Number(text[5..7], out var month) || !Number(text[8..],
                out var date)
            || year < 1900 || month is < 1 or > 12 || date < 1
            || date > CalendarSystem.Iso.GetDaysInMonth(year, month))
        {
            return false;
        }

        day = new LocalDate(year, month, date);
        return true;
    }

    /// <summary>yyyy-MM-dd.</summary>
    public static string Iso(this LocalDate day) =>
        string.Create(IsoLength, day, static (text, d) => d.Iso(text));

    /// <summary>The same into a text that is there already, <see cref="IsoLength"/> long.</summary>
    public static void Iso(this LocalDate day, Span<char> text)
    {
        Digits(text[..4], day.Year);
        Digits(text[5..7], day.Month);
        Digits(text[8..IsoLength], day.Day);
        text[4] = text[7] = '-';
    }

    public static DateOnly ToDateOnly(this LocalDate day) => new(day.Year, day.Month, day.Day);

    public static LocalDate ToLocalDate(this DateOnly day) => new(day.Year, day.Month, day.Day);

    private static void Digits(Span<char> span, int value)
    {
        for (var i = span.Length - 1; i >= 0; i--)
        {
            span[i] = (char)('0' + (value % 10));
            value /= 10;
        }
    }

    private static bool Number(ReadOnlySpan<char> digits, out int value)
    {
        value = 0;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        return true;
    }
}
