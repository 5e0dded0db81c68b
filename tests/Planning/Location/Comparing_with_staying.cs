using Meent.Planning;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Location;

namespace Meent.Tests.Planning.Location;

/// <summary>
/// Achieng at km 0, Barasa at km 1, Chebet at km 9 and Daudi at km 10 of one road bring 100 litres a day each, 100
/// days, at 0.01 for a litre and km: 100 for each km in all. Everybody goes to Kiambaa at km 0 today (1,000 litres,
/// upkeep 500). Limuru at km 10 can be opened for 300, with 250 litres (400 + 100) or 1,000 litres (700 + 200).
/// </summary>
public class Comparing_with_staying
{
    private static readonly PlaceCase Road = new(
        [new("A", "Achieng", 100), new("B", "Barasa", 100), new("C", "Chebet", 100), new("D", "Daudi", 100)],
        [
            new("K", "Kiambaa", [new("1000 l", 1_000, 900, 500, 0)], TodaySize: 0, Closing: 50),
            new("L", "Limuru", [new("250 l", 250, 400, 100, 0), new("1000 l", 1_000, 700, 200, 0)], Opening: 300),
        ],
        [0, 10, 1, 9, 9, 1, 10, 0], 0.01, 100)
    {
        Scenarios = [new("low", 0.5), new("base", 1), new("high", 2)],
    };

    [Fact]
    public void Staying_costs_what_it_costs_today_and_differs_by_exactly_nothing()
    {
        var stay = Row(Compare(Road), PlanKind.Stay);
        stay.Cost.ShouldBe(new PlaceCost(0, 500, 0, 0, 0, 2_000));
        stay.Members.ShouldAllBe(m => m.Farther == 0 && m.Transport == m.TransportToday);
        Row(Compare(Road), PlanKind.SameSites).Cost.ShouldBe(stay.Cost);
        Row(Compare(Road), PlanKind.SameSites).Members.ShouldAllBe(m => m.Farther == 0);
    }

    [Fact]
    public void A_second_point_is_worth_its_cost_and_two_members_come_nearer()
    {
        var all = Compare(Road);
        var free = Row(all, PlanKind.Free);
        free.Cost.ShouldBe(new PlaceCost(400, 600, 300, 0, 0, 200));
        free.Cost.Total.ShouldBe(1_500);
        (free.Proven, free.Bound, all.Bound).ShouldBe((true, 1_500, 1_500));
        free.Winners.Select(m => Road.Members[m.Member].Name).ShouldBe(["Daudi", "Chebet"]);
        free.Losers.ShouldBeEmpty();
        free.Sites.ShouldBe([new SiteUse(0, 0, 0, 200, 1_000, 2), new SiteUse(1, 0, -1, 200, 250, 2)]);
        free.Sites.Select(s => s.TooBig).ShouldBe([true, false]);
        Row(all, PlanKind.KeepAndAdd).Cost.ShouldBe(free.Cost);
    }

    /// <summary>With one point at Limuru: 50 + 300 + 700 + 200 and 10 + 9 + 1 + 0 km. Kiambaa alone: 2,500.</summary>
    [Fact]
    public void Each_number_of_points_has_its_price()
    {
        var never = Road.Candidates[0] with { Forbidden = true };
        var one = Compare(Road with { Candidates = [never, Road.Candidates[1]] });
        Row(one, PlanKind.Count, 1).Cost.ShouldBe(new PlaceCost(700, 200, 300, 50, 0, 2_000));
        Row(Compare(Road), PlanKind.Count, 1).Cost.Total.ShouldBe(2_500);
        Row(Compare(Road), PlanKind.Count, 2).Cost.Total.ShouldBe(1_500);
    }

    [Fact]
    public void Who_loses_is_named_also_where_the_total_is_better()
    {
        var dear = new Candidate("K", "Kiambaa", [new("1000 l", 1_000, 900, 3_000, 0)], 0, Closing: 50);
        var free = Row(Compare(Road with { Candidates = [dear, Road.Candidates[1]] }), PlanKind.Free);
        free.Cost.Total.ShouldBeLessThan(5_000);
        free.Losers.Select(m => (Road.Members[m.Member].Name, m.Farther)).ShouldBe([("Achieng", 10), ("Barasa", 8)]);
        free.Sites[0].ShouldBe(new SiteUse(0, -1, 0, 0, 0, 0));
    }

    /// <summary>Twice the milk: Limuru holds 250 of 400 litres; 150 of Chebet's go 9 km. Staying: 1,000 l for 800.
    /// Half: 1,300 and half of 200. At low demand staying costs 1,500, and Limuru as well: 1,400.</summary>
    [Fact]
    public void More_or_less_milk_is_laid_against_each_plan()
    {
        var all = Compare(Road);
        Row(all, PlanKind.Free).Scenarios.Select(s => s.Cost).ShouldBe([1_400, 1_500, 1_300 + 200 + 50 + 1_350]);
        Row(all, PlanKind.Stay).Scenarios.Select(s => s.Cost).ShouldBe([1_500, 2_500, 4_500]);
        Row(all, PlanKind.Stay).Scenarios.Select(s => s.Regret).ShouldBe([100, 1_000, 1_600]);
        Row(all, PlanKind.Free).Scenarios.ShouldAllBe(s => s.Regret == 0 && s.NoRoom == 0);
    }

