using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Matching;

namespace Meent.Tests.Planning.Matching;

[Proves("AT-C1b-2")]
public sealed class Declining_a_leg
{
    private static readonly Leg Barge = new("2", "barge", 500_000, 600, 1_800, ["adn"]);

    private static readonly Order Three = new("O-17",
        [new("1", "lorry", 24_000, 0, 600, []), Barge, new("3", "storage", 500_000, 1_800, 9_000, [])],
        [new("1", "Veen", 42_000), new("2", "Schut", 310_000), new("3", "Loods", 55_000)]);

    private static readonly Capacity[] Offers =
    [
        new("Kade", "barge", 800_000, 0, 2_000, 700, 335_000, ["adn"]),
        new("Loods", "barge", 600_000, 900, 2_000, 800, 322_000, ["adn"]),
        new("Maas", "barge", 300_000, 0, 2_000, 500, 290_000, ["adn"]),
        new("Rijn", "barge", 250_000, 0, 2_000, 500, 301_000, ["adn"]),
        new("Vecht", "barge", 900_000, 1_500, 2_000, 700, 200_000, ["adn"]),
        new("Zijl", "barge", 900_000, 0, 2_000, 700, 210_000, []),
        new("Wad", "barge", 0, 0, 2_000, 700, 210_000, ["adn"]),
        new("Veen", "lorry", 24_000, 0, 600, 100, 45_000, []),
    ];

    [Fact]
    public void gives_the_director_the_alternatives_cheapest_first()
    {
        var view = DeclinedLeg.Alternatives(Three, "2", Offers).Value;

        // Maas does 300 at 290 x 300/500 = 174, Rijn the other 200 at 301 x 200/500 = 120.40.
        view.Ranked.Select(a => (string.Join('+', a.Parts.Select(p => p.Member)), a.Price, a.OrderPrice, a.More))
            .ShouldBe(
            [
                ("Maas+Rijn", 294_400, 391_400, -15_600), ("Loods", 322_000, 419_000, 12_000),
                ("Kade", 335_000, 432_000, 25_000),
            ]);
        view.Ranked.Select(a => a.Start).ShouldBe([600, 900, 600]);
        view.Unable.Select(u => (u.Member, u.Why.Code)).ShouldBe(
        [
            ("Vecht", "planning.leg_time"), ("Wad", "planning.leg_capacity"), ("Zijl", "planning.leg_needs"),
        ]);
    }

    [Fact]
    public void shows_a_member_its_own_legs_and_its_own_price()
    {
        DeclinedLeg.ViewOf("Loods", Three, "2", Offers).ShouldSatisfyAllConditions(
            v => v.Own.ShouldBe([new Assignment("3", "Loods", 55_000)]), v => v.Asked.ShouldBe([("2", 322_000)]));
        DeclinedLeg.ViewOf("Schut", Three, "2", Offers).Asked.ShouldBeEmpty();
        DeclinedLeg.ViewOf("Veen", Three, "2", Offers).Own.ShouldHaveSingleItem().Price.ShouldBe(42_000);
    }

    [Fact]
    public void nobody_sees_the_price_of_another() => Prop.ForAll(Arb.From(Gen.Choose(1, int.MaxValue)), seed =>
    {
        var dice = new Dice((ulong)seed);
        string[] members = ["a", "b", "c", "d", "e", "f"];

        // Every price is a number of its own that nothing else in the order is.
        long price = 1_000_003;
        long Next() => price += 1_000 + dice.Below(1_000);
        var legs = Enumerable.Range(0, 3)
            .Select(i => new Leg($"{i}", "w" + dice.Below(2), 1 + dice.Below(9), 0, 100, [])).ToList();
        var order = new Order("x", legs,
            [.. legs.Select(l => new Assignment(l.Id, members[dice.Below(6)], Next()))]);
        var offers = members.Select(m => new Capacity(
            m, "w" + dice.Below(2), 1 + dice.Below(9), 0, 50 + dice.Below(60), 60, Next(), [])).ToList();
        foreach (var member in members)
        {
            var view = JsonSerializer.Serialize(DeclinedLeg.ViewOf(member, order, "1", offers), Fields);
            var others = order.Assigned.Where(a => a.Member != member).Select(a => (a.Member, a.Price))
                .Concat(offers.Where(o => o.Member != member).Select(o => (o.Member, o.Price)));
            foreach (var (other, hidden) in others)
            {
                view.ShouldNotContain($"{hidden}");
                view.ShouldNotContain($"\"{other}\"");
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void nobody_left_is_an_answer() =>
        DeclinedLeg.Alternatives(Three, "2", []).Value.Ranked.ShouldBeEmpty();

    [Fact]
    public void a_leg_that_is_none_is_refused() =>
        DeclinedLeg.Alternatives(Three, "9", Offers).Refusal!.Code.ShouldBe("planning.leg_unknown");

    private static readonly JsonSerializerOptions Fields = new() { IncludeFields = true };
}
