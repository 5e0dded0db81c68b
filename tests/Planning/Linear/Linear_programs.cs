using FsCheck;
using FsCheck.Fluent;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Linear;
using Meent.Planning.Rules.Matching;
using Meent.Tests.Planning.Matching;

namespace Meent.Tests.Planning.Linear;

/// <summary>The bounded simplex method, against every corner, the network simplex method and published examples.
/// </summary>
public sealed class Linear_programs
{
    private const double Near = 1e-6;

    [Fact]
    public void the_glass_company_earns_36_and_its_shadow_prices_are_0_1_5_and_1()
    {
        // Hillier and Lieberman, Introduction to Operations Research, Wyndor Glass Co.
        var result = BoundedSimplex.Solve(new LinearProgram([-3, -5], Unbounded(2),
        [
            new(Relation.AtMost, 4, (0, 1)), new(Relation.AtMost, 12, (1, 2)), new(Relation.AtMost, 18, (0, 3), (1, 2)),
        ]));
        result.Status.ShouldBe(LinearStatus.Optimal);
        result.Cost.ShouldBe(-36, Near);
        result.Values.ShouldBe([2, 6], Near);
        result.Duals.ShouldBe([0, -1.5, -1], Near);
    }

    [Fact]
    public void the_example_on_which_dantzigs_rule_cycles_ends()
    {
        // Beale, 1955: minimum -1/20.
        var result = BoundedSimplex.Solve(new LinearProgram([-0.75, 150, -0.02, 6], Unbounded(4),
        [
            new(Relation.AtMost, 0, (0, 0.25), (1, -60), (2, -0.04), (3, 9)),
            new(Relation.AtMost, 0, (0, 0.5), (1, -90), (2, -0.02), (3, 3)),
            new(Relation.AtMost, 1, (2, 1)),
        ]));
        result.Cost.ShouldBe(-0.05, Near);
    }

    [Fact]
    public void what_cannot_be_says_which_row()
    {
        var result = BoundedSimplex.Solve(new LinearProgram([1], [5.0],
            [new(Relation.AtMost, 100, (0, 1)), new(Relation.AtLeast, 7, (0, 1))]));
        result.Status.ShouldBe(LinearStatus.Infeasible);
        result.FirstBroken.ShouldBe(1);
    }

    [Fact]
    public void a_cost_without_end_is_said() =>
        BoundedSimplex.Solve(new LinearProgram([-1, 0], Unbounded(2), [new(Relation.AtLeast, 1, (0, 1), (1, 1))]))
            .Status.ShouldBe(LinearStatus.Unbounded);

    [Fact]
    public void small_programs_cost_what_the_best_corner_does() => Prop.ForAll(
        Arb.From(Gen.Choose(1, int.MaxValue).Select(seed => Draw(new Dice((ulong)seed)))),
        program =>
        {
            var result = BoundedSimplex.Solve(program);
            var best = Corners.Best(program);
            result.Status.ShouldBe(double.IsNaN(best) ? LinearStatus.Infeasible : LinearStatus.Optimal);
            if (result.Status == LinearStatus.Optimal)
            {
                result.Cost.ShouldBe(best, Near);
                Corners.Keeps(program, result.Values).ShouldBeTrue();
                Corners.DualCost(program, result.Duals).ShouldBe(best, 1e-5);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void a_transportation_problem_costs_what_the_network_simplex_method_finds()
    {
        for (var seed = 1UL; seed <= 30; seed++)
        {
            var dice = new Dice(seed);
            var (sources, sinks) = (2 + dice.Below(6), 2 + dice.Below(6));
            var network = new Network(sources + sinks, sources * sinks);
            for (var i = 0; i < sources * sinks; i++)
            {
                var units = dice.Below(30);
                network.Supply[i / sinks] += units;
                network.Supply[sources + (i % sinks)] -= units;
                network.Add(i / sinks, sources + (i % sinks), 10 + dice.Below(60), 1 + dice.Below(50));
            }

            var rows = Enumerable.Range(0, network.Nodes).Select(node => new Row(Relation.Equal, network.Supply[node],
                [.. Enumerable.Range(0, network.Arcs)
                    .Where(a => network.Tail[a] == node || network.Head[a] == node)
                    .Select(a => (a, network.Tail[a] == node ? 1.0 : -1.0))])).ToList();
            var result = BoundedSimplex.Solve(new LinearProgram(
                [.. network.Cost.Select(c => (double)c)], [.. network.Capacity.Select(c => (double)c)], rows));
            var flow = NetworkSimplex.Solve(network);
            if (flow.Refused)
            {
                result.Status.ShouldBe(LinearStatus.Infeasible);
            }
            else
            {
                result.Cost.ShouldBe((double)flow.Value.Cost, 1e-5);
                CheapestPaths.Cost(network).ShouldBe((long)flow.Value.Cost);
            }
        }
    }

    private static LinearProgram Draw(Dice dice)
    {
        var variables = 1 + dice.Below(4);
        var rows = Enumerable.Range(0, dice.Below(4)).Select(_ => new Row((Relation)(1 + dice.Below(3)),
            dice.Below(21) - 8, [.. Enumerable.Range(0, variables).Select(v => (v, dice.Below(9) - 4.0))])).ToList();
        return new LinearProgram([.. Enumerable.Range(0, variables).Select(_ => dice.Below(21) - 10.0)],
            [.. Enumerable.Range(0, variables).Select(_ => (double)dice.Below(9))], rows);
    }

    private static double[] Unbounded(int count) => [.. Enumerable.Repeat(double.PositiveInfinity, count)];
}
