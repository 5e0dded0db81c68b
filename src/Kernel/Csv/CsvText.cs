using System.Text;

namespace Meent.Kernel;

/// <summary>
/// Writes CSV: comma, LF, quotes doubled. No cell of ours is ever taken for a formula by a spreadsheet.
/// </summary>
public static class CsvText
{
    /// <summary>One row with its line break.</summary>
    public static void Write(TextWriter writer, ReadOnlySpan<string> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
            {
                writer.Write(',');
            }

            writer.Write(Cell(cells[i]));
        }

        writer.Write('\n');
    }

    /// <summary>One row with its line break.</summary>
    public static string Row(params ReadOnlySpan<string> cells)
    {
        var text = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            text.Append(i > 0 ? "," : "").Append(Cell(cells[i]));
        }

        return text.Append('\n').ToString();
    }

    /// <summary>
    /// One cell: formula-like texts get a leading apostrophe (OWASP, CSV injection), quotes where they are needed.
    /// </summary>
    public static string Cell(string text)
    {
        var safe = IsFormula(text) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(Quoted) < 0
            ? safe
            : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static readonly System.Buffers.SearchValues<char> Quoted = System.Buffers.SearchValues.Create(",;\t\"\r\n");

    /// <summary>
    /// A spreadsheet would reckon with the text: it begins with = + - @ tab or CR and is no plain number.
    /// </summary>
    internal static bool IsFormula(ReadOnlySpan<char> text) =>
        text.Length > 0
        && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r'
        && !(text[0] is '+' or '-' && IsNumber(text[1..]));

    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var places = point < 0 ? "0" : text[(point + 1)..];
        return whole.Length > 0 && places.Length > 0
            && !whole.ContainsAnyExceptInRange('0', '9') && !places.ContainsAnyExceptInRange('0', '9');
    }
}
