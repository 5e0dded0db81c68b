using System.IO.Compression;
using Meent.Host;
using Meent.Settlement;
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

    private static string Dump(string release)
    {
        using var packed = typeof(Opening_the_books_of_an_earlier_release).Assembly
            .GetManifestResourceStream($"Upgrade.{release}.sql.gz")!;
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}
