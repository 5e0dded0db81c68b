using Dapper;
using Meent.Flows.Exchange;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;

namespace Meent.Flows;

/// <summary>How the two halves of an event stand to each other.</summary>
public enum ExchangeState
{
    /// <summary>We recorded it, the other side did not.</summary>
    Unconfirmed = 1,

    /// <summary>Both recorded it, not the same.</summary>
    Differs = 2,

    /// <summary>The other side recorded it, we did not.</summary>
    Unrecorded = 3,
}

/// <summary>An event between two organisations that does not count.</summary>
/// <param name="Difference">What the sides say differently.</param>
public sealed record OpenExchange(
    ExchangeState State, string Agreement, string Peer, string Id, string Day, string Difference);

/// <summary>What one side claims of the other for what occurred in a month and was booked in a period. Minor units;
/// above zero: it is owed to the side that says so.</summary>
public sealed record ExchangeTotal(string Agreement, int ForPeriod, int BookedPeriod, string Currency, long Amount);

/// <summary>Events that two organisations both record: who says what of them, in the caller's transaction.</summary>
public static class Exchanges
{
    /// <summary>Events until the end of a period that do not count, as known when it is settled. What was taken back
    /// before it counted is none of them.</summary>
    public static async Task<IReadOnlyList<OpenExchange>> Open(Work work, int period, CancellationToken ct)
    {
        var rows = await work.Connection.QueryAsync<(string Agreement, string Peer, string Id, string? Ours,
            string? Theirs)>(new CommandDefinition(
                OpenHalves, new { work.OrgId, Period = period }, work.Transaction, cancellationToken: ct));
        return rows.Select(r => new OpenExchange(
            r.Theirs is null ? ExchangeState.Unconfirmed
                : r.Ours is null ? ExchangeState.Unrecorded
                : ExchangeState.Differs,
            r.Agreement, r.Peer, r.Id, SharedEvent.Read((r.Ours ?? r.Theirs)!)?.Date ?? "",
            r is { Ours: { } ours, Theirs: { } theirs } ? SharedEvent.Difference(ours, theirs) : "")).ToList();
    }

    /// <summary>Earlier months of events that the other side confirmed in a period.</summary>
    public static async Task<IReadOnlyList<int>> LateMonths(Work work, int period, CancellationToken ct) =>
        (await work.Connection.QueryAsync<int>(new CommandDefinition(
            ConfirmedLate, new { work.OrgId, Period = period }, work.Transaction, cancellationToken: ct))).ToList();

    /// <summary>What we say to another organisation of the events that a period settles or that occurred in
    /// it.</summary>
    public static async Task<IReadOnlyList<SharedEvent>> Of(
        Work work, string peer, int period, CancellationToken ct) =>
        (await work.Connection.QueryAsync<string>(new CommandDefinition(
            OwnHalves, new { work.OrgId, Peer = peer, Period = period }, work.Transaction, cancellationToken: ct)))
        .Select(s => SharedEvent.Read(s)!).ToList();

    /// <summary>Takes what another organisation says, and lays it beside what we say.</summary>
    /// <returns>How much of it was new; null where an id came before and said something else: then nothing may be
    /// kept.</returns>
    public static async Task<int?> Receive(
        Work work, Calendar calendar, string peer, IReadOnlyList<SharedEvent> events, CancellationToken ct)
    {
        var row = new
        {
            work.OrgId, Peer = peer, Agreements = events.Select(e => e.Agreement).ToArray(),
            Ids = events.Select(e => e.EventId).ToArray(), Names = events.Select(e => e.Id).ToArray(),
            Months = events.Select(e => e.Month).ToArray(), Reversed = events.Select(e => e.TakesBack).ToArray(),
            Said = events.Select(e => e.Json()).ToArray(), Hashes = events.Select(e => e.Hash()).ToArray(),
        };
        var kept = await work.Connection.ExecuteAsync(
            new CommandDefinition(KeepCounterparts, row, work.Transaction, cancellationToken: ct));
        var same = await work.Connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(SaysTheSame, row, work.Transaction, cancellationToken: ct));
        if (!same)
        {
            return null;
        }

