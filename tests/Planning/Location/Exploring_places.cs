using System.Text.Json;
using System.Xml;
using Meent.Planning.Explore;
using Meent.Planning.Places;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Distances;
using Meent.Planning.Rules.Location;
using Meent.Platform;
using Meent.Tests.Planning.Explore;

namespace Meent.Tests.Planning.Location;

public class Exploring_places
{
    private static readonly PlacesExploration Places = new();

    private static Kernel.Outcome<Answer> Try(Folder folder, ExploreOptions? options = null) =>
        Exploring.Run(Places, folder.Path, options ?? new ExploreOptions(), new Silence(), CancellationToken.None);

    [Fact]
    [Proves("K11.b", "C1b.c")]
    public void The_figures_of_the_example_are_those_reckoned_by_hand()
    {
        using var folder = Folder.Of("demo/explore/places");
        Try(folder).Value.Found.Standing.ShouldBe(Standing.For);
        using var json = JsonDocument.Parse(folder.Read("explore/places/answer.json"));
        var plans = Rows(json, "plans");
        var (stay, free) = (Named(plans, "stay"), Named(plans, "free"));
        Number(stay, "fixed").ShouldBe(600_000);
        Number(stay, "running").ShouldBe(458_834.20, 0.001);
        Number(stay, "way").ShouldBe(5_839_920, 1);
        Number(stay, "against_stay").ShouldBe(0);
        Number(free, "fixed").ShouldBe(1_379_024, 1);
        Number(free, "running").ShouldBe(458_834.20, 0.001);
        Number(free, "against_stay").ShouldBe(-1_089_959, 1);
        Number(free, "gap").ShouldBeInRange(0, 0.15);
        Number(free, "farther").ShouldBe(22);
        (Number(Named(plans, "keep_and_add"), "total") - Number(free, "total")).ShouldBe(86_764, 1);
        Number(Named(plans, "keep_and_add"), "farther").ShouldBe(0);
        Rows(json, "members_table").Count(r => Number(r, "change_km") > 0).ShouldBe(22);
        Rows(json, "demand").Where(r => r.GetProperty("plan").GetString() == "stay")
            .Select(r => Number(r, "no_room")).ShouldBe([0, 0, 231]);
        Number(Rows(json, "coverage")[0], "covered_share").ShouldBe(46, 0.1);
        Rows(json, "plots").Count(r => Number(r, "missing") > 0).ShouldBe(6);
    }

    [Fact]
    public void One_member_s_way_is_the_great_circle_times_the_detour()
    {
        var km = GreatCircle.Metres(-1.08864, 36.60357, -1.12, 36.62) / 1000;
        km.ShouldBe(3.94, 0.005);
        (4 * 365 * 0.80 * 1.6 * km).ShouldBe(7_356, 2);
    }

    [Fact]
    public void An_annuity_is_the_one_of_the_tables()
    {
        Annuity.Of(1, 0.12, 10).ShouldBe(0.176984, 1e-6);
        Annuity.Of(600, 0, 10).ShouldBe(60);
    }

