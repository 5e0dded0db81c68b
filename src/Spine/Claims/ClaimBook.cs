using Dapper;
using Meent.Agreements;
using Meent.Kernel;
using Meent.Platform;
using NodaTime;
using Npgsql;

namespace Meent.Claims;

/// <summary>Claims in the books.</summary>
public static class ClaimBook
{
    /// <summary>What parties still owe, by party and number of the claim.</summary>
    public static Task<IReadOnlyList<Claim>> Open(Work work, CancellationToken ct) => Read(work, OpenClaims, 0, ct);

    /// <summary>What was claimed in a period under some terms, and the tax on it, by number of the claim.</summary>
    public static Task<IReadOnlyList<Claim>> BookedIn(Work work, int period, CancellationToken ct) =>
        Read(work, ClaimsBooked, period, ct);

    /// <summary>What was claimed for a period until now, to be taken off what is rated again.</summary>
    public static Task<IReadOnlyList<Claim>> For(Work work, int forPeriod, CancellationToken ct) =>
        Read(work, ClaimsFor, forPeriod, ct);

    /// <summary>The party that a clause of terms served last before a period; null: nobody.</summary>
    public static Task<int?> LastServed(
        Work work, int terms, string clause, LineKind line, int beforePeriod, CancellationToken ct) =>
        work.Connection.ExecuteScalarAsync<int?>(new CommandDefinition(
            Served, new { work.OrgId, Terms = terms, Clause = clause, Line = (int)line, Before = beforePeriod },
            work.Transaction, cancellationToken: ct));

    /// <summary>Books claims of one period.</summary>
    /// <param name="claims">Each with what the period makes of it; null where it is not due from the party, or was open
    /// before the books began.</param>
    public static Task Add(
        Work work, int bookedPeriod, string currency, IEnumerable<(Claim Claim, Settled? Made)> claims,
        CancellationToken ct) =>
        Bulk.Insert(work, "claims.claim", Written, claims, (cells, row) =>
        {
            var (c, made) = row;
            cells.Write(c.Id);
            cells.Write(c.ForPeriod);
            cells.Write(c.Party);
            cells.Write(c.Terms);
            cells.Write(c.TermsVersion);
            cells.Write(c.Clause);
            cells.Write((short)c.Line);
            cells.Write(c.Provider);
            cells.Write(c.OwedByParty);
            cells.Write(c.Amount);
            cells.Write(c.Quantity);
            cells.Write(c.Events);
            cells.Write(c.Since);
            cells.Write((short)c.Rank);
            cells.Write(c.Statutory);
            cells.Write(c.OnCollection ? "creditor" : "org");
            cells.Write(c.Invoice ? "invoice" : c.Net ? "net" : "checkoff");
            cells.Write(c.DueOn);
            cells.Write(made?.Carried ?? c.Open);
            cells.WriteOrNull(made?.Taken);
            cells.WriteOrNull(made?.Invoiced);
        }, ct, ("booked_period", bookedPeriod), ("currency", currency), ("conditional", false), ("tax_class", ""),
            ("activity", ""));

    /// <summary>Sets what is open after a close.</summary>
    public static Task SetOpen(Work work, IReadOnlyCollection<(long Claim, long Open)> open, CancellationToken ct) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            UpdateOpen,
            new
            {
                work.OrgId, Claims = open.Select(o => o.Claim).ToArray(), Amounts = open.Select(o => o.Open).ToArray(),
            },
            work.Transaction,
            cancellationToken: ct));

    private static async Task<IReadOnlyList<Claim>> Read(Work work, string sql, int period, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, work.Connection, work.Transaction);
        command.Parameters.AddWithValue("OrgId", work.OrgId);
        command.Parameters.AddWithValue("Period", period);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var claims = new List<Claim>();
        // Tens of thousands of claims name few clauses: each name is held once.
        var clauses = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            claims.Add(Next(reader, clauses));
        }

        return claims;
    }

    private static Claim Next(NpgsqlDataReader r, Dictionary<string, string> clauses)
    {
        var clause = r.GetString(6);
        if (!clauses.TryAdd(clause, clause))
        {
            clause = clauses[clause];
        }

        var settles = r.GetString(16);
        return new Claim(
            r.GetInt64(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4), r.GetInt32(5), clause,
            (LineKind)r.GetInt16(7), r.GetInt32(8), r.GetBoolean(9), r.GetInt64(10), r.GetInt64(11), r.GetInt32(12),
            r.GetFieldValue<DateOnly>(13).ToLocalDate(), r.GetInt16(14), r.GetBoolean(15),
            r.GetString(17) == "creditor", settles == "invoice", r.GetFieldValue<DateOnly>(18).ToLocalDate(),
            settles == "net")
        {
            Open = r.GetInt64(19),
        };
    }

    private const string Written = """
        claim_id, for_period, party_id, terms_id, terms_version, clause, line, provider_id, owed_by_party, amount,
        quantity, events, since, rank, statutory, risk, settles, due_on, open_amount, taken, invoiced
        """;

    private const string ReadColumns = """
        claim_id, booked_period, for_period, party_id, terms_id, terms_version, clause, line, provider_id,
        owed_by_party, amount, quantity, events, since, rank, statutory, settles, risk, due_on, open_amount
        """;

    private const string OpenClaims = $"""
        select {ReadColumns} from claims.claim
        where org_id = @OrgId and open_amount > 0 and owed_by_party order by party_id, claim_id limit 10000000
        """;

    private const string ClaimsBooked = $"""
        select {ReadColumns} from claims.claim
        where org_id = @OrgId and booked_period = @Period and for_period > 0
        order by claim_id limit 10000000
        """;

    private const string ClaimsFor = $"""
        select {ReadColumns} from claims.claim
        where org_id = @OrgId and for_period = @Period and terms_id > 0 order by party_id, claim_id limit 10000000
        """;

    private const string Served = """
        select party_id from claims.claim
        where org_id = @OrgId and terms_id = @Terms and clause = @Clause and line = @Line
          and for_period < @Before
        order by for_period desc, claim_id limit 1
        """;

    private const string UpdateOpen = """
        update claims.claim c set open_amount = u.amount
        from unnest(@Claims::bigint[], @Amounts::bigint[]) as u (claim, amount)
        where c.org_id = @OrgId and c.claim_id = u.claim
        """;
}
