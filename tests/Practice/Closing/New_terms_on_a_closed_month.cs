using Meent.Agreements;
using Meent.Claims;
using Meent.Flows;
using Meent.Parties;
using Meent.Settlement.ClosePeriod;

namespace Meent.Tests.Closing;

/// <summary>Before the meeting adopts a new price of milk, it is tried on October.</summary>
public sealed class New_terms_on_a_closed_month
{
    [Fact]
    [Proves("V3.d")]
    [Proves("AT-K7-2", "K7.b")]
    public async Task say_the_change_who_loses_and_book_nothing()
    {
        await using var hub = await Hub.New();
        hub.Delivered("C1,0007,2026-10-01,AM,,100,A", "C2,0008,2026-10-01,AM,,100,B", "C3,0008,2026-10-02,AM,,10,B");
        var closed = await hub.Close("2026-10");
        var files = closed.Files;
        var run = await Try(hub, "milk", """
            { "terms": "milk", "title": { "en": "Milk" }, "currency": "KES", "joins": "members", "versions": [{
              "from": "2024-01-01", "adopted": "2026-11-01", "adoptedBy": "nobody yet",
              "facts": { "grade": { "kind": "measured", "measure": "grade" } },
              "clauses": [{ "kind": "step", "code": "milk", "line": "price", "items": ["milk"], "fact": "grade",
                "table": { "A": "31.50", "B": "29.00" }, "rounding": { "mode": "halfUp", "each": "line" } }] }] }
            """);

        // 0007 gains 150.00, 0008 loses 110.00.
        (run.TotalNow, run.TotalTried, run.Change).ShouldBe((630_000, 634_000, 4_000));
        (run.Gain, run.Lose, run.Same).ShouldBe((1, 1, 0));
        run.Changes[0].Change.ShouldBe(-11_000);
        new Closed((await hub.TryClose("2026-10")).Value).Files.ShouldBe(files, ignoreOrder: true);
    }

    [Fact]
    public async Task cannot_take_the_place_of_those_that_were_settled()
    {
        await using var hub = await Hub.New();
        hub.Delivered("C1,0007,2026-10-01,AM,,100");
        await hub.Close("2026-10");
        hub.Terms("milk", Clauses.Price("milk", "45.00"));
        (await hub.TryImport()).Refusal!.Code.ShouldBe("agreements.version_in_use");
        hub.Terms(
            "milk", ("2024-01-01", [Clauses.Price("milk", "30.00")]), ("2026-10-15", [Clauses.Price("milk", "45.00")]));
        (await hub.TryImport()).Refusal!.Code.ShouldBe("agreements.version_in_use");
        hub.Terms(
            "milk", ("2024-01-01", [Clauses.Price("milk", "30.00")]), ("2026-11-01", [Clauses.Price("milk", "45.00")]));
        (await hub.TryImport()).Refused.ShouldBeFalse();
    }

    [Theory]
    [InlineData("45.00", "2026-10-31", true)]
    [InlineData("45.00", "2026-12-31", true)]
    [InlineData("30.00", "2026-10-30", true)]
    [InlineData("30.00", "2026-10-31", false)]
    [InlineData("30.00", "2026-12-31", false)]
    public async Task may_end_after_the_month_and_change_nothing_else(string price, string until, bool refused)
    {
        await using var hub = await Hub.New();
        hub.Delivered("C1,0007,2026-10-01,AM,,100");
        await hub.Close("2026-10");
        hub.Terms("milk", Clauses.Price("milk", price));
        var file = Path.Combine(hub.Folder, "terms/milk.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace(
            "\"from\": \"2024-01-01\"", $"\"from\": \"2024-01-01\", \"until\": \"{until}\"",
            StringComparison.Ordinal));

        (await hub.TryImport()).Refusal?.Code.ShouldBe(refused ? "agreements.version_in_use" : null);
        (await hub.TryImport()).Refused.ShouldBe(refused);
    }

    private static async Task<DryRun> Try(Hub hub, string code, string json)
    {
        await using var work = await hub.Installation.Begin(1, "Jane", "terms try", default);
        var organisation = (await Organisation.Load(work, hub.Id, default)).Value;
        var calendar = await Calendar.Load(work, organisation.Settings, default);
        var period = calendar.Find("2026-10")!;
        var facts = (await Gather.Facts(work, organisation, period, default)).Value;
        var tried = facts.Terms.All
            .Select(t => new RatedTerms(t.Id, t.Terms.Code == code ? TermsFile.Parse(json).Value : t.Terms)).ToList();
        var again = await Gather.Month(
            work, facts, await EventLog.Spans(work, default), period, keep: false, default, tried);
        return DryRun.Compare(facts.Lines, again.Value);
    }
}
