using System.Text.Json.Nodes;

namespace Meent.Tests.Closing;

/// <summary>Two members sell milk and buy on credit; what traders and shops paid and asked is recorded.</summary>
[Proves("K0.e", "B4.e")]
public sealed class What_dealing_brought : IAsyncLifetime
{
    private const string References = "item,side,price,from,until,source,observed_on,method";

    private Hub hub = null!;

    public async ValueTask InitializeAsync()
    {
        hub = await Hub.New();
        hub.Terms("milk", Clauses.Price("milk", "30.00"), Clauses.Charge("transport", "0.50"));
    }

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    [Proves("K5.d")]
    public async Task stands_on_the_statement_with_its_sources_and_adds_up_for_all()
    {
        September();
        Elsewhere();
        var closed = await hub.Close("2026-09");

        // 30.5 x (30.00 - 0.50) = 899.75 against 10.5 x 28.40 + 20 x 31.00 = 918.20; two bags 800.00 against 831.00.
        closed.Text("advantage.csv").Split('\n')[1..^1].ShouldBe([
            "0007,Wanjiku Kamau,credit,-800.00,-831.00,31.00,", "0007,Wanjiku Kamau,milk,899.75,918.20,-18.45,",
            "0008,Achieng Otieno,credit,-500.00,,,Visit of the vet", "0008,Achieng Otieno,milk,295.00,284.00,11.00,",
        ]);
        var page = closed.Page("0007");
        page.ShouldContain("<tr class=\"sum\"><td>Together KES<td class=\"n\">12.55");
        page.ShouldContain("KES 899.75 here, 918.20 elsewhere<td class=\"n\">−18.45");
        page.ShouldContain("Raw milk, sold at KES 28.40 for 1 l (market, traders at Kirimo gate, 1 September 2026)");
        page.ShouldContain("Dairy meal, bought at KES 415.50 for 1 bag (quote, shop in Kitale, 20 August 2026)");
        var other = closed.Page("0008");
        other.ShouldContain("hakuna bei ya kwingine ya Visit of the vet");
        other.ShouldNotContain("31.00");

        closed.Figures.Advantage.ShouldBe(new Settlement.AdvantageFigures(23_55, 2, 0));
        var summary = JsonNode.Parse(closed.Text("summary.json"))!["advantage"]!;
        summary.ToJsonString().ShouldBe("""{"amount":"23.55","measured":2,"notMeasured":0}""");
        closed.Text("index.html").ShouldContain(
            "dealing through Kirimo Dairy brought: <b>KES 23.55</b>. Measured: 2 members; not measured: 0 members.");
        closed.Text("sms.csv").ShouldNotContain("23.55");
        (await hub.Verify()).ShouldBeEmpty();
        (await hub.Close("2026-09")).Period.OutputHash.ShouldBe(closed.Period.OutputHash);
    }

    [Fact]
    public async Task is_not_measured_where_a_day_with_a_can_has_no_price()
    {
        September();
        hub.Write("references.csv", References, "milk,sold,28.40,2026-09-02,,traders,2026-09-01,market");
        var closed = await hub.Close("2026-09");

        // 0007 brought milk on the first as well; 0008 did not.
        closed.Rows("advantage.csv", "0007").ShouldBe([
            "0007,Wanjiku Kamau,credit,-800.00,,,Dairy meal", "0007,Wanjiku Kamau,milk,899.75,,,Raw milk"]);
        closed.Page("0007").ShouldContain(
            "credit, milk: no price elsewhere for Dairy meal, Raw milk<td class=\"n\">not measured");
        closed.Figures.Advantage.ShouldBe(new Settlement.AdvantageFigures(11_00, 1, 1));
    }

    [Fact]
    public async Task leaves_out_what_was_refused_or_taken_back_and_corrections_of_earlier_months()
    {
        hub.Write("references.csv", References, "milk,sold,28.00,2026-09-02,,traders,2026-09-01,market");
        hub.Delivered("C1,0007,2026-09-02,AM,,10", "C2,0007,2026-09-01,AM,,10", "C3,0007,2026-09-01,AM,,10,,,,C2",
            "C4,0007,2026-09-01,PM,,7,,no,sour");
        (await hub.Close("2026-09")).Rows("advantage.csv").ShouldBe(["0007,Wanjiku Kamau,milk,295.00,280.00,15.00,"]);

        hub.Delivered("C5,0007,2026-09-20,AM,,100", "C6,0007,2026-10-01,AM,,1", "C7,0008,2026-09-20,AM,,3");
        var october = await hub.Close("2026-10");
        october["0007", "gross"].ShouldBe("3030.00");
        october.Rows("advantage.csv").ShouldBe(["0007,Wanjiku Kamau,milk,29.50,28.00,1.50,"]);
        october.Figures.Advantage.ShouldBe(new Settlement.AdvantageFigures(1_50, 1, 1));
    }

