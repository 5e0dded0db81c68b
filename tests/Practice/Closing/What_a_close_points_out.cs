using System.Text.Json.Nodes;

namespace Meent.Tests.Closing;

/// <summary>Exceptions of a closed month: nothing is wrong with the money, and somebody has to look.</summary>
public sealed class What_a_close_points_out : IAsyncLifetime
{
    private Hub hub = null!;

    public async ValueTask InitializeAsync() => hub = await Hub.New();

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    public async Task who_owes_and_delivered_nothing_is_named_until_milk_comes_again()
    {
        hub.Delivered("C1,0008,2026-09-01,AM,,10", "C2,0007,2026-10-01,AM,,5", "C3,0008,2026-10-01,AM,,10");
        hub.Bought("P1,0007,2026-09-02,feed,1,,400.00,agrovet", "P2,0008,2026-09-02,feed,1,,400.00,agrovet");

        var september = await hub.Close("2026-09");
        september.Exceptions("settlement.debt_without_delivery").ShouldBe(["0007,amount=400.00"]);
        (september["0007", "carried_forward"], september["0008", "carried_forward"]).ShouldBe(("400.00", "100.00"));

        var october = await hub.Close("2026-10");
        october.Exceptions("settlement.debt_without_delivery").ShouldBeEmpty();
        october["0007", "carried_forward"].ShouldBe("250.00");
    }

    [Fact]
    public async Task a_late_can_that_was_refused_is_no_question_of_roles()
    {
        hub.Delivered("C1,0008,2026-09-01,AM,,10");
        await hub.Close("2026-09");
        hub.Delivered("C1,0008,2026-09-01,AM,,10", "C2,0007,2026-09-30,PM,,5,,no,sour", "C3,0008,2026-10-01,AM,,10");
        (await hub.Close("2026-10")).Exceptions("settlement.unsettled_role").ShouldBeEmpty();
    }

    [Fact]
    public async Task a_line_of_sixty_purchases_ties_to_the_records_that_it_names_and_sums()
    {
        hub.Delivered("C1,0007,2026-09-01,AM,,100");
        hub.Bought([.. Enumerable.Range(1, 60).Select(i => $"P{i},0007,2026-09-{1 + (i % 30):00},feed,1,,10.00")]);
        var page = (await hub.Close("2026-09")).Page("0007");

        // 16 of the 60 are named: 160.00 of the 600.00.
        page.ShouldContain("and 44 more: 440.00");
    }

    [Theory]
    [Proves("K1.b")]
    [InlineData("12", "quantity=1; unit=l")]
    [InlineData("14.5", "quantity=-1.5; unit=l")]
    [InlineData("13", null)]
    public async Task stock_that_does_not_follow_from_what_came_and_went(string closing, string? facts)
    {
        hub.Delivered("C1,0007,2026-09-01,AM,,60", "C2,0008,2026-09-30,PM,,40");
        hub.Write("stock.csv", "date,item,kind,quantity", "2026-09-01,milk,opening,5", "2026-09-15,milk,dispatched,90",
            "2026-09-20,milk,loss,2", $"2026-09-30,milk,closing,{closing}");

        (await hub.Close("2026-09")).Exceptions("settlement.goods_difference")
            .ShouldBe(facts is null ? [] : [$"milk,{facts}"]);
    }

    [Theory]
    [InlineData("30.00")]
    [InlineData("0.00")]
    public async Task records_of_somebody_whose_role_is_not_settled(string price)
    {
        hub.Terms("milk", Clauses.Price("milk", price));
        hub.Delivered("C1,0007,2026-09-01,AM,,10");
        hub.Write("events.csv", "id,date,item,provider,receiver,quantity", $"E1,2026-09-02,milk,agrovet,{hub.Id},7");

        var closed = await hub.Close("2026-09");

        closed.Exceptions("settlement.unsettled_role").ShouldBe(["agrovet,role=supplier"]);
        closed.Rows("statements.csv").Count().ShouldBe(1);
        closed.Figures.AcceptedQuantity!.Value.ShouldBe(10_000);
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_late_record_of_somebody_whose_role_is_not_settled()
    {
        hub.Delivered("C1,0007,2026-09-01,AM,,10", "C2,0007,2026-10-01,AM,,10");
        await hub.Close("2026-09");
        hub.Write("events.csv", "id,date,item,provider,receiver,quantity", $"E1,2026-09-02,milk,agrovet,{hub.Id},7");

        (await hub.Close("2026-10")).Exceptions("settlement.unsettled_role").ShouldBe(["agrovet,role=supplier"]);
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task who_still_owes_is_settled_although_the_role_no_longer_is()
    {
        hub.Organisation(o => o["settledRoles"] = new JsonArray("member", "supplier"));
        hub.Delivered("C1,0007,2026-09-01,AM,,10", "C2,0007,2026-10-01,AM,,10");
        hub.Write("events.csv", "id,date,item,provider,receiver,quantity,amount",
            $"E1,2026-09-02,feed,{hub.Id},agrovet,1,400.00");
        (await hub.Close("2026-09"))["agrovet", "carried_forward"].ShouldBe("400.00");
        hub.Organisation(o => o["settledRoles"] = new JsonArray("member"));

        var october = await hub.Close("2026-10");

        (october["agrovet", "brought_forward"], october["agrovet", "carried_forward"]).ShouldBe(("400.00", "400.00"));
        october.Exceptions("settlement.debt_without_delivery").ShouldBe(["agrovet,amount=400.00"]);
    }
}
