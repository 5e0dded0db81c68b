using System.Globalization;

namespace Meent.Bench;

/// <summary>
/// Processor time of this process, of what it started and of the server with all its processes: a figure that stays
/// the same
/// when the machine has other things to do.
/// </summary>
internal static class Cpu
{
    private const double TicksPerSecond = 100;

    /// <summary>Process that the server's others belong to.</summary>
    public static int Postmaster { get; set; }

    /// <summary>Seconds so far.</summary>
    public static double Now()
    {
        var ticks = Of(Environment.ProcessId).Ticks + Of(Postmaster).Ticks;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid)
                && Of(pid) is var process && process.Parent == Postmaster)
            {
                ticks += process.Ticks;
            }
        }

        return ticks / TicksPerSecond;
    }

    /// <summary>Its own time and that of those that ended below it.</summary>
    private static (int Parent, long Ticks) Of(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (Number(fields[1]),
                Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14]));
        }
        catch (IOException)
        {
            return (0, 0);
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
