using Dapper;
using Meent.Claims;
using Meent.Kernel;
using Meent.Ledger;
using Meent.Platform;
using Period = Meent.Parties.Period;

namespace Meent.Settlement.ClosePeriod;

/// <summary>Writes a close into the books: claims, deductions and transfers settle it; documents, payments, limits and
/// statements are kept of it. All of it in the caller's transaction, or none.</summary>
internal static class BookPeriod
{
    /// <param name="draft">What the maker saw; its claims are booked.</param>
    internal static async Task<PeriodBook> Write(
        Work work, Draft draft, string maker, string approver, CancellationToken ct)
    {
        // All that was gathered and reckoned has ended in the draft.
        var packed = Task.Run(
            () =>
            {
                Memory.GiveBack();
                return BookStore.Packed(draft.Book, ct);
            },
            ct);
        var book = await Post(work, draft, maker, approver, ct);
        await WriteDocuments(work, draft, book, ct);
        await WritePayments(work, draft.Period, book, ct);
        await WriteLimits(work, draft, book, ct);
        await BookStore.Store(work, draft.Period.Id, book, await packed, ct);
        return book;
    }

    /// <summary>Accounts of all who take part, also of those to whom nothing will be posted.</summary>
    internal static async Task Open(
        Work work, PeriodFacts facts, IReadOnlyList<Reckoning> participants, CancellationToken ct)
    {
        // Everyone who takes numbers takes those of claims first, or two could wait for each other.
        await Series.Take(work, "claim", "", 0, ct);
        await Journal.Open(
            work, facts.Organisation.Currency.Code,
            // Two numbers may come to one account where one holds letters that journals do not take.
            participants.Select(r => (Account: Rules.Accounts.Participant(r.Number), r.Party.Id))
                .DistinctBy(p => p.Account).ToDictionary(p => p.Account, p => p.Id, StringComparer.Ordinal), ct);
    }

    /// <summary>Claims with what is taken of them, and what is taken of those of before.</summary>
    internal static async Task Claim(
        Work work, PeriodFacts facts, IReadOnlyList<Reckoning> reckonings, CancellationToken ct)
    {
        var first = await Series.Take(work, "claim", "", reckonings.Sum(r => r.New.Count), ct);
        if (first != facts.NextClaim)
        {
            throw new InvalidOperationException("The numbers of claims moved while the period was reckoned");
        }

        var claims = reckonings.SelectMany(r => r.New.Select(n => (n.Claim, r.DecidedOn(n.Claim.Id))));
        var brought = reckonings.SelectMany(r => r.Brought.Select(b => (b.Id, Settled: r.SettledOf(b)))).ToList();
        await ClaimBook.Add(work, facts.Period.Id, facts.Organisation.Currency.Code, claims, ct);
        await ClaimBook.SetOpen(work, [.. brought.Select(b => (b.Id, b.Settled.Carried))], ct);
        await Bulk.Insert(work, "settlement.allocation", AllocationColumns, brought, (cells, b) =>
        {
            cells.Write(b.Id);
            cells.Write(b.Settled.Taken);
            cells.Write(b.Settled.Carried);
            cells.Write(b.Settled.Invoiced);
        }, ct, ("period_id", facts.Period.Id));
    }

    /// <summary>Transfers.</summary>
    /// <returns>The draft with the numbers that it was given.</returns>
    internal static async Task<PeriodBook> Post(
        Work work, Draft draft, string maker, string approver, CancellationToken ct)
    {
        var (period, signed) = (draft.Period, draft.Book);
        var parties = signed.Statements.ToDictionary(s => s.Number, s => s.PartyId, StringComparer.Ordinal);
        var transfers = signed.Postings.Select(p => new Transfer(
            p.Debit, p.Credit, parties.GetValueOrDefault(p.Number), p.Amount, null, p.BookedOn));
        var entries = await Journal.Post(
            work, period.Id, signed.Currency.Code, EdgeId.OfName("close", period.Code), "close", draft.Hash, transfers,
            ct);
        var document = await Series.Take(
            work, "statement", Assemble.FiscalYear(draft.Organisation, period), signed.Statements.Count, ct);
        var documents = await Documents.Numbered(work, signed.Documents, ct);
        return Assemble.Closed(signed, maker, approver, document, entries, documents);
    }

