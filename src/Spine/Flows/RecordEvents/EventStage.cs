using System.Runtime.InteropServices;
using Dapper;
using Meent.Flows.Exchange;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using NodaTime;
using Npgsql;

namespace Meent.Flows.RecordEvents;

/// <summary>
/// Records events in batches: rows go by COPY into a stage of this session, the stage goes into the books by one
/// statement (COPY itself may not pass row-level security, the stage has none).
/// </summary>
internal sealed class EventStage(ImportContext context)
{
    private const int BatchSize = 10_000;

    private readonly List<Identified> batch = [];

    /// <summary>Rows of the batch with an id that another one of it has: what stands in the books decides about
    /// them.</summary>
    private readonly List<Identified> again = [];

    /// <summary>Ids of the batch. Those of earlier batches stand in the books, where the server finds them.</summary>
    private readonly HashSet<Guid> met = [];

    /// <summary>What of the batch did not come into the books.</summary>
    private readonly Dictionary<Guid, (byte[] Hash, Trouble Trouble)> turnedDown = [];

    /// <summary>How often each content came without an id in this file, by the id of its first time.</summary>
    private readonly Dictionary<Guid, int> times = [];
    private readonly List<int> unchanged = [];
    private readonly List<(int Line, Trouble Trouble)> refused = [];
    private readonly HashSet<LocalDate> months = [];

    /// <summary>Keeps what is said of events between two organisations; null where there are none.</summary>
    internal Halves? Halves { get; set; }

    /// <summary>Takes a draft; what was taken is written when the batch is full, and by <see cref="Finish"/>.</summary>
    internal async Task Add(EventDraft draft, CancellationToken ct)
    {
        var hash = draft.Content();
        var id = IdOf(draft, hash);
        (met.Add(id) ? batch : again).Add(new Identified(draft, id, hash));
        if (batch.Count + again.Count >= BatchSize)
        {
            await Flush(ct);
        }
    }

    internal async Task<RecordVerdicts> Finish(CancellationToken ct)
    {
        await Flush(ct);
        var verdicts = new RecordVerdicts(unchanged.ToHashSet(), [.. refused]);
        unchanged.Clear();
        refused.Clear();
        times.Clear();
        return verdicts;
    }

    /// <summary>Without an id the same content again is another record, and gets an id of its own.</summary>
    private Guid IdOf(EventDraft draft, byte[] hash)
    {
        if (draft.Id.Length > 0)
        {
            return Named(draft.Kind, draft.Id);
        }

        var id = EdgeId.OfContent(draft.OccurredOn, draft.Kind, hash, 0);
        ref var before = ref CollectionsMarshal.GetValueRefOrAddDefault(times, id, out _);
        return before++ == 0 ? id : EdgeId.OfContent(draft.OccurredOn, draft.Kind, hash, before - 1);
    }

    /// <summary>A UUID that holds a day stands for itself. Any other id is a name, so that all ids without a day lie
    /// together and away from the months.</summary>
    internal static Guid Named(string kind, string id) => !Guid.TryParseExact(id, "D", out var uuid)
        ? EdgeId.OfName(kind, id)
        : EdgeId.IsDated(uuid) ? uuid : EdgeId.OfName(kind, uuid.ToString());

    private void Twice(EventDraft draft, bool same)
    {
        if (same)
        {
            unchanged.Add(draft.Line);
        }
        else
        {
            refused.Add((draft.Line, new Trouble("id", draft.Id, Refusals.Contradiction(draft.Id))));
        }
    }

    private async Task Flush(CancellationToken ct)
    {
        if (batch.Count == 0)
        {
            return;
        }

        await Record(ct);
        await JudgeAgain(ct);
        batch.Clear();
        again.Clear();
        met.Clear();
        turnedDown.Clear();
    }

    private async Task Record(CancellationToken ct)
    {
        var work = context.Work;
        await Execute(StageTable, null, ct);
        await MakeMonths(ct);
        var written = await work.Written(ct);
        await context.Parties.WriteProvisional(work, ct);
        await CheckReversals(ct);
        if (batch.Count == 0)
        {
            return;
        }

        await Copy(written, Settling(), ct);
        await DropStanding(ct);
        if (batch.Count > 0)
        {
            await HoldPeriods(ct);
            await Execute(Insert, new { work.OrgId }, ct);
            await Execute(InsertReversals, new { work.OrgId }, ct);
            if (Halves is not null)
            {
                await Halves.Write(batch.Select(b => (b.Draft, b.Id)), written, ct);
            }

            await WriteSpans(ct);
        }

        await Execute("truncate event_stage", null, ct);
    }

