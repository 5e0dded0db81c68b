using System.IO.Compression;
using Meent.Flows;
using Meent.Host;
using Meent.Platform;
using Meent.Settlement;
using Meent.Tests.Closing;
using NodaTime;

namespace Meent.Tests.Upgrade;

/// <summary>
/// Each release leaves its books of demo/dairy-hub, October 2026, as a dump (pg_dump --inserts --no-owner). This
/// program opens them, finds them sound, and writes the closed month byte for byte as that release did.
/// </summary>
public class Opening_the_books_of_an_earlier_release
{
    [Theory]
    [InlineData("0.1.0", "d111751af521e89403b9ecd1396780c4bbc6adcbab7890704ddf0715ba84a9ea")]
    public async Task they_verify_and_the_closed_month_is_written_as_it_was(string release, string outputHash)
    {
        await using var books = await TestInstallation.OfDump(Dump(release), [.. Modules.All]);
        var folder = Directory.CreateTempSubdirectory("meent-upgrade-");

        var found = await Verification.Run(books.Installation, "tarama", null, default);
        var closed = await PeriodClose.Run(
            books.Installation, new CloseRequest("tarama", "2026-10", "Jane", "Peter", null, folder.FullName),
            SystemClock.Instance, null, default);

        found.Value.ShouldBeEmpty();
        closed.Value.State.ShouldBe("closed");
        closed.Value.OutputHash.ShouldBe(outputHash);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("0.1.0")]
    public async Task they_go_on_and_the_next_month_takes_what_was_carried(string release)
    {
        await using var books = await TestInstallation.OfDump(Dump(release), [.. Modules.All]);
        var folder = Directory.CreateTempSubdirectory("meent-upgrade-").FullName;
        File.Copy(Path.Combine(Repository.Root, "demo", "dairy-hub", "org.json"), Path.Combine(folder, "org.json"));
        File.WriteAllLines(Path.Combine(folder, "deliveries.csv"),
        [
            "id,member,date,session,item,quantity",
            .. Enumerable.Range(1, 20).Select(n => $"N{n},{n:00000},2026-11-02,AM,milk,30"),
        ]);
        var taken = await FolderImport.Run(
            books.Installation, Modules.All, new ImportRequest([folder], null, false, "Jane"), r => r.ToString(),
            null, default);
        taken.Value.Single().Account.Imported.ShouldBe(20);

        var closed = await PeriodClose.Run(
            books.Installation,
            new CloseRequest(
                "tarama", "2026-11", "Jane", "Peter", new LocalDate(2026, 12, 3), Path.Combine(folder, "out")),
            SystemClock.Instance, null, default);

        closed.Value.Figures.BroughtForward.ShouldBe(799_20);
        closed.Value.Figures.CarriedForward.ShouldBe(0);
        (await Verification.Run(books.Installation, "tarama", null, default)).Value.ShouldBeEmpty();
        Directory.Delete(folder, recursive: true);
    }

    private static string Dump(string release)
    {
        using var packed = typeof(Opening_the_books_of_an_earlier_release).Assembly
            .GetManifestResourceStream($"Upgrade.{release}.sql.gz")!;
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}
