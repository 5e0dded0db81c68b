using System.Text.RegularExpressions;

namespace Meent.Tests.House.Schema;

public partial class Writing_the_schema
{
    private static readonly IReadOnlyList<string> Files =
        [.. Repository.Files("src", ".sql").Where(f => f.Contains("/Schema/", StringComparison.Ordinal))];

    [Fact]
    public void Nothing_happens_behind_the_back_of_a_statement() =>
        Against(Trigger()).ShouldBeEmpty();

    [Fact]
    public void No_counter_is_smaller_than_eight_bytes() =>
        Against(SmallCounter()).ShouldBeEmpty();

    [Fact]
    public void The_files_of_a_module_are_numbered_without_gaps()
    {
        foreach (var module in Files.GroupBy(f => Path.GetDirectoryName(f)!))
        {
            module.Select(f => Path.GetFileName(f)[..4])
                .ShouldBe(Enumerable.Range(1, module.Count()).Select(n => $"{n:000}_"), module.Key);
        }
    }

    private static IEnumerable<string> Against(Regex pattern) =>
        Files.SelectMany(f => pattern.Matches(Comment().Replace(Repository.Read(f), ""))
            .Select(m => $"{f}: {m.Value}"));

    [GeneratedRegex(
        @"\bcreate\s+(or\s+replace\s+)?(constraint\s+)?trigger\b|\bcreate\s+rule\b", RegexOptions.IgnoreCase)]
    private static partial Regex Trigger();

    [GeneratedRegex(
        @"\b(small)?serial[24]?\b|\b(smallint|integer|int[24]?)\b[^,;]*\bas\s+identity\b|\bsequence\s+\S+\s+as\s+int",
        RegexOptions.IgnoreCase)]
    private static partial Regex SmallCounter();

    [GeneratedRegex(@"--[^\n]*")]
    private static partial Regex Comment();
}
