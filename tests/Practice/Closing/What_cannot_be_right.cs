using Meent.Kernel;
using Meent.Settlement;

namespace Meent.Tests.Closing;

/// <summary>Rows and requests that are refused with a code; what is sound beside them is taken.</summary>
public class What_cannot_be_right
{
    [Theory]
    [InlineData("members.csv", "number,name,language", "0009,Otieno,fr", "parties.unknown_language")]
    [InlineData("members.csv", "number,name,rail", "0009,Otieno,pigeon", "parties.unknown_rail")]
    [InlineData("members.csv", "number,name,from,until", "0009,Otieno,2026-09-01,2026-08-01",
        "parties.until_before_from")]
    [InlineData("members.csv", "number,name,rail,account,entered_by,confirmed_by", "0009,Otieno,cash,1,Jane,Jane",
        "parties.same_person")]
    [InlineData("items.csv", "item,name,unit,measures", "whey,Whey,l,fat", "flows.unreadable_measures")]
    [InlineData("items.csv", "item,name,unit,provider", "whey,Whey,l,nobody", "parties.unknown_party")]
    [InlineData("deliveries.csv", "member,date,quantity,grade", "0007,2026-09-01,5,Z", "flows.unknown_grade")]
    [InlineData("deliveries.csv", "member,date,quantity,point", "0007,2026-09-01,5,nowhere", "flows.unknown_place")]
    [InlineData("deliveries.csv", "member,date,quantity,colour", "0007,2026-09-01,5,9", "flows.unknown_measure")]
    [InlineData("deliveries.csv", "member,date,quantity", "0007,2026-09-01,0", "flows.no_quantity")]
    [InlineData("purchases.csv", "member,date,item,amount", "0007,2026-09-01,feed,-5.00", "flows.negative_amount")]
    [InlineData("stock.csv", "date,item,kind,quantity", "2026-09-01,milk,stolen,5", "flows.unknown_stock_kind")]
    [InlineData("opening.csv", "number,kind,amount", "0007,gift,5.00", "settlement.unknown_opening_kind")]
    [InlineData("agreements.csv", "terms,member,from", "wool,0007,2026-09-01", "agreements.unknown_terms")]
    [InlineData("events.csv", "date,item,provider,receiver,quantity", "2026-09-01,milk,hub,hub,5",
        "parties.unknown_party")]
    public async Task a_row_is_kept_aside_with_its_code(string file, string header, string row, string code)
    {
        await using var hub = await Hub.New();
        await hub.Import();
        hub.Write(file, header, row);

        var account = (await hub.TryImport()).Value.Single().Account.Files.Single(f => f.File == file);

        account.Quarantined.ShouldBe(1);
        hub.Quarantined(file).ShouldContain(code);
    }

    [Fact]
    public async Task an_item_that_no_terms_rate_is_kept_aside()
    {
        await using var hub = await Hub.New();
        hub.Write("items.csv", "item,name,unit", "milk,Milk,l", "feed,Feed,bag", "wool,Wool,kg");
        hub.Bought(",0007,2026-09-02,wool,1,,5.00");

        (await hub.TryImport()).Value.Single().Account.Quarantined.ShouldBe(1);
        hub.Quarantined("purchases.csv").ShouldContain("flows.no_terms_for_item");
    }

    [Fact]
    public async Task an_event_between_the_organisation_and_itself_has_no_participant()
    {
        await using var hub = await Hub.New();
        hub.Write("events.csv", "date,item,provider,receiver,quantity", $"2026-09-01,milk,{hub.Id},{hub.Id},5");

        await hub.TryImport();

        hub.Quarantined("events.csv").ShouldContain("flows.no_participant");
    }

