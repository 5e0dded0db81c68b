using Dapper;
using Meent.Settlement;

namespace Meent.Tests.Closing;

/// <summary>October is closed; in November somebody finds a mistake in it.</summary>
public sealed class A_correction_after_the_close : IAsyncLifetime
{
    private static readonly string[] October =
        ["C1,0007,2026-10-01,AM,,10", "C2,0007,2026-10-20,AM,,10", "C3,0008,2026-10-05,PM,,20"];

    private Hub hub = null!;

    public async ValueTask InitializeAsync() => hub = await Hub.New();

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    [Proves("AT-K2-2", "K1.e", "K2.e")]
    public async Task leaves_the_old_statement_and_comes_as_a_dated_adjustment()
    {
        hub.Delivered(October);
        var october = await hub.Close("2026-10");
        var files = october.Files;
        hub.Delivered([.. October, "C4,0007,2026-11-02,AM,,8", "R2,0007,2026-11-02,AM,,10,,,read wrongly,C2,Jane",
            "C5,0007,2026-10-20,AM,,7"]);
        var november = await hub.Close("2026-11");
        (november["0007", "gross"], november["0007", "adjustments"]).ShouldBe(("240.00", "-90.00"));
        (november["0007", "deductions"], november["0007", "net"]).ShouldBe(("90.00", "150.00"));
        november["0007", "accepted_quantity"].ShouldBe("8");
        november.Page("0007").ShouldContain("put right, for October 2026");
        november.Rows("statements.csv", "0008").ShouldBeEmpty();

        new Closed((await hub.TryClose("2026-10")).Value).Files.ShouldBe(files, ignoreOrder: true);
        (await hub.TryClose("2026-11")).Value.OutputHash.ShouldBe(november.Period.OutputHash);
    }

    [Fact]
    [Proves("AT-K2-2")]
    public async Task a_late_can_is_paid_at_the_price_of_its_day()
    {
        hub.Terms(
            "milk", ("2024-01-01", [Clauses.Price("milk", "30.00")]), ("2026-11-01", [Clauses.Price("milk", "32.00")]));
        hub.Delivered(October);
        await hub.Close("2026-10");
        hub.Delivered([.. October, "C4,0008,2026-10-31,PM,,5", "C5,0008,2026-11-01,AM,,2"]);
        var november = await hub.Close("2026-11");
        (november["0008", "gross"], november["0008", "adjustments"]).ShouldBe(("214.00", "150.00"));
        november["0008", "accepted_quantity"].ShouldBe("2");
    }

    [Fact]
    public async Task cannot_be_taken_back_itself()
    {
        const string taken = "R1,0007,2026-11-02,AM,,10,,,read wrongly,C1,Jane";
        const string again = "R2,0007,2026-11-03,AM,,10,,,was right,R1,Jane";
        hub.Delivered(October);
        await hub.Close("2026-10");
        hub.Delivered([.. October, taken, again, "C4,0007,2026-11-02,AM,,20"]);
        (await hub.Import()).Quarantined.ShouldBe(1);
        hub.Quarantined("deliveries.csv").ShouldContain("flows.reverses_reversal");
        (await hub.Import()).Quarantined.ShouldBe(1);
        (await hub.Close("2026-11", strict: false))["0007", "adjustments"].ShouldBe("-300.00");
    }

