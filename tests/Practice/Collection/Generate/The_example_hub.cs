using System.Globalization;
using System.Text.RegularExpressions;
using Meent.Reference;

namespace Meent.Tests.Practice.Collection.Generate;

public sealed partial class The_example_hub
{
    private static readonly string Folder = Path.Combine(Root(), "demo", "dairy-hub");

    [Fact]
    public void comes_out_of_the_reference_settlement_as_its_README_says()
    {
        var csv = Program.Csv(Reckoning.Of(Folder, null)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(',')).ToArray();
        var table = File.ReadLines(Path.Combine(Folder, "README.md"))
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal))
            .Select(l => l.Trim('|', ' ').Split(" | ")).ToArray();
        table.Length.ShouldBe(22);
        foreach (var (column, index) in table[0].Select((c, i) => (c, i)))
        {
            table.Select(r => r[index]).ShouldBe(csv.Select(r => r[Array.IndexOf(csv[0], column)]), column);
        }
    }

    [Fact]
    public void has_sums_in_its_README_that_are_right()
    {
        var sums = Sum().Matches(File.ReadAllText(Path.Combine(Folder, "README.md")));
        sums.Count.ShouldBeGreaterThan(200);
        foreach (Match sum in sums)
        {
            var words = sum.Groups[1].Value.Split(' ');
            var value = Number(words[0]);
            for (var i = 1; i < words.Length; i += 2)
            {
                value = Reckon(value, words[i], Number(words[i + 1]));
            }

            // Only a third or a half may be rounded, to the cent.
            var off = Math.Abs(value - Number(sum.Groups[2].Value));
            off.ShouldBeLessThan(words[1] == "/" ? 0.01m : 0.000_001m, sum.Value);
        }
    }

    [Fact]
    public void passes_on_what_its_README_says()
    {
        Reckoning.Of(Folder, "2026-10").Remittances.ShouldBe([
            new PassedOn("agrovet", "inputs", "claim", 3_571.00m, 3_571.00m, 0, 3_571.00m),
            new PassedOn("vets", "services", "collection", 1_550.00m, 1_350.80m, 67.54m, 1_283.26m),
        ]);
    }

    [Fact]
    public void speaks_every_language() => Reckoning.Of(Folder, null).Participants
        .Select(p => p.Language).Distinct().Order().ShouldBe(["en", "nl", "sw"]);

    private static decimal Reckon(decimal left, string sign, decimal right) => sign switch
    {
        "+" => left + right,
        "-" => left - right,
        "x" => left * right,
        _ => left / right,
    };

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Meent.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"(?<![\d.])(\d+(?:\.\d+)?(?: [-+x/] \d+(?:\.\d+)?)+) = (\d+(?:\.\d+)?)")]
    private static partial Regex Sum();
}