    [Fact]
    public void Milk_without_room_is_counted_and_compared_only_at_its_price()
    {
        var more = Road with { Scenarios = [new("high", 3)] };
        var stay = Row(Compare(more), PlanKind.Stay).Scenarios[0];
        (stay.NoRoom, double.IsNaN(stay.Regret)).ShouldBe((200, true));
        var priced = Row(Compare(more with { LostPerLitre = 0.5 }), PlanKind.Stay).Scenarios[0];
        priced.Cost.ShouldBe(stay.Cost + (200 * 100 * 0.5));
        priced.Regret.ShouldBe(priced.Cost - Row(Compare(more with { LostPerLitre = 0.5 }), PlanKind.Free)
            .Scenarios[0].Cost);
    }

    [Fact]
    public void A_sale_that_brings_more_than_closing_costs_is_counted()
    {
        var sold = Road.Candidates[0] with { Closing = -5_000 };
        var free = Row(Compare(Road with { Candidates = [sold, Road.Candidates[1]] }), PlanKind.Free);
        free.Cost.ShouldBe(new PlaceCost(700, 200, 300, -5_000, 0, 2_000));
        free.Proven.ShouldBeTrue();
        free.Bound.ShouldBe(-1_800, 1e-6);
    }

    [Fact]
    public void Of_random_cases_the_bound_holds_rows_add_up_and_members_go_whole()
    {
        for (var seed = 1UL; seed <= 60; seed++)
        {
            var asked = RandomCase(seed);
            if (ComparePlaces.Run(asked, null, seed, () => Budget.Iterations(20_000)) is not { Refused: false } outcome)
            {
                continue;
            }

            foreach (var plan in outcome.Value.Plans.Where(p => p.Over == 0 && p.Kind != PlanKind.Stay))
            {
                plan.Cost.Total.ShouldBeGreaterThanOrEqualTo(outcome.Value.Bound - 1e-6, $"seed {seed}");
                plan.Cost.Total.ShouldBeGreaterThanOrEqualTo(plan.Bound - 1e-6);
                plan.Members.Sum(m => m.Transport).ShouldBe(plan.Cost.Transport, 1e-6);
                plan.Sites.Sum(s => s.Litres).ShouldBe(asked.Members.Sum(m => m.Litres));
                plan.Scenarios.Single(s => s.Scenario.Factor == 1).Cost.ShouldBe(plan.Cost.Total);
                var split = plan.Members.Count(m => m.Goes.Count > 1);
                (split == 0 || split < plan.Sites.Count).ShouldBeTrue($"seed {seed}");
            }

            if (outcome.Value.Plans.FirstOrDefault(p => p.Kind == PlanKind.Stay) is { } stay)
            {
                stay.Members.ShouldAllBe(m => m.Farther == 0 && m.Transport - m.TransportToday == 0);
            }
        }
    }

    /// <summary>Each member at one site, all divisions tried: the plan is not below the best whole one, and mostly it.
    /// </summary>
    [Fact]
    public void Whole_members_are_placed_nearly_as_well_as_can_be()
    {
        var (best, all) = (0, 0);
        for (var seed = 1UL; seed <= 60; seed++)
        {
            var asked = RandomCase(seed) with { Scenarios = [new("base", 1)] };
            var outcome = ComparePlaces.Run(asked, [], seed, () => Budget.Iterations(20_000));
            if (outcome.Refused || outcome.Value.Plans.FirstOrDefault(p => p.Kind == PlanKind.Free) is not { } plan
                || plan.Members.Any(m => m.Goes.Count > 1))
            {
                continue;
            }

            var optimum = BestDivision(asked, plan);
            plan.Cost.Transport.ShouldBeGreaterThanOrEqualTo(optimum - 1e-6, $"seed {seed}");
            (best, all) = (best + (plan.Cost.Transport <= optimum * 1.0001 ? 1 : 0), all + 1);
        }

        all.ShouldBeGreaterThan(30);
        best.ShouldBeGreaterThan(all * 8 / 10);
    }

    private static double BestDivision(PlaceCase asked, PlacePlan plan)
    {
        var room = plan.Sites.Where(s => s.Size >= 0).ToDictionary(s => s.Candidate, s => s.Capacity);
        double From(int member)
        {
            if (member == asked.Members.Count)
            {
                return 0;
            }

            var (least, litres) = (double.PositiveInfinity, asked.Members[member].Litres);
            foreach (var site in room.Keys.ToList())
            {
                if (room[site] >= litres)
                {
                    room[site] -= litres;
                    least = Math.Min(least, asked.Transport(member, site, litres) + From(member + 1));
                    room[site] += litres;
                }
            }

            return least;
        }

        return From(0);
    }

    private static PlaceCase RandomCase(ulong seed)
    {
        var dice = new Dice(seed);
        var (n, m) = (3 + dice.Below(5), 2 + dice.Below(3));
        var candidates = Enumerable.Range(0, m).Select(j => new Candidate($"{j}", $"s{j}",
            [.. Enumerable.Range(1, 2).Select(k => new SizeOffer($"{k}", (10 * k) + dice.Below(30), 20 * k, 5 * k, 0))],
            dice.Below(3) - 1, dice.Below(40), dice.Below(20) - 10)).ToList();
        return new PlaceCase([.. Enumerable.Range(0, n).Select(i => new Member($"{i}", $"m{i}", dice.Below(12)))],
            candidates, [.. Enumerable.Range(0, n * m).Select(_ => (double)dice.Below(15))], 0.1, 10)
        {
            Scenarios = [new("low", 0.7), new("base", 1), new("high", 1.6)],
        };
    }

    private static PlaceComparison Compare(PlaceCase asked) =>
        ComparePlaces.Run(asked, null, 1, () => Budget.Iterations(5_000)).Value;

    private static PlacePlan Row(PlaceComparison all, PlanKind kind, int count = 0) =>
        all.Plans.Single(p => p.Kind == kind && p.Count == count);
}