    [Fact]
    [Proves("AT-K2-2")]
    public async Task rates_the_month_again_where_the_price_goes_by_volume()
    {
        hub.Terms("milk", $$"""
            { "kind": "tier", "code": "milk", "line": "price", "items": ["milk"], "marginal": false,
              "bands": [{ "upTo": "20", "value": "30.00" }, { "above": "20", "value": "31.00" }], {{Clauses.ByLine}} }
            """);
        string[] month = ["C1,0007,2026-10-01,AM,,15", "C2,0007,2026-10-02,AM,,10"];
        hub.Delivered(month);
        (await hub.Close("2026-10"))["0007", "gross"].ShouldBe("775.00");
        hub.Delivered([.. month, "R2,0007,2026-11-03,AM,,10,,,not hers,C2", "C3,0007,2026-11-03,AM,,30"]);
        var november = await hub.Close("2026-11");

        // 25 litres at 31.00 were claimed; 15 litres at 30.00 are right: 450.00 - 775.00 = -325.00.
        (november["0007", "gross"], november["0007", "adjustments"]).ShouldBe(("930.00", "-325.00"));
        november["0007", "net"].ShouldBe("605.00");
    }

    [Fact]
    [Proves("AT-K2-2", "K2.b")]
    public async Task that_asks_more_than_the_month_brings_is_carried_forward()
    {
        hub.Delivered(October);
        await hub.Close("2026-10");
        hub.Delivered([.. October, "R2,0007,2026-11-02,AM,,10,,,not hers,C2", "C4,0007,2026-11-02,AM,,2"]);
        var november = await hub.Close("2026-11");
        (november["0007", "net"], november["0007", "carried_forward"]).ShouldBe(("0.00", "240.00"));
        november.Rows("arrears.csv", "0007").Single().ShouldContain("2026-10-");
    }

    [Fact]
    [Proves("AT-K2-2", "K3.c")]
    public async Task gives_back_what_a_purchase_took()
    {
        hub.Delivered(October);
        string[] bought = ["P1,0007,2026-10-03,feed,1,,400.00,agrovet"];
        hub.Bought(bought);
        (await hub.Close("2026-10"))["0007", "net"].ShouldBe("200.00");
        hub.Bought([.. bought, "B1,0007,2026-11-04,feed,1,,400.00,agrovet,P1"]);
        hub.Delivered([.. October, "C4,0007,2026-11-02,AM,,1"]);
        var november = await hub.Close("2026-11");
        (november["0007", "gross"], november["0007", "adjustments"], november["0007", "net"])
            .ShouldBe(("430.00", "400.00", "430.00"));
        (november.Figures.Debits, november.Figures.ToPay).ShouldBe((november.Figures.Credits, 43_000));
    }

    [Fact]
    [Proves("AT-K2-2", "K3.d")]
    public async Task takes_back_from_the_provider_what_was_collected_for_it()
    {
        hub.Terms("credit", Clauses.OnCredit(
            "feed", 4, """ "remit": { "when": "collection", "commissionPercent": "0" } """));
        hub.Delivered("C3,0007,2026-10-05,PM,,5");
        string[] bought = ["P1,0007,2026-10-03,feed,1,,400.00,agrovet"];
        hub.Bought(bought);
        var october = await hub.Close("2026-10");
        october.Rows("remittances.csv").ShouldBe(
            ["agrovet,Highlands Agrovet,credit,collection,400.00,150.00,0.00,150.00"]);
        hub.Bought([.. bought, "B1,0007,2026-11-04,feed,1,,400.00,agrovet,P1"]);
        var november = await hub.Close("2026-11");

        // The 250.00 that were carried are taken from the 400.00 that come back; 150.00 are hers.
        (november["0007", "gross"], november["0007", "deductions"], november["0007", "to_pay"])
            .ShouldBe(("400.00", "250.00", "150.00"));
        november.Rows("remittances.csv").ShouldBe(
            ["agrovet,Highlands Agrovet,credit,collection,-400.00,-150.00,0.00,-150.00"]);
        november.Figures.Debits.ShouldBe(november.Figures.Credits);
    }

    [Fact]
    [Proves("AT-K2-2", "AT-K7-1")]
    public async Task a_grade_that_comes_late_changes_the_money_of_its_month()
    {
        Graded("0");
        hub.Delivered(October);
        (await hub.Close("2026-10"))["0007", "gross"].ShouldBe("600.00");
        hub.Write("observations.csv", "id,date,measure,value,member", "O1,2026-10-31,cells,250,0007");
        hub.Delivered([.. October, "C4,0008,2026-11-02,AM,,1"]);
        var november = await hub.Close("2026-11");
        (november["0007", "gross"], november["0007", "adjustments"]).ShouldBe(("40.00", "40.00"));
        november["0008", "adjustments"].ShouldBe("0.00");
    }