    /// <summary>Rows that came again say what stands in the books, or something else. Where the first of them was not
    /// taken, neither are they.</summary>
    private async Task JudgeAgain(CancellationToken ct)
    {
        if (again.Count == 0)
        {
            return;
        }

        var work = context.Work;
        var standing = (await work.Connection.QueryAsync<(Guid Id, byte[] Hash)>(new CommandDefinition(
            Contents, new { work.OrgId, Ids = again.Select(a => a.Id).Distinct().ToArray() }, work.Transaction,
            cancellationToken: ct))).ToDictionary(e => e.Id, e => e.Hash);
        foreach (var (draft, id, hash) in again)
        {
            if (standing.TryGetValue(id, out var recorded))
            {
                Twice(draft, recorded.AsSpan().SequenceEqual(hash));
            }
            else if (turnedDown[id] is var (content, trouble) && content.AsSpan().SequenceEqual(hash))
            {
                refused.Add((draft.Line, trouble));
            }
            else
            {
                Twice(draft, same: false);
            }
        }
    }

    /// <summary>What stands in the books already leaves the stage and the batch.</summary>
    private async Task DropStanding(CancellationToken ct)
    {
        var work = context.Work;
        var standing = new Dictionary<int, bool>();
        foreach (var ids in batch.Select(b => b.Id).GroupBy(EdgeId.IsNamed))
        {
            var bounds = new { work.OrgId, First = ids.Min(), Last = ids.Max() };
            foreach (var (line, same) in await work.Connection.QueryAsync<(int, bool)>(
                new CommandDefinition(Standing, bounds, work.Transaction, cancellationToken: ct)))
            {
                standing[line] = same;
            }
        }

        foreach (var (draft, _, _) in batch.Where(b => standing.ContainsKey(b.Draft.Line)))
        {
            Twice(draft, standing[draft.Line]);
        }

        batch.RemoveAll(b => standing.ContainsKey(b.Draft.Line));
    }

    /// <summary>The period that settles each month of the batch.</summary>
    private Dictionary<(int Year, int Month), Parties.Period> Settling() =>
        batch.Select(b => (b.Draft.OccurredOn.Year, b.Draft.OccurredOn.Month)).Distinct()
            .ToDictionary(m => m, m => context.Calendar.Settling(new LocalDate(m.Year, m.Month, 1)));

    /// <summary>Holds the periods of what is new open until the work is done; where one was taken for closing
    /// meanwhile, the next settles it.</summary>
    private async Task HoldPeriods(CancellationToken ct)
    {
        var settling = Settling();
        while (!await context.Calendar.HoldOpen(context.Work, settling.Values.Distinct().ToList(), ct))
        {
            settling = Settling();
            foreach (var ((year, month), period) in settling)
            {
                var first = new LocalDate(year, month, 1);
                await Execute(
                    MoveStage,
                    new { period.Id, First = first.ToDateOnly(), Next = first.PlusMonths(1).ToDateOnly() },
                    ct);
            }
        }
    }

    private async Task MakeMonths(CancellationToken ct)
    {
        var found = batch.Where(b => EdgeId.IsDated(b.Id)).Select(b => EdgeId.MonthOf(b.Id)).Distinct().Order();
        foreach (var month in found.Where(months.Add).ToList())
        {
            await Execute(
                MakeMonth,
                new
                {
                    First = EdgeId.FirstOf(month), Next = EdgeId.FirstOf(month.PlusMonths(1)),
                    Month = $"{month.Year:0000}_{month.Month:00}",
                },
                ct);
        }
    }

    /// <summary>Reversals get what their originals said; what cannot be taken back leaves the batch.</summary>
    private async Task CheckReversals(CancellationToken ct)
    {
        var judged = await Reversals.Judge(context, batch, ct);
        if (judged.Count == 0)
        {
            return;
        }

        var rows = batch.ToList();
        batch.Clear();
        foreach (var (draft, id, hash) in rows)
        {
            if (!judged.TryGetValue(id, out var found))
            {
                batch.Add(new Identified(draft, id, hash));
            }
            else if (found.Why is null)
            {
                batch.Add(new Identified(found.Draft, id, hash));
            }
            else
            {
                var trouble = new Trouble("reverses", draft.Reverses, found.Why);
                refused.Add((draft.Line, trouble));
                turnedDown[id] = (hash, trouble);
                times.Remove(id);
            }
        }
    }

