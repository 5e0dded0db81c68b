using System.Text.Json;
using Meent.Planning.Explore;
using Meent.Planning.Regions;
using Meent.Tests.Planning.Explore;

namespace Meent.Tests.Planning.Regions;

public class Exploring_a_region
{
    private static readonly RegionExploration Region = new();

    [Fact]
    [Proves("C4.a", Partly = true)]
    [Proves("C4.c")]
    [Proves("AT-C4-1")]
    public void Each_activity_has_its_place_and_its_relations_fall_away_the_same_at_every_run()
    {
        using var folder = Folder.Of("demo/explore/region");
        using var json = Run(folder);
        var root = json.RootElement;
        var board = Table(root, "board");
        board.Count.ShouldBe(16);
        // Middles: value (64 + 66) / 2 = 65, burden (52 + 58) / 2 = 55.
        Of(board, "Head offices").GetProperty("quarter").GetString().ShouldBe("keep");
        Of(board, "Airport").GetProperty("quarter").GetString().ShouldBe("trade");
        Of(board, "Steel").GetProperty("quarter").GetString().ShouldBe("question");
        Of(board, "Building trade").GetProperty("quarter").GetString().ShouldBe("quiet");
        // Without steel scrap has nobody; the building trade still has the head offices.
        var steel = Of(Table(root, "falls"), "Steel");
        steel.GetProperty("alone").GetString().ShouldBe("Scrap and recycling");
        steel.GetProperty("lost").GetInt32().ShouldBe(3);
        Table(root, "relations").Count(r => r.GetProperty("activity").GetString() == "Airport").ShouldBe(4);
        var before = folder.Read("explore/region/report.html") + folder.Read("explore/region/answer.json");
        using var again = Run(folder);
        (folder.Read("explore/region/report.html") + folder.Read("explore/region/answer.json")).ShouldBe(before);
    }

    [Fact]
    public void The_figures_of_the_example_are_those_reckoned_by_hand()
    {
        using var folder = Folder.Of("demo/explore/region");
        using var json = Run(folder);
        var root = json.RootElement;
        Of(Table(root, "sectors"), "Business services", "sector").GetProperty("quotient").GetDouble()
            .ShouldBe(498 / 1607.0 / (1936 / 8717.0), 1e-6);
        var services = Of(Table(root, "shifts"), "Business services", "sector");
        double Part(string name) => services.GetProperty(name).GetDouble();
        (Part("national") + Part("mix") + Part("regional")).ShouldBe(69, 1e-6);
        Part("national").ShouldBe(429 * ((8717 / 8272.0) - 1), 1e-6);
        var deliveries = Table(root, "deliveries");
        deliveries.ShouldAllBe(d =>
            d.GetProperty("multiplier_here").GetDouble() <= d.GetProperty("multiplier").GetDouble());
    }

    [Fact]
    public void Activities_alone_are_enough_and_none_is_an_answer_too()
    {
        using var folder = new Folder(
            ("explore.json", Folder.Settings), ("activities.csv", "activity,value,burden\nfarm,5,2\n"));
        using var json = Run(folder);
        Table(json.RootElement, "board").Count.ShouldBe(1);
        folder.Write("activities.csv", "activity,value,burden\n");
        using var none = Run(folder);
        none.RootElement.GetProperty("verdict").GetProperty("standing").GetString().ShouldBe("unknown");
        folder.Write("activities.csv", "activity,value,burden\nfarm,5,2\n");
        folder.Write("relations.csv", "from,to\nfarm,mill\n");
        Exploring.Run(Region, folder.Path, new ExploreOptions(), new Silence(), default).Refusal!.Code
            .ShouldBe("planning.name_unknown");
    }

    private static JsonDocument Run(Folder folder)
    {
        Exploring.Run(Region, folder.Path, new ExploreOptions(), new Silence(), default).Refusal.ShouldBeNull();
        return JsonDocument.Parse(folder.Read("explore/region/answer.json"));
    }

    private static JsonElement Of(List<JsonElement> rows, string name, string column = "activity") =>
        rows.Single(r => r.GetProperty(column).GetString() == name);

    private static List<JsonElement> Table(JsonElement root, string name) =>
        [.. root.GetProperty("tables").EnumerateArray().Single(t => t.GetProperty("name").GetString() == name)
            .GetProperty("rows").EnumerateArray()];
}
