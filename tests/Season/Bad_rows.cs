using System.Globalization;

namespace Meent.Tests.Season;

/// <summary>A row that cannot be right is kept aside with a code; the others are taken, and nothing is lost.</summary>
public sealed class Bad_rows
{
    private static readonly (string Row, string Code)[] Wrong =
    [
        ("X01,09999,2026-10-03,AM,milk,4.5,kg,yes,,", "parties.unknown_member"),
        ("X02,00001,2026-10-03,AM,milk,-4.5,kg,yes,,", "flows.negative_quantity"),
        ("X03,00001,2026-10-03,AM,milk,99999,kg,yes,,", "flows.absurd_quantity"),
        ("X04,00001,2026-10-03,AM,milk,4.5,bags,yes,,", "flows.wrong_unit"),
        ("D1,00001,2026-10-02,AM,milk,9.4,kg,yes,,", "flows.contradiction"),
        ("X05,00001,2026-10-03,AM,tea,4.5,kg,yes,,", "flows.unknown_item"),
        ("X06,00001,2026-02-30,AM,milk,4.5,kg,yes,,", "import.not_a_date"),
        ("X07,00001,2026-10-03,AM,milk,much,kg,yes,,", "import.not_a_number"),
        ("X08,00001,2026-10-03,noon,milk,4.5,kg,yes,,", "flows.unknown_session"),
        ("X09,00001,2026-10-03,AM,milk,4.5,kg,no,,", "flows.no_reason"),
        ("X10,00001,2026-10-03,AM,milk,4.5,kg,yes,,D77", "flows.reverses_unknown"),
        ("X11,00002,2026-10-03,AM,milk,8.4,kg,yes,,D1", "flows.reversal_differs"),
        ("X12,,2026-10-03,AM,milk,4.5,kg,yes,,", "import.required"),
        ("X14,00001,2026-10-03,AM,milk,4.5,kg,perhaps,,", "import.not_yes_or_no"),
        ("X15,00001,2026-10-03,AM,milk,4.5678,kg,yes,,", "import.too_many_places"),
    ];

    [Fact]
    public async Task Are_kept_aside_with_a_code_and_words_as_often_as_they_come()
    {
        var hub = Hub.Small();
        foreach (var (row, _) in Wrong)
        {
            hub.Append("deliveries.csv", row);
        }

        await using var books = await Books.New(hub);

        ShouldHold((await books.Import()).ShouldBeDone(), imported: 5, unchanged: 0, quarantined: Wrong.Length);
        var kept = File.ReadAllLines(Path.Combine(books.Data.Path, "quarantine", hub.Id, "deliveries.csv"));
        foreach (var (row, code) in Wrong)
        {
            var line = kept.Single(l => l.EndsWith(row, StringComparison.Ordinal));
            line.ShouldContain($",{code},", Case.Sensitive, row);
            line.Split(code).Length.ShouldBe(2, "words, not the code again: " + line);
        }

        ShouldHold((await books.Import()).ShouldBeDone(), imported: 0, unchanged: 5, quarantined: Wrong.Length);
        (await books.Close()).ShouldBeDone()["participants"].ShouldBe("3");
        (await books.Ask("select count(*) from flows.event")).ShouldBe(6);
    }

    [Fact]
    public async Task That_say_the_same_again_change_nothing()
    {
        await using var books =
            await Books.New(Hub.Small().Append("deliveries.csv", "D1,00001,2026-10-02,AM,milk,8.4,kg,yes,,"));

        ShouldHold((await books.Import()).ShouldBeDone(), imported: 5, unchanged: 1, quarantined: 0);
        (await books.Ask("select count(*) from flows.event")).ShouldBe(6);
    }

