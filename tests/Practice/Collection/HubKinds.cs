using Meent.Platform;

namespace Meent.Tests.Collection;

/// <summary>Kinds of records as docs/spec/folder.md has them.</summary>
internal static class HubKinds
{
    public static readonly RecordKind Deliveries = new("deliveries", 70,
    [
        new("id"), new("device"), new("slip"), new("member", Required: true), new("date", CellKind.Day, true),
        new("session"), new("time", CellKind.Time), new("item"), new("quantity", CellKind.Quantity, true), new("unit"),
        new("grade"), new("point"), new("accepted", CellKind.YesNo), new("reason"), new("reverses"), new("recorded_by"),
    ], OpenColumns: true);

    public static readonly RecordKind Purchases = new("purchases", 80,
    [
        new("id"), new("reference"), new("member", Required: true), new("date", CellKind.Day, true),
        new("item", Required: true), new("quantity", CellKind.Quantity), new("unit"),
        new("unit_price", CellKind.Number), new("amount", CellKind.Amount), new("provider"), new("reverses"),
        new("recorded_by"),
    ]);
}
