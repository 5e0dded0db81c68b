using Meent.Collection.Generate;
using Meent.Settlement;
using Meent.Tests.Closing;

namespace Meent.Tests.Federating;

/// <summary>A co-operative of 1,000 members lends one of 7,000 its tank; all records but the agreement are made
/// up.</summary>
[Collection(Pair.Demo)]
public sealed class A_large_and_a_small_one
{
    [Fact]
    [Trait("Category", "Slow")]
    [Proves("AT-V1-1", "V1.a")]
    public async Task close_together_with_all_their_members()
    {
        await using var pair = await Pair.New();
        Members(pair, Pair.One, Pair.Two, 1_000);
        Members(pair, Pair.Two, Pair.One, 7_000);
        var closed = await pair.Close("2026-10");
        closed[Pair.One].Period.Exchanges.ShouldBe(
            [new ExchangedAmount("tank-space", Pair.Two, "2026-10", 9_000_00)]);
        closed[Pair.Two].Period.Exchanges.ShouldBe(
            [new ExchangedAmount("tank-space", Pair.One, "2026-10", -9_000_00)]);
        closed[Pair.One].Figures.Statements.ShouldBeGreaterThan(1_000);
        closed[Pair.Two].Figures.Statements.ShouldBeGreaterThan(7_000);
        (await pair.Verify(Pair.One)).Concat(await pair.Verify(Pair.Two)).ShouldBeEmpty();
    }

    /// <summary>A generated folder with the agreement of the demo in it.</summary>
    private static void Members(Pair pair, string own, string other, int members)
    {
        var made = Path.Combine(pair.Records, "..", $"made-{own}");
        GenerateHub.Generate(new HubRequest { Id = own, Name = own, Members = members }, made, null)
            .Refused.ShouldBeFalse();
        foreach (var file in (string[])["agreements.csv", "events.csv", "terms/tank-space.json"])
        {
            File.Copy(Path.Combine(pair.Folder(own), file), Path.Combine(made, file));
        }

        Directory.Delete(pair.Folder(own), recursive: true);
        Directory.Move(made, pair.Folder(own));
        pair.Change(own, "org.json", o => o["settledRoles"]!.AsArray().Add("sister"));
        Append(pair, own, "items.csv", ("item", "tank"), ("name", "Tank space"), ("unit", "l"), ("kind", "service"));
        Append(pair, own, "parties.csv", ("party", other), ("name", other), ("role", "sister"),
            ("kind", "organisation"));
    }

    private static void Append(Pair pair, string own, string file, params (string Column, string Value)[] cells)
    {
        var path = Path.Combine(pair.Folder(own), file);
        var header = File.ReadLines(path).First().Split(',');
        File.AppendAllText(path, string.Join(',', header.Select(h =>
            cells.FirstOrDefault(c => c.Column == h).Value ?? "")) + "\n");
    }
}
