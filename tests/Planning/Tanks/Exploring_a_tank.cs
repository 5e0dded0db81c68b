using System.Text.Json;
using Meent.Planning.Explore;
using Meent.Planning.Tanks;
using Meent.Tests.Planning.Explore;

namespace Meent.Tests.Planning.Tanks;

public class Exploring_a_tank
{
    private static readonly TankExploration Tank = new();

    [Fact]
    [Proves("AT-K9-1")]
    public void The_figures_of_the_example_are_those_reckoned_by_hand()
    {
        using var folder = Folder.Of("demo/explore/tank");
        using var json = Run(folder);
        var root = json.RootElement;
        var why = root.GetProperty("why").EnumerateArray().ToDictionary(
            w => $"{w.GetProperty("code").GetString()} {Fact(w, "years")}", w => w.GetProperty("facts").Clone());
        why["fill "].GetProperty("percent").GetDouble().ShouldBe(96.25, 1e-9);
        why.Single(w => w.Key.StartsWith("full")).Value.GetProperty("years").GetDouble().ShouldBe(0.44, 0.005);
        why["need 5"].GetProperty("litres").GetProperty("base").GetDouble().ShouldBe(29_688, 1);
        why["need 8"].GetProperty("litres").GetProperty("base").GetDouble().ShouldBe(38_500, 1);

        var ways = Table(root, "ways");
        ways.Count.ShouldBe(10);
        foreach (var way in ways)
        {
            (way.TryGetProperty("too_big", out _) && way.TryGetProperty("turned_away", out _)).ShouldBeTrue();
        }

        ways[0].GetProperty("way").GetString().ShouldBe("nothing");
        ways[0].GetProperty("turned_away").GetProperty("base").GetDouble().ShouldBe(22_474_082, 5);
        ways.Count(w => w.TryGetProperty("mark", out _)).ShouldBe(1);

        // The module earns what it costs when a fifth of it is filled.
        Table(root, "steps")[0].GetProperty("even_fill").GetDouble().ShouldBe(20.16, 0.005);
        Table(root, "months").Count.ShouldBe(96);
        Table(root, "years").Count.ShouldBe(80);
        Table(root, "regret").ShouldAllBe(r => r.GetProperty("likely").GetDouble() >= 0);
    }

    [Fact]
    [Proves("NF11", Partly = true)]
    [Proves("AT-K9-2")]
    public void Without_growth_the_page_says_do_not_buy()
    {
        using var folder = Folder.Of("demo/explore/tank");
        folder.Write("explore.json", folder.Read("explore.json").Replace(
            "{ \"value\": 0.0905077, \"low\": 0.04, \"high\": 0.13 }", "0"));
        folder.Write("steps.csv", string.Join(
            '\n', folder.Read("steps.csv").Split('\n').Where(l => !l.Contains("sell"))));
        using var json = Run(folder);
        json.RootElement.GetProperty("verdict").GetProperty("code").GetString().ShouldBe("do_not_buy");
        json.RootElement.GetProperty("verdict").GetProperty("standing").GetString().ShouldBe("against");
        folder.Read("explore/tank/report.html").ShouldContain("Do not buy");
    }

    [Fact]
    public void A_folder_with_a_season_is_read_and_one_without_milk_refused()
    {
        using var folder = Folder.Of("demo/explore/tank");
        folder.Write("season.csv", "month,factor\n" + string.Join('\n', Enumerable.Range(1, 12)
            .Select(m => $"{m},{(m <= 6 ? 0.9 : 1.1)}")));
        using var json = Run(folder);
        Table(json.RootElement, "months")[0].GetProperty("milk").GetDouble().ShouldBe(19_250 * 1.1, 1e-6);
        folder.Write("season.csv", "month,factor\n1,1\n");
        Code(folder).ShouldBe("planning.tank_season_wrong");
        File.Delete(Path.Combine(folder.Path, "season.csv"));
        folder.Write("explore.json", folder.Read("explore.json").Replace("19250", "-1"));
        Code(folder).ShouldBe("planning.tank_negative_volume");
        folder.Write("explore.json", folder.Read("explore.json").Replace("-1,", "0,"));
        Code(folder).ShouldBe("planning.tank_no_volumes");
        folder.Write("steps.csv", "step,kind\na,lend\n");
        Code(folder).ShouldBe("planning.cell_not_a_choice");
    }

    private static JsonDocument Run(Folder folder)
    {
        Exploring.Run(Tank, folder.Path, new ExploreOptions(), new Silence(), default).Refusal.ShouldBeNull();
        return JsonDocument.Parse(folder.Read("explore/tank/answer.json"));
    }

    private static string? Code(Folder folder) =>
        Exploring.Run(Tank, folder.Path, new ExploreOptions(), new Silence(), default).Refusal?.Code;

    private static List<JsonElement> Table(JsonElement root, string name) =>
        [.. root.GetProperty("tables").EnumerateArray().Single(t => t.GetProperty("name").GetString() == name)
            .GetProperty("rows").EnumerateArray()];

    private static string Fact(JsonElement sentence, string name) =>
        sentence.TryGetProperty("facts", out var facts) && facts.TryGetProperty(name, out var value)
            ? value.ToString()
            : "";
}
