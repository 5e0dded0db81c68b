using System.Text.Json.Nodes;

namespace Meent.Tests.Closing;

/// <summary>What members owed and were owed when the books began, with control totals.</summary>
public sealed class Opening_the_books
{
    private static readonly string[] Balances =
        ["0007,arrears,350.00,2026-08-31,Feed of August", "0008,credit,12.50,2026-08-31,Cents"];

    [Fact]
    public async Task that_tie_to_their_totals_opens_arrears_and_credit()
    {
        await using var hub = await Opened("350.00", "12.50");
        var closed = await hub.Close("2026-09");
        (closed["0007", "brought_forward"], closed["0007", "deductions"], closed["0007", "net"])
            .ShouldBe(("350.00", "300.00", "0.00"));
        closed.Rows("arrears.csv", "0007").Single().ShouldContain("Feed of August,2026-08-31,30,50.00");
        (closed["0008", "credit_brought_forward"], closed["0008", "to_pay"]).ShouldBe(("12.50", "42.00"));
        (await hub.Close("2026-10"))["0007", "brought_forward"].ShouldBe("50.00");
    }

    [Theory]
    [InlineData("351.00", "12.50")]
    [InlineData("350.00", "0.00")]
    public async Task that_do_not_tie_opens_nothing_and_names_both_sums(string arrears, string credit)
    {
        await using var hub = await Opened(arrears, credit);
        var account = (await hub.Import()).Files.Single(f => f.Kind == "opening");
        (account.Imported, account.Quarantined).ShouldBe((0, 2));
        hub.Quarantined("opening.csv").Split('\n')
            .Count(l => l.Contains("settlement.opening_does_not_tie", StringComparison.Ordinal)).ShouldBe(2);
        var closed = await hub.Close("2026-09", strict: false);
        (closed.Figures.BroughtForward, closed.Figures.CreditBroughtForward).ShouldBe((0, 0));
    }

    [Fact]
    public async Task again_opens_nothing_twice_and_after_a_close_nothing_more()
    {
        await using var hub = await Opened("350.00", "12.50");
        await hub.Import();
        (await hub.Import()).Imported.ShouldBe(0);
        (await hub.Close("2026-09")).Figures.BroughtForward.ShouldBe(35_000);
        hub.Write("opening.csv", "number,kind,amount,since,title", [.. Balances, "0008,arrears,1.00,2026-08-31,Late"]);
        hub.Organisation(o => o["openingTotals"] = new JsonObject { ["arrears"] = "351.00", ["credit"] = "12.50" });
        (await hub.Import()).Quarantined.ShouldBe(1);
        hub.Quarantined("opening.csv").ShouldContain("settlement.opening_after_close");
    }

    [Fact]
    public async Task a_corrected_file_is_not_added_to_what_was_opened()
    {
        await using var hub = await Opened("350.00", "12.50");
        await hub.Import();
        hub.Write("opening.csv", "number,kind,amount,since,title", "0007,arrears,35.00,2026-08-31,Feed of August",
            Balances[1]);
        hub.Organisation(o => o["openingTotals"] = new JsonObject { ["arrears"] = "35.00", ["credit"] = "12.50" });

        var account = (await hub.Import()).Files.Single(f => f.Kind == "opening");

        (account.Imported, account.Quarantined).ShouldBe((0, 2));
        hub.Quarantined("opening.csv").ShouldContain("settlement.opening_stands");
        (await hub.Close("2026-09", strict: false)).Figures.BroughtForward.ShouldBe(35_000);
    }

    [Fact]
    public async Task rows_beside_those_that_stand_are_opened_where_all_tie()
    {
        await using var hub = await Opened("350.00", "12.50");
        await hub.Import();
        hub.Write("opening.csv", "number,kind,amount,since,title", "0008,arrears,1.00,2026-08-31,Late");
        hub.Organisation(o => o["openingTotals"] = new JsonObject { ["arrears"] = "351.00", ["credit"] = "12.50" });
        (await hub.Import()).Files.Single(f => f.Kind == "opening").Imported.ShouldBe(1);
        (await hub.Close("2026-09")).Figures.BroughtForward.ShouldBe(35_100);
    }

    [Fact]
    public async Task a_balance_without_a_day_is_as_old_as_the_books()
    {
        await using var hub = await Opened("350.00", "0");
        hub.Write("opening.csv", "number,kind,amount,title", "0007,arrears,350.00,Feed");
        (await hub.Close("2026-09")).Rows("arrears.csv", "0007").Single().ShouldContain("Feed,2026-08-31,30,50.00");
    }

    [Fact]
    public async Task a_balance_without_a_day_in_books_without_a_first_period_is_kept_aside()
    {
        await using var hub = await Opened("350.00", "0");
        hub.Organisation(o => o["cycles"]![0]!.AsObject().Remove("first"));
        hub.Write("opening.csv", "number,kind,amount", "0007,arrears,350.00");
        (await hub.Import()).Quarantined.ShouldBe(1);
        hub.Quarantined("opening.csv").ShouldContain("settlement.opening_without_day");
    }

    private static async Task<Hub> Opened(string arrears, string credit)
    {
        var hub = await Hub.New(
            o => o["openingTotals"] = new JsonObject { ["arrears"] = arrears, ["credit"] = credit });
        hub.Write("opening.csv", "number,kind,amount,since,title", Balances);
        hub.Delivered("C1,0007,2026-09-01,AM,,10", "C2,0008,2026-09-01,AM,,1", "C3,0007,2026-10-01,AM,,10");
        return hub;
    }
}
