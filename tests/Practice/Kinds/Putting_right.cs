using Meent.Tests.Closing;

namespace Meent.Tests.Kinds;

/// <summary>Taxes, pools and documents where something was recorded wrong, late or for somebody else.</summary>
public sealed class Putting_right
{
    private const string Taxed = """ "tax": { "category": "S", "percent": "10" } """;

    [Fact]
    public async Task tax_on_what_was_taken_back_is_given_back_with_it()
    {
        await using var hub = await Hub.New();
        hub.Terms("milk", Clauses.Price("milk", "30.00", Taxed));
        hub.Terms("credit", Clauses.OnCredit("feed", 4, Taxed));
        hub.Delivered("d1,0007,2026-09-05,AM,milk,10", "d2,0007,2026-10-05,AM,milk,10");
        hub.Bought("p1,0007,2026-09-06,feed,1,50.00");
        var september = await hub.Close("2026-09");
        (september["0007", "tax"], september["0007", "deductions"]).ShouldBe(("30.00", "55.00"));
        hub.Bought("p1,0007,2026-09-06,feed,1,50.00", "p2,0007,2026-09-06,feed,1,50.00,,,p1");
        var october = await hub.Close("2026-10");
        (october["0007", "gross"], october["0007", "tax"], october["0007", "deductions"])
            .ShouldBe(("355.00", "30.00", "0.00"));
        october.Text("journal.journal").ShouldContain("Liabilities:Tax  5.00 KES");
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task tax_that_is_still_owed_is_lowered_and_not_paid_out()
    {
        await using var hub = await Hub.New();
        hub.Terms("credit", Clauses.OnCredit("feed", 4, Taxed));
        hub.Delivered();
        hub.Bought("p1,0007,2026-09-06,feed,1,1000.00");
        (await hub.Close("2026-09"))["0007", "carried_forward"].ShouldBe("1100.00");
        hub.Bought("p1,0007,2026-09-06,feed,1,1000.00", "p2,0007,2026-09-06,feed,1,1000.00,,,p1");
        hub.Delivered("d1,0008,2026-10-05,AM,milk,10");
        var october = await hub.Close("2026-10");
        (october["0007", "carried_forward"], october["0007", "to_pay"]).ShouldBe(("0.00", "0.00"));
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task what_takes_a_price_back_stands_on_the_self_billed_invoice_and_below_zero_on_a_credit_note()
    {
        await using var hub = await Hub.New(o =>
            o["documents"] = new System.Text.Json.Nodes.JsonObject
            {
                ["member"] = new System.Text.Json.Nodes.JsonArray("self-billing"),
            });
        hub.Terms("milk", Clauses.Price("milk", "30.00", Taxed));
        hub.Delivered("d1,0007,2026-09-05,AM,milk,10");
        await hub.Close("2026-09");
        hub.Delivered(
            "d1,0007,2026-09-05,AM,milk,10", "d2,0007,2026-09-05,AM,milk,10,,,,d1", "d3,0007,2026-09-05,PM,milk,6",
            "d4,0007,2026-10-05,AM,milk,10");
        var october = await hub.Close("2026-10");
        october.Rows("documents.csv").Single().Split(',')[7..10].ShouldBe(["180.00", "18.00", "198.00"]);
        hub.Delivered(
            "d1,0007,2026-09-05,AM,milk,10", "d2,0007,2026-09-05,AM,milk,10,,,,d1", "d3,0007,2026-09-05,PM,milk,6",
            "d4,0007,2026-10-05,AM,milk,10", "d5,0007,2026-10-05,AM,milk,10,,,,d4");
        hub.Bought("p1,0007,2026-11-06,feed,1,1.00");
        var row = (await hub.Close("2026-11")).Rows("documents.csv").Single().Split(',');
        (row[0], row[7], row[8]).ShouldBe(("self-billing-credit", "300.00", "30.00"));
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task the_approver_signs_the_documents_that_the_maker_saw()
    {
        await using var hub = await Hub.New(o =>
            o["documents"] = new System.Text.Json.Nodes.JsonObject
            {
                ["member"] = new System.Text.Json.Nodes.JsonArray("self-billing"),
            });
        hub.Delivered("d1,0007,2026-09-05,AM,milk,10");
        await hub.Close("2026-09", approver: null);
        hub.Organisation(o => o["paymentDays"] = 90);
        await hub.Import();
        (await hub.TryClose("2026-09")).Refusal!.Code.ShouldBe("settlement.draft_is_stale");
    }

    [Fact]
    public async Task who_has_no_settled_role_and_a_part_of_a_pool_is_named()
    {
        await using var hub = await Hub.New();
        hub.Delivered("a,0007,2026-09-05,AM,milk,10", "b,0008,2026-09-05,AM,milk,10");
        Pool(hub, """ "amount": "100.00" """, """
            { "kind": "share", "code": "part", "line": "charge", "pool": "whole", "payee": "agrovet",
              "key": { "by": "equal" } }
            """);
        var closed = await hub.Close("2026-09");
        closed.Exceptions("settlement.unsettled_role").Single().ShouldStartWith("agrovet");
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task two_kinds_of_loss_share_one_fund_also_where_the_version_ends_inside_the_month()
    {
        await using var hub = await Hub.New();
        hub.Write("items.csv", "item,name,unit,kind", "hail,Hail,loss,service", "fire,Fire,loss,service");
        hub.Write("events.csv", "id,date,item,provider,receiver,quantity,amount",
            $"l1,2026-09-05,hail,0007,{hub.Id},1,2000.00", $"l2,2026-09-06,fire,0008,{hub.Id},1,3000.00");
        hub.Organisation(o => o["mainItem"] = "");
        File.Delete(Path.Combine(hub.Folder, "terms", "milk.json"));
        File.Delete(Path.Combine(hub.Folder, "terms", "credit.json"));
        string Loss(string item) => $$"""
            { "kind": "indemnity", "code": "{{item}}", "line": "price", "items": ["{{item}}"], "coverPercent": "100",
              "pool": "whole", "rounding": { "mode": "halfUp", "each": "event" } }
            """;
        Pool(hub, """ "amount": "1000.00" """, $"{Loss("hail")}, {Loss("fire")}", "2026-09-20");
        var closed = await hub.Close("2026-09");
        (closed["0007", "gross"], closed["0008", "gross"]).ShouldBe(("400.00", "600.00"));
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task what_stands_on_two_statements_is_counted_once_in_a_pool_and_a_clause_that_is_not_there_refuses()
    {
        await using var hub = await Hub.New();
        hub.Write("events.csv", "id,date,item,provider,receiver,quantity", "e1,2026-09-05,feed,0007,0008,10");
        File.Delete(Path.Combine(hub.Folder, "terms", "credit.json"));
        hub.Terms("trade", """
            { "kind": "price", "code": "sale", "pays": "receiver", "items": ["feed"], "unitPrice": "100.00",
              "settles": "net", "rounding": { "mode": "halfUp", "each": "line" } }
            """);
        const string Share = """
            { "kind": "share", "code": "levy", "line": "charge", "pool": "whole", "percent": "1", "settles": "invoice",
              "key": { "by": "equal" } }
            """;
        Pool(hub, """ "of": ["trade/sale"] """, Share);
        var closed = await hub.Close("2026-09");
        (closed["0007", "receivable"], closed["0008", "receivable"]).ShouldBe(("5.00", "1005.00"));
        (await hub.Verify()).ShouldBeEmpty();

        await using var wrong = await Hub.New();
        wrong.Delivered("a,0007,2026-09-05,AM,milk,10");
        Pool(wrong, """ "of": ["milk/mlik"] """, Share);
        await wrong.Import();
        (await wrong.TryClose("2026-09")).Refusal!.Code.ShouldBe("claims.pool_unreadable");
    }

    [Fact]
    public async Task who_joins_later_does_not_disturb_what_was_divided()
    {
        await using var hub = await Hub.New();
        hub.Delivered("a,0007,2026-09-05,AM,milk,10", "b,0008,2026-09-05,AM,milk,10");
        Pool(hub, """ "amount": "100.00" """, """
            { "kind": "share", "code": "part", "line": "price", "pool": "whole", "key": { "by": "equal" } }
            """);
        await hub.Close("2026-09");
        hub.Write("members.csv", Hub.Members,
            "0007,Wanjiku Kamau,,en,2024-01-01,cash",
            "0008,Achieng Otieno,,sw,2024-01-01,mobile,254700000008,254700000008",
            "0010,Njeri Mwangi,,en,2026-09-15,cash");
        await hub.Import();
        (await hub.Verify()).ShouldBeEmpty();
    }

    private static void Pool(Hub hub, string pool, string clauses, string? until = null) =>
        hub.Write("terms/pool.json", $$"""
            { "terms": "pool", "title": { "en": "Pool" }, "currency": "KES", "joins": "members", "versions": [
              { "from": "2026-01-01", {{(until is null ? "" : $"\"until\": \"{until}\",")}} "adopted": "2025-12-01",
                "adoptedBy": "general meeting", "pools": { "whole": { {{pool}} } }, "clauses": [ {{clauses}} ] } ] }
            """);
}
