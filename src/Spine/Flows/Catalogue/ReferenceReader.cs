using Dapper;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using NodaTime;

namespace Meent.Flows.Catalogue;

/// <summary>Takes references.csv: what items brought or cost elsewhere, by whom and when that was found.</summary>
internal sealed class ReferenceReader(ImportContext context) : IRecordReader
{
    private readonly List<(int Line, string Item, Reference Reference)> taken = [];
    private ItemBook? items;
    private List<Reference> book = [];

    internal static readonly RecordKind Own = new("references", 38,
    [
        new("item", Required: true), new("side", Required: true), new("price", CellKind.Number, true),
        new("from", CellKind.Day, true), new("until", CellKind.Day), new("source", Required: true),
        new("observed_on", CellKind.Day, true), new("method"),
    ]);

    public RecordKind Kind => Own;

    public async Task Take(IReadOnlyList<RecordRow> rows, CancellationToken ct)
    {
        if (items is null)
        {
            items = await ItemBook.Load(context.Work, ct);
            book = [.. await ReferenceBook.Load(context.Work, ct)];
        }

        foreach (var row in rows)
        {
            var c = row.Cells;
            var item = items.ByCode(c[0]);
            Decimals.TryParse(c[2], UnitPrice.Scale, out var price);
            Days.TryParse(c[3], out var from);
            var until = Days.TryParse(c[4], out var end) ? end : (LocalDate?)null;
            Days.TryParse(c[6], out var observed);
            row.Trouble = item is null ? new("item", c[0], Refusals.UnknownItem(c[0]))
                : c[1] is not (Reference.Sold or Reference.Bought) ? new("side", c[1], Refusals.UnknownSide(c[1]))
                : until < from ? new("until", c[4], Refusals.UntilBeforeFrom(c[3], c[4]))
                : null;
            if (row.Trouble is null)
            {
                taken.Add((row.Key, c[0], new Reference(item!.Id, c[1], price, from, until, c[5], observed, c[7])));
            }
        }
    }

    public async Task<RecordVerdicts> Finish(CancellationToken ct)
    {
        var unchanged = new HashSet<int>();
        var refused = new List<(int, Trouble)>();
        var fresh = new HashSet<Reference>();
        // What ends earlier than it did makes room for what begins in this file.
        foreach (var (line, item, row) in taken
            .OrderBy(t => Standing(t.Reference) is null).ThenBy(t => t.Reference.Until ?? LocalDate.MaxIsoValue))
        {
            var standing = Standing(row);
            if (row == standing)
            {
                unchanged.Add(line);
            }
            else if (standing is not null && HeldUntil(standing) is { } closed && !CutAfter(standing, row, closed.Ends))
            {
                refused.Add((line, new Trouble(
                    "from", row.From.Iso(), Refusals.ReferenceInUse(item, row.From.Iso(), closed.Code))));
            }
            else if ((standing is not null && fresh.Contains(standing) ? standing : Beside(row)) is { } other)
            {
                refused.Add((line, new Trouble(
                    "from", row.From.Iso(), Refusals.ReferencesOverlap(item, row.Side, other.From.Iso()))));
            }
            else
            {
                await Write(row, ct);
                book.RemoveAll(r => r == standing);
                book.Add(row);
                fresh.Add(row);
            }
        }

        taken.Clear();
        return new RecordVerdicts(unchanged, refused);
    }

    private Reference? Standing(Reference row) =>
        book.Find(r => (r.Item, r.Side, r.From) == (row.Item, row.Side, row.From));

    private Reference? Beside(Reference row) => book.Find(r =>
        (r.Item, r.Side) == (row.Item, row.Side) && r.From != row.From && r.Touches(row.From, row.Until));

    /// <summary>The last closed period in which it held.</summary>
    private Parties.Period? HeldUntil(Reference reference) =>
        context.Calendar.Periods.LastOrDefault(p => p.Closed && reference.Touches(p.Starts, p.Ends));

    /// <summary>Only its last day differs, and that lies on no day before the last one that is closed.</summary>
    private static bool CutAfter(Reference standing, Reference row, LocalDate lastClosed) =>
        row with { Until = standing.Until } == standing
        && (row.Until is null || row.Until >= lastClosed) && (standing.Until is null || standing.Until >= lastClosed);

    private async Task Write(Reference r, CancellationToken ct)
    {
        var work = context.Work;
        await work.Connection.ExecuteAsync(new CommandDefinition(
            Store,
            new
            {
                work.OrgId, r.Item, r.Side, r.Price, Starts = r.From.ToDateOnly(), Ends = r.Until?.ToDateOnly(),
                r.Source, ObservedOn = r.ObservedOn.ToDateOnly(), r.Method, Written = await work.Written(ct),
            },
            work.Transaction,
            cancellationToken: ct));
    }

    private const string Store = """
        insert into flows.reference (org_id, item_id, side, starts, ends, price, source, observed_on, method,
          written_id)
        values (@OrgId, @Item, @Side, @Starts, @Ends::date, @Price, @Source, @ObservedOn, @Method, @Written)
        on conflict (org_id, item_id, side, starts) do update set ends = excluded.ends, price = excluded.price,
          source = excluded.source, observed_on = excluded.observed_on, method = excluded.method,
          written_id = excluded.written_id
        """;
}