    private Task Copy(
        long written, Dictionary<(int Year, int Month), Parties.Period> settling, CancellationToken ct) =>
        Bulk.Copy(context.Work, CopyStage, batch, (cells, row) =>
        {
            var (draft, id, hash) = row;
            cells.Write(draft.Line);
            cells.Write(id);
            cells.Write(settling[(draft.OccurredOn.Year, draft.OccurredOn.Month)].Id);
            cells.Write(draft.OccurredOn);
            cells.Write(draft.PartyId);
            cells.Write(draft.ItemId);
            cells.Write(draft.TermsId);
            cells.Write(draft.Action);
            cells.Write(draft.Session);
            cells.Write(draft.Grade);
            cells.Write(draft.Accepted);
            cells.Write(draft.Quantity);
            cells.WriteOrNull(draft.Measured);
            cells.WriteOrNull(draft.MeasuredUnit);
            cells.WriteOrNull(draft.UnitPrice);
            cells.WriteOrNull(draft.Amount);
            cells.Write(draft.ProviderId);
            for (var i = 0; i < 6; i++)
            {
                cells.WriteOrNull(draft.Measures is not null && i < draft.Measures.Length ? draft.Measures[i] : null);
            }

            cells.Write(draft.PlaceId);
            cells.Write(draft.DeviceId);
            cells.Write(draft.SlipNo);
            if (draft.Reverses.Length > 0)
            {
                cells.Write(Named(draft.Kind, draft.Reverses));
            }
            else
            {
                cells.WriteNull();
            }

            cells.WriteOrNull(draft.Reference);
            cells.WriteOrNull(draft.Reason);
            cells.WriteOrNull(draft.RecordedBy);
            cells.Write(hash);
            cells.Write(written);
        }, ct);

    private async Task WriteSpans(CancellationToken ct)
    {
        var spans = batch.GroupBy(b => Calendar.MonthOf(b.Draft.OccurredOn).Id)
            .Select(g => (For: g.Key, Ids: g.Where(b => !EdgeId.IsNamed(b.Id)).Select(b => (Guid?)b.Id).ToList()))
            .ToList();
        await Execute(
            UpsertSpans,
            new
            {
                context.Work.OrgId, EdgeId.FirstDated, Fors = spans.Select(s => s.For).ToArray(),
                Firsts = spans.Select(s => s.Ids.Min()).ToArray(), Lasts = spans.Select(s => s.Ids.Max()).ToArray(),
            },
            ct);
    }

    private Task<int> Execute(string sql, object? parameters, CancellationToken ct) =>
        context.Work.Connection.ExecuteAsync(
            new CommandDefinition(sql, parameters, context.Work.Transaction, cancellationToken: ct));

    private const string Contents = """
        select event_id, content_hash from flows.event
        where org_id = @OrgId and event_id = any (@Ids::uuid[]) order by event_id limit 10000
        """;

    private const string Columns = """
        event_id, period_id, occurred_on, party_id, item_id, terms_id, action, session, grade, accepted, quantity,
        measured, measured_unit, unit_price, amount, provider_id, m1, m2, m3, m4, m5, m6, place_id, device_id, slip_no,
        reverses, reference, reason, recorded_by, content_hash, written_id
        """;

    private const string StageTable = $"""
        create temp table if not exists event_stage on commit drop as
        select 0 as line, {Columns} from flows.event limit 0
        """;

    private const string MakeMonth = "select flows.make_month(@First, @Next, @Month)";

    private const string CopyStage = $"copy event_stage (line, {Columns}) from stdin (format binary)";

    // Rows whose id stands in the books leave the stage and are named, with whether they say the same.
    private const string Standing = """
        with gone as (
          delete from event_stage s using flows.event e
          where e.org_id = @OrgId and e.event_id = s.event_id and e.event_id between @First and @Last
          returning s.line, s.content_hash = e.content_hash as same)
        select line, same from gone order by line
        """;

    private const string MoveStage =
        "update event_stage set period_id = @Id where occurred_on >= @First and occurred_on < @Next";

    private const string Insert = $"""
        insert into flows.event (org_id, {Columns}) select @OrgId, {Columns} from event_stage
        """;

    private const string InsertReversals = """
        insert into flows.reversal (org_id, event_id, reversed_by)
        select @OrgId, reverses, event_id from event_stage where reverses is not null
        """;

    private const string UpsertSpans = """
        insert into flows.span (org_id, period_id, for_period, first_id, last_id, named, events)
        select @OrgId, c.period_id, u.for_period, u.first_id, u.last_id, c.named, c.events
        from unnest(@Fors::int[], @Firsts::uuid[], @Lasts::uuid[]) as u (for_period, first_id, last_id)
        join (
          select period_id, bool_or(event_id < @FirstDated) as named, count(*) as events,
            (extract(year from occurred_on) * 10000 + extract(month from occurred_on) * 100 + 1)::int * 10 + 1
              as for_period
          from event_stage group by 1, 4) c on c.for_period = u.for_period
        on conflict (org_id, period_id, for_period) do update set
          first_id = least(span.first_id, excluded.first_id), last_id = greatest(span.last_id, excluded.last_id),
          named = span.named or excluded.named, events = span.events + excluded.events
        """;
}

/// <summary>A draft with the id under which it is recorded and the hash of what it says.</summary>
internal readonly record struct Identified(EventDraft Draft, Guid Id, byte[] Hash);
