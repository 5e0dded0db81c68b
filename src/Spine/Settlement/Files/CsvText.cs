using System.Buffers;

namespace Meent.Settlement.Files;

/// <summary>Lines of CSV: comma, quotes doubled, LF. A cell that a spreadsheet would take for a formula gets an
/// apostrophe; plain numbers, also with a sign, are left alone.</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    public static Utf8Text Row(this Utf8Text text, params ReadOnlySpan<string> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            text.Raw(i > 0 ? ","u8 : ""u8);
            Cell(text, cells[i]);
        }

        return text.Raw("\n"u8);
    }

    public static void Cell(Utf8Text text, string cell)
    {
        var formula = Formula(cell);
        if (!formula && cell.AsSpan().IndexOfAny(Quoted) < 0)
        {
            text.Plain(cell);
            return;
        }

        var quoted = cell.AsSpan().IndexOfAny(Quoted) >= 0;
        text.Raw(quoted ? "\""u8 : ""u8).Raw(formula ? "'"u8 : ""u8)
            .Plain(quoted ? cell.Replace("\"", "\"\"", StringComparison.Ordinal) : cell).Raw(quoted ? "\""u8 : ""u8);
    }

    private static bool Formula(string cell) =>
        cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !Number(cell);

    private static bool Number(string cell)
    {
        var digits = 0;
        var points = 0;
        for (var i = cell[0] is '+' or '-' ? 1 : 0; i < cell.Length; i++)
        {
            digits += char.IsAsciiDigit(cell[i]) ? 1 : 0;
            points += cell[i] == '.' ? 1 : 0;
            if (!char.IsAsciiDigit(cell[i]) && (cell[i] != '.' || points > 1 || digits == 0))
            {
                return false;
            }
        }

        return digits > 0 && cell[^1] != '.';
    }
}
