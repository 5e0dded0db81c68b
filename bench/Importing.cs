using Dapper;
using Npgsql;

namespace Meent.Bench;

/// <summary>The import of all deliveries against a binary COPY of the same rows into a table without keys.</summary>
internal static class Importing
{
    private const string Columns = """
        org_id, event_id, period_id, occurred_on, party_id, item_id, terms_id, action, session, grade, accepted,
          quantity, measured,
        measured_unit, unit_price, amount, provider_id, m1, m2, m3, m4, m5, m6, place_id, device_id, slip_no, reverses,
        reference, reason, recorded_by, content_hash, written_id
        """;

    public static async Task Measure(Bed bed, Table table, CancellationToken ct)
    {
        var (import, bound) = (new Times(), new Times());
        var folder = bed.DeliveriesAlone();
        var rows = 0L;
        for (var run = 0; run <= Times.Runs; run++)
        {
            await using var installation = await bed.WithRegisters(ct);
            if (run == 0)
            {
                await Bed.Import(installation, folder, ct);
                continue;
            }

            await import.Of(() => Bed.Import(installation, folder, ct));
            await using var owner = await bed.Owner(ct);
            rows = await owner.ExecuteScalarAsync<long>("select count(*) from flows.event");
            await Bound(owner, bound, ct);
        }

        table.Plain($"binary COPY of {rows:n0} rows, logged, no keys", bound, "1.0x");
        table.Ratio($"import: {rows:n0} deliveries from CSV", import, bound, 10, "10x (0.10 of the bound)");
    }

    /// <summary>The rows leave the table in the format of COPY and go into another as they are.</summary>
    private static async Task Bound(NpgsqlConnection owner, Times bound, CancellationToken ct)
    {
        await owner.ExecuteAsync("drop table if exists bound");
        await owner.ExecuteAsync($"create table bound as select {Columns} from flows.event limit 0");
        var memory = new MemoryStream(256 << 20);
        await using (var from = await owner.BeginRawBinaryCopyAsync(
            $"copy (select {Columns} from flows.event) to stdout (format binary)", ct))
        {
            await from.CopyToAsync(memory, ct);
        }

        await bound.Of(async () =>
        {
            await using var to =
                await owner.BeginRawBinaryCopyAsync($"copy bound ({Columns}) from stdin (format binary)", ct);
            memory.Position = 0;
            await memory.CopyToAsync(to, 64 * 1024, ct);
        });
    }
}