    [Fact]
    [Proves("AT-K2-2")]
    public async Task an_observation_reaches_every_closed_month_whose_window_holds_it()
    {
        Graded("0", months: 2);
        hub.Delivered([.. October, "C4,0007,2026-11-02,AM,,10"]);
        await hub.Close("2026-10");
        await hub.Close("2026-11");
        hub.Write("observations.csv", "id,date,measure,value,member", "O1,2026-10-31,cells,250,0007");
        hub.Delivered([.. October, "C4,0007,2026-11-02,AM,,10", "C5,0007,2026-12-02,AM,,1"]);
        var december = await hub.Close("2026-12");

        // 20 litres of October and 10 of November at 2.00, and December is out of the window.
        (december["0007", "adjustments"], december["0007", "gross"]).ShouldBe(("60.00", "90.00"));
    }

    [Fact]
    [Proves("AT-K2-2")]
    public async Task an_observation_that_comes_late_belongs_to_the_next_close_alone()
    {
        Graded("0");
        hub.Delivered([.. October, "C4,0008,2026-11-02,AM,,1"]);
        await hub.Import();
        (await hub.TryClose("2026-10", approver: null)).Value.State.ShouldBe("calculated");
        hub.Write("observations.csv", "id,date,measure,value,member", "O1,2026-10-31,cells,250,0007");

        // It came after the draft: what was signed is what the maker saw.
        (await hub.Close("2026-10"))["0007", "gross"].ShouldBe("600.00");
        (await hub.Close("2026-11"))["0007", "adjustments"].ShouldBe("40.00");
        (await hub.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task verify_rates_a_month_again_that_only_an_observation_touched()
    {
        Graded("0");
        hub.Delivered([.. October, "C4,0008,2026-11-02,AM,,1"]);
        await hub.Close("2026-10");
        await hub.Close("2026-11");
        await using (var work = await hub.Installation.Begin(1, "nobody", "slip in", default))
        {
            await work.Connection.ExecuteAsync("""
                insert into flows.observation (org_id, observation_id, period_id, for_period, measure, value, scale,
                  occurred_on, party_id, observer, content_hash, written_id)
                select 1, gen_random_uuid(), 202611011, 202610011, 'cells', 250, 0, date '2026-10-31', party_id, '',
                  '\x00', 1
                from parties.membership where number = '0007'
                """, transaction: work.Transaction);
            await work.Commit(default);
        }

        (await hub.Verify()).Select(o => (o.Check, o.Period, o.What)).ShouldBe(
            [("replay", "2026-11", "2026-10 cells 40.00")]);
    }

    [Fact]
    public async Task that_waits_for_its_close_is_no_difference_when_a_statement_is_explained()
    {
        string[] bought = ["P1,0007,2026-10-03,vet,1,,20.00"];
        hub.Delivered(October);
        hub.Bought(bought);
        await hub.Close("2026-10");
        hub.Delivered([.. October, "C4,0007,2026-10-21,AM,,5"]);
        hub.Bought([.. bought, "B1,0007,2026-11-04,vet,1,,20.00,,P1"]);
        await hub.Import();
        (await Explained()).AddsUp.ShouldBeTrue();
        (await Explained()).Events.Count.ShouldBe(3);

        await hub.Close("2026-11");
        (await Explained()).AddsUp.ShouldBeTrue();
        (await Explained()).Lines.Single(l => l.Clause == "milk").Rated.ShouldBe(75_000);
    }

    [Fact]
    public async Task a_claim_that_no_record_makes_is_a_difference_when_a_statement_is_explained()
    {
        hub.Delivered(October);
        await hub.Close("2026-10");
        await using (var work = await hub.Installation.Begin(1, "nobody", "slip in", default))
        {
            await work.Connection.ExecuteAsync("""
                insert into claims.claim (org_id, claim_id, booked_period, for_period, party_id, terms_id,
                  terms_version, clause, line, owed_by_party, currency, amount, quantity, events, since, rank,
                  statutory, risk, settles, due_on, open_amount)
                select 1, 9999, 202610011, 202610011, m.party_id, t.terms_id, 1, 'vet', 4, true, 'KES', 2500, 0, 0,
                  date '2026-10-01', 5, false, 'org', 'checkoff', date '2026-10-01', 0
                from parties.membership m, agreements.terms t where m.number = '0007' and t.code = 'credit'
                """, transaction: work.Transaction);
            await work.Commit(default);
        }

        var explained = await Explained();

        explained.AddsUp.ShouldBeFalse();
        explained.Lines.Where(l => l.Rated != l.Claimed).Select(l => (l.Clause, l.Rated, l.Claimed))
            .ShouldBe([("vet", 0L, 2_500L)]);
    }

    private async Task<Explanation> Explained() =>
        (await Explanation.Of(hub.Installation, hub.Id, "0007", "2026-10", default)).Value;

    [Fact]
    public async Task a_record_is_taken_back_only_once()
    {
        hub.Delivered(October);
        await hub.Close("2026-10");
        hub.Delivered([.. October, "R2,0007,2026-11-02,AM,,10,,,wrong,C2"]);
        await hub.Import();
        hub.Delivered([.. October, "R2,0007,2026-11-02,AM,,10,,,wrong,C2",
            "R3,0007,2026-11-03,AM,,10,,,wrong again,C2"]);
        var account = (await hub.Import()).Files.Single(f => f.Kind == "deliveries");
        (account.Unchanged, account.Quarantined).ShouldBe((4, 1));
        hub.Quarantined("deliveries.csv").ShouldContain("flows.already_reversed");
        (await hub.Close("2026-11", strict: false))["0007", "adjustments"].ShouldBe("-300.00");
    }

    [Fact]
    public async Task that_is_corrected_again_gives_the_difference_only()
    {
        hub.Delivered(October);
        await hub.Close("2026-10");
        string[] november = [.. October, "R2,0007,2026-11-02,AM,,10,,,wrong,C2", "C4,0007,2026-10-20,AM,,9"];
        hub.Delivered(november);
        (await hub.Close("2026-11"))["0007", "carried_forward"].ShouldBe("30.00");
        hub.Delivered([.. november, "R4,0007,2026-12-02,AM,,9,,,wrong,C4", "C5,0007,2026-10-20,AM,,10"]);
        var december = await hub.Close("2026-12");
        (december["0007", "gross"], december["0007", "adjustments"], december["0007", "brought_forward"])
            .ShouldBe(("30.00", "30.00", "30.00"));
        (december["0007", "net"], december["0007", "carried_forward"]).ShouldBe(("0.00", "0.00"));
    }

    /// <summary>2.00 a litre more for at most 300 cells, by the mean of the months of the window.</summary>
    private void Graded(string missing, int months = 1) => hub.TermsWith(
        "milk",
        $$"""
        "cells": { "kind": "observed", "measure": "cells", "take": "highest", "months": {{months}},
                   "missing": "{{missing}}" }
        """,
        ("2024-01-01",
        [
            Clauses.Price("milk", "30.00"),
            $$"""
            { "kind": "step", "code": "cells", "line": "price", "items": ["milk"], "fact": "cells",
              "bands": [{ "upTo": "0", "value": "0" }, { "above": "0", "upTo": "300", "value": "2.00" },
                        { "above": "300", "value": "-1.00" }], {{Clauses.ByLine}} }
            """,
        ]));
}
