using Meent.Settlement;
using Meent.Tests.Closing;

namespace Meent.Tests.Federating;

/// <summary>The two agreements of demo/federation/README.md, by hand: tank space, and milk pooled for a joint
/// sale.</summary>
[Collection(Pair.Demo)]
public sealed class Selling_together : IAsyncLifetime
{
    private Pair pair = null!;

    public async ValueTask InitializeAsync() => pair = await Pair.Whole();

    public async ValueTask DisposeAsync() => await pair.DisposeAsync();

    [Fact]
    [Proves("V1.b")]
    public async Task divides_the_proceeds_by_litres_to_equal_and_opposite_amounts()
    {
        var closed = await pair.Close("2026-10");
        closed[Pair.One].Period.Exchanges.ShouldBe(
        [
            new ExchangedAmount("joint-sale", Pair.Two, "2026-10", -594_594_59),
            new ExchangedAmount("tank-space", Pair.Two, "2026-10", 9_000_00),
        ]);
        closed[Pair.Two].Period.Exchanges.ShouldBe(
        [
            new ExchangedAmount("joint-sale", Pair.One, "2026-10", 594_594_59),
            new ExchangedAmount("tank-space", Pair.One, "2026-10", -9_000_00),
        ]);
        (await pair.Verify(Pair.One)).Concat(await pair.Verify(Pair.Two)).ShouldBeEmpty();
    }

    [Fact]
    public async Task counts_only_loads_that_both_wrote_down()
    {
        var path = Path.Combine(pair.Folder(Pair.Two), "events.csv");
        File.WriteAllLines(
            path, [.. File.ReadLines(path).Where(l => !l.StartsWith("JS-03", StringComparison.Ordinal))]);
        var closed = await pair.Close("2026-10");
        // 1,485,000.00 x 9,000 / 29,970.
        closed[Pair.One].Period.Exchanges[0].Amount.ShouldBe(-445_945_95);
        closed[Pair.Two].Period.Exchanges[0].Amount.ShouldBe(445_945_95);
        closed[Pair.One].Exceptions("settlement.unconfirmed_exchange").Count().ShouldBe(1);
    }

    [Fact]
    [Proves("V1.a")]
    public async Task leaves_each_its_own_members_month()
    {
        var closed = await pair.Close("2026-10");
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, Pair.Demo, "README.md"));
        foreach (var organisation in (string[])[Pair.One, Pair.Two])
        {
            var table = lines.SkipWhile(l => l != $"## Figures of {organisation}")
                .SkipWhile(l => !l.StartsWith("| ", StringComparison.Ordinal))
                .TakeWhile(l => l.StartsWith('|')).Where(l => !l.StartsWith("|-", StringComparison.Ordinal))
                .Select(l => l.Trim('|', ' ').Split(" | ")).ToList();
            table.Count.ShouldBeGreaterThan(4);
            foreach (var row in table.Skip(1).SkipLast(1))
            {
                foreach (var (name, value) in table[0].Zip(row).Skip(1))
                {
                    closed[organisation][row[0], Snake(name)].ShouldBe(value, $"{organisation} {row[0]} {name}");
                }
            }

            var f = closed[organisation].Figures;
            string[] sums = [.. new[] { f.Gross, f.DeductionsDue, f.Deductions, f.Net, f.Receivable, f.ToPay }
                .Select(m => Meent.Kernel.Decimals.Fixed(m, 2))];
            sums.ShouldBe(table[^1][1..]);
        }
    }

    private static string Snake(string name) =>
        string.Concat(name.Select(c => char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{c}"));
}
