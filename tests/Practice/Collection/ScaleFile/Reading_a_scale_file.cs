using System.Text;
using Meent.Collection;
using Meent.Kernel;
using Meent.Platform;

namespace Meent.Tests.Collection;

public sealed class Reading_a_scale_file : IDisposable
{
    private static readonly RecordKind Deliveries = HubKinds.Deliveries;

    private readonly string folder = Directory.CreateTempSubdirectory("meent-scale-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_fixture_gives_each_weighing_and_its_check_totals_hold()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Collection/fixtures/FIXTURE_fictional_E007_06072010.TRN");
        var lines = File.ReadAllLines(path, Encoding.ASCII);
        var rows = Rows(path);
        rows.ShouldAllBe(r => r.Trouble == null && r.Repairs == null && r.Ignored == null);
        rows.Count.ShouldBe((int)lines.Sum(l => Kilograms(l.Split(',')[42])));
        rows.Sum(r => Kilograms(r.Cells[8])).ShouldBe(lines.Sum(l => Kilograms(l.Split(',')[46])));
        rows[0].Cells.ShouldBe(
            ["", "E007", "", "1001", "2010-07-06", "AM", "05:25", "", "5.2", "kg", "", "R012", "", "", "", "AAA"]);
        rows[1].Cells[5..9].ShouldBe(["PM", "15:00", "", "3.6"]);
        rows[0].Original.ShouldHaveSingleItem().ShouldBe(lines[0]);
        rows.Select(r => r.Key).ShouldBeUnique();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Every_used_slot_is_a_row(int used)
    {
        var kilograms = new[] { "005.2", "003.6", "120.0", "000.4", "010.0" }[..used];
        var rows = Rows(Write(Record(kilograms)));
        rows.ShouldAllBe(r => r.Trouble == null && r.Line == 1);
        rows.Select(r => r.Cells[8]).ShouldBe(new[] { "5.2", "3.6", "120.0", "0.4", "10.0" }[..used]);
        rows.Select(r => r.Key).ShouldBeUnique();
    }

    [Fact]
    public void A_slot_between_two_used_ones_may_be_empty() =>
        Rows(Write(Record(["005.2", "", "003.6"]))).Select(r => r.Cells[8]).ShouldBe(["5.2", "3.6"]);

    [Fact]
    public void A_member_gets_its_leading_zeros_back_and_it_is_told()
    {
        var mapping = Mapping(new NumberMapping { Pad = 5 });
        var row = Rows(Write(Record(["005.2"])), mapping).Single();
        row.Cells[3].ShouldBe("01001");
        row.Repairs.ShouldBe([new Repair("member", "1001", "01001", "zeros")]);
    }

    [Theory]
    [InlineData("8.75", null)]
    [InlineData("8.85", null)]
    [InlineData("8.7", "collection.check_total")]
    [InlineData("8.9", "collection.check_total")]
    [InlineData("", "collection.check_total")]
    public void A_check_total_may_differ_by_half_of_the_division(string total, string? code) =>
        Rows(Write(Record(["005.2", "003.6"], total))).Select(r => r.Trouble?.Why.Code).ShouldBe([code, code]);

    [Fact]
    public void A_wrong_count_keeps_all_rows_of_the_line_aside()
    {
        var rows = Rows(Write(Record(["005.2", "003.6"], count: "3") + Record(["001.0"])));
        rows.Select(r => (r.Line, r.Trouble?.Why.Code, r.Cells[8])).ShouldBe(
            [(1, "collection.record_count", "5.2"), (1, "collection.record_count", "3.6"), (2, null, "1.0")]);
    }

    [Fact]
    public void A_weight_that_is_no_number_keeps_the_line_aside() =>
        Rows(Write(Record(["00x.2", "003.6"], "3.6"))).ShouldAllBe(r => r.Trouble != null);

