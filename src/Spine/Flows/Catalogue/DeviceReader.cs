using Dapper;
using Meent.Parties;
using Meent.Platform;

namespace Meent.Flows.Catalogue;

/// <summary>Takes devices.csv: scales and phones.</summary>
internal sealed class DeviceReader(ImportContext context) : IRecordReader
{
    private readonly List<(int Line, string Code, string Kind, string Place)> taken = [];

    internal static readonly RecordKind Own = new("devices", 25,
        [new("device", Required: true), new("kind"), new("place")]);

    public RecordKind Kind => Own;

    public Task Take(IReadOnlyList<RecordRow> rows, CancellationToken ct)
    {
        taken.AddRange(rows.Select(r => (r.Key, r.Cells[0], r.Cells[1], r.Cells[2])));
        return Task.CompletedTask;
    }

    public async Task<RecordVerdicts> Finish(CancellationToken ct)
    {
        var work = context.Work;
        var book = await ItemBook.Load(work, ct);
        var unchanged = new HashSet<int>();
        foreach (var (line, code, kind, place) in taken)
        {
            var id = book.DeviceByCode(code) ?? book.NextDevice();
            book.KeepDevice(code, id);
            var rows = await work.Connection.ExecuteAsync(new CommandDefinition(
                Store,
                new
                {
                    work.OrgId, Id = id, Code = code, Kind = kind, Place = place, Written = await work.Written(ct),
                },
                work.Transaction,
                cancellationToken: ct));
            if (rows == 0)
            {
                unchanged.Add(line);
            }
        }

        taken.Clear();
        return new RecordVerdicts(unchanged, []);
    }

    private const string Store = """
        insert into flows.device (org_id, device_id, code, kind, place, written_id)
        values (@OrgId, @Id, @Code, @Kind, @Place, @Written)
        on conflict (org_id, device_id) do update set kind = excluded.kind, place = excluded.place,
          written_id = excluded.written_id
        where (device.kind, device.place) is distinct from (excluded.kind, excluded.place)
        """;
}
