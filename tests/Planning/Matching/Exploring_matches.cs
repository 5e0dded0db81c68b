using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using Meent.Planning.Explore;
using Meent.Planning.Residues;
using Meent.Tests.Planning.Explore;

namespace Meent.Tests.Planning.Matching;

/// <summary>meent explore match, on 25 firms round a canal.</summary>
public sealed class Exploring_matches
{
    private static readonly MatchExploration Match = new();

    [Fact]
    public void the_figures_of_the_example_are_those_reckoned_by_hand()
    {
        using var folder = Folder.Of("demo/explore/match");
        Run(folder).Found.Standing.ShouldBe(Standing.For);
        using var json = JsonDocument.Parse(folder.Read("explore/match/answer.json"));
        var grains = Rows(json, "matches").Single(r => Text(r, "what") == "grains → cattle-vos");
        Number(grains, "quantity").ShouldBe(2_290);
        Number(grains, "gate").ShouldBe(13_740);
        Number(grains, "purchase").ShouldBe(87_020);
        Number(grains, "carrying").ShouldBe(-7_786);
        Number(grains, "treatment").ShouldBe(-6_870);
        Number(grains, "gain").ShouldBe(86_104);
        Number(grains, "floor").ShouldBe(-6);
        Number(grains, "ceiling").ShouldBe(31.60);
        Text(grains, "holds").ShouldBe("always");
        var sludge = Rows(json, "worth").Single(r => Text(r, "what") == "sludge" && Text(r, "period") == "2027-Q3");
        Number(sludge, "unit_worth").ShouldBe(17.31225);
        Text(Rows(json, "left").Single(r => Text(r, "what") == "board-heat"), "rule").ShouldBe("distance");
        Rows(json, "stopped").Count(r => Text(r, "falls") == "facility").ShouldBe(4);
    }

    [Fact]
    public void what_all_firms_gain_is_what_all_matches_gain_and_no_firm_loses()
    {
        using var folder = Folder.Of("demo/explore/match");
        Run(folder);
        using var json = JsonDocument.Parse(folder.Read("explore/match/answer.json"));
        Rows(json, "firms").Sum(r => Number(r, "gain")).ShouldBe(
            Rows(json, "matches").Where(r => Text(r, "holds") != "other").Sum(r => Number(r, "gain")), 0.01);
        Rows(json, "firms").ShouldAllBe(r => Number(r, "gain") > -0.01);
    }

    [Fact]
    public void a_range_of_the_detour_that_does_not_reach_the_answer_is_said()
    {
        using var folder = Folder.Of("demo/explore/match");
        var said = Run(folder).Found.Bounds.Single(b => b.Code == "detour");
        said.Facts.Single(f => f.Name == "detour").Value.Value.ShouldBe(new Meent.Planning.Rules.Band(1.2, 1.3, 1.4));
    }

    [Fact]
    public void twice_the_same_gives_the_same_bytes()
    {
        using var folder = Folder.Of("demo/explore/match");
        Run(folder, new ExploreOptions(Path.Combine(folder.Path, "one")));
        Run(folder, new ExploreOptions(Path.Combine(folder.Path, "two"), Threads: 2));
        foreach (var file in (string[])["report.html", "answer.json", "forecast.json"])
        {
            folder.Read($"one/{file}").ShouldBe(folder.Read($"two/{file}"));
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("nl")]
    [InlineData("sw")]
    public void the_page_says_it_in_every_language(string language)
    {
        using var folder = Folder.Of("demo/explore/match");
        folder.Write("explore.json", folder.Read("explore.json").Replace("\"en\"", $"\"{language}\""));
        folder.Write("firms.csv", folder.Read("firms.csv").Replace("Dairy farm Vos", "<script>alert(1)</script>"));
        Run(folder).Found.Warnings.ShouldBeEmpty();
        var page = folder.Read("explore/match/report.html");
        page.ShouldNotContain("<script");
        Regex.IsMatch(page, @"\{\w+\}").ShouldBeFalse();
        page.ShouldNotContain("explore.match.");
        foreach (var part in page.Split("<svg ")[1..])
        {
            new XmlDocument().LoadXml("<svg " + part[..(part.IndexOf("</svg>") + 6)]);
        }
    }

    [Fact]
    public void nothing_that_pays_is_an_answer()
    {
        using var folder = Folder.Of("demo/explore/match");
        folder.Write("wants.csv", folder.Read("wants.csv").Split('\n')[0] + "\n");
        folder.Write("offers.csv", folder.Read("offers.csv").Split('\n')[0] + "\n");
        foreach (var file in (string[])["qualities", "windows", "replaces", "conversions", "quantities"])
        {
            folder.Write($"{file}.csv", folder.Read($"{file}.csv").Split('\n')[0] + "\n");
        }

        Run(folder).Found.Standing.ShouldBe(Standing.Unknown);
    }

    [Theory]
    [InlineData("quantities.csv", "grains,2027-Q1,1450", "grains,2027-Q1,-5", "planning.quantity_negative")]
    [InlineData("offers.csv", "brewers-grains,t,", "gold,t,", "planning.material_unknown")]
    [InlineData("offers.csv", "brewers-grains,t,", "brewers-grains,kg,", "planning.unit_unknown")]
    [InlineData("offers.csv", "byproduct,abcd", "rubbish,abcd", "planning.cell_not_a_choice")]
    [InlineData("wants.csv", "feed registered", "feed holy", "planning.cell_not_a_choice")]
    [InlineData("firms.csv", "52.781,6.905", ",", "planning.coordinates_missing")]
    [InlineData("conversions.csv", "pit,heat,whey", "pit,heat,beer", "planning.material_unknown")]
    [InlineData("qualities.csv", "grains,", "brains,", "planning.name_unknown")]
    [InlineData("quantities.csv", "grains,2027", "brains,2027", "planning.name_unknown")]
    [InlineData("explore.json", "\"EUR\"", "\"eur\"", "planning.setting_wrong")]
    public void a_folder_that_cannot_be_read_is_refused(string file, string text, string instead, string code)
    {
        using var folder = Folder.Of("demo/explore/match");
        folder.Write(file, folder.Read(file).Replace(text, instead));
        Exploring.Run(Match, folder.Path, new ExploreOptions(), new Silence(), default).Refusal!.Code.ShouldBe(code);
    }

    private static Answer Run(Folder folder, ExploreOptions? options = null) => Exploring
        .Run(Match, folder.Path, options ?? new ExploreOptions(), new Silence(), CancellationToken.None).Value;

    private static List<JsonElement> Rows(JsonDocument json, string table) => [.. json.RootElement
        .GetProperty("tables").EnumerateArray().Single(t => t.GetProperty("name").GetString() == table)
        .GetProperty("rows").EnumerateArray()];

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static double Number(JsonElement row, string name) => row.GetProperty(name).GetDouble();
}
