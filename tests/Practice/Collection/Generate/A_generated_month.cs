using Meent.Collection.Generate;

namespace Meent.Tests.Practice.Collection.Generate;

/// <summary>Bands around what 858 members of a Kenyan hub brought on a day, and six months of its credit
/// book.</summary>
public sealed class A_generated_month : IDisposable
{
    private readonly Made made = Made.From(new HubRequest { Members = 2_000, Days = 31 });

    public void Dispose() => made.Dispose();

    [Fact]
    public void has_milk_as_a_hub_has_it()
    {
        var deliveries = made.Rows("deliveries.csv");
        var ofDay = deliveries.GroupBy(d => (d["member"].TrimEnd('B'), d["date"]))
            .Select(g => (Total: g.Sum(d => Made.Number(d["quantity"])), Cans: g.Count())).ToArray();
        var days = ofDay.Length;
        Made.Median(ofDay.Select(d => d.Total)).ShouldBeInRange(6.8m, 8.4m);
        (ofDay.Sum(d => d.Total) / days).ShouldBeInRange(9.8m, 12.6m);
        ofDay.Select(d => d.Total).Order().ElementAt(days * 95 / 100).ShouldBeInRange(25m, 37m);
        ((decimal)deliveries.Count / days).ShouldBeInRange(1.29m, 1.36m);
        ((decimal)days / (2_000 * 31)).ShouldBeInRange(0.96m, 0.98m);
        var sessions = deliveries.ToLookup(d => d["session"]);
        ((decimal)sessions["PM"].Count() / days).ShouldBeInRange(0.31m, 0.37m);
        sessions["AM"].Min(d => d["time"]).ShouldBeOneOf("05:25", "05:26", "05:27");
        string.CompareOrdinal(sessions["AM"].Max(d => d["time"]), "09:05").ShouldBeLessThanOrEqualTo(0);
    }

    [Fact]
    public void has_a_shop_as_a_hub_has_it()
    {
        var lines = made.Rows("purchases.csv");
        var store = lines.Where(p => p["item"] is "store" or "feed").ToArray();
        ((decimal)store.Length / 2_000).ShouldBeInRange(1.25m, 1.45m);
        ((decimal)store.Count(p => p["date"] == "2026-10-01") / store.Length).ShouldBeInRange(0.22m, 0.30m);
        Made.Median(store.GroupBy(p => p["reference"]).Select(v => v.Sum(Amount))).ShouldBeInRange(1_800m, 2_600m);
        var visits = lines.Where(p => p["item"] == "vet").GroupBy(p => p["reference"]).ToArray();
        ((decimal)visits.Sum(v => v.Count()) / visits.Length).ShouldBeInRange(3.7m, 4.3m);
        lines.Count(p => p["item"] == "ai").ShouldBeInRange(100, 160);
    }

    [Fact]
    public void has_members_as_a_hub_has_them()
    {
        var members = made.Rows("members.csv");
        var people = members.Where(m => !m["number"].EndsWith('B')).ToArray();
        people.Length.ShouldBe(2_200);
        (members.Count - people.Length).ShouldBeInRange(10, 32);
        members.Where(m => m["number"].EndsWith('B')).ShouldAllBe(m => m["person"] + "B" == m["number"]);
        ((decimal)people.Count(m => m["rail"] == "mobile") / people.Length).ShouldBeInRange(0.67m, 0.73m);
        people.Select(m => m["route"]).Distinct().Count().ShouldBeInRange(28, 32);
        people.Select(m => m["language"]).Distinct().Order().ShouldBe(["en", "nl", "sw"]);
        var inArrears = made.Rows("opening.csv").Count(o => o["kind"] == "arrears");
        ((decimal)inArrears / people.Length).ShouldBeInRange(0.025m, 0.055m);
    }

    private static decimal Amount(Dictionary<string, string> line) => line["amount"].Length > 0
        ? Made.Number(line["amount"])
        : Made.Number(line["quantity"]) * Made.Number(line["unit_price"]);
}
