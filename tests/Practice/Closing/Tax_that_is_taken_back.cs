namespace Meent.Tests.Closing;

/// <summary>A correction takes back more tax than the month pays: the rest is due, for tax is never paid
/// negatively.</summary>
public sealed class Tax_that_is_taken_back : IAsyncLifetime
{
    private static readonly string[] October = ["C1,0007,2026-10-01,AM,,10"];
    private static readonly string[] Wrong = [.. October, "R1,0007,2026-11-02,AM,,10,,,not hers,C1"];
    private Hub hub = null!;

    public async ValueTask InitializeAsync() => hub = await Hub.New();

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    [Proves("AT-K2-2")]
    public async Task is_due_and_carried_forward_where_the_terms_name_the_tax()
    {
        hub.Terms("milk", Clauses.Price("milk", "30.00"), $$"""
            { "kind": "percent", "code": "flat", "line": "tax", "of": ["milk"], "percent": "5", "rank": 2,
              {{Clauses.ByLine}} }
            """);
        hub.Delivered(October);
        (await hub.Close("2026-10"))["0007", "to_pay"].ShouldBe("315.00");

        hub.Delivered([.. Wrong, "C2,0007,2026-11-03,AM,,2"]);
        var november = await hub.Close("2026-11");
        (november["0007", "gross"], november["0007", "tax"], november["0007", "deductions_due"])
            .ShouldBe(("60.00", "0.00", "312.00"));
        (november["0007", "adjustments"], november["0007", "carried_forward"]).ShouldBe(("-315.00", "252.00"));

        hub.Delivered([.. Wrong, "C2,0007,2026-11-03,AM,,2", "C3,0007,2026-12-01,AM,,10"]);
        var december = await hub.Close("2026-12");
        (december["0007", "brought_forward"], december["0007", "net"], december["0007", "tax"])
            .ShouldBe(("252.00", "48.00", "15.00"));
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task on_goods_that_came_back_is_money_and_no_rounding()
    {
        hub.Terms("milk", Clauses.Price("milk", "30.00", """
            "settles": "invoice", "tax": { "category": "S", "percent": "21" }
            """));
        hub.Delivered(October);

        var page = (await hub.Close("2026-10")).Page("0007");

        page.ShouldContain("63.00");
        page.ShouldContain("21 %");
        page.ShouldNotContain(Platform.Words.Of("en").Say("statement.rounding").Split('{')[0].Trim());
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    [Proves("AT-K2-2")]
    public async Task is_due_and_carried_forward_where_the_price_carries_a_rate()
    {
        hub.Terms("milk", Clauses.Price("milk", "30.00", """ "tax": { "category": "S", "percent": "9" } """));
        hub.Delivered(October);
        (await hub.Close("2026-10"))["0007", "tax"].ShouldBe("27.00");

        hub.Delivered(Wrong);
        var november = await hub.Close("2026-11");
        (november["0007", "tax"], november["0007", "adjustments"], november["0007", "carried_forward"])
            .ShouldBe(("0.00", "-327.00", "327.00"));
        november.Page("0007").ShouldContain("9 %");
        november.Figures.Debits.ShouldBe(november.Figures.Credits);

        hub.Delivered([.. Wrong, "C3,0007,2026-12-01,AM,,20"]);
        var december = await hub.Close("2026-12");
        (december["0007", "deductions"], december["0007", "net"], december["0007", "tax"])
            .ShouldBe(("327.00", "273.00", "54.00"));
        december.Page("0007").ShouldContain("9 %");
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    [Proves("AT-K2-2")]
    public async Task leaves_what_the_month_pays_of_it_beside_what_it_takes_back()
    {
        hub.Terms("milk", Clauses.Price("milk", "30.00", """ "tax": { "category": "S", "percent": "9" } """));
        hub.Delivered(October);
        await hub.Close("2026-10");
        hub.Delivered([.. Wrong, "C2,0007,2026-11-03,AM,,4"]);
        var november = await hub.Close("2026-11");

        // 27.00 go back and 10.80 come: 16.20 of tax and 300.00 of milk are due.
        (november["0007", "tax"], november["0007", "deductions_due"], november["0007", "carried_forward"])
            .ShouldBe(("0.00", "316.20", "196.20"));
        (await hub.Verify()).ShouldBeEmpty();
    }
}
