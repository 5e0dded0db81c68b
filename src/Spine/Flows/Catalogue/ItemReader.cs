using Dapper;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;

namespace Meent.Flows.Catalogue;

/// <summary>Takes items.csv: what may move, in which unit, measured and graded how.</summary>
internal sealed class ItemReader(ImportContext context) : IRecordReader
{
    private readonly List<(Item Item, string Measures, string Grades)> taken = [];
    private readonly HashSet<int> unchanged = [];
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
            var c = row.Cells;
            var measures = ItemBook.TryMeasures(c[6]);
            var provider = c[8].Length == 0 ? null : context.Parties.ByCode(c[8]);
            if (measures is null || (provider is null && c[8].Length > 0))
            {
                row.Trouble = measures is null
                    ? new("measures", c[6], Refusals.UnreadableMeasures(c[6]))
                    : new("provider", c[8], new Refusal("parties.unknown_party", ("party", c[8])));
                continue;
            }

            var known = book.ByCode(c[0]);
            var item = new Item(
                known?.Id ?? book.NextItem(), c[0], c[1], c[2], c[3].Length == 0 ? "good" : c[3], c[4], c[5], measures,
                ItemBook.ParseGrades(c[7]), provider?.Id, Thousandths(c[9]), Thousandths(c[10]));
            if (known is not null && Same(known, item))
            {
                unchanged.Add(row.Key);
                continue;
            }

            book.Keep(item);
            taken.Add((item, c[6], c[7]));
        }
    }

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

        return new RecordVerdicts(unchanged, []);
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
        on conflict (org_id, item_id) do update set name = excluded.name, activity = excluded.activity,
          tax_category = excluded.tax_category, measures = excluded.measures, grades = excluded.grades,
          provider_id = excluded.provider_id, density = excluded.density, most = excluded.most,
          written_id = excluded.written_id
        """;
}
