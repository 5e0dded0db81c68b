using System.Runtime.InteropServices;
using Dapper;
using Meent.Flows.RecordEvents;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using NodaTime;

namespace Meent.Flows.TakeCommitments;

/// <summary>
/// Takes the promises of one file into the books. What the file cancels is cancelled first, so that it gives its time
/// free also to a row above it: the same file gives the same books however often it comes.
/// </summary>
internal sealed class CommitmentStage(ImportContext context)
{
    private readonly List<CommitmentDraft> batch = [];

    internal void Add(CommitmentDraft draft) => batch.Add(draft);

    internal async Task<RecordVerdicts> Finish(CancellationToken ct)
    {
        if (batch.Count == 0)
        {
            return RecordVerdicts.AllNew;
        }

        var ids = Ids();
        var known = await Standing(ids, ct);
        var unchanged = new HashSet<int>();
        var refused = new List<(int Line, Trouble Trouble)>();
        foreach (var (draft, id) in batch.Zip(ids))
        {
            Judge(known, draft, id, unchanged, refused);
        }

        await Cancel(known, ct);
        var fresh = known.Where(k => k.Value.Draft is not null).OrderBy(k => k.Value.Draft!.Line).ToList();
        foreach (var (promise, why) in await Insert(fresh, ct))
        {
            unchanged.ExceptWith(promise.Lines);
            refused.AddRange(promise.Lines.Select(line => (line, why)));
        }

        batch.Clear();
        return new RecordVerdicts(unchanged, refused);
    }

    /// <summary>Rows without an id are told apart by how often their content came.</summary>
    private Guid[] Ids()
    {
        var times = new Dictionary<Guid, int>();
        var ids = new Guid[batch.Count];
        foreach (var (i, draft) in batch.Index())
        {
            if (draft.Code.Length > 0)
            {
                ids[i] = EventStage.Named(CommitmentReader.Own.Name, draft.Code);
                continue;
            }

            ref var met = ref CollectionsMarshal.GetValueRefOrAddDefault(
                times, EdgeId.OfContent(draft.DueOn, CommitmentReader.Own.Name, draft.Said, 0), out _);
            ids[i] = EdgeId.OfContent(draft.DueOn, CommitmentReader.Own.Name, draft.Said, met++);
        }

        return ids;
    }

    private static void Judge(
        Dictionary<Guid, Promise> known, CommitmentDraft draft, Guid id, HashSet<int> unchanged,
        List<(int, Trouble)> refused)
    {
        if (!known.TryGetValue(id, out var promise))
        {
            known[id] = promise = new Promise { Said = draft.Said, Cancelled = draft.Cancelled, Draft = draft };
            promise.Lines.Add(draft.Line);
            return;
        }

        var other = !promise.Said.AsSpan().SequenceEqual(draft.Said)
            || (draft.Cancelled is not null && promise.Cancelled is not null && draft.Cancelled != promise.Cancelled);
        if (other)
        {
            refused.Add((draft.Line, new Trouble("id", draft.Code, Refusals.Contradiction(draft.Code))));
            return;
        }

        promise.Lines.Add(draft.Line);
        if (draft.Cancelled is null || draft.Cancelled == promise.Cancelled)
        {
            unchanged.Add(draft.Line);
            return;
        }

        promise.Cancelled = draft.Cancelled;
        promise.CancelledNow = promise.Draft is null;
    }

    private async Task<Dictionary<Guid, Promise>> Standing(Guid[] ids, CancellationToken ct) =>
        (await context.Work.Connection.QueryAsync<(Guid Id, byte[] Said, DateOnly? Cancelled)>(new CommandDefinition(
            FindStanding, new { context.Work.OrgId, Ids = ids }, context.Work.Transaction, cancellationToken: ct)))
        .ToDictionary(s => s.Id, s => new Promise { Said = s.Said, Cancelled = s.Cancelled?.ToLocalDate() });

    private async Task Cancel(Dictionary<Guid, Promise> known, CancellationToken ct)
    {
        var cancelled = known.Where(k => k.Value.CancelledNow).ToList();
        if (cancelled.Count > 0)
        {
            await context.Work.Connection.ExecuteAsync(new CommandDefinition(
                SetCancelled,
                new
                {
                    context.Work.OrgId, Ids = cancelled.Select(c => c.Key).ToArray(),
                    Days = cancelled.Select(c => c.Value.Cancelled!.Value.ToDateOnly()).ToArray(),
                    Written = await context.Work.Written(ct),
                },
                context.Work.Transaction,
                cancellationToken: ct));
        }
    }

    /// <summary>The database decides whether a time is free, also against those who book at this moment: what collides
    /// is left out and named.</summary>
    private async Task<List<(Promise Promise, Trouble Why)>> Insert(
        List<KeyValuePair<Guid, Promise>> fresh, CancellationToken ct)
    {
        var refused = new List<(Promise, Trouble)>();
        if (fresh.Count == 0)
        {
            return refused;
        }

        var work = context.Work;
        var taken = (await work.Connection.QueryAsync<Guid>(new CommandDefinition(
            InsertFree, Rows(fresh, await work.Written(ct)), work.Transaction, cancellationToken: ct))).ToHashSet();
        foreach (var (id, promise) in fresh.Where(f => !taken.Contains(f.Key)))
        {
            refused.Add((promise, await Collision(promise.Draft!, ct)));
        }

        return refused;
    }

