namespace Meent.Tests.Season;

/// <summary>The folder is right and the moment is wrong: too early, too late, twice, or by the same person.</summary>
public sealed class Bad_moments
{
    [Fact]
    public async Task Before_the_time_or_by_one_person_nothing_is_closed()
    {
        await using var books = await Books.New();
        string[] close = ["close", books.Hub.Path, "--data", books.Data.Path, "--as", "maker", "--json"];

        (await books.Run([.. close, "--period", "2026-10", "--today", "2026-10-31", "--approve-as", "approver"]))
            .ShouldBeRefused("settlement.period_not_over");
        (await books.Run([.. close, "--period", "October", "--today", "2027-06-01"]))
            .ShouldBeRefused("settlement.unknown_period");
        (await books.Run([.. close, "--period", "2026-11", "--today", "2027-06-01"]))
            .ShouldBeRefused("settlement.earlier_period_open");
        (await books.Run([.. close, "--period", "2026-10", "--today", "2027-06-01", "--approve-as", "maker"]))
            .ShouldBeRefused("settlement.same_person");
        (await books.Run([.. close, "--period", "2026-10", "--today",
            "tomorrow"])).ShouldBeRefused("import.not_a_date");

        (await books.Ask("select count(*) from claims.claim")).ShouldBe(0);
        (await books.Ask("select count(*) from parties.period where state <> 'open'")).ShouldBe(0);
        (await books.Draft()).ShouldBeDone()["state"].ShouldBe("calculated");
        (await books.Run(
            "close", books.Hub.Path, "--period", "2026-10", "--data", books.Data.Path, "--as", "other",
            "--approve-as", "maker",
            "--today", "2027-06-01", "--json")).ShouldBeRefused("settlement.same_person");
        (await books.Ask("select count(*) from claims.claim")).ShouldBe(0);
    }

    [Fact]
    public async Task A_delivery_after_the_close_is_an_adjustment_of_the_next_period()
    {
        await using var books = await Books.New();
        var october = (await books.Close()).ShouldBeDone();
        books.Hub.Append("deliveries.csv", "D8,00001,2026-10-30,AM,milk,10,kg,yes,,")
            .Append("deliveries.csv", "D9,00001,2026-11-03,AM,milk,4,kg,yes,,");

        var november = (await books.Close("2026-11")).ShouldBeDone();

        // 10 x (45.00 - 0.20) of October, 4 x 45.00 of November.
        (november["adjustments"], november["gross"]).ShouldBe(("448.00", "630.00"));
        november.Json.GetProperty("acceptedQuantity").GetProperty("value").GetString().ShouldBe("4");
        (await books.Ask("""
            select count(*) from claims.claim c join parties.period b on b.period_id = c.booked_period
            join parties.period f on f.period_id = c.for_period where b.code = '2026-11' and f.code = '2026-10'
            """)).ShouldBe(2);
        (await books.Close()).ShouldBeDone()["outputHash"].ShouldBe(october["outputHash"]);
    }

    [Fact]
    public async Task Records_that_come_between_the_draft_and_the_signature_wait_for_the_next_period()
    {
        await using var books = await Books.New();
        await using var calm = await Books.New();
        var undisturbed = (await calm.Close()).ShouldBeDone();
        var draft = (await books.Draft()).ShouldBeDone();
        books.Hub.Append("deliveries.csv", "D8,00001,2026-10-30,AM,milk,10,kg,yes,,");

        var closed = (await books.Close()).ShouldBeDone();

        closed["state"].ShouldBe("closed");
        foreach (var field in (string[])["gross", "deductions", "net", "toPay", "participants", "acceptedQuantity"])
        {
            closed[field].ShouldBe(draft[field], field);
        }

        closed["outputHash"].ShouldBe(undisturbed["outputHash"]);
        (await books.Close("2026-11")).ShouldBeDone()["adjustments"].ShouldBe("448.00");
    }

    [Fact]
    public async Task Two_at_once_close_it_once()
    {
        await using var calm = await Books.New();
        var expected = (await calm.Close()).ShouldBeDone();
        var holdings = await calm.Holdings();
        await using var books = await Books.New();
        for (var round = 0; round < 3; round++)
        {
            using var one = books.Start(books.CloseArguments());
            using var other = books.Start(books.CloseArguments());
            Ran[] both = [await one.End(), await other.End()];

            both.Count(r => r.Exit == 0).ShouldBeGreaterThan(0, both[0].Err + both[1].Err);
            foreach (var ran in both.Where(r => r.Exit != 0))
            {
                ran.ShouldBeRefused("settlement.close_in_progress");
            }

            both.First(r => r.Exit == 0)["outputHash"].ShouldBe(expected["outputHash"]);
            (await books.Holdings()).ShouldBe(holdings);
        }
    }
}
