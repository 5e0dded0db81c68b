using Meent.Collection;
using Meent.Kernel;
using Meent.Platform;
using Meent.Tests.Collection;

namespace Meent.Tests.Limuru;

/// <summary>Half a year of a credit book and one day of scales; the files are not ours to ship.</summary>
public sealed class Reading_the_books_of_a_real_hub : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("meent-limuru-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("credit_sales_2010H1.csv", 29_995, "amount", "27683808.98")]
    [InlineData("scale_trn_2010-07-06.csv", 1_135, "quantity", "9727.1")]
    public async Task Every_line_is_read_and_the_sum_is_right(string file, int rows, string column, string sum)
    {
        var path = Local(file);
        Assert.SkipWhen(path is null, $"{file} is not here: ../shared/data is local data that is not shipped");
        var account = await Import(path!);
        (account.Rows, account.Imported, account.Quarantined, account.Ignored).ShouldBe((rows, rows, 0, 0));
        account.Totals[column].Read.ShouldBe(sum);
        account.Totals[column].Imported.ShouldBe(sum);
    }

    private async Task<FileAccount> Import(string path)
    {
        var mapping = Mapping.Read(Path.Combine(AppContext.BaseDirectory, "limuru/mapping.json")).Value;
        RecordKind[] kinds = [HubKinds.Deliveries, HubKinds.Purchases];
        var reading = mapping.Choose(path, kinds, [.. RecordFormats.Own, ScaleFiles.Format]).Value!;
        var kes = Currency.Of("KES");
        using var source = reading.Open(kes).Value.Single();
        return await ImportFile.Run(
            source.File, source, new Everything(source.Kind),
            new Quarantine(Path.Combine(folder, "quarantine")), kes, default);
    }

    /// <summary>
    /// Beside the repository, however deep the build lies in it and wherever the working copy stands.
    /// </summary>
    private static string? Local(string file)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, "shared/data/dairy/limuru-2010", file);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private sealed class Everything(RecordKind kind) : IRecordReader
    {
        public RecordKind Kind => kind;

        public Task Take(IReadOnlyList<RecordRow> rows, CancellationToken ct) => Task.CompletedTask;

        public Task<RecordVerdicts> Finish(CancellationToken ct) => Task.FromResult(RecordVerdicts.AllNew);
    }
}
