using Meent.Settlement;
using Meent.Tests.Closing;

namespace Meent.Tests.Federating;

/// <summary>Coop-one lends coop-two 2,000 litres of tank a day: demo/federation/README.md, by hand.</summary>
[Collection(Pair.Demo)]
public sealed class Lending_tank_space : IAsyncLifetime
{
    private Pair pair = null!;

    public async ValueTask InitializeAsync() => pair = await Pair.New();

    public async ValueTask DisposeAsync() => await pair.DisposeAsync();

    [Fact]
    [Proves("AT-V1-1", "V1.b")]
    public async Task gives_equal_and_opposite_amounts_in_two_books_closed_by_one_call()
    {
        var closed = await pair.Close("2026-10");
        closed[Pair.One].Period.Exchanges.ShouldBe(
            [new ExchangedAmount("tank-space", Pair.Two, "2026-10", 9_000_00)]);
        closed[Pair.Two].Period.Exchanges.ShouldBe(
            [new ExchangedAmount("tank-space", Pair.One, "2026-10", -9_000_00)]);
        closed[Pair.One][Pair.Two, "receivable"].ShouldBe("9000.00");
        closed[Pair.Two][Pair.One, "to_pay"].ShouldBe("9000.00");
        closed.Values.ShouldAllBe(c => c.Period.State == "closed" && c.Figures.Exceptions == 0);
        (await pair.Verify(Pair.One)).ShouldBeEmpty();
        (await pair.Verify(Pair.Two)).ShouldBeEmpty();
        var why = (await Explanation.Of(pair.Installation, Pair.Two, Pair.One, "2026-10", default)).Value;
        (why.AddsUp, why.Events.Count, why.Lines.Single().Claimed).ShouldBe((true, 30, 9_000_00));
    }

    [Fact]
    public async Task twice_changes_nothing()
    {
        var first = await pair.Close("2026-10");
        var again = await pair.Close("2026-10");
        foreach (var organisation in (string[])[Pair.One, Pair.Two])
        {
            again[organisation].Files.ShouldBe(first[organisation].Files, ignoreOrder: true);
            again[organisation].Period.Exchanges.ShouldBe(first[organisation].Period.Exchanges);
        }
    }

    [Fact]
    public async Task gives_the_same_when_each_closes_by_itself()
    {
        await pair.Import();
        var one = await pair.Close("2026-10", Pair.One);
        (await pair.Verify(Pair.One)).ShouldBeEmpty();
        var two = await pair.Close("2026-10", Pair.Two);
        (one[Pair.One].Period.Exchanges.Single().Amount, two[Pair.Two].Period.Exchanges.Single().Amount)
            .ShouldBe((9_000_00, -9_000_00));
        (await pair.Verify(Pair.One)).Concat(await pair.Verify(Pair.Two)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("update claims.claim set amount = amount - 100, invoiced = invoiced - 100 where terms_id = 2 "
        + "and org_id = 1")]
    [InlineData("update flows.peer_total set amount = -899900 where org_id = 1")]
    public async Task is_compared_by_verify_which_names_agreement_month_and_both_amounts(string planted)
    {
        await pair.Close("2026-10");
        (await pair.AsOwner(planted)).ShouldBe(1);
        var found = (await pair.Verify(Pair.One)).Single(o => o.Check == "exchange");
        (found.Period, found.Subject).ShouldBe(("2026-10", "tank-space"));
        found.What.ShouldBe(planted.Contains("peer_total", StringComparison.Ordinal)
            ? "KES 9000.00 -8999.00" : "KES 8999.00 -9000.00");
    }
}
