using System.Collections;
using Meent.Kernel;

namespace Meent.Planning.Explore;

/// <summary>A CSV table of the folder, read by its header.</summary>
internal sealed class Table : IReadOnlyList<Row>
{
    public const int MostRows = 100_000;

    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<string[]> cells = [];
    private readonly List<int> lines = [];

    private Table(string file, Trouble trouble) => (File, Trouble) = (file, trouble);

    public string File { get; }

    public Trouble Trouble { get; }

    public int Count => cells.Count;

    public Row this[int index] => new(this, index);

    /// <summary>Whether the file has this optional column.</summary>
    public bool Has(string column) => places.ContainsKey(column);

    public static Table Empty(string file, Trouble trouble) => new(file, trouble);

    /// <param name="columns">Names of the header; one that ends with ? may be missing.</param>
    public static Table Read(string file, Stream content, Trouble trouble, int most, string[] columns)
    {
        var table = new Table(file, trouble);
        using var reader = new CsvReader(content);
        if (!reader.Read())
        {
            trouble.Note(new Refusal("planning.file_empty", ("file", file)));
        }
        else if (table.Header(reader, columns))
        {
            table.Body(reader, most);
        }

        return table;
    }

    public IEnumerator<Row> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Numbers the rows by the text of a column, which stands once in the table.</summary>
    public Dictionary<string, int> Numbered(string column)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in this)
        {
            if (!numbers.TryAdd(row.Text(column), row.Index))
            {
                Trouble.Note(row.About("planning.name_twice", column));
            }
        }

        return numbers;
    }

    internal string Cell(int row, string column) =>
        places.TryGetValue(column, out var place) ? cells[row][place] : "";

    internal int Line(int row) => lines[row];

    private bool Header(CsvReader reader, string[] columns)
    {
        var known = columns.Select(c => c.TrimEnd('?')).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < reader.Count; i++)
        {
            var name = reader.Text(i).Trim();
            if (!known.Contains(name))
            {
                return No("planning.column_unknown", name);
            }

            if (!places.TryAdd(name, i))
            {
                return No("planning.column_twice", name);
            }
        }

        return columns.FirstOrDefault(c => !c.EndsWith('?') && !places.ContainsKey(c)) is not { } missing
            || No("planning.column_missing", missing);
    }

    private bool No(string code, string column)
    {
        Trouble.Note(new Refusal(code, ("file", File), ("column", Trouble.Short(column))));
        return false;
    }

    private void Body(CsvReader reader, int most)
    {
        while (reader.Read())
        {
            if (reader.Count == 1 && reader[0].IsWhiteSpace() && reader.Fault == CsvFault.None)
            {
                continue;
            }

            if (reader.Fault != CsvFault.None || reader.Count > places.Count)
            {
                Trouble.Note(new Refusal("planning.row_not_read", ("file", File), ("line", $"{reader.Line}")));
                return;
            }

            if (cells.Count == most)
            {
                Trouble.Note(new Refusal("planning.rows_too_many", ("file", File), ("limit", $"{most}")));
                return;
            }

            var row = new string[places.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = i < reader.Count ? reader.Text(i).Trim() : "";
            }

            cells.Add(row);
            lines.Add(reader.Line);
        }
    }
}
