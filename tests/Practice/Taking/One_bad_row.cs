using System.Text.Json.Nodes;
using Meent.Tests.Closing;

namespace Meent.Tests.Taking;

/// <summary>One bad row is kept aside with its code; it never stops the rows beside it.</summary>
public sealed class One_bad_row
{
    [Theory]
    [InlineData("members.csv", "number,name,from", "0009,Otieno,2026-09-01", "0009,Otieno Ouma,2026-09-01",
        "parties.row_twice")]
    [InlineData("deliveries.csv", "member,date,quantity", "0007,2026-09-01,5", "0007,2026-09-01,9999999999999",
        "import.number_too_large")]
    [InlineData("deliveries.csv", "member,date,quantity,fat", "0007,2026-09-01,5,3.8", "0007,2026-09-01,5,99999999.5",
        "import.number_too_large")]
    [InlineData("deliveries.csv", "member,date,quantity,fat", "0007,2026-09-01,5,3.8", "0007,2026-09-01,5,3.812",
        "import.not_a_number")]
    [InlineData("purchases.csv", "member,date,item,quantity,unit_price", "0007,2026-09-01,feed,1,5.00",
        "0007,2026-09-01,feed,900000000000,900000000000", "import.number_too_large")]
    [InlineData("parties.csv", "party,name,role,kind", "vet,Vet,supplier,firm", "bank,Bank,supplier,company",
        "parties.unknown_kind")]
    [InlineData("parties.csv", "party,name,role,country", "vet,Vet,supplier,KE", "bank,Bank,supplier,Kenya",
        "parties.unknown_country")]
    [InlineData("parties.csv", "party,name,role,rail", "vet,Vet,supplier,cash", "bank,Bank,supplier,pigeon",
        "parties.unknown_rail")]
    [InlineData("parties.csv", "party,name,role,rail,entered_by,confirmed_by", "vet,Vet,supplier,cash,Jane,Peter",
        "bank,Bank,supplier,cash,Jane,jane", "parties.same_person")]
    [InlineData("items.csv", "item,name,unit,kind", "whey,Whey,l,good", "hay,Hay,bale,goods",
        "flows.unknown_item_kind")]
    [InlineData("items.csv", "item,name,unit,density", "whey,Whey,l,1.02", "oil,Oil,l,0", "flows.no_density")]
    [InlineData("agreements.csv", "terms,member,from,until", "milk,0007,2026-09-01,", "milk,0008,2026-09-02,2026-09-01",
        "parties.until_before_from")]
    public async Task is_kept_aside_and_the_other_is_taken(
        string file, string header, string good, string bad, string code)
    {
        await using var hub = await Hub.New();
        await hub.Import();
        hub.Write(file, header, good, bad);

        var account = (await hub.Import()).Files.Single(f => f.File == file);

        (account.Rows, account.Imported, account.Quarantined).ShouldBe((2, 1, 1));
        hub.Quarantined(file).ShouldContain(code);
    }

    [Fact]
    public async Task that_stands_twice_in_the_register_says_nothing_new()
    {
        await using var hub = await Hub.New();
        hub.Write("members.csv", "number,name,from", "0009,Otieno,2026-09-01", "0009,Otieno,2026-09-01");
        var account = (await hub.Import()).Files.Single(f => f.Kind == "members");
        (account.Imported, account.Unchanged, account.Quarantined).ShouldBe((1, 1, 0));
    }

    [Fact]
    public async Task with_a_slip_that_counts_seconds_is_taken()
    {
        await using var hub = await Hub.New();
        hub.Write("deliveries.csv", "slip,member,date,quantity", "20261003001234,0007,2026-10-03,5",
            "99999999999999999999,0007,2026-10-03,5");
        (await hub.Import()).Quarantined.ShouldBe(0);
        (await hub.Close("2026-10"))["0007", "gross"].ShouldBe("300.00");
    }

    [Fact]
    public async Task whose_confirmer_had_entered_the_change_waits_for_another_one()
    {
        await using var hub = await Hub.New();
        const string header = "number,name,from,rail,account,entered_by,confirmed_by";
        hub.Delivered("C1,0008,2026-09-01,AM,,10");
        await hub.Import();
        hub.Write("members.csv", header, "0008,Achieng,2026-09-01,mobile,254711111111,,");
        await hub.Import();

        // Jane imports: she is who entered the change.
        hub.Write("members.csv", header, "0008,Achieng,2026-09-01,mobile,254711111111,Peter,Jane");
        (await hub.Import()).Quarantined.ShouldBe(1);
        hub.Quarantined("members.csv").ShouldContain("parties.same_person");

        hub.Write("members.csv", header, "0008,Achieng,2026-09-01,mobile,254711111111,Jane,Peter");
        (await hub.Close("2026-09")).Text("payments/mobile.csv").ShouldContain("254711111111,300.00");
    }

    [Theory]
    [InlineData("country", "\"Kenya\"", "country")]
    [InlineData("currency", "\"KSH\"", "currency")]
    [InlineData("fiscalYearStart", "\"1 July\"", "fiscalYearStart")]
    [InlineData("fiscalYearStart", "\"13-01\"", "fiscalYearStart")]
    [InlineData("name", "null", "$.name")]
    [InlineData("id", "\"-hub\"", "id")]
    [InlineData("rails", """[{ "code": "cash", "kind": "cash" }, { "code": "cash", "kind": "cash" }]""", "rails.code")]
    public async Task of_the_settings_is_named(string member, string value, string named)
    {
        await using var hub = await Hub.New();
        hub.Organisation(o => o[member] = JsonNode.Parse(value));
        var refusal = (await hub.TryImport()).Refusal!;
        (refusal.Code, refusal.Fact("member")).ShouldBe(("parties.unreadable_organisation", named));
    }
}
