using System.Text.Json.Nodes;
using Meent.Kernel;

namespace Meent.Tests.Closing;

/// <summary>What is taken from a member's milk money first, and how the rest is paid.</summary>
public sealed class Taking_and_paying : IAsyncLifetime
{
    private Hub hub = null!;

    public async ValueTask InitializeAsync() => hub = await Hub.New();

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    [Proves("K2.b", "K3.c")]
    public async Task one_third_of_gross_stays_with_the_member()
    {
        Protected("0", "1/3");
        hub.Delivered("C1,0007,2026-10-01,AM,,10");
        hub.Bought("P1,0007,2026-10-02,feed,1,,150.00", "P2,0007,2026-10-02,vet,1,,100.00");
        var closed = await hub.Close("2026-10");
        (closed["0007", "net"], closed["0007", "carried_forward"]).ShouldBe(("100.00", "50.00"));
        closed.Page("0007").ShouldContain("By the rules the first part of your money stays with you");
    }

    [Fact]
    [Proves("K3.c")]
    public async Task a_protected_amount_holds_where_it_is_larger_than_the_share()
    {
        Protected("250.00", "1/3");
        hub.Delivered("C1,0007,2026-10-01,AM,,10", "C2,0008,2026-10-01,AM,,5");
        hub.Bought("P1,0007,2026-10-02,feed,1,,150.00", "P2,0008,2026-10-02,feed,1,,150.00");
        var closed = await hub.Close("2026-10");
        (closed["0007", "deductions"], closed["0007", "net"]).ShouldBe(("50.00", "250.00"));
        (closed["0008", "deductions"], closed["0008", "net"], closed["0008", "carried_forward"])
            .ShouldBe(("0.00", "150.00", "150.00"));
    }

    [Fact]
    [Proves("K2.a", "K3.c")]
    public async Task charges_and_what_the_law_takes_come_first_and_reach_into_what_is_protected()
    {
        Protected("280.00", "0%");
        hub.Terms("milk", Clauses.Price("milk", "30.00"), Clauses.Charge("transport", "2.00"),
            Clauses.Charge("levy", "1.00", true));
        hub.Delivered("C1,0007,2026-10-01,AM,,10");
        hub.Bought("P1,0007,2026-10-02,feed,1,,150.00");
        var closed = await hub.Close("2026-10");
        (closed["0007", "deductions"], closed["0007", "net"], closed["0007", "carried_forward"])
            .ShouldBe(("30.00", "270.00", "150.00"));
        closed.Page("0007").ShouldContain("by law");
    }

    [Fact]
    [Proves("K3.c")]
    public async Task a_debt_of_the_month_before_is_taken_before_a_newer_one_of_its_rank()
    {
        hub.Delivered("C1,0007,2026-09-01,AM,,1", "C2,0007,2026-10-01,AM,,5");
        hub.Bought("P1,0007,2026-09-02,feed,1,,100.00", "P2,0007,2026-10-02,feed,1,,100.00",
            "P3,0007,2026-10-01,vet,1,,20.00");
        (await hub.Close("2026-09"))["0007", "carried_forward"].ShouldBe("70.00");
        var october = await hub.Close("2026-10");
        (october["0007", "brought_forward"], october["0007", "deductions"], october["0007", "carried_forward"])
            .ShouldBe(("70.00", "150.00", "40.00"));
        october.Rows("arrears.csv", "0007").Select(r => r.Split(',')[^3..]).ShouldBe(
            [["2026-10-01", "30", "20.00"], ["2026-10-02", "29", "20.00"]]);
    }

    [Fact]
    [Proves("K2.d", "K2.f")]
    public async Task mobile_money_pays_whole_shillings_from_ten_and_the_rest_stays_owed()
    {
        hub.Delivered("C1,0008,2026-09-01,AM,,0.333", "C2,0008,2026-10-01,AM,,3.5");
        var september = await hub.Close("2026-09");
        (september["0008", "net"], september["0008", "to_pay"], september["0008", "credit_carried_forward"])
            .ShouldBe(("9.99", "0.00", "9.99"));
        september.Figures.Payments.ShouldBe(0);
        var october = await hub.Close("2026-10");
        var credit = (october["0008", "credit_brought_forward"], october["0008", "credit_carried_forward"]);
        (credit.Item1, october["0008", "to_pay"], credit.Item2)
            .ShouldBe(("9.99", "114.00", "0.99"));
        october.Text("payments/mobile.csv").ShouldContain("254700000008,114.00");
    }

    [Fact]
    [Proves("K2.f")]
    public async Task a_member_without_a_way_to_be_paid_keeps_the_credit_until_there_is_one()
    {
        hub.Write("members.csv", Hub.Members, "0007,Wanjiku Kamau,,en,2024-01-01");
        hub.Delivered("C1,0007,2026-09-01,AM,,10", "C2,0007,2026-10-01,AM,,1");
        var september = await hub.Close("2026-09");
        (september["0007", "to_pay"], september["0007", "credit_carried_forward"]).ShouldBe(("0.00", "300.00"));
        september.Exceptions("settlement.no_channel").ShouldBe(["0007,amount=300.00"]);
        september.Page("0007").ShouldContain("no way to pay you is registered; tell the office");

        hub.Write("members.csv", Hub.Members, "0007,Wanjiku Kamau,,en,2024-01-01,cash");
        var october = await hub.Close("2026-10");
        (october["0007", "to_pay"], october["0007", "credit_carried_forward"]).ShouldBe(("330.00", "0.00"));
    }

