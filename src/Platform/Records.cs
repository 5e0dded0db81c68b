using Meent.Kernel;

namespace Meent.Platform;

/// <summary>What a cell of a record holds. Numbers are read exactly, never through a float.</summary>
public enum CellKind
{
    Text,

    /// <summary>ISO date.</summary>
    Day,

    /// <summary>Decimal text, at most three places; summed in the account of an import.</summary>
    Quantity,

    /// <summary>Decimal text, at most the currency's places; summed in the account of an import.</summary>
    Amount,

    /// <summary>Decimal text, at most six places.</summary>
    Number,

    /// <summary>yes or no.</summary>
    YesNo,

    /// <summary>Time of day, 05:25; "5:25 AM" and seconds are understood.</summary>
    Time,
}

/// <summary>A column of a kind of record.</summary>
public sealed record RecordColumn(string Name, CellKind Kind = CellKind.Text, bool Required = false);

/// <summary>A kind of record that a folder may hold, as specified in docs/spec/folder.md.</summary>
/// <param name="Name">Also the name of its CSV file without extension.</param>
/// <param name="Order">Kinds are read in this order: registers before what refers to them.</param>
/// <param name="OpenColumns">Further columns are measures of an item and come along in <see
/// cref="RecordRow.Measures"/>.</param>
public sealed record RecordKind(string Name, int Order, IReadOnlyList<RecordColumn> Columns, bool OpenColumns = false)
{
    /// <summary>Index of a column in <see cref="RecordRow.Cells"/>.</summary>
    public int this[string column] => Columns.ToList().FindIndex(c => c.Name == column);
}

/// <summary>One row on its way from a file to the books.</summary>
public sealed class RecordRow(int line, string[] cells)
{
    /// <summary>Line in the file, 1 is the first; for a workbook the row of the sheet.</summary>
    public int Line { get; } = line;

    /// <summary>What verdicts refer to: the line, unless one line of the file holds several rows.</summary>
    public int Key { get; init; } = line;

    /// <summary>One text for each column of the kind, in its order; empty where the file has none.</summary>
    public string[] Cells { get; } = cells;

    /// <summary>One text for each name of <see cref="IRecordSource.Measures"/>; null where there are none.</summary>
    public string[]? Measures { get; init; }

    /// <summary>
    /// The row as it stood in the file, for quarantine; in the order of <see cref="IRecordSource.Header"/>.
    /// </summary>
    public IReadOnlyList<string> Original { get; init; } = cells;

    /// <summary>Why the row is no record: set for headers inside the data and stray totals.</summary>
    public string? Ignored { get; init; }

    /// <summary>Cells that were mended while reading.</summary>
    public IReadOnlyList<Repair>? Repairs { get; init; }

    /// <summary>Why the row cannot be taken, and in which column.</summary>
    public Trouble? Trouble { get; set; }
}

/// <summary>A cell that was changed while reading: what stood there, what was read, and by which rule.</summary>
public sealed record Repair(string Column, string Was, string Read, string Rule);

/// <summary>What keeps a row out.</summary>
/// <param name="Column">Name of the column; empty where the row as a whole is meant.</param>
public sealed record Trouble(string Column, string Value, Refusal Why);

/// <summary>A file, mapped to a kind of record.</summary>
public interface IRecordSource : IDisposable
{
    RecordKind Kind { get; }

    /// <summary>File name without folder; for a workbook with the sheet: "a.xlsx#Sheet1".</summary>
    string File { get; }

    /// <summary>
    /// Names of the open columns found in the header, in the order of <see cref="RecordRow.Measures"/>.
    /// </summary>
    IReadOnlyList<string> Measures { get; }

    /// <summary>Names over <see cref="RecordRow.Original"/>.</summary>
    IReadOnlyList<string> Header { get; }

    /// <summary>Why nothing is read from it: set for a sheet of a workbook without the header of its kind.</summary>
    Refusal? Skipped => null;

    /// <summary>
    /// All rows with at least one filled data cell, each once, in the order of the file. May be asked for again.
    /// </summary>
    IEnumerable<RecordRow> Rows();
}

/// <summary>
/// Opens files of one format. Spine and practice modules add formats of their own; the driver tries the mapping first,
/// then the file name of a kind ("deliveries.csv").
/// </summary>
public interface IRecordFormat
{
    /// <summary>Name in a mapping: csv, xlsx, scale.</summary>
    string Name { get; }

    /// <summary>
    /// How files are read that no mapping names and that can be told by their name; null where there are none.
    /// </summary>
    SourceMapping? Unmapped => null;

    /// <summary>Opens a file; a header that cannot be understood refuses the whole file.</summary>
    Outcome<IReadOnlyList<IRecordSource>> Open(string path, RecordKind kind, SourceMapping mapping, Currency currency);
}

/// <summary>A module that brings formats of its own.</summary>
public interface IBringsRecords
{
    IEnumerable<IRecordFormat> Formats { get; }
}

/// <summary>Takes rows of one kind into the books. Rows with trouble are marked, never dropped.</summary>
public interface IRecordReader
{
    RecordKind Kind { get; }

    /// <summary>A file begins; its open columns are named once, not with each row.</summary>
    void Begin(IRecordSource source)
    {
    }

    /// <summary>Takes a batch of rows without trouble; sets <see cref="RecordRow.Trouble"/> on rows that it
    /// refuses.</summary>
    Task Take(IReadOnlyList<RecordRow> rows, CancellationToken ct);

    /// <summary>Writes what was taken since the last call. Which rows were new, which stood in the books already, and
    /// which contradict a record that stands there.</summary>
    Task<RecordVerdicts> Finish(CancellationToken ct);
}

/// <summary>What became of the rows of a file that were taken.</summary>
/// <param name="Unchanged">Keys of rows (<see cref="RecordRow.Key"/>) that stood
/// in the books with the same content.</param>
/// <param name="Refused">Keys of rows that cannot stand beside what is in the books, with the reason.</param>
public sealed record RecordVerdicts(
    IReadOnlyCollection<int> Unchanged,
    IReadOnlyList<(int Key, Trouble Trouble)> Refused)
{
    public static readonly RecordVerdicts AllNew = new([], []);
}

/// <summary>
/// How the columns of a foreign file become those of a kind. Deserialised from mapping.json; docs/spec/folder.md.
/// </summary>
public sealed record SourceMapping
{
    public string Files { get; init; } = "";
    public string Format { get; init; } = "csv";
    public string Kind { get; init; } = "";
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Columns { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();
    public IReadOnlyDictionary<string, string> Constants { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Values { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();
    public IReadOnlyList<string> Dates { get; init; } = ["yyyy-MM-dd"];
    public IReadOnlyDictionary<string, NumberMapping> Numbers { get; init; } = new Dictionary<string, NumberMapping>();
    public IReadOnlyList<string> Ignore { get; init; } = [];
}

/// <summary>
/// How a number or a member's number is mended: prefix off, zeros back, float tails cut to so many places.
/// </summary>
public sealed record NumberMapping
{
    public string Strip { get; init; } = "";
    public int Pad { get; init; }
    public int Places { get; init; } = -1;
}
