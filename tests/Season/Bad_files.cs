namespace Meent.Tests.Season;

/// <summary>A file that cannot be understood as a whole refuses with a code; put right, the same folder goes
/// on.</summary>
public sealed class Bad_files
{
    private const string Currency = "\"currency\": \"KES\"";
    private const string Price = "\"unitPrice\": \"45.00\"";

    private static readonly (string Code, Action<Hub> Spoil)[] Wrong =
    [
        ("import.unknown_column", h => h.Change("purchases.csv", "amount", "price")),
        ("import.missing_column", h => h.Change("deliveries.csv", "quantity", "session2").Change("deliveries.csv",
            "session2,", "")),
        ("import.empty_file", h => h.Write("deliveries.csv", "")),
        ("parties.unreadable_organisation", h => h.Write("org.json", "{ \"id\": ")),
        ("parties.unreadable_organisation", h => h.Change("org.json", "Africa/Nairobi", "Africa/Nowhere")),
        ("parties.currency_changed", h => h.Change("org.json", Currency, "\"currency\": \"UGX\"")),
        ("flows.no_organisation", h => h.Delete("org.json")),
        ("agreements.unreadable_terms", h => h.Write("terms/milk.json", "price: 45")),
        ("agreements.another_currency", h => h.Change("terms/milk.json", Currency, "\"currency\": \"USD\"")),
        ("agreements.mixed_currencies", h => h.Change("terms/milk.json", Price, Price + ", \"currency\": \"USD\"")),
        ("agreements.band_overlap", h => h.Change("terms/milk.json", "\"clauses\": [", "\"clauses\": [" + Bands)),
    ];

    private const string Bands = """
        { "kind": "tier", "code": "bonus", "line": "price", "items": ["milk"],
          "bands": [{ "upTo": "20", "value": "0" }, { "from": "10", "value": "0.5" }],
          "rounding": { "mode": "halfUp", "each": "line" } },
        """;

    [Fact]
    public async Task Refuse_with_a_code_and_change_nothing_that_was_there()
    {
        await using var books = await Books.New();
        (await books.Import()).ShouldBeDone();
        foreach (var (code, spoil) in Wrong)
        {
            using var spoilt = Hub.Small();
            spoil(spoilt);

            var ran = await books.Run(
                "close", spoilt.Path, "--period", Books.Period, "--data", books.Data.Path, "--as", "maker",
                "--approve-as", "approver", "--today", "2027-06-01", "--json");

            ran.ShouldBeRefused(code);
            ran.Err.ShouldNotContain("   at ");
        }

        (await books.Ask("select count(*) from claims.claim")).ShouldBe(0);
        (await books.Ask("select count(*) from flows.event")).ShouldBe(6);
        (await books.Close()).ShouldBeDone()["participants"].ShouldBe("3");
    }

    [Fact]
    public async Task With_a_measure_that_no_item_has_keep_the_rows_aside_that_state_it()
    {
        await using var books = await Books.New(Hub.Small().Change("deliveries.csv", ",reason,", ",why,"));

        var file = (await books.Import()).ShouldBeDone().File("deliveries.csv");

        (file.GetProperty("imported").GetInt32(), file.GetProperty("quarantined").GetInt32()).ShouldBe((4, 1));
    }

    [Fact]
    public async Task With_a_header_and_nothing_more_are_no_rows()
    {
        await using var books = await Books.New(Hub.Small().Write("deliveries.csv", Hub.Header + "\n"));

        var file = (await books.Import()).ShouldBeDone().File("deliveries.csv");

        file.GetProperty("rows").GetInt32().ShouldBe(0);
        file.TryGetProperty("refused", out _).ShouldBeFalse();
        (await books.Close()).ShouldBeDone()["participants"].ShouldBe("1");
    }

    [Fact]
    public async Task Of_openings_that_do_not_tie_open_nothing()
    {
        var hub = Hub.Small().Write("opening.csv", "number,kind,amount,since\n00001,arrears,350.00,2026-09-30\n")
            .Change("org.json", "\"contact\"",
                "\"openingTotals\": { \"arrears\": \"305.00\", \"credit\": \"0.00\" }, \"contact\"");
        await using var books = await Books.New(hub);

        var file = (await books.Import()).ShouldBeDone().File("opening.csv");

        file.GetProperty("quarantined").GetInt32().ShouldBe(1);
        (await books.Ask("select count(*) from settlement.opening")).ShouldBe(0);
        hub.Change("org.json", "305.00", "350.00");
        (await books.Close()).ShouldBeDone()["broughtForward"].ShouldBe("350.00");
    }

    [Theory]
    [InlineData("nl", "Er is niets gelezen.")]
    [InlineData("sw", "Hakuna kilichosomwa.")]
    [InlineData("en", "Nothing was read.")]
    public async Task Are_refused_in_the_language_of_the_reader(string language, string words)
    {
        await using var books = (await Books.New(Hub.Small().Delete("org.json"))).In("MEENT_LANG", language);

        (await books.Import()).ShouldBeRefused("flows.no_organisation")["message"].ShouldContain(words);
    }

    [Fact]
    public async Task Of_a_newer_program_are_not_touched()
    {
        await using var books = await Books.New();
        Directory.CreateDirectory(books.Data.Path);
        var note = Path.Combine(books.Data.Path, "version.json");
        File.WriteAllText(note, "{\"dataVersion\":99,\"program\":\"9.0.0\"}");

        (await books.Close()).ShouldBeRefused("platform.data_is_newer");

        Directory.GetFileSystemEntries(books.Data.Path).ShouldBe([note]);
    }
}
