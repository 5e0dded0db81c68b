using Dapper;
using Meent.Settlement.VerifyBooks;
using Npgsql;

namespace Meent.Tests.Closing;

/// <summary>Two closed months with a debt that the second takes and a record taken back, in which somebody changes one
/// row past the program.</summary>
public sealed class What_verify_finds
{
    /// <summary>For each question what makes it answer.</summary>
    public static TheoryData<string, string> Reached { get; } = new()
    {
        { "balance_is_the_sum_of_transfers", "update ledger.balance set credit = credit + 1 where account_id = 1" },
        { "balance_is_the_sum_of_transfers", "update ledger.transfer set amount = amount + 1 where transfer_id = 1" },
        { "balance_is_the_sum_of_transfers", "update ledger.balance set last_seq = last_seq + 1 where account_id = 1" },
        {
            "an_entry_number_stands_once",
            "update ledger.transfer set debit_seq = 1 where debit_seq = 2 and debit_account = (select account_id "
                + "from ledger.account where code = 'Liabilities:Participants:0007')"
        },
        { "spans_count_all_events", "delete from flows.event where occurred_on = date '2026-10-01'" },
        { "a_reversal_has_its_row", "delete from flows.reversal" },
        {
            "open_is_amount_less_what_was_settled",
            "update claims.claim set taken = taken - 1 where taken > 0"
        },
        { "open_is_amount_less_what_was_settled", "update settlement.allocation set taken = taken - 1" },
        { "open_is_amount_less_what_was_settled", "delete from settlement.allocation" },
        {
            "brought_forward_is_carried_forward",
            "update settlement.statement set carried = carried + 1, due = due + 1 where carried > 0"
        },
        {
            "statement_is_the_sum_of_its_claims",
            "update claims.claim set taken = taken - 1, open_amount = open_amount + 1 where taken > 0"
        },
        { "payments_are_what_statements_pay", "update settlement.payment set amount = amount + 100" },
        { "payments_are_what_statements_pay", "delete from settlement.payment" },
        { "a_statement_has_its_document", "update claims.document set net = net + 1 where number = 1" },
        { "transfers_are_numbered_without_gap", "update ledger.transfer set transfer_id = 99 where transfer_id = 1" },
        { "documents_are_numbered_without_gap", "update claims.document set number = 99 where number = 1" },
        { "events_are_taken_while_their_period_is_known", "delete from parties.period where state = 'open'" },
        { "replay", "update flows.event set quantity = quantity + 1000 where reverses is null and action = 1" },
        { "replay", "update claims.claim set amount = amount + 1 where not owed_by_party" },
    };

    [Theory]
    [MemberData(nameof(Reached))]
    [Trait("Category", "Slow")]
    public async Task names_the_row(string check, string reached)
    {
        await using var hub = await Hub.New();
        hub.Delivered(
            "D1,0007,2026-09-01,AM,,10", "D2,0008,2026-09-01,AM,,10", "D3,0008,2026-09-02,AM,,1",
            "D4,0008,2026-09-02,AM,,1,,,wrong can,D3", "D5,0007,2026-10-01,AM,,100", "D6,0007,2026-11-01,AM,,1");
        hub.Bought("P1,0007,2026-09-03,feed,1,,900.00", "P2,0007,2026-10-03,feed,1,,900.00");
        await hub.Close("2026-09");
        await hub.Close("2026-10");
        (await hub.Verify()).ShouldBeEmpty();

        await using var connection = new NpgsqlConnection(hub.Owner);
        (await connection.ExecuteAsync(reached)).ShouldBePositive();

        (await hub.Verify()).Select(o => o.Check).ShouldContain(check);
    }

    [Fact]
    public void is_tried_for_every_question() =>
        Checks.All.Select(c => c.Name).Except(Reached.Select(r => r.Data.Item1)).ShouldBeEmpty();
}
