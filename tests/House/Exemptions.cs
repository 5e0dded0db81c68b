using System.Globalization;

namespace Meent.Tests.House;

/// <summary>What a rule found: the item and, where the rule has a bound, how much of it there is.</summary>
internal sealed record Finding(string Item, int Amount = 0);

/// <summary>
/// exemptions.txt: one line "rule | item | amount | reason" for what was there before a rule, and only for that.
/// The list may only shrink: an item that no longer needs its line fails, and so does one that grew beyond it.
/// </summary>
internal static class Exemptions
{
    private const string List = "tests/House/exemptions.txt";

    /// <summary>Fails with every finding that has no exemption, and with every exemption that is not needed.</summary>
    public static void Check(string rule, IEnumerable<Finding> findings)
    {
        var found = findings
            .GroupBy(f => f.Item, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Max(f => f.Amount), StringComparer.Ordinal);
        if (Repository.Writing)
        {
            Shrink(rule, found);
        }

        var exempt = Lines().Where(l => l.Rule == rule)
            .ToDictionary(l => l.Item, l => l.Amount, StringComparer.Ordinal);
        var wrong = found
            .Where(f => !exempt.TryGetValue(f.Key, out var allowed) || f.Value > allowed)
            .Select(f => $"{rule} | {f.Key} | {f.Value}")
            .Concat(exempt.Keys.Where(item => !found.ContainsKey(item))
                .Select(item => $"no longer needed in {List}: {rule} | {item}"))
            .Order(StringComparer.Ordinal)
            .ToList();
        wrong.ShouldBeEmpty($"{wrong.Count} against the rule {rule}:\n{string.Join('\n', wrong)}");
    }

    /// <summary>Rules that the list names.</summary>
    public static IReadOnlyList<string> Rules => [.. Lines().Select(l => l.Rule).Distinct(StringComparer.Ordinal)];

    /// <summary>Takes out what is no longer needed and lowers what has become less. Never adds.</summary>
    private static void Shrink(string rule, Dictionary<string, int> found)
    {
        lock (List)
        {
            var kept = Repository.Read(List).Split('\n')
                .Select(line => line.Split(" | "))
                .Where(cells => cells[0] != rule || found.ContainsKey(cells[1]))
                .Select(cells => cells[0] != rule
                    ? string.Join(" | ", cells)
                    : $"{rule} | {cells[1]} | {Math.Min(Number(cells[2]), found[cells[1]])} | {cells[3]}");
            File.WriteAllText(Repository.Path(List), string.Join('\n', kept));
        }
    }

    private static IEnumerable<(string Rule, string Item, int Amount)> Lines()
    {
        foreach (var line in Repository.Read(List).Split('\n'))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var cells = line.Split(" | ");
            cells.Length.ShouldBe(4, $"{List}: {line}");
            cells[3].ShouldNotBeNullOrWhiteSpace($"{List} gives no reason: {line}");
            yield return (cells[0], cells[1], Number(cells[2]));
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
