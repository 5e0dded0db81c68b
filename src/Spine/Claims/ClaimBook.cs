using Dapper;
using Meent.Agreements;
using Meent.Kernel;
using Meent.Platform;
using NodaTime;

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
    public static Task Add(
        Work work, int bookedPeriod, string currency, IEnumerable<Claim> claims, CancellationToken ct) =>
        Bulk.Insert(work, "claims.claim", Written, claims, (cells, c) =>
        {
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
            cells.Write(c.Open);
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
        var rows = await work.Connection.QueryAsync<Row>(
            new CommandDefinition(sql, new { work.OrgId, Period = period }, work.Transaction, cancellationToken: ct));
        return rows.Select(r => new Claim(
            r.ClaimId, r.BookedPeriod, r.ForPeriod, r.PartyId, r.TermsId, r.TermsVersion, r.Clause, (LineKind)r.Line,
            r.ProviderId, r.OwedByParty, r.Amount, r.Quantity, r.Events, r.Since.ToLocalDate(), r.Rank, r.Statutory,
            r.Risk == "creditor", r.Settles == "invoice", r.DueOn.ToLocalDate(), r.Settles == "net")
            {
                Open = r.OpenAmount,
            }).ToList();
    }

    private sealed record Row
    {
        public long ClaimId { get; init; }
        public int BookedPeriod { get; init; }
        public int ForPeriod { get; init; }
        public int PartyId { get; init; }
        public int TermsId { get; init; }
        public int TermsVersion { get; init; }
        public string Clause { get; init; } = "";
        public short Line { get; init; }
        public int ProviderId { get; init; }
        public bool OwedByParty { get; init; }
        public long Amount { get; init; }
        public long Quantity { get; init; }
        public int Events { get; init; }
        public DateOnly Since { get; init; }
        public short Rank { get; init; }
        public bool Statutory { get; init; }
        public string Risk { get; init; } = "";
        public string Settles { get; init; } = "";
        public DateOnly DueOn { get; init; }
        public long OpenAmount { get; init; }
    }

    private const string Written = """
        claim_id, for_period, party_id, terms_id, terms_version, clause, line, provider_id, owed_by_party, amount,
        quantity, events, since, rank, statutory, risk, settles, due_on, open_amount
        """;

    private const string ReadColumns = """
        claim_id as ClaimId, booked_period as BookedPeriod, for_period as ForPeriod, party_id as PartyId,
        terms_id as TermsId, terms_version as TermsVersion, clause, line, provider_id as ProviderId,
        owed_by_party as OwedByParty, amount, quantity, events, since, rank, statutory, risk, settles, due_on as DueOn,
        open_amount as OpenAmount
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
