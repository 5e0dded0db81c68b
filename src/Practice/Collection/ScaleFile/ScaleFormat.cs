using Meent.Kernel;
using Meent.Platform;

namespace Meent.Collection.ScaleFile;

/// <summary>
/// Reads scale files: every used slot of a line is a row. A line that contradicts itself goes aside with all its
/// rows.
/// </summary>
internal sealed class ScaleFormat : IRecordFormat
{
    /// <summary>
    /// What a line tells of each weighing. The kind takes the columns it has; a mapping may take the others.
    /// </summary>
    private static readonly string[] Header =
    [
        "member", "date", "session", "time", "quantity", "unit", "device", "recorded_by", "route", "centre", "trip",
        "cans",
    ];

    public string Name => "scale";

    public SourceMapping? Unmapped { get; } = new() { Files = "*.trn", Format = "scale", Kind = "deliveries" };

    public Outcome<IReadOnlyList<IRecordSource>> Open(
        string path, RecordKind kind, SourceMapping mapping, Currency currency) =>
        RecordTable
            .Over(Path.GetFileName(path), kind, Complete(mapping, kind), currency, Header, () => Rows(path), ["record"])
            .Then<IReadOnlyList<IRecordSource>>(source => new[] { source });

    private static SourceMapping Complete(SourceMapping mapping, RecordKind kind)
    {
        var columns = mapping.Columns.ToDictionary();
        if (kind["point"] >= 0)
        {
            columns.TryAdd("point", ["route"]);
        }

        var named = columns.SelectMany(c => c.Value.Append(c.Key)).Concat(kind.Columns.Select(c => c.Name));
        var constants = mapping.Constants.Keys.Where(c => Header.Contains(c) && !columns.ContainsKey(c));
        return mapping with
        {
            Columns = columns,
            Dates = ["dd/MM/yyyy", .. mapping.Dates],
            Ignore = [.. mapping.Ignore, .. Header.Except(named, StringComparer.OrdinalIgnoreCase), .. constants],
        };
    }

    private static IEnumerable<RawRow> Rows(string path)
    {
        using var reader = new CsvReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), ',');
        while (reader.Read())
        {
            var fields = Enumerable.Range(0, reader.Count).Select(reader.Text).ToArray();
            foreach (var row in RowsOf(reader.Line, fields, reader.Fault))
            {
                yield return row;
            }
        }
    }

    private static IEnumerable<RawRow> RowsOf(int line, string[] fields, CsvFault fault)
    {
        var original = new[] { string.Join(',', fields) };
        if (fields.All(f => f.All(c => c <= ' ')))
        {
            return [];
        }

        if (fault != CsvFault.None || fields.Length != ScaleRecord.Fields)
        {
            return [Aside(fault != CsvFault.None
                ? new Refusal("collection.unreadable_record")
                : new Refusal(
                    "collection.record_fields", ("stated", $"{ScaleRecord.Fields}"), ("found", $"{fields.Length}")))];
        }

        var record = new ScaleRecord(fields);
        var why = record.Fault;
        return why is not null && record.Used.Count == 0
            ? [Aside(why)]
            : record.Used.Select(slot => new RawRow(line, Cells(record, slot))
            {
                Key = KeyOf(slot.Number),
                Original = original,
                Trouble = why is null ? null : new Trouble("quantity", slot.Kilograms, why),
            });

        RawRow Aside(Refusal refusal) => new(line, [])
        {
            Key = KeyOf(0),
            Original = original,
            Trouble = new Trouble("", original[0].Length > 200 ? original[0][..200] : original[0], refusal),
        };

        int KeyOf(int slot) => (line * ScaleRecord.Slots) + slot;
    }

    private static string[] Cells(ScaleRecord record, ScaleSlot slot) =>
    [
        record.Member, record.Date, slot.Session, slot.Time, slot.Kilograms, "kg", record.Scale, slot.Operator,
        record.Route, slot.Centre, slot.Trip, slot.Cans,
    ];
}
