namespace Meent.Settlement.VerifyBooks;

/// <summary>A question to the books whose answer must be no rows: period, subject, what.</summary>
internal sealed record BookCheck(string Name, string Sql);

/// <summary>What must always hold over rows; what a constraint already holds is not asked again.</summary>
internal static class Checks
{
    internal static IReadOnlyList<BookCheck> All { get; } =
    [
        new("balance_is_the_sum_of_transfers", BalanceIsTheSumOfTransfers),
        new("an_entry_number_stands_once", AnEntryNumberStandsOnce),
        new("spans_count_all_events", SpansCountAllEvents),
        new("a_reversal_has_its_row", AReversalHasItsRow),
        new("open_is_amount_less_what_was_settled", OpenIsAmountLessWhatWasSettled),
        new("brought_forward_is_carried_forward", BroughtForwardIsCarriedForward),
        new("statement_is_the_sum_of_its_claims", StatementIsTheSumOfItsClaims),
        new("payments_are_what_statements_pay", PaymentsAreWhatStatementsPay),
        new("a_statement_has_its_document", AStatementHasItsDocument),
        new("transfers_are_numbered_without_gap", TransfersAreNumberedWithoutGap),
        new("documents_are_numbered_without_gap", DocumentsAreNumberedWithoutGap),
        new("events_are_taken_while_their_period_is_known", EventsAreTakenWhileTheirPeriodIsKnown),
    ];

    /// <summary>A question goes through all rows, so that a row of one side is never looked for among those of the
    /// other, one by one: a server that has not counted its rows yet would do that, and take minutes for thousands.
    /// Until the transaction ends.</summary>
    internal const string WithoutLoops = "set local enable_nestloop = off";

    // Balances are taken off in the same sum: a join of thousands of accounts with their sums, of which the server
    // knows no number beforehand, would compare each with each.
    private const string BalanceIsTheSumOfTransfers = """
        select '' as period, coalesce(a.code, o.account::text) as subject,
          concat_ws(' ', o.debit, o.credit, o.last_seq, o.entries, o.kept) as what
        from (
          select account, sum(debit) as debit, sum(credit) as credit, coalesce(max(seq), 0) as last_seq,
            count(seq) as entries, coalesce(max(kept), -1) as kept
          from (
            select debit_account as account, amount as debit, 0 as credit, debit_seq as seq, null::bigint as kept
            from ledger.transfer where org_id = @OrgId
            union all
            select credit_account, 0, amount, credit_seq, null from ledger.transfer where org_id = @OrgId
            union all
            select account_id, -debit, -credit, null, last_seq from ledger.balance where org_id = @OrgId) t
          group by account
          having sum(debit) <> 0 or sum(credit) <> 0 or coalesce(max(seq), 0) <> coalesce(max(kept), -1)
            or count(seq) <> coalesce(max(kept), -1)) o
        left join ledger.account a on a.org_id = @OrgId and a.account_id = o.account
        order by 2 limit @Most
        """;

    // The keys hold it within a period and on one side of an account.
    private const string AnEntryNumberStandsOnce = """
        select '' as period, coalesce(a.code, e.account::text) as subject, e.seq::text as what
        from (
          select account, seq from (
            select debit_account as account, debit_seq as seq from ledger.transfer where org_id = @OrgId
            union all
            select credit_account, credit_seq from ledger.transfer where org_id = @OrgId) t
          group by account, seq having count(*) > 1) e
        left join ledger.account a on a.org_id = @OrgId and a.account_id = e.account
        order by 2, 3 limit @Most
        """;

    private const string SpansCountAllEvents = """
        with counted as (
          select period_id, sum(events) as events,
            (extract(year from occurred_on) * 10000 + extract(month from occurred_on) * 100 + 1)::int * 10 + 1
              as for_period
          from (select period_id, occurred_on, count(*) as events
                from flows.event where org_id = @OrgId group by 1, 2) d
          group by 1, 3)
        select coalesce(s.period_id, c.period_id)::text as period,
          coalesce(s.for_period, c.for_period)::text as subject, concat_ws(' ', s.events, c.events) as what
        from (select period_id, for_period, events from flows.span where org_id = @OrgId) s
        full join counted c using (period_id, for_period)
        where s.events is distinct from c.events order by 1, 2 limit @Most
        """;

    private const string AReversalHasItsRow = """
        select e.period_id::text as period, e.event_id::text as subject,
          coalesce(r.reversed_by::text, 'none') as what
        from flows.event e left join flows.reversal r on r.org_id = e.org_id and r.event_id = e.reverses
        where e.org_id = @OrgId and e.reverses is not null and r.reversed_by is distinct from e.event_id
        order by 2 limit @Most
        """;

