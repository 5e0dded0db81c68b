using System.CommandLine;
using Meent.Flows;
using Meent.Parties;
using Meent.Platform;

namespace Meent.Inputs;

/// <summary>What members buy on credit: the credit book, and the counter that asks whether they may.</summary>
public sealed class InputsModule : IModule, IBringsReaders, IBringsCommands
{
    /// <summary>A purchase: goods or a service to the member. docs/spec/folder.md.</summary>
    public static readonly EventKind Purchases = new(
        new RecordKind("purchases", 75,
        [
            new("id"), new("reference"), new("member", Required: true), new("date", CellKind.Day, true),
            new("item", Required: true), new("quantity", CellKind.Quantity), new("unit"), new("unit_price",
                CellKind.Number),
            new("amount", CellKind.Amount), new("provider"), new("reverses"), new("recorded_by"),
        ]),
        EventDraft.Out,
        1000);

    public string Name => "inputs";

    public int Order => 110;

    public IEnumerable<RecordKind> Kinds => [Purchases.Record];

    public IEnumerable<IRecordReader> Readers(ImportContext context) => [new EventReader(context, Purchases)];

    public IEnumerable<Command> Commands(CommandRoom room) => [SellAtCounter.OrderCommand.Build(room)];
}