        await Meeting.Take(work, calendar, ct);
        return kept;
    }

    /// <summary>The key by which files of another organisation are known to be its own; null where none is
    /// given.</summary>
    public static Task<string?> KeyOf(Work work, string peer, CancellationToken ct) =>
        work.Connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            KeyOfPeer, new { work.OrgId, Peer = peer }, work.Transaction, cancellationToken: ct));

    /// <summary>Agreements with another organisation of which these books say something.</summary>
    public static async Task<IReadOnlyList<string>> Agreements(Work work, CancellationToken ct) =>
        (await work.Connection.QueryAsync<string>(new CommandDefinition(
            OwnAgreements, new { work.OrgId }, work.Transaction, cancellationToken: ct))).ToList();

    /// <summary>Hands what we claim over to the other side, where that keeps its books here.</summary>
    public static async Task HandOver(Work work, IReadOnlyList<ExchangeTotal> totals, CancellationToken ct)
    {
        foreach (var group in totals.GroupBy(t => (t.Agreement, t.BookedPeriod, t.Currency)))
        {
            await work.Connection.ExecuteAsync(new CommandDefinition(
                HandOverTotals,
                new
                {
                    group.Key.Agreement, group.Key.BookedPeriod, group.Key.Currency,
                    Months = group.Select(t => t.ForPeriod).ToArray(),
                    Amounts = group.Select(t => t.Amount).ToArray(),
                },
                work.Transaction,
                cancellationToken: ct));
        }
    }

    /// <summary>Keeps what the other side claims.</summary>
    /// <returns>False where it claimed something else for the same before: then nothing may be kept.</returns>
    public static async Task<bool> Receive(Work work, IReadOnlyList<ExchangeTotal> totals, CancellationToken ct)
    {
        var rows = new
        {
            work.OrgId, Agreements = totals.Select(t => t.Agreement).ToArray(),
            Months = totals.Select(t => t.ForPeriod).ToArray(), Booked = totals.Select(t => t.BookedPeriod).ToArray(),
            Currencies = totals.Select(t => t.Currency).ToArray(), Amounts = totals.Select(t => t.Amount).ToArray(),
        };
        await work.Connection.ExecuteAsync(
            new CommandDefinition(KeepTotals, rows, work.Transaction, cancellationToken: ct));
        return await work.Connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(ClaimsTheSame, rows, work.Transaction, cancellationToken: ct));
    }

    /// <summary>All that other sides claim.</summary>
    public static async Task<IReadOnlyList<ExchangeTotal>> OfPeers(Work work, CancellationToken ct) =>
        (await work.Connection.QueryAsync<ExchangeTotal>(new CommandDefinition(
            AllPeerTotals, new { work.OrgId }, work.Transaction, cancellationToken: ct))).ToList();

    // Taken back before it counted: neither the record nor what takes it back is open.
    private const string OpenHalves = """
        with pair as (
          select coalesce(e.agreement, c.agreement) as agreement, coalesce(e.peer, c.peer) as peer,
            coalesce(e.event_id, c.event_id) as event_id, coalesce(e.name, c.name) as name,
            coalesce(e.for_period, c.for_period) as for_period, coalesce(e.reverses, c.reverses) as reverses,
            e.said as ours, case when e.event_id is null or c.period_id <= @Period then c.said end as theirs,
            e.said_hash = c.said_hash and c.period_id <= @Period as counts
          from (select agreement, peer, event_id, name, for_period, reverses, said, said_hash
            from flows.exchange where org_id = @OrgId) e
          full join (select agreement, peer, event_id, name, for_period, reverses, said, said_hash, period_id
            from flows.counterpart where org_id = @OrgId) c
            on c.agreement = e.agreement and c.event_id = e.event_id)
        select p.agreement, p.peer, p.name, p.ours, p.theirs from pair p
        left join pair o on o.agreement = p.agreement and o.event_id = p.reverses
        where p.counts is not true and p.for_period <= @Period and (p.reverses is null or o.counts)
          and not exists (select from pair r where r.agreement = p.agreement and r.reverses = p.event_id
            and (r.ours is null) = (p.ours is null))
        order by p.agreement, p.for_period, p.name limit 1000000
        """;

    private const string ConfirmedLate = """
        select distinct for_period from flows.counterpart
        where org_id = @OrgId and period_id = @Period and for_period <> @Period order by for_period limit 10000
        """;

    private const string OwnHalves = """
        select x.said from flows.exchange x
        join flows.event e on e.org_id = x.org_id and e.event_id = x.event_id
        where x.org_id = @OrgId and x.peer = @Peer and (x.for_period = @Period or e.period_id = @Period)
        order by x.agreement, x.for_period, x.name limit 1000000
        """;

    private const string KeepCounterparts = """
        insert into flows.counterpart (org_id, agreement, event_id, peer, name, for_period, reverses, said, said_hash)
        select @OrgId, agreement, id, @Peer, name, month, reverses, said, hash
        from unnest(@Agreements::text[], @Ids::uuid[], @Names::text[], @Months::int[], @Reversed::uuid[],
          @Said::text[], @Hashes::bytea[]) as u (agreement, id, name, month, reverses, said, hash)
        on conflict do nothing
        """;

    private const string SaysTheSame = """
        select coalesce(bool_and(c.said_hash = u.hash), true)
        from unnest(@Agreements::text[], @Ids::uuid[], @Hashes::bytea[]) as u (agreement, id, hash)
        join flows.counterpart c on c.org_id = @OrgId and c.agreement = u.agreement and c.event_id = u.id
        """;

    private const string KeyOfPeer = "select public_key from flows.peer where org_id = @OrgId and party = @Peer";

    private const string OwnAgreements = """
        select distinct agreement from flows.exchange where org_id = @OrgId order by agreement limit 10000
        """;

    private const string HandOverTotals = """
        select flows.hand_over_totals(@Agreement::text, @Currency::char(3), @BookedPeriod::int, @Months::int[],
          @Amounts::bigint[])
        """;

    private const string KeepTotals = """
        insert into flows.peer_total (org_id, agreement, for_period, booked_period, currency, amount)
        select @OrgId, agreement, month, booked, currency, amount
        from unnest(@Agreements::text[], @Months::int[], @Booked::int[], @Currencies::text[], @Amounts::bigint[])
          as u (agreement, month, booked, currency, amount)
        on conflict do nothing
        """;

    private const string ClaimsTheSame = """
        select coalesce(bool_and(t.currency = u.currency and t.amount = u.amount), true)
        from unnest(@Agreements::text[], @Months::int[], @Booked::int[], @Currencies::text[], @Amounts::bigint[])
          as u (agreement, month, booked, currency, amount)
        join flows.peer_total t on t.org_id = @OrgId and t.agreement = u.agreement and t.for_period = u.month
          and t.booked_period = u.booked
        """;

    private const string AllPeerTotals = """
        select agreement, for_period as ForPeriod, booked_period as BookedPeriod, currency::text as Currency, amount
        from flows.peer_total where org_id = @OrgId order by agreement, for_period, booked_period limit 1000000
        """;
}
