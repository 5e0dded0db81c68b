using Meent.Collection.Generate;
using Meent.Reference;

namespace Meent.Tests.Practice.Collection.Generate;

public sealed class Planted_faults : IDisposable
{
    private readonly Made made = Made.From(new HubRequest { Members = 400, Days = 31, Faults = true });

    public void Dispose() => made.Dispose();

    [Fact]
    public void are_all_listed_where_they_are()
    {
        var files = made.Rows("faults.csv").Select(f => f["file"]).Distinct().ToDictionary(f => f, made.Rows);
        var numbers = made.Rows("members.csv").Select(m => m["number"]).ToHashSet();
        foreach (var fault in made.Rows("faults.csv"))
        {
            var row = files[fault["file"]][int.Parse(fault["line"], null) - 2];
            (row.GetValueOrDefault("id") ?? row["number"]).ShouldBe(fault["id"]);
            Shows(fault["kind"], row, files["deliveries.csv"], numbers).ShouldBeTrue(fault["kind"]);
        }
    }

    [Fact]
    public void are_of_every_kind_and_nothing_else_is_wrong()
    {
        var listed = made.Rows("faults.csv").GroupBy(f => f["kind"]).ToDictionary(g => g.Key, g => g.Count());
        listed.Count.ShouldBe(11);
        listed.ShouldAllBe(kind => kind.Value == 4);
        var rows = made.Rows("deliveries.csv");
        var numbers = made.Rows("members.csv").Select(m => m["number"]).ToHashSet();
        rows.Count(r => !numbers.Contains(r["member"])).ShouldBe(4);
        rows.Count(r => Made.Number(r["quantity"]) < 0).ShouldBe(4);
        rows.Count(r => Made.Number(r["quantity"]) > 400).ShouldBe(4);
        rows.Count(r => r["unit"] != "kg").ShouldBe(4);
        rows.Count(r => !r["date"].StartsWith("2026-10-", StringComparison.Ordinal)).ShouldBe(8);
        (rows.Count - rows.Select(r => r["id"]).Distinct().Count()).ShouldBe(8);
        made.Rows("members.csv").Count(m => m["rail"].Length == 0).ShouldBe(4);
        made.Hub.Faults.Count.ShouldBe(44);
    }

    [Fact]
    public void are_met_by_the_reference_as_the_list_says()
    {
        var settled = Reckoning.Of(made.Hub.Folder, "2026-10");
        var listed = made.Rows("faults.csv")
            .ToLookup(f => f["expected"].Split([':', ';'])[0], f => int.Parse(f["line"], null));
        settled.KeptOut.Select(k => k.Line).ShouldBe(listed["quarantined"], ignoreOrder: true);
        settled.Unchanged.ShouldBe(listed["unchanged"].Count());
        settled.Total.AcceptedQuantity.ShouldBe(made.Hub.AcceptedThousandths / 1000m);
        var without = made.Rows("faults.csv").Where(f => f["kind"] == "no_channel").Select(f => f["id"]).ToHashSet();
        settled.Participants.Where(p => without.Contains(p.Number)).ShouldAllBe(p => p.ToPay == 0);
    }

    private static bool Shows(
        string kind, Dictionary<string, string> row, List<Dictionary<string, string>> deliveries,
        HashSet<string> numbers) =>
        kind switch
        {
            "duplicate_same" => deliveries.Count(d => d.All(cell => row[cell.Key] == cell.Value)) == 2,
            "duplicate_other" => deliveries.Where(d => d["id"] == row["id"])
                .Select(d => d["quantity"]).Distinct().Count() == 2,
            "unknown_member" => !numbers.Contains(row["member"]),
            "negative_quantity" => row["quantity"].StartsWith('-'),
            "absurd_quantity" => Made.Number(row["quantity"]) > 400,
            "unknown_unit" => row["unit"] == "bags",
            "outside_period" => string.CompareOrdinal(row["date"], "2026-10-31") > 0,
            "late" => string.CompareOrdinal(row["date"], "2026-10-01") < 0,
            "reversed" => deliveries.Exists(d => d["id"] == row["reverses"] && d["quantity"] == row["quantity"]),
            "no_channel" => row["rail"].Length == 0,
            "formula_in_name" => row["name"][0] is '=' or '+' or '-' or '@',
            _ => false,
        };
}
