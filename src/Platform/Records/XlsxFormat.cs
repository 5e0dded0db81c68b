using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Meent.Kernel;

namespace Meent.Platform.Records;

/// <summary>Workbooks: each sheet with the header of the kind among its first rows is a source of its own.</summary>
internal sealed class XlsxFormat : IRecordFormat
{
    private const long MaxUnpacked = 1024L * 1024 * 1024;

    static XlsxFormat() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public string Name => "xlsx";

    public Outcome<IReadOnlyList<IRecordSource>> Open(
        string path, RecordKind kind, SourceMapping mapping, Currency currency)
    {
        var file = Path.GetFileName(path);
        try
        {
            return IsTooLarge(path)
                ? ImportRefusals.FileTooLarge(file, $"{MaxUnpacked / 1024 / 1024} MB")
                : Sheets(path, file, kind, mapping, currency);
        }
        catch (Exception e) when (e is ExcelReaderException or InvalidDataException or System.Xml.XmlException)
        {
            return ImportRefusals.UnreadableFile(file, e.Message);
        }
    }

    private static Outcome<IReadOnlyList<IRecordSource>> Sheets(
        string path, string file, RecordKind kind, SourceMapping mapping, Currency currency)
    {
        var sources = new List<IRecordSource>();
        Refusal? closest = null;
        foreach (var (sheet, name, rows) in FirstRows(path))
        {
            if (rows.Count == 0)
            {
                continue;
            }

            var title = $"{file}#{name}";
            var header = rows.FirstOrDefault(r => Columns.IsHeader(kind, mapping, r.Cells));
            if (header.Cells is null)
            {
                var missing = rows.Select(r => Columns.Missing(kind, mapping, r.Cells)).MinBy(m => m.Length)!;
                var why = ImportRefusals.MissingColumn(title, string.Join(", ", missing));
                closest ??= why;
                sources.Add(new SkippedSheet(kind, title, why));
                continue;
            }

            var opened = RecordTable.Over(
                title, kind, mapping, currency, header.Cells, () => Under(path, sheet, header.Line));
            if (opened.Refusal is { } refusal)
            {
                return refusal;
            }

            sources.Add(opened.Value);
        }

        return sources.All(s => s.Skipped is not null) ? closest ?? ImportRefusals.EmptyFile(file) : sources;
    }

    /// <summary>The first filled rows of every sheet.</summary>
    private static List<(int Sheet, string Name, List<RawRow> Rows)> FirstRows(string path)
    {
        using var reader = Reader(path);
        var sheets = new List<(int, string, List<RawRow>)>();
        do
        {
            var rows = new List<RawRow>();
            var errors = new Dictionary<(int, int), string>();
            while (rows.Count < CsvFormat.Preamble && reader.Read())
            {
                var cells = WorkbookCells.Of(reader, errors);
                if (cells.Any(c => Mending.Trim(c).Length > 0))
                {
                    rows.Add(new RawRow(reader.Depth + 1, cells));
                }
            }

            sheets.Add((sheets.Count, reader.Name, rows));
        }
        while (reader.NextResult());
        return sheets;
    }

    private static IEnumerable<RawRow> Under(string path, int sheet, int headerLine)
    {
        var errors = WorkbookErrors.Of(path).ElementAtOrDefault(sheet) ?? [];
        using var reader = Reader(path);
        for (var i = 0; i < sheet; i++)
        {
            reader.NextResult();
        }

        while (reader.Read())
        {
            if (reader.Depth + 1 > headerLine)
            {
                yield return new RawRow(reader.Depth + 1, WorkbookCells.Of(reader, errors));
            }
        }
    }

    private static bool IsTooLarge(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        long unpacked = 0;
        foreach (var entry in zip.Entries)
        {
            if (entry.Length > MaxUnpacked - unpacked)
            {
                return true;
            }

            unpacked += entry.Length;
        }

        return false;
    }

    private static IExcelDataReader Reader(string path) => ExcelReaderFactory.CreateOpenXmlReader(
        new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));

    /// <summary>A sheet that is named in the account, so that nobody believes it was read.</summary>
    private sealed class SkippedSheet(RecordKind kind, string file, Refusal why) : IRecordSource
    {
        public RecordKind Kind => kind;

        public string File => file;

        public IReadOnlyList<string> Header => [];

        public IReadOnlyList<string> Measures => [];

        public Refusal? Skipped => why;

        public IEnumerable<RecordRow> Rows() => [];

        public void Dispose()
        {
        }
    }
}
