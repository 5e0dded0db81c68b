using System.Text;

namespace Meent.Reference;

/// <summary>A row of a CSV file; cells are asked for by the name of their column and have no blanks at their
/// ends.</summary>
internal sealed class Row(Dictionary<string, int> columns, List<string> cells, int line)
{
    public int Line { get; } = line;

    public string this[string column] =>
        columns.TryGetValue(column, out var index) && index < cells.Count ? cells[index].Trim() : "";

    /// <summary>All filled cells with the names of their columns, without one column.</summary>
    public string ContentWithout(string left)
    {
        var content = new StringBuilder();
        foreach (var name in columns.Keys)
        {
            if (name != left && this[name] is { Length: > 0 } cell)
            {
                content.Append(name).Append('=').Append(cell).Append('\u001f');
            }
        }

        return content.ToString();
    }
}

/// <summary>Reads a CSV file: comma, one header line, quotes doubled.</summary>
internal static class Table
{
    /// <summary>No rows where the file is not there.</summary>
    public static IEnumerable<Row> Read(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            yield break;
        }

        Dictionary<string, int>? columns = null;
        foreach (var (cells, line) in Lines(File.ReadAllText(path, Encoding.UTF8)))
        {
            if (cells.TrueForAll(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            if (columns is null)
            {
                columns = cells.Select((cell, i) => (cell.Trim(), i)).ToDictionary(c => c.Item1, c => c.i);
            }
            else
            {
                yield return new Row(columns, cells, line);
            }
        }
    }

    private static IEnumerable<(List<string> Cells, int Line)> Lines(string text)
    {
        var (cells, cell, quoted, line, start) = (new List<string>(), new StringBuilder(), false, 1, 1);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            line += c == '\n' ? 1 : 0;
            if (quoted)
            {
                if (c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append(text[i++]);
                }
                else if (c == '"')
                {
                    quoted = false;
                }
                else
                {
                    cell.Append(c);
                }
            }
            else if (c == '"' && cell.Length == 0)
            {
                quoted = true;
            }
            else if (c is ',' or '\n')
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (c == '\n')
                {
                    yield return (cells, start);
                    (cells, start) = ([], line);
                }
            }
            else if (c != '\r')
            {
                cell.Append(c);
            }
        }

        if (cell.Length > 0 || cells.Count > 0)
        {
            cells.Add(cell.ToString());
            yield return (cells, start);
        }
    }
}
