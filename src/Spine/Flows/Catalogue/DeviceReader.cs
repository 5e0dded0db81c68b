using Dapper;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using NodaTime;

namespace Meent.Flows.Catalogue;

/// <summary>Takes devices.csv: scales and phones, and until when their stamp holds.</summary>
internal sealed class DeviceReader(ImportContext context) : IRecordReader
{
    private readonly List<(int Line, string Code, string Kind, string Place, LocalDate? Stamped)> taken = [];

    internal static readonly RecordKind Own = new("devices", 25,
        [new("device", Required: true), new("kind"), new("place"), new("stamped_until", CellKind.Day)]);

    public RecordKind Kind => Own;

    public Task Take(IReadOnlyList<RecordRow> rows, CancellationToken ct)
    {
        taken.AddRange(rows.Select(r => (r.Key, r.Cells[0], r.Cells[1], r.Cells[2],
            Days.TryParse(r.Cells[3], out var day) ? day : (LocalDate?)null)));
        return Task.CompletedTask;
    }

    public async Task<RecordVerdicts> Finish(CancellationToken ct)
    {
        var work = context.Work;
        var book = await ItemBook.Load(work, ct);
        var unchanged = new HashSet<int>();
        foreach (var (line, code, kind, place, stamped) in taken)
        {
            var id = book.DeviceByCode(code) ?? book.NextDevice();
            book.KeepDevice(code, id);
            var rows = await work.Connection.ExecuteAsync(new CommandDefinition(
                Store,
                new { work.OrgId, Id = id, Code = code, Kind = kind, Place = place, Stamped = stamped?.ToDateOnly(),
                Written = await work.Written(ct) },
                work.Transaction,
                cancellationToken: ct));
            if (rows == 0)
            {
                unchanged.Add(line);
            }
        }

        return new RecordVerdicts(unchanged, []);
    }

    private const string Store = """
        insert into flows.device (org_id, device_id, code, kind, place, stamped_until, written_id)
        values (@OrgId, @Id, @Code, @Kind, @Place, @Stamped::date, @Written)
        on conflict (org_id, device_id) do update set kind = excluded.kind, place = excluded.place,
          stamped_until = excluded.stamped_until, written_id = excluded.written_id
        where (device.kind, device.place, device.stamped_until)
          is distinct from (excluded.kind, excluded.place, excluded.stamped_until)
        """;
}
