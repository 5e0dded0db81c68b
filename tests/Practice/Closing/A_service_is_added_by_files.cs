namespace Meent.Tests.Closing;

/// <summary>A cluster without insemination gets it in November: a provider, a price and a rule of check-off, in
/// files only.</summary>
public sealed class A_service_is_added_by_files
{
    private static readonly string[] October = ["C1,0007,2026-10-01,AM,,100", "C2,0008,2026-10-01,AM,,100"];

    [Fact]
    [Proves("NF8", Partly = true)]
    [Proves("AT-K0-2", "K0.b", "K2.d")]
    public async Task and_stands_on_the_next_statement_and_in_what_is_passed_on()
    {
        await using var hub = await Hub.New();
        hub.Delivered(October);
        var october = await hub.Close("2026-10");
        var files = october.Files;

        hub.Write("parties.csv", "party,name,role,kind", "agrovet,Highlands Agrovet,supplier,firm",
            "vets,Vets,supplier,firm", "ridge,Ridge Breeders,supplier,firm");
        hub.Write("items.csv", "item,name,unit,kind,provider,grades,measures", "milk,Raw milk,l,good,,A|B,fat:2",
            "feed,Dairy meal,bag,good,,,", "vet,Visit of the vet,visit,service,,,",
            "ai,Insemination,visit,service,ridge,,");
        hub.Terms("ai", ("2026-11-01", [
            $$"""
            { "kind": "price", "code": "ai", "line": "deduction", "items": ["ai"], "unitPrice": "600.00", "rank": 5,
              "title": { "en": "Artificial insemination", "sw": "Uhamilishaji" },
              "remit": { "when": "collection", "commissionPercent": "5" }, {{Clauses.ByEvent}} }
            """]));
        hub.Delivered([.. October, "C3,0007,2026-11-01,AM,,100", "C4,0008,2026-11-01,AM,,10"]);
        hub.Bought("A1,0007,2026-11-03,ai,1", "A2,0007,2026-11-20,ai,1", "A3,0008,2026-11-20,ai,1");
        var november = await hub.Close("2026-11");

        (november["0007", "net"], november["0008", "net"], november["0008", "carried_forward"])
            .ShouldBe(("1800.00", "0.00", "300.00"));
        november.Page("0007").ShouldContain("Artificial insemination");
        november.Page("0007").ShouldContain("1 visit: 600.00; ");
        november.Page("0008").ShouldContain("Uhamilishaji");

        // 1,200.00 + 300.00 were collected of 1,800.00; 5 % of 1,500.00 stays with the hub.
        november.Rows("remittances.csv", "ridge").ShouldBe(
            ["ridge,Ridge Breeders,ai,collection,1800.00,1500.00,75.00,1425.00"]);
        (november.Figures.Remittances, november.Figures.Debits).ShouldBe((142_500, november.Figures.Credits));
        new Closed((await hub.TryClose("2026-10")).Value).Files.ShouldBe(files, ignoreOrder: true);

        hub.Delivered([.. October, "C3,0007,2026-11-01,AM,,100", "C4,0008,2026-11-01,AM,,10",
            "C5,0008,2026-12-01,AM,,20"]);
        var december = await hub.Close("2026-12");
        december.Rows("remittances.csv", "ridge").ShouldBe(
            ["ridge,Ridge Breeders,ai,collection,0.00,300.00,15.00,285.00"]);
        december["0008", "net"].ShouldBe("300.00");
    }

    [Fact]
    [Proves("AT-K0-2")]
    public async Task and_before_its_terms_begin_nobody_can_buy_it()
    {
        await using var hub = await Hub.New();
        hub.Write("items.csv", "item,name,unit,kind,provider,grades,measures", "milk,Raw milk,l,good,,,",
            "ai,Insemination,visit,service,vets,,");
        hub.Delivered(October);
        hub.Bought("A1,0007,2026-10-03,ai,1");
        var account = await hub.Import();
        account.Quarantined.ShouldBe(1);
    }
}
