using Meent.Platform;
using Meent.Platform.Records;

namespace Meent.Tests.Records;

public sealed class Reading_a_mapping : Desk
{
    private const string Text = """
        {
          "sources": [
            { "files": "*.stores.xlsx", "format": "xlsx", "kind": "purchases",
              "columns": { "member": ["Member No.", "MemberNo."] },
              "constants": { "quantity": "1" },
              "values": { "item": { "Stores:*": "store" } },
              "dates": ["dd.MM.yyyy"],
              "numbers": { "member": { "strip": "C", "pad": 5 }, "amount": { "places": 2 } },
              "ignore": ["Name"] },
            { "files": "*.old.csv", "format": "parchment", "kind": "purchases" },
            { "files": "*.odd.csv", "kind": "odd" }
          ]
        }
        """;

    [Fact]
    public void Files_are_found_by_pattern_then_by_the_name_of_a_kind()
    {
        var mapping = Mapping.Read(File("mapping.json", Text)).Value;
        Choose(mapping, "/x/06.2010.STORES.XLSX")!.Format.Name.ShouldBe("xlsx");
        Choose(mapping, "/x/06.2010.stores.xlsx")!.Mapping.Numbers["member"].Pad.ShouldBe(5);
        Choose(mapping, "/x/deliveries.csv")!.Kind.ShouldBe(Deliveries);
        Choose(mapping, "/x/notes.txt").ShouldBeNull();
        Choose(Mapping.None, "/x/06.2010.stores.xlsx").ShouldBeNull();
    }

    [Theory]
    [InlineData("a.old.csv", "import.unknown_format")]
    [InlineData("a.odd.csv", "import.unknown_kind")]
    public void A_kind_or_format_that_nobody_knows_is_refused(string file, string code) =>
        Mapping.Read(File("mapping.json", Text)).Value.Choose(file, [Purchases], RecordFormats.Own)
            .Refusal!.Code.ShouldBe(code);

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"sources":[{"files":"*","kind":"purchases","colums":{}}]}""")]
    [InlineData("""{"sources":[{"files":"*","kind":"purchases","columns":null}]}""")]
    [InlineData("""{"sources":[{"files":"*","kind":"purchases","columns":{"member":"No"}}]}""")]
    [InlineData("""{"sources":[{"files":"*"}]}""")]
    [InlineData("""{"sources":[{"kind":"purchases"}]}""")]
    [InlineData("""{"sources":[{"files":"*","kind":"purchases","numbers":{"amount":{"places":9}}}]}""")]
    [InlineData("""{"sources":[null]}""")]
    [InlineData("""{"sources":[{"files":"*","kind":"purchases","columns":{"member":null}}]}""")]
    public void A_mapping_that_cannot_be_understood_is_refused(string text) =>
        Mapping.Read(File("mapping.json", text)).Refusal!.Code.ShouldBe("import.unreadable_mapping");

    [Fact]
    public void A_mapping_of_more_than_a_megabyte_is_refused_unread()
    {
        var refusal = Mapping.Read(File("mapping.json", Text + new string(' ', 1024 * 1024))).Refusal!;

        (refusal.Code, refusal.Fact("limit")).ShouldBe(("import.file_too_large", "1024 KB"));
    }

    private static FileReading? Choose(Mapping mapping, string path) =>
        mapping.Choose(path, [Purchases, Deliveries], RecordFormats.Own).Value;
}
