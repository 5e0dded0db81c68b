using System.Text.Json;
using System.Xml;
using Meent.Planning.Chains;
using Meent.Planning.Explore;
using Meent.Platform;

namespace Meent.Tests.Planning.Explore;

public class Exploring_a_node
{
    private static readonly NodeExploration Node = new();

    private static Answer Run(Folder folder, ExploreOptions? options = null) => Exploring
        .Run(Node, folder.Path, options ?? new ExploreOptions(), new Silence(), CancellationToken.None).Value;

    [Fact]
    [Proves("C2.a")]
    [Proves("C2.c")]
    [Proves("AT-C2-1")]
    public void The_figures_of_the_example_are_those_reckoned_by_hand()
    {
        using var folder = Folder.Of("demo/explore/node");
        Run(folder).Found.Standing.ShouldBe(Standing.Against);
        using var json = JsonDocument.Parse(folder.Read("explore/node/answer.json"));
        var root = json.RootElement;
        root.GetProperty("verdict").GetProperty("code").GetString().ShouldBe("not_suitable");
        var saving = root.GetProperty("tables")[0].GetProperty("rows")[0].GetProperty("amount");
        saving.GetProperty("base").GetDouble().ShouldBe(-220_056.80, 0.001);
        saving.GetProperty("high").GetDouble().ShouldBe(-19_966.56, 0.001);
        root.GetProperty("tables")[1].GetProperty("rows").EnumerateArray()
            .Single(r => r.GetProperty("parameter").GetString() == "handling")
            .GetProperty("change").GetDouble().ShouldBe(-100 * 374_292.80 / 782_100, 1e-6);
        root.GetProperty("why").EnumerateArray().Select(w => w.GetProperty("message").GetString())
            .ShouldContain("Before the node pays, handling cost would have to fall by 47.9 %.");
        root.GetProperty("tables").EnumerateArray()
            .Single(t => t.GetProperty("name").GetString() == "requirements").GetProperty("rows").GetArrayLength()
            .ShouldBeGreaterThan(8);
    }

    [Fact]
    public void Twice_the_same_gives_the_same_bytes()
    {
        using var folder = Folder.Of("demo/explore/node");
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
    public void The_page_is_well_formed_strict_and_escaped_in_every_language(string language)
    {
        using var folder = Folder.Of("demo/explore/node");
        folder.Write("explore.json", Folder.Settings.Replace("\"en\"", $"\"{language}\""));
        var flows = folder.Read("flows.csv");
        folder.Write("flows.csv", flows.Replace("Onions to", "<script>alert(1)</script> \"&"));
        folder.Write("services.csv", "service,flow,share,price,cost\n");
        Run(folder);
        var page = folder.Read("explore/node/report.html");
        page.ShouldContain("&lt;script&gt;alert(1)");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("style=");
        page.ShouldNotContain("http://");
        page.ShouldNotContain("https://");
        page.ShouldContain(Words.Of(language)["explore.empty"]);
        foreach (var part in page.Split("<svg ")[1..])
        {
            new XmlDocument().LoadXml("<svg " + part[..(part.IndexOf("</svg>") + 6)]);
        }
    }

    [Fact]
    public void An_earlier_forecast_is_kept_and_what_happened_is_compared_with_each()
    {
        using var folder = Folder.Of("demo/explore/node");
        var first = Run(folder);
        folder.Write("flows.csv", folder.Read("flows.csv").Replace("2200,780,112,", "2200,780,110,"));
        Run(folder);
        folder.Read($"explore/node/forecast-{first.Hash[..8]}.json").ShouldContain(first.Hash);
        folder.Write("happened.csv",
            "figure,of,period,value\nsaving,,,-230000\nvolume,Beer to Georgetown,,3000\nnone,,,1\n");
        var compared = Run(folder).Happened;
        compared.Count.ShouldBe(5);
        compared.Count(c => c.ForecastHash == first.Hash).ShouldBe(2);
        compared.Select(c => c.Inside).ShouldBe([true, true, false, false, null]);
        compared[2].Deviation!.Value.ShouldBe(800, 1e-6);
        folder.Read("explore/node/report.html").ShouldContain("2 of 4 figures came out within their range.");
        Directory.GetFiles(Path.Combine(folder.Path, "explore/node"), "forecast*").Length.ShouldBe(2);
    }

    [Fact]
    public void A_timed_answer_says_its_seconds_and_has_another_hash_than_one_that_can_be_repeated()
    {
        using var folder = Folder.Of("demo/explore/node");
        Answer Of(double? seconds) => Exploring.Run(
            Node, folder.Path, new ExploreOptions(Seconds: seconds), new Silence(), default).Value;
        string[] files = ["explore/node/answer.json", "explore/node/forecast.json"];
        var plain = Of(null).Hash;
        files.ShouldAllBe(f => !folder.Read(f).Contains("\"seconds\""));
        var timed = Of(2.5).Hash;
        files.ShouldAllBe(f => folder.Read(f).Contains("\"seconds\": 2.5"));
        new[] { plain, timed, Of(3).Hash }.Distinct().Count().ShouldBe(3);
        Of(null).Hash.ShouldBe(plain);
    }

    [Fact]
    public void A_time_that_is_no_time_and_a_place_that_cannot_be_written_are_refused()
    {
        using var folder = Folder.Of("demo/explore/node");
        string? Code(ExploreOptions options) =>
            Exploring.Run(Node, folder.Path, options, new Silence(), default).Refusal?.Code;
        Code(new ExploreOptions(Seconds: 0)).ShouldBe("planning.setting_wrong");
        Code(new ExploreOptions(Out: Path.Combine(folder.Path, "flows.csv"))).ShouldBe("planning.file_not_reached");
        Code(new ExploreOptions(Happened: "/none.csv")).ShouldBe("planning.file_missing");
        Directory.CreateDirectory(Path.Combine(folder.Path, "explore/node"));
        folder.Write("explore/node/forecast.json", "{}");
        folder.Write("happened.csv", "figure,value\nsaving,1\n");
        Code(new ExploreOptions()).ShouldBe("planning.forecast_not_understood");
    }

    [Fact]
    public void Without_flows_the_answer_is_unknown()
    {
        using var folder = new Folder(
            ("explore.json", Folder.Settings),
            ("flows.csv", "flow,volume,direct_cost,direct_days,via_transport,handling,via_days\n"));
        Run(folder).Found.Standing.ShouldBe(Standing.Unknown);
    }
}
