using System.Xml;
using Meent.Planning.Report;
using Meent.Planning.Rules;

namespace Meent.Tests.Planning.Explore;

public class Drawing_pictures
{
    private static readonly Speech English = Speech.Of("en");

    [Fact]
    public void Each_is_well_formed_says_its_conclusion_and_holds_no_impossible_number()
    {
        foreach (var svg in (string[])[
            Lines(), Bars(), Points(), Map(), Flows(), new MapPicture().Svg(English, "<none>"),
            new LineChart { Lines = [] }.Svg(English, "<none>"), new FlowChart { Flows = [] }.Svg(English, "<none>")])
        {
            var xml = new XmlDocument();
            xml.LoadXml(svg);
            xml.DocumentElement!.GetAttribute("aria-label").ShouldStartWith("<");
            svg.ShouldNotContain("NaN");
            svg.ShouldNotContain("∞");
        }
    }

    [Fact]
    public void A_map_is_true_to_scale()
    {
        // Two places a degree of latitude apart, and the bar below them.
        var svg = new MapPicture { Places = [new("a", 0, 37), new("b", 1, 37)] }.Svg(English, "<a>");
        svg.ShouldContain("cy=\"406\"");
        svg.ShouldContain("cy=\"14\"");
        var bar = 10 / 111.195 * (420 - 28);
        svg.ShouldContain($"M4 428v4h{Svg.N(bar)}v-4");
        svg.ShouldContain(">10 km<");
    }

    [Fact]
    public void Ticks_are_round()
    {
        new Axis(0, 97, 0, 100).Ticks(5).Values.ShouldBe([0, 20, 40, 60, 80]);
        new Axis(-0.03, 0.11, 0, 100).Ticks(4).Places.ShouldBe(2);
        Axis.StepOver(0.021).ShouldBe(0.05, 1e-12);
    }

    private static string Lines() => new LineChart
    {
        Lines =
        [
            new("<litres>", [.. Enumerable.Range(2026, 8)
                .Select(y => ((double)y, new Band(y - 2025, y - 2024, y - 2020)))]),
            new("flat", [(2026, 3), (2033, 3)]),
        ],
        Rules = [(4, "half")],
    }.Svg(English, "<up>");

    private static string Bars() => new BarChart
    {
        Bars = [new("one & two", [1, 2, -0.5], new Band(2, 2.5, 4)), new("none", [0, 0, 0], 0)],
        Series = ["a", "b", "<c>"],
    }.Svg(English, "<bars>");

    private static string Points() => new Scatter
    {
        Points = [new("x<y", 1, 2), new("far", 100, -2, 3)], Cut = (1, 0), Quarters = ["a", "b", "c", "d"],
    }.Svg(English, "<points>");

    private static string Map() => new MapPicture
    {
        Places = [new("hub & co", -1.1, 36.6, 0, true), new("farm", -1.2, 36.7, 1)],
        Routes = [new([(-1.1, 36.6), (-1.2, 36.7)], 2, "R1")], Reaches = [new(-1.1, 36.6, 5)], Legend = ["hub", "farm"],
    }.Svg(English, "<map>");

    private static string Flows() => new FlowChart
    {
        Flows = [new("starch", "feed", 12), new("starch", "gas", 3), new("greens", "gas", 8), new("no", "one", 0)],
        Unit = "t/a",
    }.Svg(English, "<flows>");
}