    private object Rows(List<KeyValuePair<Guid, Promise>> fresh, long written)
    {
        T[] Each<T>(Func<CommitmentDraft, T> cell) => [.. fresh.Select(f => cell(f.Value.Draft!))];
        return new
        {
            context.Work.OrgId, Written = written, Ids = fresh.Select(f => f.Key).ToArray(),
            Codes = Each(d => d.Code), Orders = Each(d => d.Order), Days = Each(d => d.DueOn.ToDateOnly()),
            Terms = Each(d => d.Terms), Items = Each(d => d.Item), Providers = Each(d => d.Provider),
            Receivers = Each(d => d.Receiver), Quantities = Each(d => d.Quantity), Prices = Each(d => d.UnitPrice),
            Resources = Each(d => d.Resource), Begins = Each(d => d.Booked?.Start.ToDateTimeUtc()),
            Ends = Each(d => d.Booked?.End.ToDateTimeUtc()), Hashes = Each(d => d.Said),
            Cancelled = fresh.Select(f => f.Value.Cancelled?.ToDateOnly()).ToArray(),
        };
    }

    private async Task<Trouble> Collision(CommitmentDraft draft, CancellationToken ct)
    {
        var found = draft.Booked is null ? null
            : await context.Work.Connection.QueryFirstOrDefaultAsync<(
                Guid Id, string Code, DateTime Begins, DateTime Ends)?>(new CommandDefinition(
                FirstColliding,
                new
                {
                    context.Work.OrgId, draft.Resource, Begins = draft.Booked.Value.Start.ToDateTimeUtc(),
                    Ends = draft.Booked.Value.End.ToDateTimeUtc(),
                },
                context.Work.Transaction,
                cancellationToken: ct));
        return found is { } first
            ? new("resource", draft.Resource, Refusals.BookingCollides(
                draft.Resource, first.Code.Length > 0 ? first.Code : first.Id.ToString(), Local(first.Begins),
                Local(first.Ends)))
            : new("id", draft.Code, Refusals.Contradiction(draft.Code));
    }

    private string Local(DateTime utc)
    {
        var at = Instant.FromDateTimeUtc(utc).InZone(context.Organisation.Zone);
        return $"{at.Date.Iso()} {at.Hour:00}:{at.Minute:00}";
    }

    /// <summary>What is known of one id: from the books, or from the rows above.</summary>
    private sealed class Promise
    {
        internal required byte[] Said { get; init; }
        internal LocalDate? Cancelled { get; set; }

        /// <summary>It stood in the books without that.</summary>
        internal bool CancelledNow { get; set; }

        /// <summary>Null where it stands in the books.</summary>
        internal CommitmentDraft? Draft { get; init; }

        internal List<int> Lines { get; } = [];
    }

    private const string FindStanding = """
        select commitment_id, content_hash, cancelled_on from flows.commitment
        where org_id = @OrgId and commitment_id = any (@Ids::uuid[]) order by commitment_id
        """;

    private const string SetCancelled = """
        update flows.commitment c set cancelled_on = u.day, cancelled_by = @Written
        from unnest(@Ids::uuid[], @Days::date[]) as u (id, day)
        where c.org_id = @OrgId and c.commitment_id = u.id
        """;

    // In the order of the file: of two rows that collide the first is taken.
    private const string InsertFree = """
        with taken as (
          insert into flows.commitment (org_id, commitment_id, code, order_no, due_on, terms_id, item_id, provider_id,
            receiver_id, quantity, unit_price, resource, during, content_hash, cancelled_on, cancelled_by, written_id)
          select @OrgId, u.id, u.code, u.order_no, u.due_on, u.terms, u.item, u.provider, u.receiver, u.quantity,
            u.price, u.resource, case when u.begins is not null then tstzrange(u.begins, u.ends) end, u.hash,
            u.cancelled, case when u.cancelled is not null then @Written::bigint end, @Written
          from unnest(@Ids::uuid[], @Codes::text[], @Orders::text[], @Days::date[], @Terms::int[], @Items::int[],
            @Providers::int[], @Receivers::int[], @Quantities::bigint[], @Prices::bigint[], @Resources::text[],
            @Begins::timestamptz[], @Ends::timestamptz[], @Hashes::bytea[], @Cancelled::date[]) with ordinality
            as u (id, code, order_no, due_on, terms, item, provider, receiver, quantity, price, resource, begins, ends,
              hash, cancelled, line)
          order by u.line
          on conflict do nothing
          returning commitment_id)
        select commitment_id from taken
        """;

    private const string FirstColliding = """
        select commitment_id, code, lower(during), upper(during) from flows.commitment
        where org_id = @OrgId and resource = @Resource and cancelled_on is null
          and during && tstzrange(@Begins, @Ends)
        order by lower(during), commitment_id limit 1
        """;
}
