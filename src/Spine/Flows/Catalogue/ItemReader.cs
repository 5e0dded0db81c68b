using Dapper;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;

namespace Meent.Flows.Catalogue;

/// <summary>Takes items.csv: what may move, in which unit, measured and graded how.</summary>
internal sealed class ItemReader(ImportContext context) : IRecordReader
{
    private readonly List<(Item Item, string Measures, string Grades)> taken = [];
    private readonly List<int> unchanged = [];
    private ItemBook? book;

    internal static readonly RecordKind Own = new("items", 35,
    [
        new("item", Required: true), new("name", Required: true), new("unit", Required: true), new("kind"),
        new("activity"), new("tax_category"), new("measures"), new("grades"), new("provider"),
        new("density", CellKind.Quantity), new("most", CellKind.Quantity),
    ]);

    public RecordKind Kind => Own;

    public async Task Take(IReadOnlyList<RecordRow> rows, CancellationToken ct)
    {
        book ??= await ItemBook.Load(context.Work, ct);
        foreach (var row in rows)
        {
            var known = book.ByCode(row.Cells[0]);
            var (item, trouble) = Read(row.Cells, known?.Id ?? book.NextItem());
            if (trouble is null && known is not null && Same(known, item!))
            {
                unchanged.Add(row.Key);
                continue;
            }

            row.Trouble = trouble ?? await Rewriting(known, item!, ct);
            if (row.Trouble is null)
            {
                book.Keep(item!);
                taken.Add((item!, row.Cells[6], row.Cells[7]));
            }
        }
    }

    private (Item? Item, Trouble? Trouble) Read(string[] c, int id)
    {
        var measures = ItemBook.TryMeasures(c[6]);
        var provider = c[8].Length == 0 ? null : context.Parties.ByCode(c[8]);
        var kind = c[3].Length == 0 ? "good" : c[3];
        var density = Thousandths(c[9]);
        Trouble? trouble = measures is null ? new("measures", c[6], Refusals.UnreadableMeasures(c[6]))
            : provider is null && c[8].Length > 0
                ? new("provider", c[8], new Refusal("parties.unknown_party", ("party", c[8])))
            : kind is not ("good" or "service") ? new("kind", kind, Refusals.UnknownItemKind(kind))
            : density <= 0 ? new("density", c[9], Refusals.NoDensity(c[9]))
            : null;
        return trouble is not null ? (null, trouble) : (new Item(
            id, c[0], c[1], c[2], kind, c[4], c[5], measures!, ItemBook.ParseGrades(c[7]), provider?.Id, density,
            Thousandths(c[10])), null);
    }

    /// <summary>Records hold the place of a grade in its list, measures and quantities as whole numbers: once there are
    /// records, grades and measures may be added at the end, and unit and kind stay.</summary>
    private async Task<Trouble?> Rewriting(Item? known, Item item, CancellationToken ct)
    {
        if (known is null)
        {
            return null;
        }

        (string What, string Was, string Now)? change =
            known.Unit != item.Unit ? ("unit", known.Unit, item.Unit)
            : known.Kind != item.Kind ? ("kind", known.Kind, item.Kind)
            : !Begins(known.Grades, item.Grades)
                ? ("grades", string.Join('|', known.Grades), string.Join('|', item.Grades))
            : !Begins(known.Measures, item.Measures)
                ? ("measures", ItemBook.MeasuresText(known), ItemBook.MeasuresText(item))
            : null;
        return change is { } c && await IsUsed(known.Id, ct)
            ? new Trouble(c.What, c.Now, Refusals.ItemInUse(known.Code, c.What, c.Was))
            : null;
    }

    private static bool Begins<T>(IReadOnlyList<T> was, IReadOnlyList<T> now) => now.Take(was.Count).SequenceEqual(was);

    private Task<bool> IsUsed(int item, CancellationToken ct) =>
        context.Work.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            Used, new { context.Work.OrgId, Item = item }, context.Work.Transaction, cancellationToken: ct));

    public async Task<RecordVerdicts> Finish(CancellationToken ct)
    {
        var work = context.Work;
        foreach (var (item, measures, grades) in taken)
        {
            await work.Connection.ExecuteAsync(new CommandDefinition(
                Store,
                new
                {
                    work.OrgId, item.Id, item.Code, item.Name, item.Unit, item.Kind, item.Activity, item.TaxCategory,
                    Measures = measures, Grades = grades, item.Provider, item.Density, item.Most,
                    Written = await work.Written(ct),
                },
                work.Transaction,
                cancellationToken: ct));
        }

        var verdicts = new RecordVerdicts([.. unchanged], []);
        taken.Clear();
        unchanged.Clear();
        return verdicts;
    }

    private static long? Thousandths(string cell) =>
        Decimals.TryParse(cell, Quantity.Scale, out var value) ? value : null;

    private static bool Same(Item a, Item b) =>
        a.Measures.SequenceEqual(b.Measures) && a.Grades.SequenceEqual(b.Grades)
        && a == b with { Measures = a.Measures, Grades = a.Grades };

    private const string Store = """
        insert into flows.item (org_id, item_id, code, name, unit, kind, activity, tax_category, measures, grades,
          provider_id, density, most, written_id)
        values (@OrgId, @Id, @Code, @Name, @Unit, @Kind, @Activity, @TaxCategory, @Measures, @Grades, @Provider,
          @Density, @Most, @Written)
        on conflict (org_id, item_id) do update set name = excluded.name, unit = excluded.unit,
          kind = excluded.kind, activity = excluded.activity, tax_category = excluded.tax_category,
          measures = excluded.measures, grades = excluded.grades,
          provider_id = excluded.provider_id, density = excluded.density, most = excluded.most,
          written_id = excluded.written_id
        """;

    private const string Used =
        "select exists (select from flows.event where org_id = @OrgId and item_id = @Item)";
}
