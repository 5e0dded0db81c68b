using FsCheck;
using FsCheck.Fluent;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Matching;

namespace Meent.Tests.Planning.Matching;

/// <summary>The network simplex method, against a second method and by its dual values.</summary>
public sealed class Cheapest_flows
{
    [Fact]
    public void the_power_company_of_the_textbook_pays_1020()
    {
        // Winston, Operations Research, 4th ed., chapter 7, Powerco: cost 1,020 with 35, 50, 40 supplied.
        var flow = Transportation.Solve([35, 50, 40], [45, 20, 30, 30], [8, 6, 10, 9, 9, 12, 13, 7, 14, 9, 16, 5]);
        flow.Value.Cost.ShouldBe((Int128)1_020);
    }

    [Fact]
    public void random_networks_cost_what_the_second_method_finds() => Check(network =>
    {
        var flow = NetworkSimplex.Solve(network);
        var expected = CheapestPaths.Cost(network);
        if (expected is null)
        {
            flow.Refusal?.Code.ShouldBe("planning.flow_disconnected");
            flow.Refused.ShouldBeTrue();
            return;
        }

        flow.Value.Cost.ShouldBe((Int128)expected.Value);
        Certificate.Fault(network, flow.Value).ShouldBeNull();
    });

    [Fact]
    public void a_dense_problem_is_shown_to_be_optimal()
    {
        for (var seed = 1UL; seed <= 3; seed++)
        {
            var dice = new Dice(seed);
            var units = Enumerable.Range(0, 60).Select(_ => 1L + dice.Below(1_000)).ToArray();
            var cost = Enumerable.Range(0, 3_600).Select(_ => 1L + dice.Below(1_000)).ToArray();
            var network = Transportation.Read(units, [.. units.Reverse()], cost).Value;
            var flow = NetworkSimplex.Solve(network).Value;
            Certificate.Fault(network, flow).ShouldBeNull();
            flow.Cost.ShouldBe((Int128)CheapestPaths.Cost(network)!.Value);
        }
    }

    [Fact]
    public void an_assignment_with_all_costs_equal_ends()
    {
        var ones = Enumerable.Repeat(1L, 100).ToArray();
        var network = Transportation.Read(ones, ones, Enumerable.Repeat(5L, 10_000).ToArray()).Value;
        var flow = NetworkSimplex.Solve(network).Value;
        flow.Cost.ShouldBe((Int128)500);
        Certificate.Fault(network, flow).ShouldBeNull();
    }

    [Fact]
    public void a_wrong_flow_is_found_out()
    {
        var network = Transportation.Read([1, 1], [1, 1], [1, 9, 9, 1]).Value;
        var flow = NetworkSimplex.Solve(network).Value;
        Certificate.Fault(network, flow).ShouldBeNull();
        Certificate.Fault(network, flow with { Flows = [0, 1, 1, 0], Cost = 18 }).ShouldNotBeNull();
        Certificate.Fault(network, flow with { Flows = [1, 0, 0, 0], Cost = 1 }).ShouldNotBeNull();
        Certificate.Fault(network, flow with { Cost = 3 }).ShouldNotBeNull();
        Certificate.Fault(network, flow with { Flows = [2, -1, 0, 1] }).ShouldNotBeNull();
    }

    [Fact]
    public void more_supply_than_demand_is_refused() =>
        Transportation.Solve([2], [1], [1]).Refusal!.ShouldSatisfyAllConditions(
            r => r.Code.ShouldBe("planning.flow_unbalanced"), r => r.Fact("units").ShouldBe("1"));

    [Fact]
    public void supply_below_zero_is_refused() =>
        Transportation.Solve([-1, 2], [1], [1, 1]).Refusal!.Code.ShouldBe("planning.quantity_negative");

    [Fact]
    public void a_capacity_below_zero_is_refused()
    {
        var network = new Network(2, 1);
        network.Add(0, 1, -5, 1);
        NetworkSimplex.Solve(network).Refusal!.Code.ShouldBe("planning.flow_negative");
    }

    [Fact]
    public void a_sink_that_nobody_reaches_is_named()
    {
        const long no = Transportation.Impossible;
        Transportation.Solve([3, 4], [3, 4], [1, no, 1, no]).Refusal!.ShouldSatisfyAllConditions(
            r => r.Code.ShouldBe("planning.flow_disconnected"), r => r.Fact("units").ShouldBe("4"));
    }

    [Fact]
    public void a_cycle_that_earns_for_ever_is_refused()
    {
        var network = new Network(2, 2);
        network.Add(0, 1, Network.Unlimited, -2);
        network.Add(1, 0, Network.Unlimited, 1);
        NetworkSimplex.Solve(network).Refusal!.Code.ShouldBe("planning.flow_unbounded");
    }

    [Fact]
    public void figures_that_do_not_fit_are_refused()
    {
        Transportation.Solve([1], [1], [long.MaxValue / 8]).Refusal!.Code.ShouldBe("planning.flow_figures");
        Transportation.Solve([long.MaxValue / 2], [long.MaxValue / 2], [1]).Refusal!.Code
            .ShouldBe("planning.flow_figures");
        NetworkSimplex.Solve(new Network(FlowLimits.MostNodes + 1, 0)).Refusal!.Code
            .ShouldBe("planning.flow_too_large");
    }

    private static void Check(Action<Network> property) => Prop.ForAll(
        Arb.From(Gen.Choose(1, int.MaxValue).Select(seed => Draw(new Dice((ulong)seed)))), property)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    /// <summary>Up to eight nodes, arcs with and without limit, some costs below zero but no cycle that earns without
    /// end.</summary>
    private static Network Draw(Dice dice)
    {
        var nodes = 2 + dice.Below(7);
        var arcs = 1 + dice.Below(24);
        var network = new Network(nodes, arcs);
        for (var i = 0; i < nodes * 2; i++)
        {
            var units = dice.Below(6);
            network.Supply[dice.Below(nodes)] += units;
            network.Supply[dice.Below(nodes)] -= units;
        }

        for (var arc = 0; arc < arcs; arc++)
        {
            var limited = dice.Below(3) > 0;
            network.Add(dice.Below(nodes), dice.Below(nodes), limited ? dice.Below(12) : Network.Unlimited,
                limited ? dice.Below(20) - 4 : dice.Below(20));
        }

        return network;
    }
}
