using Meent.Claims;
using NodaTime;
using Calendar = Meent.Parties.Calendar;

namespace Meent.Tests.Closing;

/// <summary>Wanjiku (0007) brings 5.775 litres a day at 30.00 and buys on half of what that makes in a month.</summary>
public sealed class Credit_against_milk_money : IAsyncLifetime
{
    private readonly List<string> cans = [.. Days(9, 30)];
    private Hub hub = null!;

    public async ValueTask InitializeAsync() => hub = await Hub.New();

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    [Proves("AT-K3-1", "K3.a")]
    public async Task feed_within_the_limit_is_approved_and_more_is_refused_with_the_limit()
    {
        hub.Delivered([.. cans]);
        var september = await hub.Close("2026-09");
        september["0007", "gross"].ShouldBe("5197.50");
        september.Cell("credit-limits.csv", "0007", "limit").ShouldBe("2598.75");
        september.Page("0007").ShouldContain(
            "You may take up to KES 2,598.75 on credit in the next period: 50% of 5,197.50.");

        (await Draw(200_000)).ShouldBe(
            new CreditDecision(true, "claims.within_limit", 200_000, 259_875, 200_000, 59_875));
        (await Draw(60_000)).ShouldBe(
            new CreditDecision(false, "claims.limit_exceeded", 60_000, 259_875, 200_000, 59_875));

        hub.Delivered([.. cans, .. Days(10, 30)]);
        hub.Bought("P1,0007,2026-10-03,feed,1,,2000.00,agrovet");
        await hub.Import();
        (await Draw(60_000)).Remaining.ShouldBe(59_875);
        var october = await hub.Close("2026-10");
        (october["0007", "gross"], october["0007", "deductions"], october["0007", "net"])
            .ShouldBe(("5197.50", "2000.00", "3197.50"));
    }

    [Fact]
    [Proves("AT-K3-2", "K2.b", "K3.c")]
    public async Task after_ten_days_of_milk_nothing_is_paid_and_the_next_limit_is_lower()
    {
        hub.Delivered([.. cans]);
        await hub.Close("2026-09");
        hub.Delivered([.. cans, .. Days(10, 10)]);
        hub.Bought("P1,0007,2026-10-03,feed,1,,2000.00,agrovet");
        var october = await hub.Close("2026-10");
        (october["0007", "accepted_quantity"], october["0007", "gross"]).ShouldBe(("57.75", "1732.50"));
        (october["0007", "net"], october["0007", "carried_forward"]).ShouldBe(("0.00", "267.50"));
        october.Page("0007").ShouldContain("Not taken: ");
        october.Page("0007").ShouldContain("What you delivered was not enough to take everything.");
        october.Page("0007").ShouldContain("2,000.00 was due; 267.50 goes on to next time");
        october.Cell("credit-limits.csv", "0007", "limit").ShouldBe("598.75");
        october.Cell("arrears.csv", "0007", "amount").ShouldBe("267.50");
        var line = await Line(11);
        (line!.Value.Limit, line.Value.Basis).ShouldBe((59_875, new CreditBasis(173_250, "50%", 26_750, "2026-10")));
    }

    [Fact]
    [Proves("K3.a")]
    public async Task a_limit_never_goes_below_zero_and_without_one_nothing_is_drawn()
    {
        (await Import(October: 1)).ShouldBeNull();
        hub.Bought("P1,0007,2026-10-03,feed,1,,2000.00,agrovet");
        var october = await hub.Close("2026-10");
        october.Cell("credit-limits.csv", "0007", "limit").ShouldBe("0.00");
        (await Draw(100)).Reason.ShouldBe("claims.no_limit");
        (await Draw(100, 11)).ShouldBe(new CreditDecision(false, "claims.limit_exceeded", 100, 0, 0, 0));
    }