    [Fact]
    public async Task With_bytes_that_are_no_text_are_kept_aside_as_they_stood()
    {
        byte[] row = [.. "X1,00001,2026-10-03,AM,milk,4.5,kg,no,"u8, 0xC3, 0x28, .. ",\n"u8];
        var hub = Hub.Small();
        hub.Write("deliveries.csv", [.. File.ReadAllBytes(hub.At("deliveries.csv")), .. row]);
        await using var books = await Books.New(hub);

        ShouldHold((await books.Import()).ShouldBeDone(), imported: 5, unchanged: 0, quarantined: 1);
        File.ReadAllText(Path.Combine(books.Data.Path, "quarantine", hub.Id, "deliveries.csv"))
            .ShouldContain("import.unreadable_text");
    }

    [Fact]
    public async Task With_a_formula_are_text_in_every_list_that_comes_out()
    {
        const string formula = "=HYPERLINK(\"\"http://x\"\",\"\"pay\"\")";
        await using var books = await Books.New(
            Hub.Small().Append("members.csv",
                $"00004,\"{formula}\",en,2024-01-01,mobile,254700000004,254700000004,office,treasurer")
                .Append("deliveries.csv", "D6,00004,2026-10-03,AM,milk,10,kg,yes,,")
                .Append("deliveries.csv", $"\"{formula}\",00009,2026-10-03,AM,milk,10,kg,yes,,"));

        (await books.Close()).ShouldBeDone();

        var lists = Directory.GetFiles(books.Output, "*.csv", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Path.Combine(books.Data.Path, "quarantine"), "*.csv",
                SearchOption.AllDirectories));
        var found = 0;
        foreach (var line in lists.SelectMany(File.ReadLines).Where(l => l.Contains("HYPERLINK",
            StringComparison.Ordinal)))
        {
            line.ShouldContain("\"'=HYPERLINK");
            found++;
        }

        found.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Of_a_member_without_a_channel_are_owed_and_not_paid()
    {
        await using var books = await Books.New(
            Hub.Small().Append("members.csv", "00004,Auma Odhiambo,en,2024-01-01,,,254700000004,office,treasurer")
                .Append("deliveries.csv", "D6,00004,2026-10-03,AM,milk,10,kg,yes,,"));

        var closed = (await books.Close()).ShouldBeDone();

        (closed["participants"], closed["payments"], closed["exceptions"]).ShouldBe(("4", "3", "1"));
        // 10 x (45.00 - 0.20), besides the cents that mobile money and cash cannot pay.
        var exceptions = File.ReadAllText(Path.Combine(books.Output, "exceptions.csv"));
        exceptions.ShouldContain("settlement.no_channel");
        exceptions.ShouldContain("448.00");
    }

    [Fact]
    public async Task Of_a_day_without_a_price_refuse_the_close_and_leave_the_period_open()
    {
        var hub = Hub.Small().Change(
            "terms/milk.json", "\"from\": \"2026-01-01\"", "\"from\": \"2026-01-01\", \"until\": \"2026-10-15\"");
        await using var books = await Books.New(hub);

        var refused = (await books.Close()).ShouldBeRefused("claims.no_price");

        refused["facts"].ShouldContain("2026-10-16");
        (await books.Ask("select count(*) from parties.period where state = 'open'")).ShouldBe(1);
        (await books.Ask("select count(*) from claims.claim")).ShouldBe(0);
        (await books.Ask("select count(*) from flows.event")).ShouldBe(6);
        hub.Change("terms/milk.json", ", \"until\": \"2026-10-15\"", "");
        (await books.Close()).ShouldBeDone()["state"].ShouldBe("closed");
    }

    private static void ShouldHold(Ran ran, int imported, int unchanged, int quarantined)
    {
        var file = ran.File("deliveries.csv");
        int Of(string name) => file.GetProperty(name).GetInt32();
        (Of("imported"), Of("unchanged"), Of("quarantined"), Of("ignored"))
            .ShouldBe((imported, unchanged, quarantined, 0), file.ToString());
        Of("rows").ShouldBe(imported + unchanged + quarantined);
        var sums = file.GetProperty("totals").GetProperty("quantity");
        decimal Sum(string name) => decimal.Parse(sums.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
        Sum("read").ShouldBe(Sum("imported") + Sum("unchanged") + Sum("quarantined"));
    }
}