    private static async Task WriteDocuments(Work work, Draft draft, PeriodBook book, CancellationToken ct)
    {
        var id = await Series.Take(work, "document", "", book.Statements.Count + book.Documents.Count, ct);
        var issued = id + book.Statements.Count;
        await WriteStatements(work, draft, book, id, ct);
        await WriteIssued(work, draft, book, issued, ct);
        var taxes = draft.Taxes
            .SelectMany((taxes, i) => taxes.Select(t => (Id: id + i, t.Category, t.RateBasisPoints, t.Base, t.Tax)))
            .Concat(book.Documents.SelectMany((d, i) =>
                d.Taxes.Select(t => (Id: issued + i, t.Category, t.RateBasisPoints, t.Base, t.Tax))))
            .ToList();
        await Bulk.Insert(work, "claims.document_tax", TaxColumns, taxes, (cells, tax) =>
        {
            cells.Write(tax.Id);
            cells.Write(tax.Category);
            cells.Write(tax.RateBasisPoints);
            cells.Write(tax.Base);
            cells.Write(tax.Tax);
        }, ct);
    }

    private static Task<int> WriteStatements(Work work, Draft draft, PeriodBook book, long id, CancellationToken ct)
    {
        var rows = book.Statements.Select((s, i) => (Id: id + i, Statement: s)).ToList();
        return Bulk.Insert(work, "claims.document", DocumentColumns, rows, (cells, row) =>
        {
            cells.Write(row.Id);
            cells.Write(row.Statement.FiscalYear);
            cells.Write(row.Statement.DocumentNumber);
            cells.Write(row.Statement.PartyId);
            cells.Write(row.Statement.Gross);
            cells.Write(row.Statement.Tax);
        }, ct, ("series", "statement"), ("kind", "statement"), ("period_id", draft.Period.Id),
            ("issued_on", draft.Period.Ends.ToDateOnly()), ("currency", book.Currency.Code));
    }

    /// <summary>Invoices, self-billed invoices and delivery notes.</summary>
    private static Task<int> WriteIssued(Work work, Draft draft, PeriodBook book, long id, CancellationToken ct)
    {
        var rows = book.Documents.Select((d, i) => (Id: id + i, Document: d)).ToList();
        return Bulk.Insert(work, "claims.document", $"{DocumentColumns}, series, kind, issued_on", rows, (cells, row) =>
        {
            cells.Write(row.Id);
            cells.Write(row.Document.FiscalYear);
            cells.Write(row.Document.Number);
            cells.Write(row.Document.PartyId);
            cells.Write(row.Document.Net);
            cells.Write(row.Document.Tax);
            cells.Write(row.Document.Series);
            cells.Write(row.Document.Kind);
            cells.Write(row.Document.IssuedOn);
        }, ct, ("period_id", draft.Period.Id), ("currency", book.Currency.Code));
    }

    private static Task<int> WritePayments(Work work, Period period, PeriodBook book, CancellationToken ct)
    {
        var paid = book.Statements.Where(s => s.ToPay > 0).ToList();
        return Bulk.Insert(work, "settlement.payment", PaymentColumns, paid, (cells, s) =>
        {
            cells.Write(s.PartyId);
            cells.Write(s.Rail);
            cells.Write(s.Account);
            cells.Write(s.ToPay);
            cells.Write(Files.PaymentIds.Of(book.OrganisationId, book.Period, s.Number));
        }, ct, ("period_id", period.Id), ("payment_run", 1), ("currency", book.Currency.Code), ("state", "instructed"));
    }

    /// <summary>The limit for the next period of everyone who has a statement.</summary>
    private static async Task WriteLimits(Work work, Draft draft, PeriodBook book, CancellationToken ct)
    {
        var limits = book.Statements.Where(s => s.NextLimit is not null)
            .Select(s => (s.PartyId, s.NextLimit!.Amount,
                new CreditBasis(s.NextLimit.Expected, s.NextLimit.Share, s.NextLimit.Arrears, book.Period)))
            .ToList();
        if (limits.Count > 0)
        {
            var next = Parties.Calendar.MonthOf(draft.Period.Ends.PlusDays(1));
            await CreditLine.Set(work, next.Id, limits, ct);
            await DrawnCredit.SumAgain(work, draft.Organisation, next.Id, null, ct);
        }

        await work.Connection.ExecuteAsync(new CommandDefinition(
            SetState, new { work.OrgId, draft.Period.Id, State = "closed" }, work.Transaction, cancellationToken: ct));
    }

    private const string AllocationColumns = "claim_id, taken, carried, invoiced";

    private const string DocumentColumns =
        "document_id, fiscal_year, number, party_id, net, tax";

    private const string TaxColumns = "document_id, category, rate_bp, base, tax";

    private const string PaymentColumns =
        "party_id, rail, account, amount, end_to_end_id";

    internal const string SetState = """
        update parties.period set state = @State where org_id = @OrgId and period_id = @Id
        """;
}
