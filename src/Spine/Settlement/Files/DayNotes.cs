namespace Meent.Settlement.Files;

/// <summary>Below the days: what was not accepted and why, what was taken back, days outside the period.</summary>
internal static class DayNotes
{
    public static void Write(Sheet sheet, MainItem item)
    {
        var plain = true;
        foreach (ref readonly var m in sheet.Statement.Movements.Span)
        {
            plain &= m is { Accepted: true, Reversal: false } && Within(sheet, m);
        }

        if (plain)
        {
            return;
        }

        var movements = sheet.Statement.Movements.ToArray();
        ByReason(sheet, item, "statement.refused", movements.Where(m => !m.Accepted && !m.Reversal));
        ByReason(sheet, item, "statement.reversed", movements.Where(m => m.Reversal));
        var outside = movements.Where(m => !Within(sheet, m)).ToList();
        if (outside.Count > 0)
        {
            Note(sheet, "statement.earlier", item, outside, "");
        }
    }

    private static void Paragraph(Sheet sheet, string text)
    {
        sheet.Grow(12, 43, text.Length, 120);
        sheet.Raw("<p class=\"small no\">"u8).Text(text).Raw("</p>"u8);
    }

    private static bool Within(Sheet sheet, Movement m) => m.Day >= 0 && m.Day < sheet.View.Length;

    private static void ByReason(Sheet sheet, MainItem item, string key, IEnumerable<Movement> movements)
    {
        foreach (var reason in movements.GroupBy(m => m.Reason, StringComparer.Ordinal))
        {
            Note(sheet, key, item, reason, reason.Key);
        }
    }

    private static void Note(
        Sheet sheet, string key, MainItem item, IEnumerable<Movement> movements, string reason)
    {
        var list = string.Join("; ", movements.Select(m => sheet.Speech.Say(
            m.Session switch { 1 => "statement.at.morning", 2 => "statement.at.evening", _ => "statement.at.other" },
            ("day", sheet.Speech.DayOfYear(sheet.Book.Starts.PlusDays(m.Day))),
            ("quantity", sheet.Measured(m.Quantity, item.Unit)))));
        var end = reason.Length == 0 || reason[^1] is '.' or '!' or '?' ? reason : reason + ".";
        Paragraph(sheet, sheet.Speech.Say(key, ("list", list), ("reason", end)).TrimEnd());
    }
}
