using Dapper;
using Meent.Parties;
using Meent.Platform;

namespace Meent.Flows.Catalogue;

/// <summary>Takes places.csv: routes, collection points, tanks.</summary>
internal sealed class PlaceReader(ImportContext context) : IRecordReader
{
    private readonly List<Place> taken = [];
    private readonly List<int> unchanged = [];
    private ItemBook? book;

    internal static readonly RecordKind Own = new("places", 20,
        [new("place", Required: true), new("name", Required: true), new("kind"), new("parent")]);

    public RecordKind Kind => Own;

    public async Task Take(IReadOnlyList<RecordRow> rows, CancellationToken ct)
    {
        book ??= await ItemBook.Load(context.Work, ct);
        foreach (var row in rows)
        {
            var c = row.Cells;
            var known = book.PlaceByCode(c[0]);
            var place = new Place(known?.Id ?? book.NextPlace(), c[0], c[1], c[2], c[3]);
            if (place == known)
            {
                unchanged.Add(row.Key);
                continue;
            }

            book.Keep(place);
            taken.Add(place);
        }
    }

    public async Task<RecordVerdicts> Finish(CancellationToken ct)
    {
        var work = context.Work;
        foreach (var place in taken)
        {
            await work.Connection.ExecuteAsync(new CommandDefinition(
                Store,
                new
                {
                    work.OrgId, place.Id, place.Code, place.Name, place.Kind, place.Parent,
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

    private const string Store = """
        insert into flows.place (org_id, place_id, code, name, kind, parent, written_id)
        values (@OrgId, @Id, @Code, @Name, @Kind, @Parent, @Written)
        on conflict (org_id, place_id) do update set name = excluded.name, kind = excluded.kind,
          parent = excluded.parent, written_id = excluded.written_id
        """;
}
