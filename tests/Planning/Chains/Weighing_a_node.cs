using FsCheck;
using FsCheck.Fluent;
using Meent.Planning.Rules.Chains;

namespace Meent.Tests.Planning.Chains;

public class Weighing_a_node
{
    private static readonly NodeFlow Onions = new("onions", 3800, 320, 109, 18, 0.80, 90, 22, 18, 0.92);

    private static NodeCase Case(double fixedCost, params NodeFlow[] flows) => new(flows, [], fixedCost, 0.073, 40);

    [Fact]
    [Proves("C2.a")]
    public void A_tonne_costs_transport_handling_interest_and_lateness()
    {
        var leg = NodeTest.Legs(Case(0, Onions), NodeScale.One)[0];
        leg.Direct.ShouldBe(109 + (320 * 0.0002 * 18) + 8, 1e-9);
        leg.Via.ShouldBe(90 + 22 + (320 * 0.0002 * 18) + 3.2, 1e-9);
        leg.Gain.ShouldBe(1.8, 1e-9);
    }

    [Fact]
    public void The_volume_that_pays_is_the_fixed_cost_by_the_saving_of_a_tonne()
    {
        var node = Case(9_000, Onions);
        NodeTest.VolumeThatPays(node)!.Value.ShouldBe(9_000 / 1.8, 1e-6);
        var volume = NodeTest.Turns(node).Single(t => t.Parameter == NodeParameter.Volume);
        (volume.Scale!.Value * 3800).ShouldBe(5_000, 1e-6);
    }

    [Fact]
    [Proves("C2.b")]
    [Proves("AT-C2-1")]
    public void Dearer_and_without_a_margin_is_not_a_suitable_node_and_handling_would_have_to_fall_by_so_much()
    {
        // Directly 100 a tonne; by the node 90 + 20. No fixed cost: handling would have to fall below 10.
        var flow = new NodeFlow("flow", 1000, 0, 100, 10, 1, 90, 20, 10, 1);
        var node = new NodeCase([flow], [new AddedValue("packing", 0, 0.5, 30, 31, 0)], 0, 0, 0);
        var verdict = NodeVerdict.Of(node, NodeScale.One, NodeScale.One);
        verdict.Answer.ShouldBe(NodeAnswer.NotSuitable);
        verdict.Saving.Base.ShouldBe(0);
        verdict.Added.Base.ShouldBe(0);
        NodeTest.Legs(node, NodeScale.One)[0].Gain.ShouldBe(-10);
        var handling = NodeTest.Turns(node).Single(t => t.Parameter == NodeParameter.Handling);
        handling.Change!.Value.ShouldBe(-0.5, 1e-9);
    }

    [Fact]
    [Proves("C2.b")]
    public void A_service_with_a_margin_can_pay_for_the_way_round()
    {
        var flow = new NodeFlow("flow", 1000, 0, 100, 10, 1, 90, 12, 10, 1);
        NodeVerdict Of(double price) => NodeVerdict.Of(
            new NodeCase([flow], [new AddedValue("packing", 0, 0.5, price, 31, 0)], 0, 0, 0),
            NodeScale.One, NodeScale.One);
        Of(36).Answer.ShouldBe(NodeAnswer.PaysWithServices);
        Of(36).Together.Base.ShouldBe((1000 * -2) + (1000 * 0.5 * 5), 1e-9);
        Of(33).Answer.ShouldBe(NodeAnswer.ServicesDoNotCarry);
        Of(33).Added.Base.ShouldBe(1000);
        Of(31).Answer.ShouldBe(NodeAnswer.NotSuitable);
    }

    [Fact]
    public void It_depends_where_the_ranges_hold_both_answers()
    {
        var node = Case(6_000, Onions);
        var (worse, better) = (NodeScale.One.With(NodeParameter.Handling, 1.1), NodeScale.One.With(
            NodeParameter.Handling, 0.9));
        NodeVerdict.Of(node, worse, better).Answer.ShouldBe(NodeAnswer.Depends);
        NodeVerdict.Of(node, better, better).Answer.ShouldBe(NodeAnswer.PaysByCost);
    }

    [Fact]
    public void Just_before_and_just_behind_a_turn_the_answers_differ() =>
        Prop.ForAll(Cases().ToArbitrary(), node =>
        {
            foreach (var turn in NodeTest.Turns(node).Where(t => t.Scale is > 1e-6 and < 900))
            {
                double At(double scale) => NodeTest.Sums(node, NodeScale.One.With(turn.Parameter, scale)).Together;
                (At(turn.Scale!.Value * (1 - 1e-6)) > 0).ShouldNotBe(At(turn.Scale.Value * (1 + 1e-6)) > 0);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Worse_parameters_never_give_more() =>
        Prop.ForAll(Cases().ToArbitrary(), node =>
        {
            var sums = NodeTest.Sums(node, NodeScale.One);
            var worse = NodeTest.Sums(node, new NodeScale(1.1, 1.05, 1.2, 0.8, 1, 0.7));
            worse.Saving.ShouldBeLessThanOrEqualTo(sums.Saving);
            worse.Added.ShouldBeLessThanOrEqualTo(sums.Added);
            worse.Together.ShouldBeLessThanOrEqualTo(sums.Together);
        }).QuickCheckThrowOnFailure();

    private static Gen<NodeCase> Cases()
    {
        var flow =
            from volume in Gen.Choose(1, 500)
            from direct in Gen.Choose(60, 140)
            from via in Gen.Choose(40, 120)
            from handling in Gen.Choose(1, 40)
            from days in Gen.Choose(1, 30)
            select new NodeFlow("f", volume, 900, direct, 15, 0.9, via, handling, days, 0.95);
        return
            from flows in flow.ListOf(5)
            from price in Gen.Choose(10, 60)
            from share in Gen.Choose(0, 100)
            from fixedCost in Gen.Choose(0, 20_000)
            select new NodeCase(
                [.. flows], [new AddedValue("s", 0, share / 100.0, price, 30, 500)], fixedCost, 0.08, 30);
    }
}
