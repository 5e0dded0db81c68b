using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Meent.Bench;

/// <summary>The settlement against hledger, which adds up a journal with one entry for each delivery and
/// deduction.</summary>
internal static class PlainText
{
    public static async Task Measure(Bed bed, Table table, CancellationToken ct)
    {
        if (!File.Exists("/usr/bin/hledger"))
        {
            table.Row("hledger balance: SKIPPED, hledger is not installed", "", "", "", "", null);
            return;
        }

        var journal = bed.Out() + ".journal";
        await using var installation = await bed.WithRecords(ct);
        var entries = await Write(bed, journal, ct);
        var times = new Times();
        for (var run = 0; run < Times.Runs; run++)
        {
            await times.Of(() => Balance(journal, ct));
        }

        table.Plain($"hledger balance, {entries:n0} entries", times, "1.0x");
        var settle = await Settling.Several(installation, new Steps(), ct);
        table.Row(
            "settlement, the same data", $"{settle.Median:0.000} s", $"{settle.Min:0.000} s",
            $"{settle.Median / times.Median:0.00}x",
            "below 1x", settle.Median < times.Median, $"{settle.Cpu:0.00} s", $"{settle.Cpu / times.Cpu:0.00}x");
    }

    private static async Task Balance(string journal, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/hledger")
        {
            ArgumentList = { "balance", "-f", journal, "--flat" }, RedirectStandardOutput = true,
        })!;
        await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException("hledger refused the journal");
        }
    }

    private static async Task<int> Write(Bed bed, string path, CancellationToken ct)
    {
        await using var owner = await bed.Owner(ct);
        await using var command = new NpgsqlCommand(Events, owner);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await using var file = new StreamWriter(path, false, new UTF8Encoding(false), 1 << 16);
        var count = 0;
        while (await reader.ReadAsync(ct))
        {
            var other = reader.GetInt16(2) == 1 ? "Expenses:Milk" : "Income:Store";
            var amount = reader.GetDecimal(3).ToString("0.00", CultureInfo.InvariantCulture);
            file.Write($"{reader.GetString(0)} r\n    {other}  {amount} KES\n    Liabilities:Members:{reader.GetInt32(1)}\n\n");
            count++;
        }

        return count;
    }

    private const string Events = """
        select to_char(occurred_on, 'YYYY-MM-DD'), party_id, action,
          case when action = 1 then (quantity * 4500 + 500) / 1000 else -coalesce(amount, 0) end / 100.0
        from flows.event where period_id = 202609011 and action in (1, 2) order by occurred_on
        """;
}
