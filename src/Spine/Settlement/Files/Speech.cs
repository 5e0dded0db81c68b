using Meent.Kernel;
using Meent.Platform;
using NodaTime;

namespace Meent.Settlement.Files;

/// <summary>One language with the organisation's currency: sentences, numbers, names of days, all from own
/// tables.</summary>
internal sealed class Speech
{
    private readonly Words words;
    private readonly string[] months;
    private readonly string[] weekdays;
    private readonly Currency currency;
    private readonly string group;
    private readonly string mark;

    public Speech(Words words, Currency currency)
    {
        (this.words, this.currency) = (words, currency);
        months = words["statement.months"].Split('|');
        weekdays = words["statement.days"].Split('|');
        (group, mark) = (words["statement.group"], words["statement.mark"]);
        Style = new NumberStyle((byte)group[0], (byte)mark[0], true);
    }

    public string Language => words.Language;

    public NumberStyle Style { get; }

    public string this[string key] => words[key];

    public string Say(string key, params ReadOnlySpan<(string Name, string Value)> facts) => words.Say(key, facts);

    /// <summary>5,197.50 in minor units of the currency; the real minus below zero.</summary>
    public string Amount(long minor) => Number(minor, currency.Decimals);

    /// <summary>A number of some scale with at least so many places and no more than it needs.</summary>
    public string Number(long value, int scale, int places)
    {
        while (scale > places && value % 10 == 0)
        {
            value /= 10;
            scale--;
        }

        return Number(value, scale);
    }

    /// <summary>5 October 2026.</summary>
    public string Day(LocalDate day) => $"{day.Day} {months[day.Month - 1]} {day.Year}";

    /// <summary>5 October.</summary>
    public string DayOfYear(LocalDate day) => $"{day.Day} {months[day.Month - 1]}";

    /// <summary>Monday 5 October 2026.</summary>
    public string Weekday(LocalDate day) => $"{weekdays[(int)day.DayOfWeek - 1]} {Day(day)}";

    /// <summary>October 2026, or 5 – 11 October 2026 where it is no whole month.</summary>
    public string Period(LocalDate starts, LocalDate ends)
    {
        var sameMonth = starts.Month == ends.Month && starts.Year == ends.Year;
        return sameMonth && starts.Day == 1 && ends.PlusDays(1).Day == 1
            ? $"{months[ends.Month - 1]} {ends.Year}"
            : sameMonth ? $"{starts.Day} – {Day(ends)}" : $"{Day(starts)} – {Day(ends)}";
    }

    /// <summary>The same for an id of a period such as 2026-09; other ids as they are.</summary>
    public string Period(string id) =>
        id.Length == 7 && Days.TryParse(id + "-01", out var first)
            ? Period(first, first.PlusMonths(1).PlusDays(-1))
            : id;

    private string Number(long value, int scale)
    {
        var text = Decimals.Grouped(value, scale, group, mark);
        return value < 0 ? "−" + text[1..] : text;
    }
}
