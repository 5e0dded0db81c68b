using Meent.Kernel;
using Meent.Planning.Explore;

namespace Meent.Tests.Planning.Explore;

public class Reading_a_folder
{
    private const string Head = "name,litres?,day?,time?,kind?,count?,lat?,lon?\n";

    [Fact]
    public void A_row_gives_typed_values_and_unknown_is_not_nothing()
    {
        using var folder = new Folder(
            ("explore.json", Folder.Settings),
            ("t.csv", "time,name,litres,day,kind,count\n05:25,Wanjiru,12.5,2026-10-31,b,3\n"
                + "24:00,Otieno,?,2026-11-01,a,4\n"));
        var open = ExploreFolder.Open(folder.Path).Value;
        var table = open.Table("t.csv", "name", "litres", "day", "time", "kind", "count", "more?");
        var (one, other) = (table[0], table[1]);
        (one.Text("name"), one.Number("litres"), one.Day("day").Iso()).ShouldBe(("Wanjiru", 12.5, "2026-10-31"));
        (one.Time("time"), one.Choice("kind", "a", "b"), one.Whole("count")).ShouldBe((325, 1, 3));
        (other.NumberOrUnknown("litres"), other.Time("time")).ShouldBe((null, 1440));
        (other.NumberOr("more", 7), other.TextOr("more", "-"), other.YesNo("more")).ShouldBe((7, "-", null));
        open.Refused.ShouldBeNull();
        table.Has("more").ShouldBeFalse();
    }

    [Theory]
    [InlineData("cell_empty", ",1", "name")]
    [InlineData("cell_not_a_number", "a,12;5", "litres")]
    [InlineData("cell_not_a_number", "a,1e5", "litres")]
    [InlineData("cell_out_of_bounds", "a,-1", "litres")]
    [InlineData("cell_not_a_day", "a,1,31-10-2026", "day")]
    [InlineData("cell_not_a_time", "a,1,2026-10-31,24:01", "time")]
    [InlineData("cell_not_a_choice", "a,1,2026-10-31,05:25,z", "kind")]
    [InlineData("cell_not_whole", "a,1,2026-10-31,05:25,a,1.5", "count")]
    [InlineData("cell_out_of_bounds", "a,1,2026-10-31,05:25,a,1,91,0", "lat")]
    public void A_cell_that_cannot_be_read_is_named_by_file_line_and_column(string code, string row, string column)
    {
        using var folder = new Folder(
            ("explore.json", Folder.Settings),
            ("t.csv", Head.Replace("?", "") + "b,1,2026-10-31,05:25,a,1,0,0\n" + row + "\n"));
        var open = ExploreFolder.Open(folder.Path).Value;
        foreach (var r in open.Table("t.csv", Head.TrimEnd().Split(',')))
        {
            _ = (r.Text("name"), r.Number("litres", 0), r.Day("day"), r.Time("time"), r.Choice("kind", "a"),
                r.Whole("count"), r.Position());
        }

        var no = open.Refused!;
        (no.Code, no.Fact("file"), no.Fact("line"), no.Fact("column"))
            .ShouldBe(($"planning.{code}", "t.csv", "3", column));
    }

    [Theory]
    [InlineData("file_empty", "")]
    [InlineData("column_unknown", "name,colour\n")]
    [InlineData("column_twice", "name,name\n")]
    [InlineData("column_missing", "litres\n")]
    [InlineData("row_not_read", "name\n\"open\n")]
    [InlineData("row_not_read", "name\na,b\n")]
    [InlineData("rows_too_many", "name\na\nb\nc\n")]
    [InlineData("name_twice", "name\na\na\n")]
    public void A_table_that_cannot_be_read_is_refused(string code, string text)
    {
        using var folder = new Folder(("explore.json", Folder.Settings), ("t.csv", text));
        var open = ExploreFolder.Open(folder.Path).Value;
        open.Table("t.csv", 2, "name", "litres?").Numbered("name");
        open.Refused!.Code.ShouldBe($"planning.{code}");
    }

    [Fact]
    public void A_table_that_is_not_there_is_refused_where_it_is_needed()
    {
        using var folder = new Folder(("explore.json", Folder.Settings), ("t.csv", "name\nx\n"));
        var open = ExploreFolder.Open(folder.Path).Value;
        open.TableIfAny("none.csv", "name").ShouldBeNull();
        open.Refused.ShouldBeNull();
        open.Table("t.csv", "name")[0].Known("name", new Dictionary<string, int> { ["y"] = 1 }, "places.csv");
        open.Refused!.Code.ShouldBe("planning.name_unknown");
        open.Refused.Fact("where").ShouldBe("places.csv");
        var again = ExploreFolder.Open(folder.Path).Value;
        again.Table("none.csv", "name").Count.ShouldBe(0);
        again.Refused!.Code.ShouldBe("planning.file_missing");
    }

