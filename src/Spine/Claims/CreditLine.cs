using System.Text.Json;
using Dapper;
using Meent.Kernel;
using Meent.Platform;

namespace Meent.Claims;

/// <summary>How a limit was found: share of the expected money less arrears. Minor units.</summary>
public sealed record CreditBasis(long Expected, string Share, long Arrears, string From);

/// <summary>May this member buy for this amount today: yes or no, with what is left.</summary>
public sealed record CreditDecision(bool Approved, string Reason, long Asked, long Limit, long Drawn, long Remaining);

/// <summary>The limit and what was drawn on it lie on one row; that row is locked by every decision.</summary>
public static class CreditLine
{
    /// <summary>The limit of a party in a period, or null where none was set.</summary>
    public static async Task<(long Limit, long Drawn, CreditBasis Basis)?> Find(
        Work work, int party, int period, CancellationToken ct)
    {
        var row = await work.Connection.QuerySingleOrDefaultAsync<(long Limit, long Drawn, string Basis)?>(
            new CommandDefinition(FindLine, new { work.OrgId, Party = party, Period = period }, work.Transaction,
                cancellationToken: ct));
        return row is { } r ? (r.Limit, r.Drawn, JsonSerializer.Deserialize<CreditBasis>(r.Basis)!) : null;
    }

    /// <summary>Sets limits; what was drawn already stays.</summary>
    public static Task Set(
        Work work, int period, IReadOnlyCollection<(int Party, long Limit, CreditBasis Basis)> limits,
            CancellationToken ct) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            SetLines,
            new
            {
                work.OrgId, Period = period, Parties = limits.Select(l => l.Party).ToArray(),
                Limits = limits.Select(l => l.Limit).ToArray(),
                Bases = limits.Select(l => JsonSerializer.Serialize(l.Basis)).ToArray(),
            },
            work.Transaction,
            cancellationToken: ct));

    /// <summary>Gives a party a first limit; what its records of the open periods drew already is summed
    /// again.</summary>
    public static async Task Start(
        Work work, int period, int party, long limit, CreditBasis basis, Currency currency, CancellationToken ct)
    {
        await Set(work, period, [(party, limit, basis)], ct);
        await SumAgain(work, currency, ct);
    }

    /// <summary>
    /// Draws on the limit if it holds that much. The row is locked until the caller's transaction ends, so that many
    /// at once
    /// cannot overdraw it.
    /// </summary>
    public static async Task<CreditDecision> Draw(Work work, int party, int period, long asked, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(asked);
        var line = await work.Connection.QuerySingleOrDefaultAsync<(long Limit, long Drawn)?>(new CommandDefinition(
            LockLine, new { work.OrgId, Party = party, Period = period }, work.Transaction, cancellationToken: ct));
        if (line is not { } l)
        {
            return new CreditDecision(false, "claims.no_limit", asked, 0, 0, 0);
        }

        if (asked > l.Limit - l.Drawn)
        {
            return new CreditDecision(false, "claims.limit_exceeded", asked, l.Limit, l.Drawn, Math.Max(0,
                l.Limit - l.Drawn));
        }

        await work.Connection.ExecuteAsync(new CommandDefinition(
            AddDrawn, new { work.OrgId, Party = party, Period = period, Asked = asked }, work.Transaction,
                cancellationToken: ct));
        return new CreditDecision(true, "claims.within_limit", asked, l.Limit, l.Drawn + asked,
            l.Limit - l.Drawn - asked);
    }

    /// <summary>What was drawn is what the records of the period say: after an import it is summed again.</summary>
    public static Task SumAgain(Work work, Currency currency, CancellationToken ct) =>
        work.Connection.ExecuteAsync(
            new CommandDefinition(SumDrawn, new { work.OrgId, Divisor = 1_000_000_000m / currency.MinorPerMajor },
                work.Transaction, cancellationToken: ct));

    private const string FindLine = """
        select credit_limit, drawn, basis::text from claims.credit
        where org_id = @OrgId and party_id = @Party and period_id = @Period
        """;

    private const string SetLines = """
        insert into claims.credit (org_id, party_id, period_id, credit_limit, basis)
        select @OrgId, party, @Period, amount, basis::jsonb
        from unnest(@Parties::int[], @Limits::bigint[], @Bases::text[]) as u (party, amount, basis)
        on conflict (org_id, party_id, period_id) do update set credit_limit = excluded.credit_limit,
          basis = excluded.basis
        """;

    private const string LockLine = """
        select credit_limit, drawn from claims.credit
        where org_id = @OrgId and party_id = @Party and period_id = @Period for update
        """;

    private const string AddDrawn = """
        update claims.credit set drawn = drawn + @Asked
        where org_id = @OrgId and party_id = @Party and period_id = @Period
        """;

    private const string SumDrawn = """
        with line as (
          select c.party_id, c.period_id from claims.credit c
          join parties.period p on p.org_id = c.org_id and p.period_id = c.period_id
          where c.org_id = @OrgId and p.state = 'open' order by c.party_id, c.period_id for update of c),
        spent as (
          select e.party_id, e.period_id,
            sum(case when e.reverses is null then 1 else -1 end
              * coalesce(e.amount, (e.quantity * e.unit_price / @Divisor)::bigint, 0)) as drawn
          from flows.event e
          join parties.period p on p.org_id = e.org_id and p.period_id = e.period_id
          where e.org_id = @OrgId and e.action = 2 and e.accepted and p.state = 'open' group by 1, 2)
        update claims.credit c set drawn = greatest(coalesce(s.drawn, 0), 0)
        from line l left join spent s on s.party_id = l.party_id and s.period_id = l.period_id
        where c.org_id = @OrgId and c.party_id = l.party_id and c.period_id = l.period_id
        """;
}