    [Fact]
    public async Task an_organisation_that_keeps_no_books_here_and_a_month_without_records_are_refused()
    {
        await using var hub = await Hub.New();
        await hub.Import();

        var nobody = new CloseRequest("nobody", null, "Jane", "Peter", null, "/tmp");
        (await PeriodClose.Run(hub.Installation, nobody, hub.Clock, null, default)).Refusal!.Code
            .ShouldBe("parties.unknown_organisation");
        (await hub.TryClose(null)).Refusal!.Code.ShouldBe("settlement.no_records");
        (await PeriodClose.Reopen(hub.Installation, hub.Id, "2026-09", "Jane", default)).Refusal!.Code
            .ShouldBe("settlement.unknown_period");
    }

    [Fact]
    public async Task several_open_months_ask_for_the_period_and_a_closed_one_does_not_reopen()
    {
        await using var hub = await Hub.New();
        hub.Delivered(",0007,2026-09-01,AM,milk,5", ",0007,2026-10-01,AM,milk,5");
        await hub.Import();

        (await hub.TryClose(null)).Refusal!.Code.ShouldBe("settlement.several_periods");
        (await hub.TryClose("2026-09")).Refused.ShouldBeFalse();
        (await PeriodClose.Reopen(hub.Installation, hub.Id, "2026-09", "Jane", default)).Refusal!.Code
            .ShouldBe("settlement.nothing_to_reopen");
    }

    [Fact]
    public async Task an_approver_signs_only_what_the_maker_saw()
    {
        await using var hub = await Hub.New();
        hub.Delivered(",0007,2026-09-01,AM,milk,5");
        await hub.Import();
        (await hub.TryClose("2026-09", approver: null)).Value.State.ShouldBe("calculated");

        hub.Write("members.csv", Hub.Members, "0007,Wanjiku Njeri Kamau,,en,2024-01-01,cash");
        await hub.Import();

        (await hub.TryClose("2026-09")).Refusal!.Code.ShouldBe("settlement.draft_is_stale");
        (await PeriodClose.Reopen(hub.Installation, hub.Id, "2026-09", "Jane", default)).Refused.ShouldBeFalse();
        (await hub.TryClose("2026-09")).Refused.ShouldBeFalse();
    }

    [Fact]
    public async Task a_path_that_is_not_there_stops_the_import_before_anything_is_read()
    {
        await using var hub = await Hub.New();

        var refusal = (await hub.TryImport(further: "/nowhere/deliveries.csv")).Refusal!;

        (refusal.Code, refusal.Fact("path")).ShouldBe(("flows.no_such_path", "/nowhere/deliveries.csv"));
        (await hub.TryClose("2026-09")).Refusal!.Code.ShouldBe("parties.unknown_organisation");
    }

    [Fact]
    public async Task a_loose_file_beside_two_organisations_belongs_to_nobody()
    {
        await using var hub = await Hub.New();
        var second = Path.Combine(hub.Folder, "second");
        hub.Write("second/org.json", File.ReadAllText(Path.Combine(hub.Folder, "org.json")).Replace(
            hub.Id, hub.Id + "-2", StringComparison.Ordinal));
        (await hub.TryImport()).Value.Count.ShouldBe(2);

        var refusal = (await hub.TryImport(further: Path.Combine(hub.Folder, "members.csv"))).Refusal!;

        (refusal.Code, refusal.Fact("path")).ShouldBe(("flows.several_organisations", second));
    }

    [Fact]
    public async Task a_malus_above_the_price_is_refused_by_number()
    {
        await using var hub = await Hub.New();
        hub.Terms("milk", Clauses.Price("milk", "30.00"), Clauses.Price("milk", "-31.00").Replace(
            "\"code\": \"milk\"", "\"code\": \"malus\"", StringComparison.Ordinal));
        hub.Delivered(",0007,2026-09-01,AM,milk,5");
        await hub.Import();

        var refusal = (await hub.TryClose("2026-09")).Refusal!;

        refusal.Code.ShouldBe("settlement.negative_gross");
        refusal.Fact("number").ShouldBe("0007");
    }
}
