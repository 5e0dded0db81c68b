using System.Text.Json.Nodes;
using Meent.Tests.Closing;
using NodaTime;

namespace Meent.Tests.Kinds;

/// <summary>An example of demo/, closed, with the figures that its README reckons by hand.</summary>
internal static class Example
{
    /// <summary>Every folder of demo/.</summary>
    internal static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "demo"))
            // Folders to explore have no organisation, and nothing to close.
            .Where(d => Directory.EnumerateFiles(d, "org.json", SearchOption.AllDirectories).Any())
            .Select(d => Path.GetFileName(d))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Codes of the organisations in it, each with its folder.</summary>
    internal static IReadOnlyDictionary<string, string> Organisations(string name) => Directory
        .EnumerateFiles(Folder(name), "org.json", SearchOption.AllDirectories)
        .ToDictionary(
            f => JsonNode.Parse(File.ReadAllText(f))!["id"]!.GetValue<string>(), f => Path.GetDirectoryName(f)!);

    internal static string Folder(string name) => Path.Combine(Repository.Root, "demo", name);

    internal static async Task<Hub> Open(string name, string id)
    {
        var hub = await Hub.Of(Folder(name), id);
        hub.Clock = new Today(2026, 11, 3);
        return hub;
    }

    /// <summary>Every figure of the last table of the README stands on the statements, and the last row is their
    /// sum.</summary>
    internal static void ShouldBeAsReckoned(this Closed closed, string name)
    {
        var table = File.ReadLines(Path.Combine(Folder(name), "README.md"))
            .SkipWhile(l => l != "## Figures")
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Select(l => l.Trim('|', ' ').Split(" | "))
            .ToList();
        table.Count.ShouldBeGreaterThan(4);
        foreach (var row in table.Skip(1).SkipLast(1))
        {
            foreach (var (column, value) in table[0].Zip(row).Skip(1))
            {
                closed[row[0], Snake(column)].ShouldBe(value, $"{row[0]} {column}");
            }
        }

        foreach (var (column, at) in table[0].Skip(1).Select((c, i) => (c, i + 1)))
        {
            var sum = table.Skip(1).SkipLast(1).Sum(r => Cents(r[at]));
            sum.ShouldBe(Cents(table[^1][at]), column);
        }

        closed.Rows("statements.csv").Count().ShouldBe(table.Count - 2);
    }

    internal static long Cents(string amount) =>
        Kernel.Decimals.TryParse(amount.Replace(",", "", StringComparison.Ordinal), 2, out var cents)
            ? cents
            : throw new FormatException(amount);

    private static string Snake(string name) =>
        string.Concat(name.Select(c => char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()));
}
