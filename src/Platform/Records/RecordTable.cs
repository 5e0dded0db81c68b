using Meent.Kernel;
using Meent.Platform.Records;

namespace Meent.Platform;

/// <summary>
/// A table with a header, read as records of a kind: columns are found by name, cells are mended as the mapping says,
/// checked against their kind, and every change is reported. All formats share it.
/// </summary>
public sealed class RecordTable : IRecordSource
{
    private readonly Layout layout;
    private readonly Func<IEnumerable<RawRow>> rows;

    private RecordTable(string file, Layout layout, IReadOnlyList<string> header, Func<IEnumerable<RawRow>> rows)
    {
        (File, this.layout, Header, this.rows) = (file, layout, header, rows);
    }

    public RecordKind Kind => layout.Kind;

    public string File { get; }

    public IReadOnlyList<string> Measures => layout.Measures;

    public IReadOnlyList<string> Header { get; }

    /// <param name="file">Name for accounts and quarantine.</param>
    /// <param name="header">Header of the table.</param>
    /// <param name="rows">The rows under the header, from the first, each time it is called.</param>
    /// <param name="original">Header of the rows as they stood, where that differs.</param>
    public static Outcome<IRecordSource> Over(
        string file,
        RecordKind kind,
        SourceMapping mapping,
        Currency currency,
        IReadOnlyList<string> header,
        Func<IEnumerable<RawRow>> rows,
        IReadOnlyList<string>? original = null) =>
        Layout.Of(file, kind, mapping, currency, header)
            .Then<IRecordSource>(layout => new RecordTable(file, layout, original ?? header, rows));

    public IEnumerable<RecordRow> Rows()
    {
        foreach (var raw in rows())
        {
            if (layout.Read(raw) is { } row)
            {
                yield return row;
            }
        }
    }

    public void Dispose()
    {
    }
}
