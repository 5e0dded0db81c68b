using Meent.Kernel;

namespace Meent.Host;

/// <summary>Rows in quarantine that may belong to a period: those with a day in it, and those without a readable
/// day.</summary>
internal static class KeptAside
{
    internal static int Count(string dataDirectory, string organisation, string period)
    {
        var folder = Path.Combine(dataDirectory, "quarantine", organisation);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.csv").Sum(f => File.ReadLines(f).Skip(1).Count(l => Belongs(l,
                period)))
            : 0;
    }

    private static bool Belongs(string line, string period)
    {
        var days = line.Split(',').Select(c => c.Trim('"')).Where(c => Days.TryParse(c, out _)).ToList();
        return days.Count == 0 || days.Exists(d => d.StartsWith(period, StringComparison.Ordinal));
    }
}
