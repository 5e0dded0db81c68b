using Dapper;
using Meent.Flows.RecordEvents;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using NodaTime;

namespace Meent.Flows.Observe;

/// <summary>Takes observations.csv: what was measured and not moved. Without a member it is published for
/// all.</summary>
internal sealed class ObservationReader(ImportContext context) : IRecordReader
{
    private readonly SaidContent said = new(Own);
    private readonly List<Row> taken = [];
    private readonly Dictionary<(Guid Id, int Month), int> occurrences = [];

    /// <summary>More are zeros.</summary>
    private const int MostDecimals = 6;

    private sealed record Row(
        int Line, string Name, Guid Id, LocalDate Day, string Measure, long Value, short Scale, int? Party, Guid? Event,
        string Observer, byte[] Hash);

    internal static readonly RecordKind Own = new("observations", 85,
    [
        new("id"), new("date", CellKind.Day, true), new("measure", Required: true),
        new("value", CellKind.Number, true), new("member"), new("delivery"), new("place"), new("observer"),
    ]);

    public RecordKind Kind => Own;

    public Task Take(IReadOnlyList<RecordRow> rows, CancellationToken ct)
    {
        foreach (var row in rows)
        {
            var c = row.Cells;
            Days.TryParse(c[1], out var day);
            var scale = c[3].IndexOf('.', StringComparison.Ordinal) is >= 0 and var point
                ? Math.Min(c[3].Length - point - 1, MostDecimals)
                : 0;
            var party = c[4].Length == 0 ? null : context.Parties.HolderOn(c[4], day);
            if (c[4].Length > 0 && party is null)
            {
                row.Trouble = new("member", c[4], new Refusal("parties.unknown_member", ("number", c[4])));
                continue;
            }

            Decimals.TryParse(c[3], scale, out var value);
            var hash = said.Hash(row, []);
            taken.Add(new Row(
                row.Key, c[0], IdOf(c[0], day, hash), day, c[2], value, (short)scale, party,
                c[5].Length == 0 ? null : EventStage.Named("deliveries", c[5]), c[7], hash));
        }

        return Task.CompletedTask;
    }

    private Guid IdOf(string name, LocalDate day, byte[] hash)
    {
        if (name.Length > 0)
        {
            return EventStage.Named("observations", name);
        }

        var key = (new Guid(hash.AsSpan(0, 16)), (day.Year * 12) + day.Month);
        var occurrence = occurrences.GetValueOrDefault(key);
        occurrences[key] = occurrence + 1;
        return EdgeId.OfContent(day, "observations", hash, occurrence);
    }

    public async Task<RecordVerdicts> Finish(CancellationToken ct)
    {
        var unchanged = new HashSet<int>();
        var refused = new List<(int, Trouble)>();
        var stored = (await context.Work.Connection.QueryAsync<(Guid Id, byte[] Hash)>(new CommandDefinition(
            Standing, new { context.Work.OrgId, Ids = taken.Select(t => t.Id).ToArray() }, context.Work.Transaction,
            cancellationToken: ct)))
            .ToDictionary(s => s.Id, s => s.Hash);
        var fresh = new List<Row>();
        foreach (var row in taken)
        {
            if (stored.TryAdd(row.Id, row.Hash))
            {
                fresh.Add(row);
            }
            else if (stored[row.Id].AsSpan().SequenceEqual(row.Hash))
            {
                unchanged.Add(row.Line);
            }
            else
            {
                refused.Add((row.Line, new Trouble("id", row.Name, Refusals.Contradiction(row.Name))));
            }
        }

        await Write(fresh, ct);
        taken.Clear();
        occurrences.Clear();
        return new RecordVerdicts(unchanged, refused);
    }

    private async Task Write(List<Row> fresh, CancellationToken ct)
    {
        if (fresh.Count == 0)
        {
            return;
        }

        var work = context.Work;
        Dictionary<(int, int), Parties.Period> settling;
        do
        {
            settling = fresh.Select(f => (f.Day.Year, f.Day.Month)).Distinct()
                .ToDictionary(m => m, m => context.Calendar.Settling(new LocalDate(m.Year, m.Month, 1)));
        }
        while (!await context.Calendar.HoldOpen(work, settling.Values.Distinct().ToList(), ct));

        await work.Connection.ExecuteAsync(new CommandDefinition(
            Store,
            new
            {
                work.OrgId,
                Written = await work.Written(ct),
                Ids = fresh.Select(f => f.Id).ToArray(),
                Periods = fresh.Select(f => settling[(f.Day.Year, f.Day.Month)].Id).ToArray(),
                Fors = fresh.Select(f => Calendar.MonthOf(f.Day).Id).ToArray(),
                Measures = fresh.Select(f => f.Measure).ToArray(),
                Values = fresh.Select(f => f.Value).ToArray(),
                Scales = fresh.Select(f => f.Scale).ToArray(),
                Days = fresh.Select(f => f.Day.ToDateOnly()).ToArray(),
                Parties = fresh.Select(f => f.Party).ToArray(),
                Events = fresh.Select(f => f.Event).ToArray(),
                Observers = fresh.Select(f => f.Observer).ToArray(),
                Hashes = fresh.Select(f => f.Hash).ToArray(),
            },
            work.Transaction,
            cancellationToken: ct));
    }

    private const string Standing = """
        select observation_id, content_hash from flows.observation
        where org_id = @OrgId and observation_id = any (@Ids) order by observation_id
        """;

    private const string Store = """
        insert into flows.observation (org_id, observation_id, period_id, for_period, measure, value, scale,
          occurred_on, party_id, event_id, observer, content_hash, written_id)
        select @OrgId, id, period, for_period, measure, value, scale, day, party, event, observer, hash, @Written
        from unnest(@Ids::uuid[], @Periods::int[], @Fors::int[], @Measures::text[], @Values::bigint[],
          @Scales::smallint[], @Days::date[], @Parties::int[], @Events::uuid[], @Observers::text[], @Hashes::bytea[])
          as u (id, period, for_period, measure, value, scale, day, party, event, observer, hash)
        """;
}