    [Fact]
    public void A_huge_file_is_refused()
    {
        using var folder = new Folder(("explore.json", Folder.Settings));
        using (var huge = File.Create(Path.Combine(folder.Path, "t.csv")))
        {
            huge.SetLength((64 * 1024 * 1024) + 1);
        }

        var open = ExploreFolder.Open(folder.Path).Value;
        open.TableIfAny("t.csv", "name").ShouldBeNull();
        open.Refused!.Code.ShouldBe("planning.file_too_large");
    }

    [Theory]
    [InlineData("settings_not_understood", "{")]
    [InlineData("settings_not_understood", """{ "title": "\ud800", "currency": "EUR", "day": "2026-10-01" }""")]
    [InlineData("settings_not_understood", """{ "\ud800": 1 }""")]
    [InlineData("setting_wrong", """{ "title": "a", "currency": "eur", "day": "2026-10-01" }""")]
    [InlineData("setting_wrong", "[]")]
    [InlineData("setting_wrong", """{ "title": "a", "currency": "EUR", "day": "2026-10-01", "colour": 1 }""")]
    [InlineData("setting_wrong", """{ "title": "a", "currency": "EUR", "day": "1 October" }""")]
    [InlineData("setting_wrong", """{ "title": "a", "currency": "EUR", "day": "2026-10-01", "language": "fr" }""")]
    [InlineData("setting_wrong", """{ "title": "a", "currency": "EUR" }""")]
    [InlineData("range_upside_down", """{ "parameters": { "p": { "value": 1, "low": 2 } } }""")]
    [InlineData("factor_without_source",
        """{ "title": "a", "currency": "EUR", "day": "2026-10-01", "assumptions": [{ "name": "f", "value": 1 }] }""")]
    public void Settings_that_cannot_be_read_are_refused(string code, string text)
    {
        using var folder = new Folder(("explore.json", text));
        ExploreFolder.Open(folder.Path).Refusal!.Code.ShouldBe($"planning.{code}");
    }

    [Fact]
    public void A_folder_without_settings_is_refused_and_so_is_none()
    {
        using var folder = new Folder();
        ExploreFolder.Open(folder.Path).Refusal!.Code.ShouldBe("planning.no_settings");
        ExploreFolder.Open(folder.Path + "/none").Refusal!.Code.ShouldBe("planning.no_folder");
    }

    [Fact]
    public void A_factor_of_the_folder_stands_above_the_published_one_and_needs_its_source()
    {
        using var folder = new Folder(
            ("explore.json", Folder.Settings),
            ("factors.csv", "name,value,unit,source,year\nfuel.boda,4.1,l/100 km,own trial,2026\n"));
        var open = ExploreFolder.Open(folder.Path).Value;
        open.Factor("fuel.boda").Base.ShouldBe(4.1);
        open.Factor("cooling.two_milkings").Base.ShouldBe(1.76);
        open.Assumptions.Select(a => (a.Name, a.Year, a.Origin))
            .ShouldBe([("cooling.two_milkings", 2020, "program"), ("fuel.boda", 2026, "folder")]);
        open.Factor("fuel.rocket");
        open.Refused!.Code.ShouldBe("planning.factor_unknown");
        folder.Write("factors.csv", "name,value,unit,source,year\nfuel.boda,4.1,l/100 km,own trial,\n");
        ExploreFolder.Open(folder.Path).Refusal!.Code.ShouldBe("planning.factor_without_source");
    }

    [Fact]
    public void Every_published_factor_has_a_source_and_a_year() =>
        Meent.Planning.Factors.Factor.Published.Values
            .ShouldAllBe(f => f.Source.Length > 10 && f.Year >= 1980 && f.Unit.Length > 0);

    [Fact]
    public void A_parameter_outside_its_bounds_is_refused()
    {
        using var folder = new Folder(("explore.json", Folder.Settings.Replace(
            "\"EUR\"", "\"EUR\", \"parameters\": { \"rate\": 2, \"way\": \"up\", \"typo\": 1 }")));
        var open = ExploreFolder.Open(folder.Path).Value;
        open.Choice("way", "down", "up").ShouldBe("up");
        open.Unasked.ShouldBe(["rate", "typo"]);
        open.Parameter("rate", 0.1, "1/a", 0, 1);
        open.Refused!.Code.ShouldBe("planning.setting_wrong");
    }
}
