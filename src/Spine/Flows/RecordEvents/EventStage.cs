using Dapper;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Meent.Flows.RecordEvents;

/// <summary>
/// Records events in batches: rows go by COPY into a stage of this session, the stage goes into the books by one
/// statement.
/// (COPY itself may not pass row-level security, the stage has none.)
/// </summary>
internal sealed class EventStage(ImportContext context)
{
    private const int BatchSize = 100_000;

    private readonly List<(EventDraft Draft, Guid Id, byte[] Hash)> batch = [];
    private readonly Dictionary<Guid, UInt128> seen = [];
    private readonly Dictionary<(UInt128 Hash, int Month), int> occurrences = [];
    private readonly List<int> unchanged = [];
    private readonly List<(int Line, Trouble Trouble)> refused = [];
    private bool staged;

    /// <summary>Takes a draft; what was taken is written when the batch is full, and by <see cref="Finish"/>.</summary>
    internal async Task Add(EventDraft draft, CancellationToken ct)
    {
        var hash = new byte[32];
        draft.HashContent(hash);
        var key = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
        var id = IdOf(draft, hash, key);
        if (seen.TryGetValue(id, out var before))
        {
            Twice(draft, before == key);
            return;
        }

        seen[id] = key;
        batch.Add((draft, id, hash));
        if (batch.Count >= BatchSize)
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
        seen.Clear();
        occurrences.Clear();
        return verdicts;
    }

