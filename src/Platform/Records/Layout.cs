using Meent.Kernel;

namespace Meent.Platform.Records;

/// <summary>Reads the rows of one table, whose columns have been found, as records of its kind.</summary>
internal sealed class Layout
{
    public const string RepeatedHeader = "header";
    public const string StrayTotal = "total";
    public const string Note = "note";

    private static readonly HashSet<string> TotalNames =
        new(StringComparer.Ordinal) { "total", "totals", "grandtotal", "subtotal", "sum", "jumla" };

    private readonly Columns columns;
    private readonly CellRule[] rules;
    private readonly string?[] constants;
    private readonly CellRule[] measureRules;
    private readonly string[] header;
    private readonly int[] watched;

    private Layout(
        RecordKind kind, SourceMapping mapping, Currency currency, Columns columns, IReadOnlyList<string> header)
    {
        Kind = kind;
        this.columns = columns;
        this.header = [.. header.Select(h => new string(Mending.Trim(h)))];
        rules = [.. kind.Columns.Select(c => new CellRule(c, mapping, currency))];
        constants = [.. kind.Columns.Select(c => mapping.Constants.GetValueOrDefault(c.Name))];
        Measures = [.. columns.Measures.Select(m => m.Name)];
        measureRules = [.. Measures.Select(m => new CellRule(new RecordColumn(m), mapping, currency))];
        watched = [.. columns.Indexes.Where(i => i >= 0).Concat(columns.Measures.Select(m => m.Index)).Distinct()];
    }

    public RecordKind Kind { get; }

    public string[] Measures { get; }

    public static Outcome<Layout> Of(
        string file, RecordKind kind, SourceMapping mapping, Currency currency, IReadOnlyList<string> header) =>
        Columns.Find(file, kind, mapping, header)
            .Then<Layout>(columns => new Layout(kind, mapping, currency, columns, header));

    /// <summary>The record of a row; null where the row is blank.</summary>
    public RecordRow? Read(RawRow raw)
    {
        var first = FirstFilled(raw.Cells);
        if (first < 0 && raw.Trouble is null)
        {
            return HasNote(raw.Cells) ? Ignore(raw, IsNumberOrBlank(raw.Cells) ? StrayTotal : Note) : null;
        }

        if (first >= 0 && Is(raw.Cells[first], header[first])
            && watched.All(i => IsBlank(raw.Cells, i) || Is(raw.Cells[i], header[i])))
        {
            return Ignore(raw, RepeatedHeader);
        }

        var findings = new Findings { Trouble = raw.Trouble };
        var cells = new string[rules.Length];
        for (var c = 0; c < cells.Length; c++)
        {
            var index = columns.Indexes[c];
            cells[c] = constants[c] is { } constant
                ? rules[c].Constant(constant, ref findings)
                : index < 0 || index >= raw.Cells.Length ? rules[c].Empty(ref findings)
                : rules[c].Read(raw.Cells[index], ref findings);
        }

        var measures = ReadMeasures(raw.Cells, ref findings);
        if (findings.Trouble is not null && raw.Trouble is null && IsStrayTotal(raw.Cells))
        {
            return Ignore(raw, StrayTotal);
        }

        return new RecordRow(raw.Line, cells)
        {
            Key = raw.Key,
            Original = raw.Original ?? raw.Cells,
            Measures = measures,
            Repairs = findings.Repairs,
            Trouble = findings.Trouble ?? Beyond(raw.Cells),
        };
    }

    private string[]? ReadMeasures(string[] cells, ref Findings findings)
    {
        if (measureRules.Length == 0)
        {
            return null;
        }

        var measures = new string[measureRules.Length];
        for (var m = 0; m < measures.Length; m++)
        {
            var index = columns.Measures[m].Index;
            measures[m] = index < cells.Length ? measureRules[m].Read(cells[index], ref findings) : "";
        }

        return measures;
    }

    private RecordRow Ignore(RawRow raw, string reason) => new(raw.Line, new string[rules.Length])
    {
        Key = raw.Key,
        Original = raw.Original ?? raw.Cells,
        Ignored = reason,
    };

    private int FirstFilled(string[] cells)
    {
        foreach (var index in watched)
        {
            if (!IsBlank(cells, index))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Something stands beside the table, under no name.</summary>
    private bool HasNote(string[] cells) =>
        columns.Unnamed.Any(i => !IsBlank(cells, i)) || cells.Skip(header.Length).Any(c => Mending.Trim(c).Length > 0);

    private Trouble? Beyond(string[] cells)
    {
        for (var i = header.Length; i < cells.Length; i++)
        {
            if (Mending.Trim(cells[i]).Length > 0)
            {
                return new Trouble("", cells[i], ImportRefusals.TooManyCells(cells[i]));
            }
        }

        return null;
    }

    /// <summary>
    /// Numbers only, under columns of numbers, at most with the word "total"; nothing that must be text.
    /// </summary>
    private bool IsStrayTotal(string[] cells)
    {
        var numbers = 0;
        for (var c = 0; c < rules.Length; c++)
        {
            var index = columns.Indexes[c];
            if (index < 0 || IsBlank(cells, index) || TotalNames.Contains(HeaderName.Key(cells[index]).TrimEnd(':')))
            {
                continue;
            }

            if (rules[c].Kind is not (CellKind.Quantity or CellKind.Amount or CellKind.Number)
                || !IsNumber(cells[index]))
            {
                return false;
            }

            numbers++;
        }

        return numbers > 0 && columns.Measures.All(m => IsBlank(cells, m.Index) || IsNumber(cells[m.Index]));
    }

    private static bool IsNumberOrBlank(string[] cells) => cells.All(c => Mending.Trim(c).Length == 0 || IsNumber(c));

    private static bool IsNumber(string cell) =>
        Mending.TryDecimal(new string(Mending.Trim(cell)).Replace(",", "", StringComparison.Ordinal), out _);

    private static bool IsBlank(string[] cells, int index) =>
        index >= cells.Length || Mending.Trim(cells[index]).Length == 0;

    private static bool Is(string cell, string name) =>
        Mending.Trim(cell).Equals(name, StringComparison.OrdinalIgnoreCase);
}
