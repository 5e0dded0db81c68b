namespace Meent.Bench.Planning;

/// <summary>A file in the format of VRPLIB: specifications, and sections of numbered rows.</summary>
internal sealed class Vrplib
{
    private readonly Dictionary<string, string> specifications = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<double[]>> sections = new(StringComparer.Ordinal);

    public Vrplib(string path)
    {
        List<double[]>? section = null;
        foreach (var line in File.ReadLines(path).Select(l => l.Trim()).Where(l => l.Length > 0 && l != "EOF"))
        {
            if (char.IsAsciiLetter(line[0]))
            {
                var colon = line.IndexOf(':');
                section = colon < 0 ? sections[line] = [] : null;
                if (colon >= 0)
                {
                    specifications[line[..colon].Trim()] = line[(colon + 1)..].Trim();
                }
            }
            else
            {
                section?.Add([.. line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(
                    n => double.Parse(n, null))]);
            }
        }
    }

    public int Size => (int)this["DIMENSION"];

    public double this[string specification] => double.Parse(specifications[specification], null);

    /// <summary>Rows without their number; empty where the file has no such section.</summary>
    public IReadOnlyList<double[]> Rows(string section) =>
        sections.TryGetValue(section, out var rows) ? [.. rows.Select(r => r[1..])] : [];

    /// <summary>The cost in the file of the best known solution.</summary>
    public static long BestKnown(string path) =>
        File.ReadLines(path).Where(l => l.StartsWith("Cost", StringComparison.Ordinal))
            .Select(l => long.Parse(l[4..].Trim(' ', ':'), null)).Single();
}
