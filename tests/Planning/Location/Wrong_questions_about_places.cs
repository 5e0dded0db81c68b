using Meent.Kernel;
using Meent.Planning;
using Meent.Planning.Rules.Location;

namespace Meent.Tests.Planning.Location;

/// <summary>What cannot be answered is refused, and by name.</summary>
public class Wrong_questions_about_places
{
    private static readonly SiteSize Tank = new("2000 l", 100, 2_000);

    private static Refusal? Asked(List<Customer> customers, List<Site> sites, double[]? cost = null, int least = 1,
        int most = 0) =>
        LocationProblem.From(customers, sites, cost ?? new double[customers.Count * sites.Count], least, most).Refusal;

    private static Refusal? Compared(Func<PlaceCase, PlaceCase> change)
    {
        var asked = new PlaceCase(
            [new("0007", "Wanjiru", 40), new("0008", "Otieno", 30, 0)],
            [
                new("K", "Kiambaa", [new("1000 l", 1_000, 50, 5, 0.1)], 0, 10, 4),
                new("L", "Limuru", [new("1000 l", 1_000, 50, 5, 0.1)]),
            ],
            [1, 2, 3, 4], 0.5, 365);
        return ComparePlaces.Run(change(asked), [], 1, () => Budget.Iterations(50)).Refusal;
    }

    [Fact]
    public void Nothing_to_choose_from() =>
        Asked([], [new Site("a", [Tank])])!.Code.ShouldBe("planning.places_nothing");

    [Fact]
    public void Negative_demand() =>
        Asked([new("Wanjiru", -3)], [new Site("a", [Tank])])!.ToString()
            .ShouldBe("planning.places_demand (member=Wanjiru, value=-3)");

    [Fact]
    public void A_distance_that_nobody_knows()
    {
        Asked([new("Wanjiru", 3)], [new Site("a", [Tank])], [double.NaN])!
            .Code.ShouldBe("planning.places_distance");
        Asked([new("Wanjiru", 3)], [new Site("a", [Tank])], [-1])!.Code.ShouldBe("planning.places_distance");
        Asked([new("Wanjiru", 3)], [new Site("a", [Tank])], [])!.Fact("site").ShouldBe("a");
    }

    [Fact]
    public void A_tank_that_holds_nothing() =>
        Asked([new("Wanjiru", 3)], [new Site("a", [Tank with { Capacity = 0 }])])!
            .Code.ShouldBe("planning.places_capacity");

    [Fact]
    public void More_than_all_sites_can_take()
    {
        var no = Asked([new("Wanjiru", 3_000), new("Otieno", 1_500)],
            [new Site("a", [Tank]), new Site("b", [Tank]), new Site("c", [Tank], Forbidden: true)])!;
        no.Code.ShouldBe("planning.places_too_little");
        no.Fact("short").ShouldBe("500");
    }

    [Fact]
    public void Too_little_under_a_bound_on_the_number_of_sites() =>
        Asked([new("Wanjiru", 3_000)], [new Site("a", [Tank]), new Site("b", [Tank])], most: 1)!
            .Fact("short").ShouldBe("1000");

    [Fact]
    public void More_points_than_sites()
    {
        var no = Asked([new("Wanjiru", 3)], [new Site("a", [Tank]), new Site("b", [Tank], Forbidden: true)], least: 2)!;
        no.Code.ShouldBe("planning.places_points");
        no.Fact("sites").ShouldBe("1");
    }

    [Fact]
    public void A_member_that_no_site_can_reach()
    {
        var none = double.PositiveInfinity;
        var no = Asked([new("Wanjiru", 3), new("Otieno", 2)], [new Site("a", [Tank]), new Site("b", [Tank])],
            [1, 2, none, none])!;
        no.Code.ShouldBe("planning.places_unreachable");
        no.Fact("member").ShouldBe("Otieno");
    }

    [Fact]
    public void Ten_thousand_stops()
    {
        var many = Enumerable.Range(0, 10_000).Select(i => new Customer($"{i}", 1)).ToList();
        var no = Asked(many, [new Site("a", [Tank])], [])!;
        no.Code.ShouldBe("planning.places_too_large");
        no.Fact("mostMembers").ShouldBe("5000");
    }

    [Fact]
    public void Open_and_forbidden_at_once() =>
        Asked([new("Wanjiru", 3)], [new Site("a", [Tank], Forced: true, Forbidden: true)])!
            .Code.ShouldBe("planning.places_forced_and_forbidden");

    [Fact]
    public void No_sizes_or_too_many()
    {
        Asked([new("Wanjiru", 3)], [new Site("a", [])])!.Code.ShouldBe("planning.places_sizes");
        Asked([new("Wanjiru", 3)], [new Site("a", [.. Enumerable.Repeat(Tank, 31)])])!
            .Code.ShouldBe("planning.places_sizes");
    }

    [Fact]
    public void A_cost_that_is_none() =>
        Asked([new("Wanjiru", 3)], [new Site("a", [Tank with { Fixed = double.NaN }])])!
            .Code.ShouldBe("planning.places_cost");

    [Fact]
    public void Fewer_allowed_than_forced() =>
        Asked([new("Wanjiru", 3)], [new Site("a", [Tank], Forced: true), new Site("b", [Tank], Forced: true)], most: 1)!
            .Code.ShouldBe("planning.places_most");

    [Fact]
    public void A_comparison_with_facts_that_contradict()
    {
        Compared(c => c).ShouldBeNull();
        Compared(c => c with { Days = 0 })!.Code.ShouldBe("planning.places_rates");
        Compared(c => c with { Members = [.. c.Members.Select(m => m with { Today = 1 })] })!
            .Code.ShouldBe("planning.places_today");
        Compared(c => c with { Candidates = [.. c.Candidates.Select(s => s with { TodaySize = 3 })] })!
            .Code.ShouldBe("planning.places_today_size");
        Compared(c => c with { Scenarios = [new("high", -1)] })!.Code.ShouldBe("planning.places_scenario");
        Compared(c => c with { Candidates = [.. c.Candidates.Select(s => s with { Opening = -1 })] })!
            .Code.ShouldBe("planning.places_cost");
        Compared(c => c with { MostKm = 0.5 })!.Code.ShouldBe("planning.places_unreachable");
    }
}
