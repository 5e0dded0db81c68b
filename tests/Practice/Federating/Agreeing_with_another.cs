using System.Text.Json.Nodes;

namespace Meent.Tests.Federating;

/// <summary>An agreement is between two organisations, listed by both, and its events have ids that both use.</summary>
[Collection(Pair.Demo)]
public sealed class Agreeing_with_another : IAsyncLifetime
{
    private const string Terms = "terms/tank-space.json";
    private Pair pair = null!;

    public async ValueTask InitializeAsync() => pair = await Pair.New();

    public async ValueTask DisposeAsync() => await pair.DisposeAsync();

    [Theory]
    [InlineData("coop-one,coop-two", "members")]
    [InlineData("coop-two,coop-three", "listed")]
    [InlineData("coop-one", "listed")]
    [InlineData("coop-one,coop-one", "listed")]
    [InlineData("coop-one,coop-two,coop-three", "listed")]
    public async Task it_names_two_of_which_this_is_one(string between, string joins)
    {
        pair.Change(Pair.One, Terms, t => (t["between"], t["joins"]) = (Names(between), joins));
        (await pair.TryImport(pair.Folder(Pair.One))).Refusal!.Code.ShouldBe("agreements.not_between_two");
    }

    [Fact]
    public async Task its_sides_do_not_change()
    {
        await pair.Import(Pair.One);
        pair.Change(Pair.One, Terms, t => t["between"] = Names("coop-one,coop-three"));
        (await pair.TryImport(pair.Folder(Pair.One))).Refusal!.Code.ShouldBe("agreements.sides_changed");
        pair.Change(Pair.One, Terms, t => t.Remove("between"));
        (await pair.TryImport(pair.Folder(Pair.One))).Refusal!.Code.ShouldBe("agreements.sides_changed");
    }

    [Fact]
    public async Task only_the_other_side_joins_it()
    {
        pair.Write(Pair.One, "agreements.csv", "terms,member,from,until", "tank-space,0001,2026-10-01,");
        await Aside("agreements.csv", "agreements.not_the_other_side");
    }

    [Theory]
    [InlineData(",2026-10-01,tank,coop-one,coop-two,2000,l", "flows.no_shared_id")]
    [InlineData(",2026-10-01,tank,coop-one,coop-two,2000,l,X", "flows.no_shared_id")]
    [InlineData("T1,2026-10-01,tank,cooler,coop-two,2000,l", "flows.third_provider")]
    public async Task its_events_are_between_the_two_and_have_an_id(string row, string code)
    {
        File.AppendAllText(Path.Combine(pair.Folder(Pair.One), "parties.csv"), "cooler,Cooler,supplier,firm,en,KE,,\n");
        pair.Events(Pair.One, row);
        await Aside("events.csv", code);
    }

    [Theory]
    [InlineData("coop-two,AAAA", "flows.unreadable_key")]
    [InlineData("coop-two,?", "flows.unreadable_key")]
    [InlineData("coop-six,AAAA", "parties.unknown_party")]
    public async Task a_key_is_of_a_party_and_can_be_read(string row, string code)
    {
        pair.Write(Pair.One, "peers.csv", "party,public_key", row);
        await Aside("peers.csv", code);
    }

    private async Task Aside(string file, string code)
    {
        var done = await pair.TryImport(pair.Folder(Pair.One));
        done.Value.Single().Account.Files.Single(f => f.File == file).Quarantined.ShouldBe(1);
        File.ReadAllText(Path.Combine(pair.Installation.DataDirectory, "quarantine", Pair.One, file))
            .ShouldContain(code);
    }

    private static JsonArray Names(string names) => [.. names.Split(',').Select(n => JsonValue.Create(n))];
}