    [Fact]
    public async Task credit_from_before_is_paid_where_nothing_was_delivered()
    {
        hub.Write("members.csv", Hub.Members,
            "0007,Wanjiku Kamau,,en,2024-01-01", "0008,Achieng Otieno,,sw,2024-01-01,cash");
        hub.Delivered("C1,0007,2026-09-01,AM,,10", "C2,0008,2026-10-01,AM,,1");
        await hub.Close("2026-09");
        hub.Write("members.csv", Hub.Members,
            "0007,Wanjiku Kamau,,en,2024-01-01,cash", "0008,Achieng Otieno,,sw,2024-01-01,cash");
        (await hub.Close("2026-10"))["0007", "to_pay"].ShouldBe("300.00");
    }

    [Fact]
    public async Task two_numbers_of_one_person_make_one_statement()
    {
        hub.Write("members.csv", Hub.Members,
            "0034,Fatuma Hassan,0034,en,2024-01-01,cash", "0034B,Fatuma Hassan,0034,en,2024-01-01,cash");
        hub.Delivered("C1,0034,2026-10-01,AM,,10", "C2,0034B,2026-10-01,PM,,4");
        hub.Bought("P1,0034B,2026-10-02,feed,1,,150.00");
        var closed = await hub.Close("2026-10");
        closed.Figures.Statements.ShouldBe(1);
        (closed["0034", "accepted_quantity"], closed["0034", "net"]).ShouldBe(("14", "270.00"));
        closed.Page("0034").ShouldContain("0034, 0034B");
    }

    [Fact]
    [Proves("AT-K7-1")]
    public async Task a_new_price_holds_from_its_day()
    {
        hub.Terms(
            "milk", ("2024-01-01", [Clauses.Price("milk", "30.00")]), ("2026-10-16", [Clauses.Price("milk", "31.50")]));
        hub.Delivered("C1,0007,2026-10-15,PM,,10", "C2,0007,2026-10-16,AM,,10");
        var closed = await hub.Close("2026-10");
        closed["0007", "gross"].ShouldBe("615.00");
        closed.Page("0007").ShouldContain("KES 30.00");
        closed.Page("0007").ShouldContain("KES 31.50");
    }

    [Fact]
    [Proves("AT-K7-1", "K7.b")]
    public async Task equal_litres_of_other_grades_differ_by_exactly_the_schedule()
    {
        hub.TermsWith("milk", """ "grade": { "kind": "measured", "measure": "grade" } """, ("2024-01-01", [
            Clauses.Price("milk", "30.00"),
            $$"""
            { "kind": "step", "code": "grade", "line": "price", "items": ["milk"], "fact": "grade",
              "title": { "en": "For the grade", "sw": "Kwa daraja" }, "table": { "A": "1.25", "B": "-0.75" },
              {{Clauses.ByLine}} }
            """]));
        hub.Delivered("C1,0007,2026-10-01,AM,,100,A", "C2,0008,2026-10-01,AM,,100,B");
        var closed = await hub.Close("2026-10");
        (closed["0007", "gross"], closed["0008", "gross"]).ShouldBe(("3125.00", "2925.00"));
        closed.Page("0007").ShouldContain("For the grade");
        closed.Page("0007").ShouldContain("100 l in 1 delivery × KES 1.25 for 1 l");
        closed.Page("0008").ShouldContain("Kwa daraja");
    }

    [Fact]
    public async Task a_rebate_on_what_was_bought_is_money_of_the_member()
    {
        hub.Terms("credit", Clauses.OnCredit("feed", 4), $$"""
            { "kind": "percent", "code": "rebate", "line": "deduction", "of": ["feed"], "percent": "-10", "rank": 4,
              {{Clauses.ByLine}} }
            """);
        hub.Delivered("C1,0007,2026-10-01,AM,,10");
        hub.Bought("P1,0007,2026-10-02,feed,1,,150.00");
        var closed = await hub.Close("2026-10");
        closed["0007", "net"].ShouldBe("165.00");
        closed.Figures.ToPay.ShouldBe(16_500);
        Balance(closed, "0007").ShouldBe(0);
    }

    /// <summary>What the journal leaves on a member's account: credits less debits.</summary>
    private static long Balance(Closed closed, string number) => closed.Text("journal.journal").Split('\n')
        .Where(l => l.StartsWith("  ", StringComparison.Ordinal) && l.Contains($":{number} ", StringComparison.Ordinal))
        .Sum(l => Decimals.TryParse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], 2, out var c) ? c : 1);

    private void Protected(string amount, string share) => hub.Organisation(
        o => o["deductions"]!["protected"] = new JsonObject { ["amount"] = amount, ["share"] = share });
}
