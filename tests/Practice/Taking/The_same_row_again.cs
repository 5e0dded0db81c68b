using Meent.Platform;
using Meent.Tests.Closing;

namespace Meent.Tests.Taking;

/// <summary>A row without an id is known by what it says. What its codes stand for may change between two
/// imports.</summary>
public sealed class The_same_row_again : IAsyncLifetime
{
    private Hub hub = null!;

    public async ValueTask InitializeAsync() => hub = await Hub.New();

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    [Proves("AT-K1-2")]
    public async Task is_known_after_its_scale_was_registered()
    {
        hub.Write("deliveries.csv", "device,slip,member,date,session,quantity", "SC01,1,0007,2026-10-01,AM,5.5",
            "SC01,2,0007,2026-10-01,AM,5.5");
        (await Taken("deliveries")).Imported.ShouldBe(2);
        hub.Write("devices.csv", "device,kind", "SC01,scale");
        Same(await Taken("deliveries"), 2);
        (await hub.Close("2026-10"))["0007", "gross"].ShouldBe("330.00");
    }

    [Fact]
    [Proves("AT-K1-2")]
    public async Task is_known_after_the_usual_provider_changed()
    {
        hub.Bought(",0007,2026-10-02,feed,1,,150.00", "P7,0007,2026-10-03,feed,1,,50.00");
        (await Taken("purchases")).Imported.ShouldBe(2);
        hub.Write("items.csv", "item,name,unit,kind,provider,grades,measures", "feed,Dairy meal,bag,good,agrovet,,");
        Same(await Taken("purchases"), 2);
    }

    [Fact]
    [Proves("AT-K1-2")]
    public async Task is_known_after_density_and_grades_changed()
    {
        const string header = "item,name,unit,grades,density";
        hub.Write("items.csv", header, "milk,Raw milk,l,A|B,1.03", "feed,Dairy meal,bag,,");
        hub.Write("deliveries.csv", "id,member,date,quantity,unit,grade", ",0007,2026-10-01,10.3,kg,B",
            "C2,0007,2026-10-01,10.3,kg,A");
        (await Taken("deliveries")).Imported.ShouldBe(2);
        hub.Write("items.csv", header, "milk,Raw milk,l,A|B|C,1.02", "feed,Dairy meal,bag,,");
        Same(await Taken("deliveries"), 2);
        (await hub.Close("2026-10"))["0007", "accepted_quantity"].ShouldBe("20");
    }

    [Fact]
    public async Task is_known_with_its_numbers_written_otherwise()
    {
        hub.Write("deliveries.csv", "member,date,session,quantity,accepted,fat",
            "0007,2026-10-01,AM,5.5,yes,3.8");
        hub.Write("observations.csv", "date,measure,value,member", "2026-10-01,protein,3.40,0007");
        (await Taken("deliveries")).Imported.ShouldBe(1);
        hub.Write("deliveries.csv", "fat,session,member,date,quantity", "3.80,AM,0007,2026-10-01,5.500");
        hub.Write("observations.csv", "member,date,measure,value", "0007,2026-10-01,protein,3.4");
        Same(await Taken("deliveries"), 1);
        Same(await Taken("observations"), 1);
    }

    [Fact]
    public async Task in_another_file_is_the_same_observation()
    {
        hub.Write("observations.csv", "date,measure,value,member", "2026-10-01,protein,3.4,0007");
        hub.Write("mapping.json", """
            { "sources": [{ "files": "copy*.csv", "kind": "observations" }] }
            """);
        hub.Write("copy.csv", "date,measure,value,member", "2026-10-01,protein,3.4,0007");
        var files = (await hub.Import()).Files.Where(f => f.Kind == "observations").ToList();
        files.Select(f => (f.Imported, f.Unchanged)).ShouldBe([(1, 0), (0, 1)], ignoreOrder: true);
    }

    /// <summary>Rows are taken ten thousand at a time: what came before is found among them, or in the books.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(12_000)]
    [Proves("AT-K1-2")]
    public async Task of_one_file_is_told_apart_however_far_away_it_stands(int between)
    {
        hub.Delivered([
            "C1,0007,2026-10-01,AM,,5.5", "C2,0007,2026-10-01,PM,,6",
            ",0008,2026-10-01,AM,,4", ",0008,2026-10-01,AM,,4",
            .. Enumerable.Range(0, between).Select(i => $"F{i},0007,2026-10-02,AM,,0.1"),
            "C1,0007,2026-10-01,AM,,5.5", "C2,0007,2026-10-01,PM,,7", ",0008,2026-10-01,AM,,4"]);

        var account = await Taken("deliveries");

        (account.Rows, account.Imported, account.Unchanged, account.Quarantined)
            .ShouldBe((between + 7, between + 5, 1, 1));
        hub.Quarantined("deliveries.csv").ShouldContain("C2,0007,2026-10-01,PM,,7");
        var again = await Taken("deliveries");
        (again.Imported, again.Unchanged, again.Quarantined).ShouldBe((0, between + 6, 1));
        (await hub.Close("2026-10", strict: false))["0008", "accepted_quantity"].ShouldBe("12");
    }

    /// <summary>What stands in the books decides, and not the row before.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(12_000)]
    public async Task is_laid_beside_what_was_recorded_and_not_beside_another_repetition(int between)
    {
        hub.Delivered([
            "C1,0007,2026-10-01,AM,,5.5", "C2,0007,2026-10-01,PM,,5.5",
            .. Enumerable.Range(0, between).Select(i => $"F{i},0007,2026-10-02,AM,,0.1"),
            "C1,0007,2026-10-01,AM,,6.5", "C1,0007,2026-10-01,AM,,6.5", "C1,0007,2026-10-01,AM,,5.5",
            "C2,0007,2026-10-01,PM,,5.5"]);

        var account = await Taken("deliveries");

        (account.Imported, account.Unchanged, account.Quarantined).ShouldBe((between + 2, 2, 2));
        var kept = hub.Quarantined("deliveries.csv");
        kept.Split('\n').Count(l => l.Contains("C1,0007,2026-10-01,AM,,6.5", StringComparison.Ordinal)).ShouldBe(2);
        kept.ShouldNotContain("5.5");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12_000)]
    public async Task of_a_record_that_cannot_be_taken_back_is_kept_aside_like_the_first(int between)
    {
        hub.Delivered([
            "R1,0007,2026-10-01,AM,,5.5,,,wrong,NOBODY", "R1,0007,2026-10-01,AM,,5.5,,,wrong,NOBODY",
            .. Enumerable.Range(0, between).Select(i => $"F{i},0007,2026-10-02,AM,,0.1"),
            "R1,0007,2026-10-01,AM,,5.5,,,wrong,NOBODY"]);

        var account = await Taken("deliveries");

        (account.Imported, account.Unchanged, account.Quarantined).ShouldBe((between, 0, 3));
    }

    [Fact]
    public async Task says_something_else_with_another_code()
    {
        hub.Write("deliveries.csv", "id,device,member,date,quantity", "C1,SC01,0007,2026-10-01,5");
        await Taken("deliveries");
        hub.Write("deliveries.csv", "id,device,member,date,quantity", "C1,SC02,0007,2026-10-01,5");
        (await Taken("deliveries")).Quarantined.ShouldBe(1);
        hub.Quarantined("deliveries.csv").ShouldContain("flows.contradiction");
    }

    private async Task<FileAccount> Taken(string kind) => (await hub.Import()).Files.Single(f => f.Kind == kind);

    private static void Same(FileAccount file, int rows) =>
        (file.Imported, file.Unchanged, file.Quarantined).ShouldBe((0, rows, 0));
}
