using System.Text.Json.Nodes;

namespace Meent.Tests.Closing;

/// <summary>Feed of October was not paid by the milk of October, and in November the feed comes back.</summary>
public sealed class A_debt_that_is_put_right : IAsyncLifetime
{
    private const string OnCollection = """ "remit": { "when": "collection", "commissionPercent": "0" } """;
    private const string Bag = "P1,0007,2026-10-03,feed,1,,400.00,agrovet";
    private const string Back = "B1,0007,2026-11-04,feed,1,,400.00,agrovet,P1";
    private Hub hub = null!;

    public async ValueTask InitializeAsync() => hub = await Hub.New(o => o["deductions"]!["protected"] =
        new JsonObject { ["amount"] = "0", ["share"] = "1/3" });

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    [Proves("AT-K2-2", "K3.c")]
    public async Task is_lowered_and_not_paid_out()
    {
        hub.Bought(Bag);
        (await hub.Close("2026-10"))["0007", "carried_forward"].ShouldBe("400.00");
        hub.Bought(Bag, Back);
        var november = await hub.Close("2026-11");

        (november["0007", "brought_forward"], november["0007", "gross"], november["0007", "deductions"])
            .ShouldBe(("400.00", "400.00", "400.00"));
        (november["0007", "to_pay"], november["0007", "carried_forward"]).ShouldBe(("0.00", "0.00"));
        november.Page("0007").ShouldContain("put right, for October 2026");
        november.Page("0007").ShouldContain("400.00 of it was put right: that part is no longer owed");
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    [Proves("K2.b", "K3.c")]
    public async Task leaves_the_protected_share_of_the_milk_as_it_was()
    {
        hub.Bought(Bag, "P2,0007,2026-10-04,vet,1,,300.00");
        await hub.Close("2026-10");
        hub.Bought(Bag, "P2,0007,2026-10-04,vet,1,,300.00", Back);
        hub.Delivered("C1,0007,2026-11-02,AM,,10");
        var november = await hub.Close("2026-11");

        // A third of the 300.00 of milk stays; the 400.00 that come back meet their own 400.00 and nothing else.
        (november["0007", "gross"], november["0007", "deductions"], november["0007", "net"])
            .ShouldBe(("700.00", "600.00", "100.00"));
        november["0007", "carried_forward"].ShouldBe("100.00");
    }

    [Fact]
    [Proves("AT-K2-2", "K3.d")]
    public async Task is_not_charged_to_the_provider_who_was_never_paid_for_it()
    {
        hub.Terms("credit", Clauses.OnCredit("feed", 4, OnCollection));
        hub.Bought(Bag);
        (await hub.Close("2026-10")).Rows("remittances.csv").Single().ShouldEndWith(",400.00,0.00,0.00,0.00");
        hub.Bought(Bag, Back);
        var november = await hub.Close("2026-11");

        november.Rows("remittances.csv").ShouldBe(
            ["agrovet,Highlands Agrovet,credit,collection,-400.00,0.00,0.00,0.00"]);
        (november["0007", "to_pay"], november["0007", "carried_forward"]).ShouldBe(("0.00", "0.00"));
        november.Figures.Debits.ShouldBe(november.Figures.Credits);
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    [Proves("AT-K2-2", "K3.c")]
    public async Task gives_what_was_taken_already_back_as_income()
    {
        hub.Delivered("C1,0007,2026-10-01,AM,,10");
        hub.Bought(Bag);
        (await hub.Close("2026-10"))["0007", "deductions"].ShouldBe("200.00");
        hub.Bought(Bag, Back);
        var november = await hub.Close("2026-11");
        (november["0007", "gross"], november["0007", "deductions"], november["0007", "to_pay"])
            .ShouldBe(("400.00", "200.00", "200.00"));
    }

    [Fact]
    [Proves("AT-K2-2", "K2.b")]
    public async Task of_milk_that_was_claimed_back_is_lowered_by_milk_of_the_same_month()
    {
        string[] cans = ["C1,0007,2026-10-01,AM,,10"];
        hub.Delivered(cans);
        await hub.Close("2026-10");
        hub.Delivered([.. cans, "R1,0007,2026-11-02,AM,,10,,,not hers,C1"]);
        (await hub.Close("2026-11"))["0007", "carried_forward"].ShouldBe("300.00");
        hub.Delivered([.. cans, "R1,0007,2026-11-02,AM,,10,,,not hers,C1", "C2,0007,2026-10-01,AM,,8"]);
        var december = await hub.Close("2026-12");
        (december["0007", "gross"], december["0007", "net"], december["0007", "carried_forward"])
            .ShouldBe(("240.00", "0.00", "60.00"));
    }
}
