using Meent.Collection.Generate;
using Meent.Flows;
using Meent.Parties;
using Meent.Platform;

namespace Meent.Collection;

/// <summary>Taking in what members bring: scale files, the register of deliveries, tests.</summary>
public sealed class CollectionModule : IModule, IBringsReaders, IBringsRecords, IBringsGenerators
{
    /// <summary>A delivery: from the member to the hub. docs/spec/folder.md.</summary>
    public static readonly EventKind Deliveries = new(
        new RecordKind("deliveries", 70,
        [
            new("id"), new("device"), new("slip"), new("member", Required: true), new("date", CellKind.Day, true),
            new("session"), new("time", CellKind.Time), new("item"), new("quantity", CellKind.Quantity, true),
            new("unit"), new("grade"), new("point"), new("accepted", CellKind.YesNo), new("reason"), new("reverses"),
            new("recorded_by"),
        ],
        OpenColumns: true),
        EventDraft.In,
        null);

    public string Name => "collection";

    public int Order => 100;

    public IEnumerable<IRecordFormat> Formats => [ScaleFiles.Format];

    public IEnumerable<IGenerator> Generators => [new HubGenerator()];

    public IEnumerable<RecordKind> Kinds => [Deliveries.Record];

    public IEnumerable<IRecordReader> Readers(ImportContext context) => [new EventReader(context, Deliveries)];
}