    [Fact]
    public void A_line_with_too_few_fields_is_one_row_of_trouble()
    {
        var line = Record(["005.2"]);
        var row = Rows(Write(line[..line.LastIndexOf(',')] + "\r\n")).ShouldHaveSingleItem();
        row.Trouble!.Why.ShouldSatisfyAllConditions(
            w => w.Code.ShouldBe("collection.record_fields"), w => w.Fact("found").ShouldBe("46"));
        row.Original[0].ShouldStartWith("1001  ,06/07/2010");
    }

    [Fact]
    public void A_line_that_is_no_text_is_one_row_of_trouble()
    {
        var path = Write(Record(["005.2"]));
        var bytes = File.ReadAllBytes(path);
        bytes[2] = 0xE9;
        File.WriteAllBytes(path, bytes);
        Rows(path).ShouldHaveSingleItem().Trouble!.Why.Code.ShouldBe("collection.unreadable_record");
    }

    [Fact]
    public void A_line_without_weighings_and_the_mark_at_the_end_are_no_rows() =>
        Rows(Write(Record([]) + "\r\n\u001a")).ShouldBeEmpty();

    [Fact]
    public void A_line_without_weighings_that_states_a_total_is_trouble() =>
        Rows(Write(Record([], "8.8"))).ShouldHaveSingleItem().Trouble!.Why.Code.ShouldBe("collection.check_total");

    [Fact]
    public void Scale_files_are_known_by_their_name() =>
        Platform.Mapping.None.Choose("/x/E007.trn", [Deliveries], [ScaleFiles.Format]).Value!
            .Format.Name.ShouldBe("scale");

    [Fact]
    public void A_mapping_may_take_the_centre_for_the_point_and_the_cans_for_a_measure()
    {
        var mapping = new SourceMapping
        {
            Format = "scale",
            Columns = new Dictionary<string, IReadOnlyList<string>> { ["point"] = ["centre"], ["cans"] = ["cans"] },
            Constants = new Dictionary<string, string> { ["item"] = "milk", ["unit"] = "l" },
        };
        var source = ScaleFiles.Format.Open(Write(Record(["005.2"])), Deliveries, mapping, Currency.Of("KES"))
            .Value.Single();
        source.Measures.ShouldBe(["cans"]);
        var row = source.Rows().Single();
        (row.Cells[7], row.Cells[9], row.Cells[11], row.Measures![0]).ShouldBe(("milk", "l", "1", "1"));
    }

    /// <summary>A line as the scale writes it; an empty weight is a slot that was not used.</summary>
    private static string Record(string[] kilograms, string? total = null, string? count = null)
    {
        var slots = Enumerable.Range(0, 5).Select(i => i < kilograms.Length && kilograms[i].Length > 0
            ? $"{kilograms[i]},{5 + i:00}:25,12 ,AAA,001,{(i == 0 ? "AM" : "PM")},1    ,1"
            : "000.0,\0\0\0\0\0,\0\0\0,\0\0\0,000,\0\0,\0\0\0\0\0,\0");
        var used = kilograms.Where(k => k.Length > 0).ToList();
        total ??= used.Sum(Kilograms).ToString("0.0");
        return $"1001  ,06/07/2010,{string.Join(',', slots)},{count ?? $"{used.Count}"},R012,D001,E007,{total}\r\n";
    }

    private static decimal Kilograms(string text) =>
        decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static SourceMapping Mapping(NumberMapping member) =>
        new() { Format = "scale", Numbers = new Dictionary<string, NumberMapping> { ["member"] = member } };

    private static List<RecordRow> Rows(string path, SourceMapping? mapping = null) =>
        [.. ScaleFiles.Format.Open(path, Deliveries, mapping ?? new SourceMapping(), Currency.Of("KES"))
            .Value.Single().Rows()];

    private string Write(string text)
    {
        var path = Path.Combine(folder, "E007.TRN");
        File.WriteAllBytes(path, Encoding.ASCII.GetBytes(text));
        return path;
    }
}
