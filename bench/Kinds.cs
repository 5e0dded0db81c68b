using System.Diagnostics;

namespace Meent.Bench;

/// <summary>Every folder of demo/: imported and closed by the program, in a process of its own, into books that hold
/// nothing yet. The server runs already.</summary>
internal static class Kinds
{
    private const double Most = 2;

    /// <summary>demo/ of the repository in which this was built.</summary>
    public static string Demos { get; } = Find();

    /// <summary>The program as it is built for itself.</summary>
    private static string Program => Path.Combine(
        [
            Path.GetDirectoryName(Demos)!, "src", "Host",
            .. AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar)[^3..],
            "meent.dll",
        ]);

    public static async Task Measure(Bed bed, Table table, CancellationToken ct)
    {
        foreach (var demo in Directory.EnumerateDirectories(Demos)
            .Where(d => Directory.EnumerateFiles(d, "org.json", SearchOption.AllDirectories).Any())
            .Order(StringComparer.Ordinal))
        {
            var times = new Times();
            for (var run = 0; run <= Times.Runs; run++)
            {
                await using (await bed.With("bare", null, ct))
                {
                    await (run == 0 ? new Times() : times).Of(() => Close(bed, demo, ct));
                }
            }

            table.Within($"demo/{Path.GetFileName(demo)}: import and close, whole process", times, Most);
        }
    }

    private static async Task Close(Bed bed, string demo, CancellationToken ct)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList =
            {
                Program, "close", demo, "--as", "Jane", "--approve-as",
                "Peter", "--today", "2026-11-03", "--data", bed.Place("kinds"), "--out", bed.Out(), "--json",
            },
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["MEENT_DB"] = bed.Books;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(await errors + await output);
        }
    }

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "demo", "federation");
            if (Directory.Exists(folder))
            {
                return Path.GetDirectoryName(folder)!;
            }
        }

        throw new DirectoryNotFoundException("demo");
    }
}
