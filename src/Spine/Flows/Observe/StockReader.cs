using Meent.Flows.RecordEvents;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;

namespace Meent.Flows.Observe;

/// <summary>Takes stock.csv: opening, dispatches, losses and what was measured at the end, for the goods
/// balance.</summary>
internal sealed class StockReader(ImportContext context) : IRecordReader
{
    private static readonly string[] Kinds = ["opening", "dispatched", "loss", "closing"];

    private readonly EventStage stage = new(context);
    private readonly SaidContent said = new(Own);
    private ItemBook? items;

    internal static readonly RecordKind Own = new("stock", 80,
    [
        new("id"), new("date", CellKind.Day, true), new("item", Required: true), new("kind", Required: true),
        new("quantity", CellKind.Quantity, true), new("unit"), new("place"), new("party"),
    ]);

    public RecordKind Kind => Own;

    public async Task Take(IReadOnlyList<RecordRow> rows, CancellationToken ct)
    {
        items ??= await ItemBook.Load(context.Work, ct);
        foreach (var row in rows)
        {
            var c = row.Cells;
            var item = items.ByCode(c[2]);
            var place = c[6].Length == 0 ? 0 : items.PlaceByCode(c[6])?.Id ?? -1;
            Days.TryParse(c[1], out var day);
            var read = Decimals.TryParse(c[4], Quantity.Scale, out var quantity);
            row.Trouble = item is null ? new("item", c[2], Refusals.UnknownItem(c[2]))
                : !Kinds.Contains(c[3]) ? new("kind", c[3], Refusals.UnknownStockKind(c[3]))
                : place < 0 ? new("place", c[6], Refusals.UnknownPlace(c[6]))
                : !read || quantity < 0 ? new("quantity", c[4], Refusals.NegativeQuantity(c[4]))
                : c[5].Length > 0 && c[5] != item.Unit
                    ? new("unit", c[5], Refusals.WrongUnit(c[5], item.Code, item.Unit))
                : null;
            if (row.Trouble is null)
            {
                await stage.Add(
                    new EventDraft
                    {
                        Line = row.Key, Id = c[0], Kind = "stock", OccurredOn = day, PartyId = Organisation.OwnParty,
                        ItemId = item!.Id, Action = EventDraft.Stock, Quantity = quantity, PlaceId = place,
                        Reference = c[3], Reason = c[7], Said = said.Hash(row, []),
                    },
                    ct);
            }
        }
    }

    public Task<RecordVerdicts> Finish(CancellationToken ct) => stage.Finish(ct);
}
