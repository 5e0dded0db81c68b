namespace Meent.Tests.House.Traceability;

/// <summary>docs/traceability-ids.csv: every id of the analysis with a title of our own.</summary>
internal static class IdList
{
    public const string Path = "docs/traceability-ids.csv";

    /// <summary>In the order of the file.</summary>
    public static IReadOnlyList<(string Id, string Kind, string Title)> All { get; } =
        [.. Repository.Read(Path).Split('\n').Skip(1).Where(l => l.Length > 0).Select(Row)];

    private static (string Id, string Kind, string Title) Row(string line)
    {
        var cells = line.Split(',', 3);
        return (cells[0], cells[1], cells[2].Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal));
    }
}