    private const string OpenIsAmountLessWhatWasSettled = """
        with settled as (
          select claim_id, sum(taken + invoiced) as settled from settlement.allocation where org_id = @OrgId
            group by claim_id)
        select c.booked_period::text as period, c.claim_id::text as subject,
          concat_ws(' ', c.amount, c.taken, c.invoiced, s.settled, c.open_amount) as what
        from claims.claim c left join settled s using (claim_id)
        where c.org_id = @OrgId and ((c.owed_by_party and c.line in (2, 4)) or c.taken is not null)
          and c.open_amount <> c.amount - coalesce(c.taken + c.invoiced, 0) - coalesce(s.settled, 0)
        order by c.claim_id limit @Most
        """;

    private const string BroughtForwardIsCarriedForward = """
        with s as (
          select party_id, period_id, brought_forward, carried,
            lag(carried) over (partition by party_id order by period_id) as before
          from settlement.statement where org_id = @OrgId)
        select period_id::text as period, party_id::text as subject, concat_ws(' ', before, brought_forward) as what
        from s where before is not null and before <> brought_forward order by period_id, party_id limit @Most
        """;

    private const string StatementIsTheSumOfItsClaims = """
        with settled as (
          select party_id, booked_period as period_id, taken, amount - taken - invoiced as carried
          from claims.claim where org_id = @OrgId and taken is not null
          union all
          select c.party_id, a.period_id, a.taken, a.carried
          from settlement.allocation a join claims.claim c on c.org_id = a.org_id and c.claim_id = a.claim_id
          where a.org_id = @OrgId),
        taken as (
          select party_id, period_id, sum(taken) as taken, sum(carried) as carried from settled group by 1, 2)
        select s.period_id::text as period, s.party_id::text as subject,
          concat_ws(' ', s.taken, t.taken, s.carried, t.carried) as what
        from settlement.statement s left join taken t using (party_id, period_id)
        where s.org_id = @OrgId and (s.taken, s.carried) is distinct from (coalesce(t.taken, 0),
          coalesce(t.carried, 0))
        order by 1, 2 limit @Most
        """;

    private const string PaymentsAreWhatStatementsPay = """
        with said as (
          select period_id, party_id, sum(to_pay) as to_pay from settlement.statement where org_id = @OrgId
          group by 1, 2),
        paid as (
          select period_id, party_id, sum(amount) as amount from settlement.payment where org_id = @OrgId group by 1, 2)
        select period_id::text as period, party_id::text as subject, concat_ws(' ', s.to_pay, p.amount) as what
        from said s full join paid p using (period_id, party_id)
        where coalesce(s.to_pay, 0) <> coalesce(p.amount, 0) order by 1, 2 limit @Most
        """;

    private const string AStatementHasItsDocument = """
        with issued as (
          select period_id, number, party_id, net, tax from claims.document
          where org_id = @OrgId and series = 'statement')
        select s.period_id::text as period, s.party_id::text as subject,
          concat_ws(' ', s.document_number, s.gross, d.net, s.tax, d.tax) as what
        from settlement.statement s
        left join issued d on d.period_id = s.period_id and d.party_id = s.party_id and d.number = s.document_number
        where s.org_id = @OrgId and (d.net, d.tax) is distinct from (s.gross, s.tax) order by 1, 2 limit @Most
        """;

    private const string TransfersAreNumberedWithoutGap = """
        select '' as period, 'transfer' as subject,
          concat_ws(' ', count(*), count(distinct transfer_id), max(transfer_id)) as what
        from ledger.transfer where org_id = @OrgId
        having count(*) <> count(distinct transfer_id) or count(*) <> max(transfer_id) or min(transfer_id) <> 1
        order by 1 limit @Most
        """;

    private const string DocumentsAreNumberedWithoutGap = """
        select fiscal_year as period, series as subject, concat_ws(' ', count(*), max(number)) as what
        from claims.document where org_id = @OrgId group by series, fiscal_year
        having count(*) <> max(number) or min(number) <> 1 order by 1, 2 limit @Most
        """;

    // Another question asks whether spans count all events: this one need not read them once more.
    private const string EventsAreTakenWhileTheirPeriodIsKnown = """
        select s.period_id::text as period, sum(s.events)::text as subject, 'no such period' as what
        from flows.span s left join parties.period p on p.org_id = s.org_id and p.period_id = s.period_id
        where s.org_id = @OrgId and p.period_id is null group by s.period_id order by 1 limit @Most
        """;
}