    private Guid IdOf(EventDraft draft, byte[] hash, UInt128 key)
    {
        if (draft.Id.Length > 0)
        {
            return Named(draft.Kind, draft.Id);
        }

        var month = (draft.OccurredOn.Year * 12) + draft.OccurredOn.Month;
        ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
            occurrences, (key, month), out _);
        return EdgeId.OfContent(draft.OccurredOn, draft.Kind, hash, count++);
    }

    internal static Guid Named(string kind, string id) =>
        Guid.TryParseExact(id, "D", out var uuid) ? uuid : EdgeId.OfName(kind, id);

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

        var work = context.Work;
        if (!staged)
        {
            await Execute(StageTable, null, ct);
            await MakeMonths(ct);
            staged = true;
        }

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
            await WriteSpans(ct);
        }

        await Execute("truncate event_stage", null, ct);
        batch.Clear();
    }

    /// <summary>What stands in the books already leaves the stage and the batch.</summary>
    private async Task DropStanding(CancellationToken ct)
    {
        var work = context.Work;
        var bounds = new { work.OrgId, First = batch.Min(b => b.Id), Last = batch.Max(b => b.Id) };
        var standing = (await work.Connection.QueryAsync<(int Line, bool Same)>(
            new CommandDefinition(Standing, bounds, work.Transaction, cancellationToken: ct)))
            .ToDictionary(s => s.Line, s => s.Same);
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
    /// meanwhile, the
    /// next settles it.</summary>
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
        var months = batch.Select(b => MonthOf(b.Id)).OfType<LocalDate>().Distinct().Order();
        foreach (var month in months)
        {
            await Execute(
                MakeMonth,
                new { First = EdgeId.FirstOf(month), Next = EdgeId.FirstOf(month.PlusMonths(1)),
                    Month = $"{month.Year:0000}_{month.Month:00}" },
                ct);
        }
    }

    /// <summary>The month in the leading bits of an id; null where it holds none that a hub could have lived
    /// in.</summary>
    private static LocalDate? MonthOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var millis = ((long)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes) << 16)
            | System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        if (millis is < 946_684_800_000 or > 4_102_444_800_000)
        {
            return null;
        }

        var day = Instant.FromUnixTimeMilliseconds(millis).InUtc().Date;
        return new LocalDate(day.Year, day.Month, 1);
    }

    /// <summary>A record may be taken back once, in full, by one that names it.</summary>
    private async Task CheckReversals(CancellationToken ct)
    {
        var reversing = batch.Where(b => b.Draft.Reverses.Length > 0).ToList();
        if (reversing.Count == 0)
        {
            return;
        }

        var own = batch.ToLookup(b => b.Id);
        var targets = reversing.Select(r => Named(r.Draft.Kind, r.Draft.Reverses)).ToArray();
        var stored = (await context.Work.Connection.QueryAsync<Original>(new CommandDefinition(
            Originals, new { context.Work.OrgId, Targets = targets }, context.Work.Transaction, cancellationToken: ct)))
            .ToDictionary(o => o.EventId);
        var taken = new Dictionary<Guid, Guid>();
        for (var i = 0; i < reversing.Count; i++)
        {
            var (draft, id, hash) = reversing[i];
            var original = stored.GetValueOrDefault(targets[i]) ?? own[targets[i]].Select(o =>
                Original.Of(o.Draft)).FirstOrDefault();
            var by = original?.ReversedBy ?? (taken.TryGetValue(targets[i], out var first) ? first : null);
            var refusal = original is null ? Refusals.ReversesUnknown(draft.Reverses)
                : by is not null && by != id ? Refusals.AlreadyReversed(draft.Reverses)
                : original.PartyId != draft.PartyId || original.ItemId != draft.ItemId
                    || original.Quantity != draft.Quantity
                    ? Refusals.ReversalDiffers(draft.Reverses)
                : null;
            var at = batch.FindIndex(b => b.Id == id);
            if (refusal is null)
            {
                taken[targets[i]] = id;
                batch[at] = (original!.TakenBackBy(draft), id, hash);
                continue;
            }

            refused.Add((draft.Line, new Trouble("reverses", draft.Reverses, refusal)));
            batch.RemoveAt(at);
            seen.Remove(id);
        }
    }

    private async Task Copy(
        long written, Dictionary<(int Year, int Month), Parties.Period> settling, CancellationToken ct)
    {
        await using var import = await context.Work.Connection.BeginBinaryImportAsync(CopyStage, ct);
        foreach (var (draft, id, hash) in batch)
        {
            import.StartRow();
            import.Write(draft.Line, NpgsqlDbType.Integer);
            import.Write(id, NpgsqlDbType.Uuid);
            import.Write(settling[(draft.OccurredOn.Year, draft.OccurredOn.Month)].Id, NpgsqlDbType.Integer);
            import.Write(draft.OccurredOn.ToDateOnly(), NpgsqlDbType.Date);
            import.Write(draft.PartyId, NpgsqlDbType.Integer);
            import.Write(draft.ItemId, NpgsqlDbType.Integer);
            import.Write(draft.TermsId, NpgsqlDbType.Integer);
            import.Write(draft.Action, NpgsqlDbType.Smallint);
            import.Write(draft.Session, NpgsqlDbType.Smallint);
            import.Write(draft.Grade, NpgsqlDbType.Smallint);
            import.Write(draft.Accepted, NpgsqlDbType.Boolean);
            import.Write(draft.Quantity, NpgsqlDbType.Bigint);
            import.WriteOrNull(draft.Measured);
            import.WriteOrNull(draft.MeasuredUnit);
            import.WriteOrNull(draft.UnitPrice);
            import.WriteOrNull(draft.Amount);
            import.Write(draft.ProviderId, NpgsqlDbType.Integer);
            for (var i = 0; i < 6; i++)
            {
                import.WriteOrNull(draft.Measures is not null && i < draft.Measures.Length ? draft.Measures[i] : null);
            }

            import.Write(draft.PlaceId, NpgsqlDbType.Integer);
            import.Write(draft.DeviceId, NpgsqlDbType.Integer);
            import.Write(draft.SlipNo, NpgsqlDbType.Integer);
            if (draft.Reverses.Length > 0)
            {
                import.Write(Named(draft.Kind, draft.Reverses), NpgsqlDbType.Uuid);
            }
            else
            {
                import.WriteNull();
            }

            import.WriteOrNull(draft.Reference);
            import.WriteOrNull(draft.Reason);
            import.WriteOrNull(draft.RecordedBy);
            import.Write(hash, NpgsqlDbType.Bytea);
            import.Write(written, NpgsqlDbType.Bigint);
        }

        await import.CompleteAsync(ct);
    }

    private async Task WriteSpans(CancellationToken ct)
    {
        var spans = batch.GroupBy(b => Calendar.MonthOf(b.Draft.OccurredOn).Id)
            .Select(g => (For: g.Key, First: g.Min(b => b.Id), Last: g.Max(b => b.Id))).ToList();
        await Execute(
            UpsertSpans,
            new
            {
                context.Work.OrgId, Fors = spans.Select(s => s.For).ToArray(),
                Firsts = spans.Select(s => s.First).ToArray(), Lasts = spans.Select(s => s.Last).ToArray(),
            },
            ct);
    }

    private Task<int> Execute(string sql, object? parameters, CancellationToken ct) =>
        context.Work.Connection.ExecuteAsync(
            new CommandDefinition(sql, parameters, context.Work.Transaction, cancellationToken: ct));

    private const string Columns = """
        event_id, period_id, occurred_on, party_id, item_id, terms_id, action, session, grade, accepted, quantity,
          measured,
        measured_unit, unit_price, amount, provider_id, m1, m2, m3, m4, m5, m6, place_id, device_id, slip_no, reverses,
        reference, reason, recorded_by, content_hash, written_id
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

    private const string Originals = """
        select e.event_id as EventId, e.party_id as PartyId, e.item_id as ItemId, e.quantity,
          e.occurred_on as OccurredOn,
          e.terms_id as TermsId, e.session, e.grade, e.accepted, e.unit_price as UnitPrice, e.amount,
          e.provider_id as ProviderId, e.place_id as PlaceId, e.m1, e.m2, e.m3, e.m4, e.m5, e.m6,
          r.reversed_by as ReversedBy
        from flows.event e left join flows.reversal r on r.org_id = e.org_id and r.event_id = e.event_id
        where e.org_id = @OrgId and e.event_id = any (@Targets) order by e.event_id
        """;

    private const string UpsertSpans = """
        insert into flows.span (org_id, period_id, for_period, first_id, last_id, events)
        select @OrgId, c.period_id, u.for_period, u.first_id, u.last_id, c.events
        from unnest(@Fors::int[], @Firsts::uuid[], @Lasts::uuid[]) as u (for_period, first_id, last_id)
        join (select period_id, (extract(year from occurred_on) * 10000 + extract(month
          from occurred_on) * 100 + 1)::int * 10 + 1
                as for_period, count(*) as events
              from event_stage group by 1, 2) c on c.for_period = u.for_period
        on conflict (org_id, period_id, for_period) do update set
          first_id = least(span.first_id, excluded.first_id), last_id = greatest(span.last_id, excluded.last_id),
          events = span.events + excluded.events
        """;
}
