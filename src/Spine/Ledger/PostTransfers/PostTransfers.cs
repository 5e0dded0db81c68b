using Dapper;
using Meent.Platform;

namespace Meent.Ledger.PostTransfers;

/// <summary>Posts a journal of transfers: accounts, sequences and balances in one transaction, once for each
/// idempotency key.</summary>
internal static class Posting
{
    internal static async Task<IReadOnlyDictionary<string, Entries>> Post(
        Work work, int period, string currency, Guid idem, string kind, byte[] contentHash,
        IEnumerable<Transfer> transfers, CancellationToken ct)
    {
        var journal = await Series.Take(work, "journal", "", 1, ct);
        var written = await work.Written(ct);
        await Execute(
            work, InsertJournal,
            new { work.OrgId, Journal = journal, Idem = idem, Kind = kind, Hash = contentHash, Written = written }, ct);
        var (touched, count) = Touched(transfers);
        var accounts = await FindOrOpen(work, currency, touched, ct);
        var balances = await LockBalances(work, accounts.Values, ct);
        var firstTransfer = await Series.Take(work, "transfer", "", count, ct);
        var rows = Number(transfers, accounts, balances, firstTransfer);
        await Bulk.Insert(work, "ledger.transfer", TransferColumns, rows, (cells, row) =>
        {
            cells.Write(row.Id);
            cells.Write(row.Debit);
            cells.Write(row.Credit);
            cells.Write(row.Transfer.Amount);
            cells.Write(row.DebitSeq);
            cells.Write(row.CreditSeq);
            if (row.Transfer.Claim is { } claim)
            {
                cells.Write(claim);
            }
            else
            {
                cells.WriteNull();
            }

            cells.Write(row.Transfer.BookedOn);
        }, ct, ("period_id", period), ("journal_id", journal), ("currency", currency));
        await StoreBalances(work, balances, ct);
        return accounts.ToDictionary(
            a => a.Key, a => new Entries(balances[a.Value].FirstSeq, balances[a.Value].LastSeq));
    }

    /// <summary>Numbers as they are asked for: gone through once.</summary>
    private static IEnumerable<Numbered> Number(
        IEnumerable<Transfer> transfers, Dictionary<string, int> accounts, Dictionary<int, Running> balances,
        long first)
    {
        foreach (var transfer in transfers)
        {
            var debit = accounts[transfer.Debit];
            var credit = accounts[transfer.Credit];
            yield return new Numbered(
                first++, transfer, debit, credit, balances[debit].Next(transfer.Amount, 0),
                balances[credit].Next(0, transfer.Amount));
        }
    }

    /// <summary>The accounts on both sides with their parties, and how many transfers there are.</summary>
    private static (Dictionary<string, int> Accounts, int Transfers) Touched(IEnumerable<Transfer> transfers)
    {
        var touched = new Dictionary<string, int>(StringComparer.Ordinal);
        var count = 0;
        foreach (var transfer in transfers)
        {
            count++;
            foreach (var account in (ReadOnlySpan<string>)[transfer.Debit, transfer.Credit])
            {
                var ofParty = account.StartsWith(Transfer.PartyAccount, StringComparison.Ordinal);
                touched.TryAdd(account, ofParty ? transfer.Party : 0);
            }
        }

        return (touched, count);
    }

    internal static async Task Open(
        Work work, string currency, IReadOnlyDictionary<string, int> accounts, CancellationToken ct)
    {
        // Accounts are numbered under the lock of the journal, as where they are posted to.
        await Series.Take(work, "journal", "", 0, ct);
        await FindOrOpen(work, currency, accounts, ct);
    }

    /// <returns>Number of each account.</returns>
    internal static async Task<Dictionary<string, int>> FindOrOpen(
        Work work, string currency, IReadOnlyDictionary<string, int> wanted, CancellationToken ct)
    {
        var codes = wanted.Keys.Order(StringComparer.Ordinal).ToArray();
        var parameters = new
        {
            work.OrgId, Currency = currency, Codes = codes, Parties = Array.ConvertAll(codes, c => wanted[c]),
        };
        var rows = await work.Connection.QueryAsync<(string Code, int Id)>(
            new CommandDefinition(OpenMissing, parameters, work.Transaction, cancellationToken: ct));
        return rows.ToDictionary(r => r.Code, r => r.Id, StringComparer.Ordinal);
    }

