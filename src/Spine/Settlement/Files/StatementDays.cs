using Meent.Kernel;

namespace Meent.Settlement.Files;

/// <summary>The days of the main item as on the card of the participant: day by day, morning and evening.</summary>
internal static class StatementDays
{
    private static readonly byte[] Halves = [1, 2];
    private static readonly byte[] HalvesAndOther = [1, 2, 0];
    private static readonly byte[] Whole = [0];

    public static void Write(Sheet sheet)
    {
        var movements = sheet.Statement.Movements.Span;
        if (sheet.Book.MainItem is not { } item || movements.IsEmpty)
        {
            return;
        }

        var columns = Columns(movements);
        Heading(sheet, columns, item);
        var length = sheet.View.Length;
        var tables = length <= 8 ? 1 : length <= 16 ? 2 : 3;
        var rows = length is >= 28 and <= 31 ? 10 : (length + tables - 1) / tables;
        sheet.Grow(200, 56, length - ((tables - 1) * rows));
        sheet.Raw("<div class=\"days\">"u8);
        var at = First(movements, 0);
        for (var table = 0; table < tables; table++)
        {
            var end = table == tables - 1 ? length : Math.Min((table + 1) * rows, length);
            at = Table(sheet, columns, table * rows, end, at);
        }

        sheet.Raw("</div>\n"u8);
        DayNotes.Write(sheet, item);
        sheet.Raw("</section>\n"u8);
    }

    private static byte[] Columns(ReadOnlySpan<Movement> movements)
    {
        var (whole, half) = (false, false);
        foreach (ref readonly var m in movements)
        {
            whole |= m.Session == 0;
            half |= m.Session != 0;
        }

        return !half ? Whole : whole ? HalvesAndOther : Halves;
    }

    /// <summary>108.70 + 64.55 = 173.25 kg.</summary>
    private static void Heading(Sheet sheet, byte[] columns, MainItem item)
    {
        sheet.Raw("<section><h2>"u8);
        Span<long> sums = stackalloc long[3];
        foreach (ref readonly var m in sheet.Statement.Movements.Span)
        {
            sums[m.Session] += m.Accepted ? m.Quantity : 0;
        }

        Total(sheet, columns, sums);
        sheet.Raw(" "u8).Text(item.Unit).Raw(" <small>"u8).Word("statement.tick").Raw("</small></h2>\n"u8);
    }

    private static void Total(Sheet sheet, byte[] columns, ReadOnlySpan<long> sums)
    {
        long total = 0;
        for (var c = 0; c < columns.Length; c++)
        {
            total += sums[columns[c]];
            if (columns.Length > 1)
            {
                sheet.Raw(c > 0 ? " + "u8 : ""u8).Quantity(sums[columns[c]]);
            }
        }

        sheet.Raw(columns.Length > 1 ? " = "u8 : ""u8).Quantity(total);
    }

    private static int Table(Sheet sheet, byte[] columns, int day, int end, int at)
    {
        sheet.Raw("<table><thead><tr><th scope=\"col\">"u8).Word("statement.day");
        foreach (var column in columns)
        {
            sheet.Raw(column switch
            {
                1 => "<th scope=\"col\" class=\"am\">"u8,
                2 => "<th scope=\"col\" class=\"pm\">"u8,
                _ => "<th scope=\"col\">"u8,
            }).Word(column switch { 1 => "statement.morning", 2 => "statement.evening", _ => "statement.other" });
        }

        sheet.Raw("<tbody>\n"u8);
        var movements = sheet.Statement.Movements.Span;
        Span<long> sums = stackalloc long[3];
        for (; day < end; day++)
        {
            var next = at;
            while (next < movements.Length && movements[next].Day == day)
            {
                ref readonly var m = ref movements[next++];
                sums[m.Session] += m.Accepted ? m.Quantity : 0;
            }

            sheet.Grow(next - at > 4 ? 43 : 0);
            sheet.Raw("<tr><th>"u8).Page.Digits(sheet.Book.Starts.PlusDays(day).Day);
            foreach (var column in columns)
            {
                Cell(sheet, column, at, next);
            }

            sheet.Raw("\n"u8);
            at = next;
        }

        sheet.Raw("<tr class=\"sub\"><td colspan=\""u8).Page.Digits(columns.Length + 1).Raw("\">"u8);
        Total(sheet, columns, sums);
        sheet.Raw("</table>\n"u8);
        return at;
    }

    private static void Cell(Sheet sheet, byte column, int at, int end)
    {
        sheet.Raw("<td>"u8);
        var any = false;
        var movements = sheet.Statement.Movements.Span;
        for (; at < end; at++)
        {
            ref readonly var m = ref movements[at];
            if (m.Session != column)
            {
                continue;
            }

            if (any)
            {
                sheet.Raw(m.Quantity < 0 || !m.Accepted ? " "u8 : " + "u8);
            }

            any = true;
            _ = m.Reversal
                ? sheet.Raw(m.Accepted ? "<i>"u8 : "<i><s>"u8).Quantity(m.Quantity)
                    .Raw(m.Accepted ? "*</i>"u8 : "</s>*</i>"u8)
                : m.Accepted
                    ? sheet.Quantity(m.Quantity)
                    : sheet.Raw("<s>"u8).Quantity(m.Quantity).Raw("</s>"u8);
        }

        sheet.Raw(any ? ""u8 : "–"u8);
    }

    private static int First(ReadOnlySpan<Movement> movements, int day)
    {
        var at = 0;
        while (at < movements.Length && movements[at].Day < day)
        {
            at++;
        }

        return at;
    }
}
