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
            new CommandDefinition(
                FindLine, new { work.OrgId, Party = party, Period = period }, work.Transaction, cancellationToken: ct));
        return row is { } r ? (r.Limit, r.Drawn, JsonSerializer.Deserialize<CreditBasis>(r.Basis)!) : null;
    }

    /// <summary>Holds the row of a limit until the caller's transaction ends; what was decided on it before can then be
    /// seen.</summary>
    public static Task Hold(Work work, int party, int period, CancellationToken ct) => Locked(work, party, period, ct);

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

    /// <summary>Draws on the limit if it holds that much. The row is locked until the caller's transaction ends, so
    /// that many at once cannot overdraw it.</summary>
    public static async Task<CreditDecision> Draw(Work work, int party, int period, long asked, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(asked);
        if (await Locked(work, party, period, ct) is not { } l)
        {
            return new CreditDecision(false, "claims.no_limit", asked, 0, 0, 0);
        }

        if (asked > l.Limit - l.Drawn)
        {
            var left = Math.Max(0, l.Limit - l.Drawn);
            return new CreditDecision(false, "claims.limit_exceeded", asked, l.Limit, l.Drawn, left);
        }

        await work.Connection.ExecuteAsync(new CommandDefinition(
            AddDrawn, new { work.OrgId, Party = party, Period = period, Asked = asked }, work.Transaction,
            cancellationToken: ct));
        return new CreditDecision(
            true, "claims.within_limit", asked, l.Limit, l.Drawn + asked, l.Limit - l.Drawn - asked);
    }

    private static Task<(long Limit, long Drawn)?> Locked(Work work, int party, int period, CancellationToken ct) =>
        work.Connection.QuerySingleOrDefaultAsync<(long Limit, long Drawn)?>(new CommandDefinition(
            LockLine, new { work.OrgId, Party = party, Period = period }, work.Transaction, cancellationToken: ct));

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
}
