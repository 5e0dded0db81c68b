using System.Globalization;
using ExcelDataReader;

namespace Meent.Platform.Records;

/// <summary>The one place where the floats of a workbook become text: what was typed in, digit by digit.</summary>
internal static class WorkbookCells
{
    /// <param name="errors">Error cells of the sheet, which the library gives as blank.</param>
    public static string[] Of(IExcelDataReader reader, Dictionary<(int Row, int Column), string> errors)
    {
        var cells = new string[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            var error = errors.Count > 0 ? errors.GetValueOrDefault((reader.Depth + 1, i)) : null;
            cells[i] = error ?? Text(reader, i);
        }

        return cells;
    }

    private static string Text(IExcelDataReader reader, int index) => reader.GetValue(index) switch
    {
        null => "",
        string text => text,
        // Exempt from "no double": the library reads cells as doubles; "R" gives back the digits that were written.
        double number => Zeros(Plain(number.ToString("R", CultureInfo.InvariantCulture)), reader, index),
        int number => Zeros(number.ToString(CultureInfo.InvariantCulture), reader, index),
        bool yes => yes ? "yes" : "no",
        DateTime moment => Moment(moment),
        TimeSpan time => time.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>1E+15 without its exponent; what is beyond exact decimals stays, and is no number to anybody.</summary>
    private static string Plain(string text) =>
        text.Contains('E', StringComparison.Ordinal)
        && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : text;

    /// <summary>A number 34 in the format 00000 is 00034 to everybody who looks at the sheet.</summary>
    private static string Zeros(string text, IExcelDataReader reader, int index)
    {
        var format = reader.GetNumberFormatString(index);
        return format is { Length: > 1 } && format.All(c => c == '0') && text.All(char.IsAsciiDigit)
            ? text.PadLeft(format.Length, '0')
            : text;
    }

    private static string Moment(DateTime moment) => moment.Year <= 1900 && moment.Date <= new DateTime(1900, 1, 1)
        ? moment.ToString(moment.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture)
        : moment.TimeOfDay == TimeSpan.Zero
            ? moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
