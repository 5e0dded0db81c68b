using System.Collections.Immutable;
using Meent.Planning;
using Meent.Planning.Rules.Routing;

namespace Meent.Tests.Planning.Routing;

/// <summary>A hub with one farm ten kilometres off, and one thing wrong with it.</summary>
public class Refusing_routes
{
    private static readonly Base Hub = new("hub");
    private static readonly Stop Farm = new("Kamau", 50, Service: 300);
    private static readonly LorryType Lorry = new("tanker", 1, [100], 0, [0]);

    [Fact]
    public void Nothing_is_wrong_with_a_farm_that_can_be_fetched() => Code([Farm], Lorry).ShouldBeNull();

    [Fact]
    public void No_stops() => Code([], Lorry).ShouldBe("planning.no_stops");

    [Fact]
    public void Ten_thousand_stops()
    {
        var refusal = ProblemCheck.Refuse(new RoutingProblem(
            [Hub], [.. Enumerable.Repeat(Farm, 10_000)], [Lorry], [new Travel(1, [0], [0])]))!;
        refusal.Code.ShouldBe("planning.too_many_stops");
        refusal.Fact("limit").ShouldBe("3000");
    }

    [Fact]
    public void No_kind_of_lorry() =>
        ProblemCheck.Refuse(new RoutingProblem([Hub], [Farm], [], [Way()]))!.Code.ShouldBe("planning.lorry_types");

    [Fact]
    public void A_lorry_without_room() =>
        Code([Farm], Lorry with { Compartments = [100, 0] }).ShouldBe("planning.no_capacity");

    [Fact]
    public void A_kind_of_lorry_of_which_there_is_none() =>
        Code([Farm], Lorry with { Count = 0 }).ShouldBe("planning.no_lorry");

    [Fact]
    public void A_window_that_ends_before_it_begins() =>
        Code([Farm with { Earliest = 600, Latest = 300 }], Lorry).ShouldBe("planning.window_contradicts");

    [Fact]
    public void A_lorry_that_ends_before_it_begins() =>
        Code([Farm], Lorry with { Earliest = 600, Latest = 300 }).ShouldBe("planning.window_contradicts");

    [Fact]
    public void Less_than_nothing_to_fetch() =>
        Code([Farm with { Pickup = -1 }], Lorry).ShouldBe("planning.negative_demand");

    [Fact]
    public void More_than_the_largest_lorry_holds()
    {
        var refusal = Refuse([Farm with { Pickup = 120 }], Lorry)!;
        refusal.Code.ShouldBe("planning.demand_over_lorry");
        (refusal.Fact("demand"), refusal.Fact("capacity")).ShouldBe(("120", "100"));
    }

    [Fact]
    public void No_way_there() =>
        ProblemCheck.Refuse(new RoutingProblem([Hub], [Farm], [Lorry], [Way(RoutingProblem.Far)]))!
            .Code.ShouldBe("planning.cannot_be_reached");

    [Fact]
    public void A_day_too_short_for_the_way() =>
        Code([Farm], Lorry with { MaxDuration = 1_000 }).ShouldBe("planning.cannot_be_served_day");

    [Fact]
    public void A_farm_that_closes_before_anybody_can_be_there() =>
        Code([Farm with { Latest = 500 }], Lorry).ShouldBe("planning.cannot_be_served_windows");

    [Fact]
    public void A_way_back_that_is_too_long_for_warm_milk() =>
        Code([Farm], Lorry with { MaxRide = 600 }).ShouldBe("planning.cannot_be_served_ride");

    [Fact]
    public void A_road_that_no_lorry_can_drive() =>
        Code([Farm with { Lorries = 2 }], Lorry).ShouldBe("planning.cannot_be_served_road");

    [Fact]
    public void A_load_that_fits_no_single_lorry() =>
        Code(
            [Farm], Lorry with { Compartments = [30] },
            Lorry with { MaxRide = 600, MaxDuration = 1_000 }).ShouldBe("planning.cannot_be_served_capacity");

    [Fact]
    public void Who_is_left_out_hears_the_first_rule_that_would_have_to_go()
    {
        // Three farms of 50 and one trip of 100: a second trip would do.
        ImmutableArray<Stop> farms = [Farm, Farm with { Name = "Njeri" }, Farm with { Name = "Otieno" }];
        Why(farms, Lorry).ShouldBe(("trips", 1));
        Why(farms, Lorry with { MaxTrips = 2, MaxDuration = 3_000 }).ShouldBe(("day", 1));
        farms = [.. farms.Select(f => f with { Latest = 1_000 })];
        Why(farms, Lorry with { Compartments = [60], Count = 2 }).ShouldBe(("lorries", 1));
    }

    [Fact]
    public void Where_giving_up_one_rule_is_not_enough_it_is_not_decided() =>
        Why([Farm with { Lorries = 2, Latest = 500 }], Lorry).ShouldBe((null, 1));

    private static (string? Rule, int Left) Why(ImmutableArray<Stop> stops, params LorryType[] lorries)
    {
        var problem = new RoutingProblem([Hub], stops, [.. lorries], [Way(count: stops.Length)]);
        var plan = Router.Solve(problem, 1, 1, Budget.Iterations(500));
        var why = WhyNot.Find(problem, plan, 1, () => Budget.Iterations(500));
        return (why.Rule, why.Left.Count);
    }

    private static string? Code(ImmutableArray<Stop> stops, params LorryType[] lorries) => Refuse(stops, lorries)?.Code;

    private static Meent.Kernel.Refusal? Refuse(ImmutableArray<Stop> stops, params LorryType[] lorries) =>
        ProblemCheck.Refuse(new RoutingProblem([Hub], stops, [.. lorries], [Way(count: stops.Length)]));

    /// <summary>Ten kilometres and a thousand seconds from the hub to each farm.</summary>
    private static Travel Way(int metres = 10_000, int count = 1)
    {
        var n = count + 1;
        var distance = new int[n * n];
        for (var i = 1; i < n; i++)
        {
            (distance[i], distance[i * n]) = (metres, metres);
        }

        return new Travel(n, distance, [.. distance.Select(d => d >= RoutingProblem.Far ? d : d / 10)]);
    }
}