    [Fact]
    [Proves("K3.a")]
    public async Task many_counters_at_once_do_not_draw_more_than_the_limit()
    {
        hub.Delivered([.. cans]);
        await hub.Close("2026-09");
        var decisions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Draw(50_000)));
        decisions.Count(d => d.Approved).ShouldBe(5);
        (await Line(10))!.Value.Drawn.ShouldBe(250_000);
    }

    [Fact]
    [Proves("K3.a")]
    public async Task a_purchase_that_is_taken_back_gives_its_room_back()
    {
        hub.Delivered([.. cans]);
        await hub.Close("2026-09");
        string[] bought = ["P1,0007,2026-10-03,feed,1,,2000.00,agrovet", "P2,0007,2026-10-04,feed,4,125.00,,agrovet"];
        hub.Bought(bought);
        await hub.Import();
        (await Line(10))!.Value.Drawn.ShouldBe(250_000);
        hub.Bought([.. bought, "B1,0007,2026-10-05,feed,1,,2000.00,agrovet,P1"]);
        await hub.Import();
        (await Line(10))!.Value.Drawn.ShouldBe(50_000);
    }

    [Fact]
    [Proves("K3.a")]
    public async Task what_was_bought_before_the_limit_was_set_counts_on_it()
    {
        hub.Delivered([.. cans]);
        hub.Bought("P1,0007,2026-10-01,feed,1,,2000.00,agrovet", "P2,0008,2026-10-01,feed,1,,100.00,agrovet");
        await hub.Close("2026-09");
        (await Line(10))!.Value.Drawn.ShouldBe(200_000);
        (await Draw(200_000)).ShouldBe(
            new CreditDecision(false, "claims.limit_exceeded", 200_000, 259_875, 200_000, 59_875));
    }

    [Fact]
    [Proves("K3.a")]
    public async Task what_the_terms_price_counts_on_the_limit()
    {
        hub.Terms("credit", Clauses.OnCredit("vet", 5), $$"""
            { "kind": "price", "code": "feed", "line": "deduction", "items": ["feed"], "unitPrice": "125.50",
              "rank": 4, {{Clauses.ByEvent}} }
            """);
        hub.Delivered([.. cans]);
        hub.Bought("P1,0007,2026-10-01,feed,4,,,agrovet");
        await hub.Close("2026-09");
        (await Line(10))!.Value.Drawn.ShouldBe(50_200);
        hub.Bought("P1,0007,2026-10-01,feed,4,,,agrovet", "P2,0007,2026-10-02,feed,2,,,agrovet",
            "P3,0007,2026-09-30,feed,1,,,agrovet", "P4,0007,2026-10-03,vet,1,,30.00",
            "B1,0007,2026-10-05,feed,4,,,agrovet,P1");
        await hub.Import();
        (await Line(10))!.Value.Drawn.ShouldBe(25_100 + 12_550 + 3_000);
    }

    private async Task<(long Limit, long Drawn, CreditBasis Basis)?> Import(int October)
    {
        hub.Delivered([.. Days(10, October)]);
        await hub.Import();
        return await Line(10);
    }

    private async Task<CreditDecision> Draw(long asked, int month = 10)
    {
        await using var work = await hub.Installation.Begin(1, "storekeeper", "order", default);
        var decision = await CreditLine.Draw(work, await Wanjiku(work), Period(month), asked, default);
        await work.Commit(default);
        return decision;
    }

    private async Task<(long Limit, long Drawn, CreditBasis Basis)?> Line(int month)
    {
        await using var work = await hub.Installation.Begin(1, "storekeeper", "order", default);
        return await CreditLine.Find(work, await Wanjiku(work), Period(month), default);
    }

    private static async Task<int> Wanjiku(Meent.Platform.Work work) =>
        (await Meent.Parties.PartyRegister.Load(work, default)).ByNumber("0007", new LocalDate(2026, 10, 1))!.Value;

    private static int Period(int month) => Calendar.MonthOf(new LocalDate(2026, month, 1)).Id;

    private static IEnumerable<string> Days(int month, int days) =>
        Enumerable.Range(1, days).Select(d => $"M{month}-{d},0007,2026-{month:00}-{d:00},AM,,5.775");
}
