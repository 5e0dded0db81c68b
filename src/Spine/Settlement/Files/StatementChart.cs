using Meent.Kernel;

namespace Meent.Settlement.Files;

/// <summary>What it brought beside a small bar chart of the days.</summary>
internal static class StatementChart
{
    private const int Width = 360;
    private const int Height = 84;

    public static void Write(Sheet sheet)
    {
        sheet.Grow(390);
        StatementGain.Write(sheet);
        if (sheet.Book.MainItem is { } item && sheet.View.Length <= 62)
        {
            Days(sheet, item);
        }

        sheet.Raw("</div>\n"u8);
    }

    private static void Days(Sheet sheet, MainItem item)
    {
        var length = sheet.View.Length;
        Span<long> low = stackalloc long[length];
        Span<long> high = stackalloc long[length];
        var halves = false;
        foreach (ref readonly var m in sheet.Statement.Movements.Span)
        {
            if (m.Accepted && m.Day >= 0 && m.Day < length)
            {
                (m.Session == 2 ? high : low)[m.Day] += m.Quantity;
                halves |= m.Session != 0;
            }
        }

        long most = 0;
        for (var day = 0; day < length; day++)
        {
            most = Math.Max(most, low[day] + high[day]);
        }

        if (most <= 0)
        {
            return;
        }

        sheet.Raw("<section class=\"bars\"><h2>"u8).Word("statement.daybyday")
            .Raw("</h2><figure><svg class=\"chart\" viewBox=\"0 0 360 100\" role=\"img\" aria-label=\""u8)
            .Word("statement.chart.label").Raw("\">"u8);
        Grid(sheet, most);
        Bars(sheet, "<path class=\"am\" d=\""u8, low, default, most);
        if (halves)
        {
            Bars(sheet, "<path class=\"pm\" d=\""u8, high, low, most);
        }

        Labels(sheet, length);
        sheet.Raw("</svg><figcaption>"u8)
            .Say(halves ? "statement.chart" : "statement.chart.one", ("unit", item.Unit))
            .Raw("</figcaption></figure></section>"u8);
    }

    /// <summary>Two or three lines at round quantities.</summary>
    private static void Grid(Sheet sheet, long most)
    {
        long step = 1;
        for (var i = 0; most / step > 4; i++)
        {
            step = i % 3 == 1 ? step / 2 * 5 : step * 2;
        }

        for (var value = step; value <= most; value += step)
        {
            var y = Height - (value * (Height - 4) / most);
            sheet.Raw("<path class=\"grid\" d=\"M26 "u8).Page.Digits(y).Raw("H360\"/><text class=\"e\" x=\"22\" y=\""u8)
                .Digits(y + 4).Raw("\">"u8).Escaped(sheet.Speech.Number(value, 3, 0)).Raw("</text>"u8);
        }
    }

    private static void Bars(
        Sheet sheet, ReadOnlySpan<byte> open, ReadOnlySpan<long> values, ReadOnlySpan<long> below, long most)
    {
        sheet.Raw(open);
        for (var day = 0; day < values.Length; day++)
        {
            var foot = below.IsEmpty ? 0 : Math.Max(0, below[day]) * (Height - 4) / most;
            var top = (values[day] + (below.IsEmpty ? 0 : Math.Max(0, below[day]))) * (Height - 4) / most;
            if (top <= foot)
            {
                continue;
            }

            var wide = Math.Max(2, (Width - 28) / values.Length - 2);
            sheet.Raw("M"u8).Page.Digits(Left(day, values.Length)).Raw(" "u8).Digits(Height - top)
                .Raw("h"u8).Digits(wide).Raw("v"u8).Digits(top - foot).Raw("h-"u8).Digits(wide).Raw("z"u8);
        }

        sheet.Raw("\"/>"u8);
    }

    private static void Labels(Sheet sheet, int length)
    {
        var half = Math.Max(2, (Width - 28) / length - 2) / 2;
        for (var day = 0; day < length; day++)
        {
            var number = sheet.Book.Starts.PlusDays(day).Day;
            if (day == 0 || length <= 10 || (number % 5 == 0 && length - day > 1))
            {
                sheet.Raw("<text class=\"m\" x=\""u8).Page.Digits(Left(day, length) + half).Raw("\" y=\"97\">"u8)
                    .Digits(number).Raw("</text>"u8);
            }
        }
    }

    private static int Left(int day, int length) => 28 + (day * (Width - 28) / length);
}
