using Dapper;
using Meent.Agreements;
using Meent.Flows;
using Meent.Platform;
using Period = Meent.Parties.Period;

namespace Meent.Settlement.ClosePeriod;

/// <summary>What a close says to and of other organisations.</summary>
internal static class Exchanging
{
    /// <summary>Events with another organisation that do not count, because only one side said them, or both
    /// differently.</summary>
    internal static async Task<IEnumerable<BookException>> Notes(Work work, Period period, CancellationToken ct) =>
        (await Exchanges.Open(work, period.Id, ct)).Select(e => new BookException(
            e.State switch
            {
                ExchangeState.Unconfirmed => "settlement.unconfirmed_exchange",
                ExchangeState.Differs => "settlement.exchange_differs",
                _ => "settlement.unrecorded_exchange",
            },
            e.Id,
            [
                new("agreement", e.Agreement), new("other", e.Peer), new("day", e.Day),
                .. e.Difference.Length == 0 ? (KeyValuePair<string, string>[])[] : [new("difference", e.Difference)],
            ]));

    /// <summary>Tells the other sides what was claimed, by the period that was just booked.</summary>
    internal static async Task HandOver(Work work, Period period, CancellationToken ct) =>
        await Exchanges.HandOver(work, await Totals(work, period.Id, ct), ct);

    /// <summary>What was claimed by agreements with other organisations and booked in a period. The month of the period
    /// is always among it, so that it is known to be closed.</summary>
    internal static async Task<IReadOnlyList<ExchangeTotal>> Totals(Work work, int period, CancellationToken ct)
    {
        var agreements = await Exchanges.Agreements(work, ct);
        return agreements.Count == 0
            ? []
            : (await work.Connection.QueryAsync<ExchangeTotal>(new CommandDefinition(
                BookedIn, new { work.OrgId, Period = period, Agreements = agreements.ToArray() }, work.Transaction,
                cancellationToken: ct))).ToList();
    }

    /// <summary>What was claimed in all until a period for the months that it touched.</summary>
    internal static async Task<IReadOnlyList<ExchangedAmount>> Of(
        Installation installation, int orgId, string period, CancellationToken ct)
    {
        await using var work = await installation.Begin(orgId, "close", "close", ct);
        var agreements = await Exchanges.Agreements(work, ct);
        if (agreements.Count == 0)
        {
            return [];
        }

        return (await work.Connection.QueryAsync<(string Agreement, string With, string Month, long Amount)>(
            new CommandDefinition(
                TouchedBy, new { work.OrgId, Code = period, Agreements = agreements.ToArray() }, work.Transaction,
                cancellationToken: ct)))
            .Select(r => new ExchangedAmount(r.Agreement, r.With, r.Month, r.Amount)).ToList();
    }

    private const string BookedIn = """
        select t.code as Agreement, m.month as ForPeriod, @Period::int as BookedPeriod, t.currency::text as Currency,
          coalesce(sum(case when c.owed_by_party then c.amount else -c.amount end), 0)::bigint as Amount
        from agreements.terms t
        cross join lateral (
          select @Period::int as month union
          select for_period from claims.claim
          where org_id = @OrgId and terms_id = t.terms_id and booked_period = @Period) m
        left join claims.claim c on c.org_id = @OrgId and c.terms_id = t.terms_id and c.booked_period = @Period
          and c.for_period = m.month
        where t.org_id = @OrgId and t.code = any (@Agreements::text[])
        group by t.code, m.month, t.currency order by t.code, m.month limit 1000000
        """;

    private const string TouchedBy = """
        with booked as (
          select period_id from parties.period where org_id = @OrgId and code = @Code and state in ('closed', 'paid')),
        claimed as (
          select t.code, c.party_id, c.for_period, c.booked_period,
            case when c.owed_by_party then c.amount else -c.amount end as amount
          from agreements.terms t
          join claims.claim c on c.org_id = t.org_id and c.terms_id = t.terms_id
          join booked b on c.booked_period <= b.period_id
          where t.org_id = @OrgId and t.code = any (@Agreements::text[]))
        select c.code, p.code, left(c.for_period::text, 4) || '-' || substr(c.for_period::text, 5, 2),
          sum(c.amount)::bigint
        from claimed c join parties.party p on p.org_id = @OrgId and p.party_id = c.party_id
        group by c.code, p.code, c.for_period
        having bool_or(c.booked_period = (select period_id from booked))
        order by 1, 3 limit 1000000
        """;
}
