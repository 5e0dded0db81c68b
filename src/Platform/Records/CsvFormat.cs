using Meent.Kernel;

namespace Meent.Platform.Records;

/// <summary>
/// CSV files. With a mapping the header may stand below a preamble, and the separator is the one that finds it.
/// </summary>
internal sealed class CsvFormat : IRecordFormat
{
    /// <summary>How far down a header is looked for.</summary>
    public const int Preamble = 20;

    public string Name => "csv";

    public Outcome<IReadOnlyList<IRecordSource>> Open(
        string path, RecordKind kind, SourceMapping mapping, Currency currency)
    {
        var file = Path.GetFileName(path);
        if (FindHeader(path, kind, mapping) is not { } found)
        {
            return ImportRefusals.EmptyFile(file);
        }

        return RecordTable
            .Over(file, kind, mapping, currency, found.Header, () => Rows(path, found.Separator, found.Line))
            .Then<IReadOnlyList<IRecordSource>>(source => new[] { source });
    }

    private static (string[] Header, int Line, char Separator)? FindHeader(
        string path, RecordKind kind, SourceMapping mapping)
    {
        (string[] Header, int Line, char Separator)? first = null;
        foreach (var separator in (char?[])[null, ',', ';', '\t'])
        {
            using var reader = Reader(path, separator);
            for (var row = 0; row < Preamble && reader.Read();)
            {
                var cells = Cells(reader);
                if (cells.All(c => Mending.Trim(c).Length == 0))
                {
                    continue;
                }

                row++;
                first ??= (cells, reader.Line, reader.Separator);
                if (mapping.Columns.Count == 0)
                {
                    return first;
                }

                if (Columns.IsHeader(kind, mapping, cells))
                {
                    return (cells, reader.Line, reader.Separator);
                }
            }
        }

        return first;
    }

    private static IEnumerable<RawRow> Rows(string path, char separator, int headerLine)
    {
        using var reader = Reader(path, separator);
        while (reader.Read())
        {
            if (reader.Line > headerLine)
            {
                yield return new RawRow(reader.Line, Cells(reader)) { Trouble = Fault(reader) };
            }
        }
    }

    private static Trouble? Fault(CsvReader reader) => reader.Fault == CsvFault.None
        ? null
        : new Trouble("", ImportRefusals.Short(reader.Text(0)), reader.Fault switch
        {
            CsvFault.NotUtf8 => ImportRefusals.UnreadableText(),
            CsvFault.TooLong => ImportRefusals.RowTooLong(),
            CsvFault.StrayQuote => ImportRefusals.StrayQuote(),
            _ => ImportRefusals.OpenQuote(),
        });

    private static string[] Cells(CsvReader reader)
    {
        var cells = new string[reader.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = reader.Text(i);
        }

        return cells;
    }

    private static CsvReader Reader(string path, char? separator) => new(
        new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan), separator);
}