    [Fact]
    public void Twice_the_same_gives_the_same_bytes()
    {
        using var folder = Folder.Of("demo/explore/places");
        Try(folder, new ExploreOptions(Path.Combine(folder.Path, "one"), Iterations: 300)).Refused.ShouldBeFalse();
        Try(folder, new ExploreOptions(Path.Combine(folder.Path, "two"), Iterations: 300)).Refused.ShouldBeFalse();
        foreach (var file in (string[])["report.html", "answer.json", "forecast.json"])
        {
            folder.Read($"one/{file}").ShouldBe(folder.Read($"two/{file}"));
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("nl")]
    [InlineData("sw")]
    public void The_page_is_well_formed_and_escaped_in_every_language(string language)
    {
        using var folder = Folder.Of("demo/explore/places");
        folder.Write("explore.json", folder.Read("explore.json").Replace("\"en\"", $"\"{language}\""));
        folder.Write("members.csv", folder.Read("members.csv").Replace("Gitau Muchiri", "<script>alert(1)</script>"));
        Try(folder, new ExploreOptions(Iterations: 100)).Refused.ShouldBeFalse();
        var page = folder.Read("explore/places/report.html");
        page.ShouldContain("&lt;script&gt;alert(1)");
        page.ShouldNotContain("<script");
        page.ShouldContain(Words.Of(language)["explore.places.question"]);
        foreach (var part in page.Split("<svg ")[1..])
        {
            new XmlDocument().LoadXml("<svg " + part[..(part.IndexOf("</svg>") + 6)]);
        }
    }

    [Fact]
    public void A_member_without_coordinates_is_refused_until_its_distances_are_given()
    {
        using var folder = Small();
        folder.Write("members.csv", "member,lat,lon,litres\n0007,-1.1,36.6,40\n0008,,,30\n");
        Try(folder).Refusal!.ToString().ShouldBe("planning.places_distance (member=0008, site=Kiawara)");
        folder.Write("distances.csv", "member,site,km\n0008,Kiawara,2\n0008,Limuru,none\n");
        Try(folder).Value.Found.Standing.ShouldBe(Standing.For);
    }

    [Fact]
    public void A_member_that_nothing_reaches_more_milk_than_room_and_nobody_at_all()
    {
        using var folder = Small();
        folder.Write("distances.csv", "member,site,km\n0007,Kiawara,none\n0007,Limuru,none\n");
        Try(folder).Refusal!.Code.ShouldBe("planning.places_unreachable");
        folder.Write("distances.csv", "member,site,km\n");
        folder.Write("members.csv", "member,lat,lon,litres\n0007,-1.1,36.6,1040\n");
        Try(folder).Refusal!.Fact("short").ShouldBe("40");
        folder.Write("members.csv", "member,lat,lon,litres\n0007,-1.1,36.6,-40\n");
        Try(folder).Refusal!.Code.ShouldBe("planning.places_demand");
        folder.Write("members.csv", "member,lat,lon,litres\n");
        Try(folder).Value.Found.Standing.ShouldBe(Standing.Unknown);
    }

    /// <summary>One tank, and everybody at it: nothing that can be done is cheaper.</summary>
    [Fact]
    public void Staying_is_an_answer()
    {
        using var folder = Small();
        folder.Write("sites.csv", "site,lat,lon,today\nKiawara,-1.1,36.6,500 l\nLimuru,-1.2,36.7,\n");
        var found = Try(folder).Value.Found;
        found.Standing.ShouldBe(Standing.Against);
        found.Verdict.Code.ShouldBe("stay");
    }

    /// <summary>70 litres: a tank of 80 is the cheapest, and too small where a quarter more comes in.</summary>
    [Fact]
    public void Members_who_would_be_turned_away_within_the_range_are_no_saving()
    {
        using var folder = Small();
        folder.Write("sizes.csv", "size,litres,price,upkeep\n500 l,500,1000000,100000\n80 l,80,0,1000\n");
        folder.Write("sites.csv", "site,lat,lon,today\nKiawara,-1.1,36.6,500 l\nLimuru,-1.2,36.7,\n");
        var found = Try(folder).Value.Found;
        found.Standing.ShouldBe(Standing.Depends);
        var said = found.Why.Single(w => w.Code == "turned_away");
        said.Facts.Single(f => f.Name == "litres").Value.Value.Base.ShouldBeInRange(7, 9);
        said.Facts.Single(f => f.Name == "stay").Value.Value.Base.ShouldBe(0);
        said.Facts.Single(f => f.Name == "where").Value.Text.ShouldBe("explore.places.turn.demand_high");
    }

    [Fact]
    public void The_price_of_the_way_has_to_be_given()
    {
        using var folder = Small();
        folder.Write("explore.json", Folder.Settings);
        var no = Try(folder).Refusal!;
        (no.Code, no.Fact("name")).ShouldBe(("planning.setting_wrong", "litre_km"));
    }

    [Fact]
    public void A_detour_that_nobody_chose_is_the_published_one_with_its_range_and_source()
    {
        using var folder = Small();
        var detour = Try(folder).Value.Folder.Assumptions.Single(a => a.Name == "detour.rural");
        (detour.Value, detour.Year).ShouldBe((new Band(1.2, 1.35, 1.46), 2012));
        folder.Write("explore.json", Priced("\"detour\": \"hilly\", "));
        var hilly = Try(folder).Value;
        hilly.Folder.Assumptions.Single(a => a.Name == "detour.hilly").Value.ShouldBe(new Band(1.4, 1.6, 1.9));
        hilly.Found.Bounds.ShouldContain(b => b.Code == "detour");
        folder.Write("distances.csv",
            "member,site,km\n0007,Kiawara,2\n0008,Kiawara,2\n0007,Limuru,9\n0008,Limuru,9\n");
        Try(folder).Value.Found.Bounds.ShouldNotContain(b => b.Code == "detour");
        folder.Write("explore.json", Priced("\"detour\": 0.5, "));
        Try(folder).Refusal!.Code.ShouldBe("planning.setting_wrong");
        folder.Write("explore.json", Priced("\"detour\": \"steep\", "));
        Try(folder).Refusal!.Code.ShouldBe("planning.setting_wrong");
    }

    private static string Priced(string more = "") =>
        Folder.Settings.Replace("\"EUR\"", "\"EUR\", \"parameters\": { " + more + "\"litre_km\": 0.2 }");

    private static Folder Small() => new(
        ("explore.json", Priced()),
        ("sizes.csv", "size,litres,price,upkeep\n500 l,500,1000000,100000\n"),
        ("sites.csv", "site,lat,lon,today\nKiawara,-1.1,36.6,\nLimuru,-1.2,36.7,\n"),
        ("members.csv", "member,lat,lon,litres\n0007,-1.1,36.6,40\n0008,-1.11,36.6,30\n"));

    private static List<JsonElement> Rows(JsonDocument json, string table) =>
        [.. json.RootElement.GetProperty("tables").EnumerateArray()
            .Single(t => t.GetProperty("name").GetString() == table).GetProperty("rows").EnumerateArray()];

    private static JsonElement Named(List<JsonElement> rows, string plan) =>
        rows.Single(r => r.GetProperty("plan").GetString() == plan);

    private static double Number(JsonElement row, string column) => row.GetProperty(column).GetDouble();
}
