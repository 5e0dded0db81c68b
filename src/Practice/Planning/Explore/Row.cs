using System.Globalization;
using Meent.Kernel;
using NodaTime;

namespace Meent.Planning.Explore;

/// <summary>A row of a table. What cannot be read is told to the table's trouble and comes back as a harmless value;
/// the folder's trouble is asked before anything is reckoned.</summary>
internal readonly record struct Row(Table Table, int Index)
{
    private const double Most = 1e12;

    public int Line => Table.Line(Index);

    public string TextOr(string column, string otherwise) =>
        Raw(column) is { Length: > 0 } text ? text : otherwise;

    public string Text(string column)
    {
        if (Raw(column) is { Length: > 0 } text)
        {
            return text;
        }

        No("planning.cell_empty", column);
        return "";
    }

    public double Number(string column, double least = -Most, double most = Most) =>
        Parse(column, Text(column), least, most);

    public double NumberOr(string column, double otherwise, double least = -Most, double most = Most) =>
        Raw(column) is { Length: > 0 } text ? Parse(column, text, least, most) : otherwise;

    /// <summary>Null where the cell is empty or ?, or the column is not there.</summary>
    public double? NumberOrUnknown(string column, double least = -Most, double most = Most) =>
        Raw(column) is { Length: > 0 } text && text != "?" ? Parse(column, text, least, most) : null;

    public int Whole(string column, int least = 0, int most = int.MaxValue)
    {
        var value = Number(column, least, most);
        if (value != Math.Floor(value))
        {
            No("planning.cell_not_whole", column);
        }

        return (int)value;
    }

    public int WholeOr(string column, int otherwise, int least = 0, int most = int.MaxValue) =>
        Raw(column).Length > 0 ? Whole(column, least, most) : otherwise;

    public LocalDate Day(string column)
    {
        var text = Text(column);
        if (text.Length > 0 && !Days.TryParse(text, out var day))
        {
            No("planning.cell_not_a_day", column);
        }
        else if (text.Length > 0 && Days.TryParse(text, out day))
        {
            return day;
        }

        return new LocalDate(2000, 1, 1);
    }

    /// <summary>Minutes after midnight; 24:00 is the end of the day.</summary>
    public int Time(string column)
    {
        var text = Text(column);
        if (text.Length == 5 && text[2] == ':' && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1])
            && text[3] is >= '0' and <= '5' && char.IsAsciiDigit(text[4]))
        {
            var minutes = (((text[0] - '0') * 10) + text[1] - '0') * 60 + ((text[3] - '0') * 10) + text[4] - '0';
            if (minutes <= 24 * 60)
            {
                return minutes;
            }
        }

        if (text.Length > 0)
        {
            No("planning.cell_not_a_time", column);
        }

        return 0;
    }

    public int TimeOr(string column, int otherwise) => Raw(column).Length > 0 ? Time(column) : otherwise;

    /// <summary>yes, no, or null for ? and an empty cell.</summary>
    public bool? YesNo(string column) => Raw(column) switch
    {
        "yes" => true,
        "no" => false,
        "" or "?" => null,
        _ => Choice(column, "yes", "no", "?") < 0,
    };

    /// <summary>Which of these words the cell holds; the first where it holds none of them.</summary>
    public int Choice(string column, params string[] words)
    {
        var text = Text(column);
        var at = Array.IndexOf(words, text);
        if (at < 0 && text.Length > 0)
        {
            Table.Trouble.Note(About("planning.cell_not_a_choice", column, ("choices", string.Join(", ", words))));
        }

        return Math.Max(at, 0);
    }

    /// <summary>Columns lat and lon in degrees.</summary>
    public (double Lat, double Lon) Position() => (Number("lat", -90, 90), Number("lon", -180, 180));

    /// <summary>The number of a name of another table; 0 where there is no such name.</summary>
    /// <param name="where">The file that has the names.</param>
    public int Known(string column, IReadOnlyDictionary<string, int> names, string where)
    {
        var text = Text(column);
        if (names.TryGetValue(text, out var number))
        {
            return number;
        }

        if (text.Length > 0)
        {
            Table.Trouble.Note(About("planning.name_unknown", column, ("where", where)));
        }

        return 0;
    }

    /// <summary>A refusal with file, line, column and value, and more facts.</summary>
    public Refusal About(string code, string column, params ReadOnlySpan<(string Name, string Value)> more) =>
        new(code,
        [
            ("file", Table.File), ("line", $"{Line}"), ("column", column), ("value", Trouble.Short(Raw(column))),
            .. more,
        ]);

    private string Raw(string column) => Table.Cell(Index, column);

    private double Parse(string column, string text, double least, double most)
    {
        if (text.Length == 0)
        {
            return Math.Clamp(0, least, most);
        }

        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!double.TryParse(text, Plain, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            No("planning.cell_not_a_number", column);
            return Math.Clamp(0, least, most);
        }

        if (value >= least && value <= most)
        {
            return value;
        }

        Table.Trouble.Note(About(
            "planning.cell_out_of_bounds", column, ("least", Bound(least)), ("most", Bound(most))));
        return Math.Clamp(value, least, most);
    }

    private void No(string code, string column) => Table.Trouble.Note(About(code, column));

    private static string Bound(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
