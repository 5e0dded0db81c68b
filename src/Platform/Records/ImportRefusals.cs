using Meent.Kernel;

namespace Meent.Platform.Records;

/// <summary>Every "no" of reading files, once each.</summary>
internal static class ImportRefusals
{
    private const int Shown = 200;

    public static Refusal UnknownColumn(string file, string column) =>
        new("import.unknown_column", ("file", file), ("column", Short(column)));

    public static Refusal MissingColumn(string file, string columns) =>
        new("import.missing_column", ("file", file), ("column", columns));

    public static Refusal DoubleColumn(string file, string column) =>
        new("import.double_column", ("file", file), ("column", Short(column)));

    public static Refusal EmptyFile(string file) => new("import.empty_file", ("file", file));

    public static Refusal UnreadableHeader(string file) => new("import.unreadable_header", ("file", file));

    public static Refusal UnreadableFile(string file, string why) =>
        new("import.unreadable_file", ("file", file), ("why", Short(why)));

    public static Refusal FileTooLarge(string file, string limit) =>
        new("import.file_too_large", ("file", file), ("limit", limit));

    public static Refusal UnreadableMapping(string file, string why) =>
        new("import.unreadable_mapping", ("file", file), ("why", Short(why)));

    public static Refusal UnknownKind(string file, string kind) =>
        new("import.unknown_kind", ("file", file), ("kind", Short(kind)));

    public static Refusal UnknownFormat(string file, string format) =>
        new("import.unknown_format", ("file", file), ("format", Short(format)));

    public static Refusal NotADate(string column, string value) => Cell("import.not_a_date", column, value);

    public static Refusal NotATime(string column, string value) => Cell("import.not_a_time", column, value);

    public static Refusal NotANumber(string column, string value) => Cell("import.not_a_number", column, value);

    public static Refusal NumberTooLarge(string column, string value) =>
        Cell("import.number_too_large", column, value);

    public static Refusal TooManyPlaces(string column, string value, int places) =>
        new("import.too_many_places", ("column", column), ("value", Short(value)), ("places", $"{places}"));

    public static Refusal NotYesOrNo(string column, string value) => Cell("import.not_yes_or_no", column, value);

    public static Refusal Required(string column) => new("import.required", ("column", column));

    public static Refusal TooManyCells(string value) => new("import.too_many_cells", ("value", Short(value)));

    public static Refusal UnreadableText() => new("import.unreadable_text");

    public static Refusal RowTooLong() => new("import.row_too_long", ("limit", $"{CsvReader.MaxField / 1024} KB"));

    public static Refusal StrayQuote() => new("import.stray_quote");

    public static Refusal OpenQuote() => new("import.open_quote");

    /// <summary>Values are shown, never whole novels.</summary>
    public static string Short(string value) => value.Length <= Shown ? value : value[..Shown] + "…";

    private static Refusal Cell(string code, string column, string value) =>
        new(code, ("column", column), ("value", Short(value)));
}