    [Fact]
    [Proves("K5.d")]
    public async Task without_a_price_that_holds_in_the_month_nothing_changes_in_the_files()
    {
        September();
        var before = (await hub.Close("2026-09", approver: null)).Files;
        hub.Write("references.csv", References, "milk,sold,28.40,2026-10-01,,traders,2026-09-01,market",
            "milk,bought,45,2026-08-01,2026-08-31,shop,2026-08-01,");
        var after = await hub.Close("2026-09", approver: null);

        after.Files.ShouldBe(before, ignoreOrder: true);
        after.Figures.Advantage.ShouldBeNull();
        after.Page("0007").ShouldContain("<td class=\"n\">not measured");
    }

    [Fact]
    public async Task is_part_of_what_the_approver_signs()
    {
        September();
        Elsewhere();
        await hub.Close("2026-09", approver: null);
        hub.Write("references.csv", References, "vet,bought,500.00,2026-09-01,,vets,2026-09-01,quote");
        await hub.Import();

        (await hub.TryClose("2026-09")).Refusal!.Code.ShouldBe("settlement.draft_is_stale");
    }

    [Fact]
    public async Task rests_on_prices_that_stay_once_their_month_is_closed()
    {
        September();
        hub.Write("references.csv", References, "milk,sold,28.40,2026-09-01,,traders,2026-09-01,market");
        await hub.Close("2026-09");
        hub.Write("references.csv", References, "milk,sold,28.50,2026-09-01,,traders,2026-09-01,market");
        (await hub.Import()).Quarantined.ShouldBe(1);
        hub.Quarantined("references.csv").ShouldContain("flows.reference_in_use");
        hub.Write("references.csv", References, "milk,sold,28.40,2026-09-01,2026-09-29,traders,2026-09-01,market");
        (await hub.Import()).Quarantined.ShouldBe(1);

        hub.Write("references.csv", References, "milk,sold,29,2026-10-01,,traders,2026-10-01,market",
            "milk,sold,28.40,2026-09-01,2026-09-30,traders,2026-09-01,market");
        var account = await hub.Import();
        (account.Quarantined, account.Files.Single(f => f.File == "references.csv").Imported).ShouldBe((0, 2));
        hub.Write("references.csv", References, "milk,sold,29.10,2026-10-01,,traders,2026-10-01,market");
        (await hub.Import()).Quarantined.ShouldBe(0);
    }

    [Theory]
    [InlineData("milk,lent,28.40,2026-09-01,,x,2026-09-01,", "flows.unknown_side")]
    [InlineData("cream,sold,28.40,2026-09-01,,x,2026-09-01,", "flows.unknown_item")]
    [InlineData("milk,sold,28.40,2026-09-01,2026-08-01,x,2026-09-01,", "parties.until_before_from")]
    [InlineData("milk,sold,28.40,2026-09-20,,x,2026-09-01,", "flows.references_overlap")]
    [InlineData("milk,sold,28.41,2026-09-10,2026-09-30,x,2026-09-01,", "flows.references_overlap")]
    [InlineData("milk,sold,1.1234567,2026-08-01,2026-08-02,x,2026-09-01,", "import.too_many_places")]
    public async Task rests_on_rows_that_can_be_understood(string row, string code)
    {
        hub.Write("references.csv", References, "milk,sold,-28.40,2026-09-10,2026-09-30,x,2026-09-01,",
            "milk,bought,28.40,2026-09-15,,x,2026-09-01,", row);
        var account = await hub.Import();
        (account.Quarantined, account.Files.Single(f => f.File == "references.csv").Imported).ShouldBe((1, 2));
        hub.Quarantined("references.csv").ShouldContain(code);

        hub.Write("references.csv", References, "milk,sold,-28.40,2026-09-10,2026-09-30,x,2026-09-01,");
        (await hub.Import()).Files.Single(f => f.File == "references.csv").Unchanged.ShouldBe(1);
    }

    private void September()
    {
        hub.Delivered("C1,0007,2026-09-01,AM,,10.5", "C2,0007,2026-09-16,AM,,20", "C3,0008,2026-09-02,PM,,10");
        hub.Bought("P1,0007,2026-09-05,feed,2,,800.00,agrovet", "P2,0008,2026-09-05,vet,1,,500.00,vets");
    }

    private void Elsewhere() => hub.Write("references.csv", References,
        "milk,sold,28.40,2026-09-01,2026-09-15,traders at Kirimo gate,2026-09-01,market",
        "milk,sold,31.00,2026-09-16,,traders at Kirimo gate,2026-09-16,market",
        "feed,bought,415.50,2026-01-01,,shop in Kitale,2026-08-20,quote");
}
