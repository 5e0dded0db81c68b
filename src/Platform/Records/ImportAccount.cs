using System.Text.Json.Serialization;
using Meent.Kernel;

namespace Meent.Platform;

/// <summary>Sums of one column. read = imported + unchanged + quarantined.</summary>
/// <remarks>A cell that is no number has no part in any of them. Amounts of different currencies never meet: an
/// account belongs to one organisation.</remarks>
public sealed class ColumnSums(int places)
{
    /// <summary>Places that are always written; -1 for quantities, which are written without trailing zeros.</summary>
    private readonly int places = places;
    private decimal read;
    private decimal imported;
    private decimal unchanged;
    private decimal quarantined;

    public string Read => Text(read);

    public string Imported => Text(imported);

    public string Unchanged => Text(unchanged);

    public string Quarantined => Text(quarantined);

    internal bool Ties => read == imported + unchanged + quarantined;

    internal decimal Taken { get; private set; }

    public static ColumnSums operator +(ColumnSums a, ColumnSums b) => new(Math.Max(a.places, b.places))
    {
        read = a.read + b.read,
        imported = a.imported + b.imported,
        unchanged = a.unchanged + b.unchanged,
        quarantined = a.quarantined + b.quarantined,
    };

    internal void CountRead(decimal value) => read += value;

    internal void CountTaken(decimal value) => Taken += value;

    internal void CountUnchanged(decimal value) => unchanged += value;

    internal void CountQuarantined(decimal value) => quarantined += value;

    internal void Settle(decimal refusedLater) => imported = Taken - unchanged - refusedLater;

    private string Text(decimal value)
    {
        var exact = value.ToString("0.######");
        var point = exact.IndexOf('.', StringComparison.Ordinal);
        var missing = places - (point < 0 ? 0 : exact.Length - point - 1);
        return missing <= 0 ? exact : (point < 0 ? exact + "." : exact) + new string('0', missing);
    }
}

/// <summary>A row that is no record, and why: "header", "total", "note".</summary>
public sealed record IgnoredRow(int Line, string Reason);

/// <summary>A repaired cell and where it stands.</summary>
public sealed record RepairedCell(int Line, string Column, string Was, string Read, string Rule);

/// <summary>A list of which only the beginning is kept.</summary>
public sealed class CappedList<T>
{
    public const int Cap = 1_000;
    private readonly List<T> items = [];

    public IReadOnlyList<T> Items => items;

    /// <summary>How many more there are.</summary>
    public int More { get; private set; }

    internal void Add(T item)
    {
        if (items.Count < Cap)
        {
            items.Add(item);
        }
        else
        {
            More++;
        }
    }
}

/// <summary>What became of the rows of a file. rows = imported + unchanged + quarantined + ignored.</summary>
public sealed class FileAccount(string file, string kind)
{
    public string File { get; } = file;

    public string Kind { get; } = kind;

    public int Rows { get; internal set; }

    public int Imported { get; internal set; }

    public int Unchanged { get; internal set; }

    public int Quarantined { get; internal set; }

    public int Ignored { get; internal set; }

    /// <summary>Rows with at least one changed cell.</summary>
    public int Repaired { get; internal set; }

    /// <summary>By column, for quantities and amounts.</summary>
    public IReadOnlyDictionary<string, ColumnSums> Totals { get; internal set; } = new Dictionary<string, ColumnSums>();

    public CappedList<IgnoredRow> IgnoredRows { get; } = new();

    public CappedList<RepairedCell> Repairs { get; } = new();

    /// <summary>Name of the file in quarantine; null where nothing had to be kept aside.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Quarantine { get; internal set; }

    /// <summary>Why nothing of it was read: the file is refused, or the sheet has no header of its kind.</summary>
    [JsonIgnore]
    public Refusal? Refusal { get; internal set; }

    /// <summary>Code of the refusal.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Refused => Refusal?.Code;

    /// <summary>Facts of the refusal.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Facts => Refusal?.Facts.ToDictionary(f => f.Name, f => f.Value);

    /// <summary>The account of a file that was not read.</summary>
    public static FileAccount OfRefused(string file, string kind, Refusal why) => new(file, kind) { Refusal = why };
}

/// <summary>The account of a whole import: its files, and the same figures in all.</summary>
public sealed class ImportAccount
{
    private readonly List<FileAccount> files = [];
    private readonly List<string> leftAlone = [];

    public int Rows => files.Sum(f => f.Rows);

    public int Imported => files.Sum(f => f.Imported);

    public int Unchanged => files.Sum(f => f.Unchanged);

    public int Quarantined => files.Sum(f => f.Quarantined);

    public int Ignored => files.Sum(f => f.Ignored);

    public int Repaired => files.Sum(f => f.Repaired);

    /// <summary>By column, over all files.</summary>
    public IReadOnlyDictionary<string, ColumnSums> Totals => files.SelectMany(f => f.Totals)
        .GroupBy(t => t.Key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Select(t => t.Value).Aggregate((a, b) => a + b));

    public IReadOnlyList<FileAccount> Files => files;

    /// <summary>Files that nobody knows.</summary>
    public IReadOnlyList<string> LeftAlone => leftAlone;

    public void Add(FileAccount file) => files.Add(file);

    public void LeaveAlone(string file) => leftAlone.Add(file);
}
