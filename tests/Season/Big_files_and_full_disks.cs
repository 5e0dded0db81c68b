using System.Diagnostics;
using System.Text;

namespace Meent.Tests.Season;

[Trait("Category", "Slow")]
public sealed class Big_files_and_full_disks
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public async Task Two_hundred_megabytes_go_through_in_bounded_memory()
    {
        var hub = Hub.Small();
        var rows = 0;
        decimal sum = 0;
        await using (var file = new StreamWriter(hub.At("deliveries.csv"), append: true, new UTF8Encoding(false)))
        {
            var note = new string('x', 300);
            for (long size = 0; size < 200 * Megabyte; rows++)
            {
                var quantity = (rows % 900) + 100;
                var kilos = $"{quantity / 10}.{quantity % 10}";
                var line = $"B{rows},0000{(rows % 3) + 1},2026-10-{(rows % 31) + 1:00},AM,milk,{kilos},kg,no,{note},";
                await file.WriteLineAsync(line);
                size += line.Length + 1;
                sum += quantity / 10m;
            }
        }

        await using var books = await Books.New(hub);

        var ran = (await books.Import()).ShouldBeDone();

        ran.File("deliveries.csv").GetProperty("imported").GetInt32().ShouldBe(rows + 5);
        ran.File("deliveries.csv").GetProperty("totals").GetProperty("quantity").GetProperty("read").GetString()
            .ShouldBe((sum + 39.0m).ToString("0.######"));
        TestContext.Current.AddAttachment("memory", $"{rows} rows, peak {ran.PeakBytes / Megabyte} MB");
        ran.PeakBytes.ShouldBeLessThan(700 * Megabyte);
    }

    [Theory]
    [InlineData("import")]
    [InlineData("close")]
    public async Task A_full_disk_refuses_and_goes_on_when_there_is_room(string during)
    {
        await using var calm = await Books.New(Hub.Example());
        var expected = (await calm.Close()).ShouldBeDone();
        var holdings = await calm.Holdings();
        await using var books = Books.WithServer(Hub.Example());
        Directory.CreateDirectory(books.Data.Path);
        if (!Mounted(books.Data.Path))
        {
            Assert.Skip("Only root may mount a small disk here.");
        }

        try
        {
            if (during == "close")
            {
                (await books.Import()).ShouldBeDone();
            }
            else
            {
                using var empty = Hub.Small("empty");
                (await books.Run("import", empty.Path, "--data", books.Data.Path, "--json")).ShouldBeDone();
            }

            Fill(Path.Combine(books.Data.Path, "lost+found"));
            (await (during == "close" ? books.Close() : books.Import())).ShouldBeRefused("platform.disk_full");
            File.Delete(Path.Combine(books.Data.Path, "lost+found"));
            (await books.Close()).ShouldBeDone()["outputHash"].ShouldBe(expected["outputHash"]);
            (await books.Holdings()).ShouldBe(holdings);
        }
        finally
        {
            Sh("umount", "-l", books.Data.Path);
        }
    }

    private static bool Mounted(string folder) =>
        Environment.IsPrivilegedProcess && Sh("mount", "-t", "tmpfs", "-o", "size=200m,mode=711", "tmpfs", folder) == 0;

    private static void Fill(string path)
    {
        var block = new byte[64 * 1024];
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Now it is full.
        }
    }

    private static int Sh(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
