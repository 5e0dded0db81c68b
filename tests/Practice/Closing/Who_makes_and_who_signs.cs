using Dapper;
using Meent.Host.Commands;
using NodaTime;

namespace Meent.Tests.Closing;

/// <summary>The names that a close leaves in the books, as the command is given them.</summary>
public sealed class Who_makes_and_who_signs : IAsyncLifetime
{
    private static readonly LocalDate Later = new(2026, 10, 3);
    private Hub hub = null!;

    public async ValueTask InitializeAsync()
    {
        hub = await Hub.New();
        hub.Delivered("C1,0007,2026-09-01,AM,,10");
    }

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    public async Task who_signs_a_draft_need_not_name_its_maker()
    {
        (await Close("Jane", null)).Value.Single().State.ShouldBe("calculated");
        var user = Environment.UserName;
        (await Close(null, user)).Value.Single().State.ShouldBe("closed");

        var row = await Ask<(string Maker, string Approver, string By, string Signed)>("""
            select maker, approver, m.actor, s.actor from settlement.close c
            join platform.written m on m.org_id = c.org_id and m.written_id = c.calculated_by
            join platform.written s on s.org_id = c.org_id and s.written_id = c.closed_by where c.org_id = 1
            """);
        row.ShouldBe(("Jane", user, "Jane", user));
    }

    [Fact]
    public async Task records_that_come_with_the_signature_are_taken_in_the_name_of_who_signs()
    {
        await Close("Jane", null);
        hub.Delivered("C1,0007,2026-09-01,AM,,10", "C2,0007,2026-10-01,AM,,10");
        (await Close(null, "Peter")).Value.Single().State.ShouldBe("closed");
        (await Ask<string>("""
            select w.actor from flows.event e join platform.written w using (org_id, written_id)
            where e.org_id = 1 and e.occurred_on = date '2026-10-01'
            """)).ShouldBe("Peter");
    }

    [Fact]
    public async Task the_maker_of_the_draft_does_not_sign_it_whoever_is_named_now()
    {
        await Close("Jane", null);
        (await Close("Peter", "jane ")).Refusal!.Code.ShouldBe("settlement.same_person");
        (await Close(null, "Jane")).Refusal!.Code.ShouldBe("settlement.same_person");
    }

    [Fact]
    public async Task a_refusal_of_the_second_organisation_names_the_first_that_was_closed()
    {
        var second = File.ReadAllText(Path.Combine(hub.Folder, "org.json"));
        foreach (var file in (string[])["items.csv", "parties.csv", "members.csv", "terms/milk.json",
            "terms/credit.json"])
        {
            hub.Write($"second/{file}", File.ReadAllText(Path.Combine(hub.Folder, file)).TrimEnd());
        }

        hub.Write("second/org.json", second.Replace(hub.Id, hub.Id + "-2", StringComparison.Ordinal));
        hub.Write("second/purchases.csv", Hub.Purchases, "P1,0007,2026-09-02,feed,1");

        var refusal = (await Close("Jane", "Peter")).Refusal!;

        refusal.Code.ShouldBe("claims.no_price");
        (refusal.Fact("refusedFor"), refusal.Fact("done")).ShouldBe((hub.Id + "-2", $"{hub.Id} 2026-09 closed"));
    }

    private Task<Kernel.Outcome<IReadOnlyList<Settlement.ClosedPeriod>>> Close(string? who, string? approver) =>
        CloseCommand.All(
            hub.Installation,
            new CloseCommand.Request(hub.Folder, "2026-09", hub.Out, who, approver, Later, RegisterUnknown: false),
            default);

    private async Task<T> Ask<T>(string sql)
    {
        await using var work = await hub.Installation.Begin(1, "test", "ask", default);
        return await work.Connection.QuerySingleAsync<T>(sql, transaction: work.Transaction);
    }
}
