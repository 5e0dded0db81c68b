using System.Diagnostics;
using System.Globalization;
using Meent.Host;
using Meent.Host.Commands;
using Meent.Platform;
using NodaTime;

namespace Meent.Bench;

/// <summary>Peak memory of a process that imports and closes, at a tenth of the members and at all of them.</summary>
internal static class Memory
{
    public const string Child = "child-close";
    private const double Most = 1.5;

    public static async Task Measure(Bed bed, Table table, CancellationToken ct)
    {
        var small = await Peak(bed, Bed.Members / 10, ct);
        var large = await Peak(bed, Bed.Members, ct);
        var ratio = large.Close / small.Close;
        table.Row($"peak memory of the close at {Bed.Members / 10:n0} members", $"{small.Close:0} MB", "", "1.0x",
            "", null);
        table.Row(
            $"peak memory of the close at {Bed.Members:n0} members", $"{large.Close:0} MB", "", $"{ratio:0.00}x",
            "1.5x",
            ratio <= Most);
        table.Row(
            $"peak memory of the import at {Bed.Members:n0} members", $"{large.Import:0} MB", "",
            $"{large.Import / small.Import:0.00}x", "1.5x", large.Import / small.Import <= Most);
        table.Row(
            "import and close from the command line, cold", $"{large.Seconds[0]:0.0} s + {large.Seconds[1]:0.0} s",
                "", "", "", null);
    }

    /// <summary>What the child does: one step of import or close, then its peak and time on one line.</summary>
    public static async Task<int> Run(string step, string folder, string data, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await using (var installation = (await Installation.Open(new InstallationOptions(data, null, "bench"),
            Modules.All, ct)).Value)
        {
            if (step == "import")
            {
                await Bed.Import(installation, folder, ct);
            }
            else
            {
                var request = new Settlement.CloseRequest(
                    Bed.Code, Bed.Month, "Jane", "Peter", new LocalDate(2026, 10, 3), Path.Combine(data, "out"));
                _ = (await Settlement.PeriodClose.Run(installation, request, SystemClock.Instance, null, ct)).Value;
            }
        }

        var peak = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        var kilobytes = peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kilobytes} {watch.Elapsed.TotalSeconds}"));
        return Shared.Ok;
    }

    private static async Task<(double Import, double Close, double[] Seconds)> Peak(Bed bed, int members,
        CancellationToken ct)
    {
        var folder = bed.Generated(members, Bed.Purchases / Bed.Members * members);
        var data = folder + "-data";
        var import = await Start("import", folder, data, ct);
        var close = await Start("close", folder, data, ct);
        return (import.Peak, close.Peak, [import.Seconds, close.Seconds]);
    }

    private static async Task<(double Peak, double Seconds)> Start(string step, string folder, string data,
        CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { typeof(Memory).Assembly.Location, Child, step, folder, data },
                RedirectStandardOutput = true,
        })!;
        var said = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        var parts = said.Trim().Split(' ');
        return (double.Parse(parts[0], CultureInfo.InvariantCulture) / 1024, double.Parse(parts[1],
            CultureInfo.InvariantCulture));
    }
}
