using System.Collections.Immutable;
using Meent.Planning.Rules.Routing;

namespace Meent.Tests.Planning.Routing;

/// <summary>The checker is not easily pleased: each rule, broken once.</summary>
public class Checking_routes
{
    private static readonly RoutingProblem Problem = new(
        [new Base("hub", 0, 500, 10), new Base("other", 0, 100)],
        [
            new Stop("a", 5, Service: 10), new Stop("b", 5, 1, Service: 10, Latest: 60),
            new Stop("c", 4, Delivery: 3, Service: 10, Earliest: 100), new Stop("d", 4, Lorries: 2),
        ],
        [
            new LorryType("big", 1, [6, 6], 0, [0], MaxRide: 60, MaxTrips: 2, MaxDistance: 200, Fixed: 7),
            new LorryType("small", 1, [9], 0, [0], Deck: 2, MaxDuration: 90),
        ],
        [Any.Plane([(0, 0), (0, 50), (10, 0), (20, 0), (20, 10), (0, 10)], 1)]);

    [Fact]
    public void A_good_plan_has_no_fault() =>
        Faults(new(0, [0, 2, 3, 0]), 47, [4, 5]).ShouldBeEmpty();

    [Fact]
    public void A_wrong_cost_is_seen() => Faults(new(0, [0, 2, 3, 0]), 46, [4, 5]).ShouldHaveSingleItem();

    [Fact]
    public void A_stop_that_nobody_names_is_seen() => Faults(new(0, [0, 2, 3, 0]), 47, [4]).ShouldHaveSingleItem();

    [Fact]
    public void A_stop_that_is_visited_twice_is_seen() => Faults(new(0, [0, 2, 3, 0]), 47,
        [3, 4, 5]).ShouldHaveSingleItem();

    [Theory]
    [InlineData(0, new[] { 0, 3, 0, 4, 0, 2, 0 }, "makes 3 trips")]
    [InlineData(0, new[] { 0, 5, 0 }, "may not come to d")]
    [InlineData(0, new[] { 0, 2, 3, 4, 0 }, "cannot hold 9 + 5")]
    [InlineData(1, new[] { 0, 2, 3, 0 }, "cannot hold 5 + 5")]
    [InlineData(1, new[] { 0, 4, 0 }, "has 3 on a deck of 2")]
    [InlineData(0, new[] { 0, 2, 4, 3, 0 }, "comes to node 3 at")]
    [InlineData(0, new[] { 0, 3, 4, 0 }, "rides")]
    [InlineData(0, new[] { 0, 2, 1 }, "may not unload at base 1")]
    [InlineData(0, new[] { 0, 2 }, "does not unload")]
    [InlineData(0, new[] { 2, 0 }, "does not start")]
    [InlineData(1, new[] { 0, 2, 5, 0, 4, 0 }, "makes 2 trips")]
    public void A_broken_rule_is_seen(int type, int[] nodes, string fault) =>
        Faults(new(type, [.. nodes]), 0, []).ShouldContain(f => f.ToString().Contains(fault));

    [Fact]
    public void More_lorries_than_there_are_is_seen() =>
        RouteCheck.Faults(Problem, new([new(0, [0, 2, 0]), new(0, [0, 3, 0])], [4, 5], 74))
            .ShouldContain(f => f.ToString().Contains("2 lorries of big"));

    private static IReadOnlyList<RouteFault> Faults(LorryDay day, long cost, ImmutableArray<int> left) =>
        RouteCheck.Faults(Problem, new RoutingSolution([day], left, cost));
}
