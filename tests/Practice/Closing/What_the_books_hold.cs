using Dapper;
using Meent.Ledger;
using Meent.Settlement;
using Meent.Settlement.VerifyBooks;
using Npgsql;

namespace Meent.Tests.Closing;

/// <summary>Books that are older than a list of the program, or that somebody reached into.</summary>
public sealed class What_the_books_hold
{
    [Fact]
    public async Task a_currency_that_is_withdrawn_still_closes()
    {
        await using var hub = await Hub.New();
        hub.Delivered(",0007,2026-09-01,AM,,10");
        await hub.Import();
        await Reach(hub, """
            update parties.organisation set currency = 'HRK',
              settings = to_jsonb(replace(settings #>> '{}', '"KES"', '"HRK"'))
            """);
        await Reach(hub, "update agreements.terms set currency = 'HRK'");
        await Reach(hub, "update agreements.terms_text set body = replace(body, '\"KES\"', '\"HRK\"')");

        var closed = new Closed((await hub.TryClose("2026-09")).Value);

        closed.Text("journal.journal").ShouldContain("300.00 HRK");
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task records_of_a_period_that_is_gone_are_found()
    {
        await using var hub = await Hub.New();
        hub.Delivered(",0007,2026-09-01,AM,,10", ",0007,2026-10-01,AM,,10");
        await hub.Close("2026-09");
        await Reach(hub, "delete from parties.period where state = 'open'");

        (await hub.Verify()).Select(o => (o.Check, o.What))
            .ShouldBe([("events_are_taken_while_their_period_is_known", "no such period")]);
    }

    [Fact]
    public async Task are_never_searched_row_by_row()
    {
        await using var hub = await Hub.New();
        hub.Delivered(",0007,2026-09-01,AM,,10");
        await hub.Close("2026-09");
        await using var work = await hub.Installation.Begin(1, "verify", "verify", default);
        await work.Connection.ExecuteAsync(Checks.WithoutLoops);

        foreach (var check in Checks.All)
        {
            var plan = await work.Connection.QueryAsync<string>(
                "explain " + check.Sql, new { work.OrgId, Verification.Most });
            plan.ShouldNotContain(line => line.Contains("Nested Loop"), check.Name);
        }
    }

    [Fact]
    public async Task two_numbers_may_come_to_one_account()
    {
        await using var hub = await Hub.New();
        hub.Write("members.csv", Hub.Members, "12/3,Wanjiku,,en,2024-01-01,cash", "12-3,Kamau,,en,2024-01-01,cash");
        hub.Delivered(",12/3,2026-09-01,AM,,10", ",12-3,2026-09-01,AM,,20");

        var closed = await hub.Close("2026-09");

        (closed["12/3", "net"], closed["12-3", "net"]).ShouldBe(("300.00", "600.00"));
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task accounts_that_two_open_at_once_get_numbers_of_their_own()
    {
        await using var hub = await Hub.New();
        await hub.Import();
        await using var one = await hub.Installation.Begin(1, "Jane", "close", default);
        await using var two = await hub.Installation.Begin(1, "Peter", "import", default);
        await Journal.Open(one, "KES", new Dictionary<string, int> { ["Liabilities:Participants:0007"] = 1 }, default);

        var waiting = Journal.Open(
            two, "KES", new Dictionary<string, int> { ["Liabilities:Participants:0008"] = 2 }, default);
        (await Task.WhenAny(waiting, Task.Delay(300))).ShouldNotBe(waiting);
        await one.Commit(default);
        await waiting;
        await two.Commit(default);

        await using var connection = new NpgsqlConnection(hub.Owner);
        (await connection.QueryAsync<int>("select account_id from ledger.account order by 1")).ShouldBe([1, 2]);
    }

    private static async Task Reach(Hub hub, string sql)
    {
        await using var connection = new NpgsqlConnection(hub.Owner);
        await connection.ExecuteAsync(sql);
    }
}