    /// <summary>Rows are locked in the order of accounts, so that two postings cannot wait for each other.</summary>
    private static async Task<Dictionary<int, Running>> LockBalances(
        Work work, IEnumerable<int> accounts, CancellationToken ct)
    {
        var rows = await work.Connection.QueryAsync<(int Account, long Debit, long Credit, long LastSeq)>(
            new CommandDefinition(
                LockRows, new { work.OrgId, Accounts = accounts.ToArray() }, work.Transaction, cancellationToken: ct));
        return rows.ToDictionary(r => r.Account, r => new Running(r.Debit, r.Credit, r.LastSeq));
    }

    private static Task<int> StoreBalances(Work work, Dictionary<int, Running> balances, CancellationToken ct) =>
        Execute(
            work,
            UpdateRows,
            new
            {
                work.OrgId, Accounts = balances.Keys.ToArray(), Debits = balances.Values.Select(b => b.Debit).ToArray(),
                Credits = balances.Values.Select(b => b.Credit).ToArray(),
                Seqs = balances.Values.Select(b => b.LastSeq).ToArray(),
            },
            ct);

    private static Task<int> Execute(Work work, string sql, object parameters, CancellationToken ct) =>
        work.Connection.ExecuteAsync(new CommandDefinition(sql, parameters, work.Transaction, cancellationToken: ct));

    private readonly record struct Numbered(
        long Id, Transfer Transfer, int Debit, int Credit, long DebitSeq, long CreditSeq);

    private sealed class Running(long debit, long credit, long lastSeq)
    {
        internal long Debit { get; private set; } = debit;

        internal long Credit { get; private set; } = credit;

        internal long FirstSeq { get; } = lastSeq + 1;

        internal long LastSeq { get; private set; } = lastSeq;

        internal long Next(long debit, long credit)
        {
            Debit += debit;
            Credit += credit;
            return ++LastSeq;
        }
    }

    private const string TransferColumns = """
        transfer_id, debit_account, credit_account, amount, debit_seq, credit_seq, claim_id, booked_on
        """;

    private const string InsertJournal = """
        insert into ledger.journal (org_id, journal_id, idem, kind, content_hash, written_id)
        values (@OrgId, @Journal, @Idem, @Kind, @Hash, @Written)
        """;

    private const string OpenMissing = """
        with wanted as (
          select u.code, u.party, a.account_id from unnest(@Codes::text[], @Parties::int[]) as u (code, party)
          left join ledger.account a on a.org_id = @OrgId and a.code = u.code and a.currency = @Currency),
        fresh as (
          insert into ledger.account (org_id, account_id, code, party_id, currency)
          select @OrgId, (select coalesce(max(account_id), 0) from ledger.account where org_id = @OrgId)
            + row_number() over (order by w.code collate "C"), w.code, nullif(w.party, 0), @Currency
          from wanted w where w.account_id is null
          returning account_id, code),
        opened as (
          insert into ledger.balance (org_id, account_id) select @OrgId, account_id from fresh)
        select code, account_id from wanted where account_id is not null
        union all
        select code, account_id from fresh order by 2
        """;

    private const string LockRows = """
        select account_id, debit, credit, last_seq from ledger.balance
        where org_id = @OrgId and account_id = any (@Accounts) order by account_id for no key update
        """;

    private const string UpdateRows = """
        update ledger.balance b set debit = u.debit, credit = u.credit, last_seq = u.seq
        from unnest(@Accounts::int[], @Debits::bigint[], @Credits::bigint[], @Seqs::bigint[])
          as u (account, debit, credit, seq)
        where b.org_id = @OrgId and b.account_id = u.account
        """;
}
