using Meent.Tests.Closing;

namespace Meent.Tests.Kinds;

/// <summary>Keys of pools: always to the whole, and a clear no where that cannot be.</summary>
public sealed class Dividing_pools
{
    private const string Agreements = "terms,member,from,until,weight";

    [Theory]
    [InlineData("equal", "", "33.34", "33.33", "33.33")]
    [InlineData("weight", "", "16.67", "33.33", "50.00")]
    [InlineData("weight", ", \"capPercent\": \"40\"", "20.00", "40.00", "40.00")]
    [InlineData("rotation", "", "100.00", "0.00", "0.00")]
    public async Task A_hundred_is_divided_by(string key, string more, string first, string second, string third)
    {
        await using var hub = await Three($$""" "by": "{{key}}"{{more}} """, "1", "2", "3");
        var closed = await hub.Close("2026-09");
        string[] got = [Gross(closed, "0007"), Gross(closed, "0008"), Gross(closed, "0009")];
        got.ShouldBe([first, second, third]);
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Turns_go_round()
    {
        await using var hub = await Three(""" "by": "rotation" """, "1", "1", "1");
        foreach (var (month, whose) in ((string, string)[])[
            ("2026-09", "0007"), ("2026-10", "0008"), ("2026-11", "0009"), ("2026-12", "0007")])
        {
            hub.Delivered($"d-{month},0007,{month}-05,AM,milk,1");
            Gross((await hub.Close(month)), whose).ShouldBe(whose == "0007" ? "130.00" : "100.00", month);
        }

        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Shares_that_make_a_hundred_percent_divide_and_others_refuse()
    {
        await using var hub = await Three(""" "by": "share" """, "50", "30", "20");
        Gross(await hub.Close("2026-09"), "0008").ShouldBe("30.00");
        await using var wrong = await Three(""" "by": "share" """, "50", "30", "21");
        (await Refused(wrong)).ShouldBe("claims.shares_not_whole");
    }

    [Fact]
    public async Task By_quantity_over_two_months_and_late_records_leave_it_as_it_was()
    {
        await using var hub = await Three(""" "by": "quantity", "items": ["milk"], "months": 2 """, "1", "1", "1");
        hub.Delivered("a,0007,2026-09-05,AM,milk,30", "b,0008,2026-09-05,AM,milk,10");
        var first = await hub.Close("2026-09");
        Gross(first, "0007").ShouldBe("975.00");
        Gross(first, "0008").ShouldBe("325.00");
        hub.Delivered(
            "a,0007,2026-09-05,AM,milk,30", "b,0008,2026-09-05,AM,milk,10", "late,0009,2026-09-06,AM,milk,20",
            "c,0009,2026-10-05,AM,milk,40");
        var second = await hub.Close("2026-10");
        // 30, 10 and 60 litres of two months; what September divided stays.
        Gross(second, "0007").ShouldBe("30.00");
        Gross(second, "0008").ShouldBe("10.00");
        Gross(second, "0009").ShouldBe("1860.00");
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(""" "by": "quantity", "items": ["feed"] """, """ "amount": "100.00" """, "", "claims.pool_without_key")]
    [InlineData(""" "by": "equal", "capPercent": "30" """, """ "amount": "100.00" """, "", "claims.pool_not_covered")]
    [InlineData(""" "by": "equal" """, """ "observed": "cost" """, "", "claims.pool_unreadable")]
    [InlineData(""" "by": "equal" """, """ "amount": "100.00" """, "\"payee\": \"nobody\",", "claims.unknown_payee")]
    public async Task What_cannot_be_divided_is_refused(string key, string pool, string more, string code)
    {
        await using var hub = await Three(key, "1", "1", "1", pool, more);
        hub.Write("observations.csv", "date,measure,value", "2026-09-30,cost,10.001");
        (await Refused(hub)).ShouldBe(code);
    }

    [Fact]
    public async Task A_weight_is_a_number_and_part_of_what_was_agreed()
    {
        await using var hub = await Three(""" "by": "weight" """, "1", "2", "3");
        await hub.Import();
        hub.Write("agreements.csv", Agreements, "pool,0007,2026-01-01,,-1", "pool,0008,2026-01-01,,5");
        (await hub.Import()).Quarantined.ShouldBe(2);
        var aside = hub.Quarantined("agreements.csv");
        aside.ShouldContain("agreements.no_weight");
        aside.ShouldContain("agreements.weight_stands");
    }

    [Fact]
    public async Task A_payee_gets_the_whole_and_bears_its_own_share()
    {
        await using var hub = await Three(
            """ "by": "equal" """, "1", "1", "1", more: "\"payee\": \"0007\",", line: "charge");
        hub.Delivered("a,0007,2026-09-05,AM,milk,10", "b,0008,2026-09-05,AM,milk,10", "c,0009,2026-09-05,AM,milk,10");
        var closed = await hub.Close("2026-09");
        (Gross(closed, "0007"), closed["0007", "deductions"]).ShouldBe(("400.00", "33.34"));
        (Gross(closed, "0008"), closed["0008", "deductions"]).ShouldBe(("300.00", "33.33"));
        closed.Text("journal.journal").ShouldContain("Assets:Exchange:pool:part");
        (await hub.Verify()).ShouldBeEmpty();
    }

    private static string Gross(Closed closed, string number) =>
        closed.Rows("statements.csv", number).Any() ? closed[number, "gross"] : "0.00";

    private static async Task<string> Refused(Hub hub)
    {
        await hub.Import();
        return (await hub.TryClose("2026-09")).Refusal!.Code;
    }

    private static async Task<Hub> Three(
        string key, string first, string second, string third, string pool = """ "amount": "100.00" """,
        string more = "", string line = "price")
    {
        var hub = await Hub.New();
        hub.Write("members.csv", Hub.Members,
            "0007,Wanjiku Kamau,,en,2024-01-01,cash", "0008,Achieng Otieno,,sw,2024-01-01,cash",
            "0009,Njeri Mwangi,,en,2024-01-01,cash");
        hub.Write("agreements.csv", Agreements, $"pool,0007,2026-01-01,,{first}", $"pool,0008,2026-01-01,,{second}",
            $"pool,0009,2026-01-01,,{third}");
        hub.Delivered();
        hub.Write("terms/pool.json", $$"""
            { "terms": "pool", "title": { "en": "Pool" }, "currency": "KES", "joins": "listed", "versions": [
              { "from": "2026-01-01", "adopted": "2025-12-01", "adoptedBy": "general meeting",
                "pools": { "whole": { {{pool}} } },
                "clauses": [ { "kind": "share", "code": "part", "line": "{{line}}", {{more}} "pool": "whole",
                               "key": { {{key}} } } ] } ] }
            """);
        return hub;
    }
}
