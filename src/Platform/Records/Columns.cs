using Meent.Kernel;

namespace Meent.Platform.Records;

/// <summary>Where the columns of a kind stand in a file: found by the names of the header, never by position.</summary>
/// <param name="Indexes">For each column of the kind its cell, -1 where the file has none.</param>
/// <param name="Measures">Open columns by name and cell.</param>
/// <param name="Unnamed">Cells under a blank header.</param>
internal sealed record Columns(int[] Indexes, (string Name, int Index)[] Measures, int[] Unnamed)
{
    /// <summary>Whether a row can be the header: every required column that is no constant is there.</summary>
    public static bool IsHeader(RecordKind kind, SourceMapping mapping, IReadOnlyList<string> cells) =>
        Missing(kind, mapping, cells).Length == 0;

    /// <summary>Required columns that the row does not name; all of them where it names none at all.</summary>
    public static string[] Missing(RecordKind kind, SourceMapping mapping, IReadOnlyList<string> cells)
    {
        var keys = cells.Select(HeaderName.Key).ToHashSet(StringComparer.Ordinal);
        var named = kind.Columns.Where(c => NamesOf(c.Name, mapping).Any(keys.Contains)).ToList();
        return [.. kind.Columns
            .Where(c => named.Count == 0 || (c.Required && !mapping.Constants.ContainsKey(c.Name)))
            .Except(named).Select(c => c.Name)];
    }

    public static Outcome<Columns> Find(
        string file, RecordKind kind, SourceMapping mapping, IReadOnlyList<string> header)
    {
        if (header.Any(h => h.Contains('\uFFFD')))
        {
            return ImportRefusals.UnreadableHeader(file);
        }

        var foreign = mapping.Columns.Keys.Concat(mapping.Constants.Keys).Concat(mapping.Values.Keys)
            .Concat(mapping.Numbers.Keys).FirstOrDefault(name => !kind.OpenColumns && kind[name] < 0);
        if (foreign is not null)
        {
            return ImportRefusals.UnknownColumn(file, foreign);
        }

        var missing = Missing(kind, mapping, header);
        if (missing.Length > 0)
        {
            return ImportRefusals.MissingColumn(file, string.Join(", ", missing));
        }

        var ignored = mapping.Ignore.Select(HeaderName.Key).ToHashSet(StringComparer.Ordinal);
        var keys = header.Select(HeaderName.Key).Select(k => ignored.Contains(k) && k.Length > 0 ? null : k).ToArray();
        return Place(file, kind, mapping, header, keys);
    }

    private static Outcome<Columns> Place(
        string file, RecordKind kind, SourceMapping mapping, IReadOnlyList<string> header, string?[] keys)
    {
        var used = new bool[keys.Length];
        var indexes = new int[kind.Columns.Count];
        for (var c = 0; c < indexes.Length; c++)
        {
            var name = kind.Columns[c].Name;
            var places = Where(keys, NamesOf(name, mapping));
            if (places.Count + (mapping.Constants.ContainsKey(name) ? 1 : 0) > 1)
            {
                return ImportRefusals.DoubleColumn(file, name);
            }

            indexes[c] = places.Count == 0 ? -1 : places[0];
            places.ForEach(p => used[p] = true);
        }

        var measures = new List<(string Name, int Index)>();
        for (var i = 0; i < keys.Length; i++)
        {
            if (used[i] || keys[i] is null or "")
            {
                continue;
            }

            if (!kind.OpenColumns)
            {
                return ImportRefusals.UnknownColumn(file, header[i]);
            }

            var name = MeasureOf(keys[i]!, header[i], kind, mapping);
            if (measures.Any(m => HeaderName.Key(m.Name) == HeaderName.Key(name)))
            {
                return ImportRefusals.DoubleColumn(file, name);
            }

            measures.Add((name, i));
        }

        return new Columns(indexes, [.. measures], [.. Where(keys, [""])]);
    }

    private static List<int> Where(string?[] keys, HashSet<string> names) =>
        [.. Enumerable.Range(0, keys.Length).Where(i => keys[i] is { } key && names.Contains(key))];

    private static HashSet<string> NamesOf(string column, SourceMapping mapping) =>
        mapping.Columns.GetValueOrDefault(column, []).Select(HeaderName.Key).Append(HeaderName.Key(column))
            .Where(k => k.Length > 0).ToHashSet(StringComparer.Ordinal);

    /// <summary>The name of a measure: as the mapping calls it, else as the header does.</summary>
    private static string MeasureOf(string key, string header, RecordKind kind, SourceMapping mapping) =>
        mapping.Columns.Where(c => kind[c.Key] < 0 && c.Value.Any(n => HeaderName.Key(n) == key))
            .Select(c => c.Key).FirstOrDefault() ?? new string(Mending.Trim(header));
}
