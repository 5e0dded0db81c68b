using FsCheck;
using FsCheck.Fluent;
using Meent.Kernel;
using Meent.Planning;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Sharing;
using NodaTime;

namespace Meent.Tests.Planning.Sharing;

/// <summary>Routes are exact here, so that what bundling says can be reckoned again.</summary>
public sealed class Bundling_shipments
{
    private const long PerTrip = 6_000;
    private const long PerKilometre = 90;

    private static readonly LocalDate Day = new(2026, 11, 23);
    private static readonly Currency Euro = Currency.Of("EUR");

    /// <summary>Three growers to the same auction, 60 km east; a fourth with a full load far to the north.</summary>
    private static readonly Stop[] Corridor =
    [
        new(60, 2, 4, 0, 200), new(58, 0, 5, 0, 200), new(62, -1, 3, 0, 200), new(0, 50, 12, 0, 60),
    ];

    [Fact]
    [Proves("AT-C0-1")]
    public void of_several_members_on_a_day_and_corridor_adds_no_trip_and_no_cost_to_anybody()
    {
        var plan = Plan(Corridor[..3], SharingMethod.Shapley);
        var bundle = plan.Bundles.ShouldHaveSingleItem();
        bundle.Members.ShouldBe(["a", "b", "c"]);

        // Alone: 124, 116 and 126 km, 60.00 a trip and 0.09 a km... in cents: 6,000 + 90 x km.
        plan.Before.ShouldBe(new RouteCost(3, 366_000, 18_000 + (366 * 90), 366 * 800));
        plan.After.ShouldBe(new RouteCost(1, 130_000, 6_000 + (130 * 90), 130 * 800));
        bundle.After.KeepsWindows.ShouldBeTrue();
        bundle.Division.Alone.ShouldBe([17_160, 16_440, 17_340]);
        bundle.Division.Shares.Sum().ShouldBe(plan.After.Cost);
        bundle.Division.Shares.Zip(bundle.Division.Alone).ShouldAllBe(s => s.First <= s.Second);
        bundle.Division.Core.Blocking.ShouldBe(0);
    }

    [Fact]
    [Proves("AT-C0-1")]
    public void whatever_the_shipments_keeps_to_the_same() => Check((stops, method) =>
    {
        var plan = Plan(stops, method);
        plan.After.Trips.ShouldBeLessThanOrEqualTo(plan.Before.Trips);
        plan.After.Metres.ShouldBeLessThanOrEqualTo(plan.Before.Metres);
        plan.After.Cost.ShouldBeLessThanOrEqualTo(plan.Before.Cost);
        plan.After.CarbonGrams.ShouldBeLessThanOrEqualTo(plan.Before.CarbonGrams);
        plan.After.KeepsWindows.ShouldBeTrue();
        foreach (var bundle in plan.Bundles)
        {
            bundle.Division.Shares.Sum().ShouldBe(bundle.After.Cost);
            bundle.Division.Shares.Zip(bundle.Division.Alone).ShouldAllBe(s => s.First <= s.Second);
            Routes(stops).Of(bundle.Shipments).ShouldBe(bundle.After);
        }

        plan.Bundles.SelectMany(b => b.Members).Concat(plan.Alone.Select(a => a.Member)).Order()
            .ShouldBe(stops.Select((_, i) => Member(i)));
        (plan.Bundles.Sum(b => b.Division.Total) + plan.Alone.Sum(a => a.Cost.Cost)).ShouldBe(plan.After.Cost);
    });

    [Fact]
    [Proves("AT-C0-2")]
    public void leaves_out_the_one_for_whom_it_costs_more_than_alone_and_says_why()
    {
        // Who carries together pays one price for the whole lorry: with the northern load it is a dearer one.
        var routes = Routes(Corridor);
        RouteCost Route(IReadOnlyList<int> chosen) => routes.Of(chosen) is var r && chosen.Contains(3)
            && chosen.Count > 1 ? r with { Cost = r.Cost + 5_000 }
            : r;
        var plan = Bundling.Plan(Shipments(4), Euro, Route, SharingMethod.Proportional, 1, Budget.Iterations(1)).Value;
        plan.Bundles.ShouldHaveSingleItem().Members.ShouldBe(["a", "b", "c"]);
        var left = plan.Alone.ShouldHaveSingleItem();
        left.Member.ShouldBe("d");
        left.Cost.Cost.ShouldBe(15_000);
        left.Why!.Code.ShouldBe("planning.bundle_dearer");
        left.Why.Facts.ShouldBe([("member", "d"), ("adds", "200.00 EUR"), ("alone", "150.00 EUR")]);
    }

    [Fact]
    public void leaves_out_whom_it_saves_nothing()
    {
        var plan = Plan(Corridor, SharingMethod.EqualProfit);
        plan.Alone.ShouldHaveSingleItem().Why!.Code.ShouldBe("planning.bundle_no_gain");
    }

    [Fact]
    public void leaves_out_whose_window_would_be_missed()
    {
        RouteCost Route(IReadOnlyList<int> chosen) => chosen.Contains(2) && chosen.Count > 1
            ? new RouteCost(1, 1_000, 1, 1, 2)
            : new RouteCost(1, 1_000, 100, 1);
        var plan = Bundling.Plan(Shipments(3), Euro, Route, SharingMethod.Shapley, 1, Budget.Iterations(1)).Value;
        plan.Bundles.Single().Members.ShouldBe(["a", "b"]);
        plan.Alone.Single().Why!.Facts.ShouldBe([("member", "c"), ("shipment", "s2")]);
        plan.Alone.Single().Why!.Code.ShouldBe("planning.bundle_late");
    }

    [Fact]
    public void leaves_out_who_would_make_the_others_drive_further()
    {
        RouteCost Route(IReadOnlyList<int> chosen) => chosen.Contains(2) && chosen.Count > 1
            ? new RouteCost(1, 90_000, 110, 1)
            : new RouteCost(1, 20_000, 100, 1);
        var plan = Bundling.Plan(Shipments(3), Euro, Route, SharingMethod.Shapley, 1, Budget.Iterations(1)).Value;
        plan.Alone.Single().Why!.ShouldSatisfyAllConditions(
            w => w.Code.ShouldBe("planning.bundle_rises"), w => w.Fact("what").ShouldBe("metres"));
    }

    [Fact]
    public void of_another_day_or_corridor_stay_apart()
    {
        Shipment[] apart =
        [
            new("s0", "a", Day, "east"), new("s1", "b", Day.PlusDays(1), "east"), new("s2", "c", Day, "north"),
        ];
        var plan = Bundling.Plan(
            apart, Euro, Routes(Corridor).Of, SharingMethod.Shapley, 1, Budget.Iterations(1)).Value;
        plan.Bundles.ShouldBeEmpty();
        plan.Alone.Select(a => (a.Member, a.Why)).ShouldBe([("a", null), ("c", null), ("b", null)]);
    }

    [Fact]
    public void more_than_twelve_members_bundle_as_well()
    {
        // Fourteen at one door, six to a lorry: three trips instead of fourteen.
        RouteCost Route(IReadOnlyList<int> chosen) => (chosen.Count + 5) / 6 is var trips
            ? new RouteCost(trips, trips * 40_000, trips * 9_000, trips)
            : default;
        var plan = Bundling.Plan(Shipments(14), Euro, Route, SharingMethod.Shapley, 3, Budget.Iterations(40)).Value;
        plan.After.Trips.ShouldBeLessThan(5);
        plan.Bundles.ShouldAllBe(b => b.Division.Total == b.After.Cost);
    }

    [Fact]
    public void that_nobody_can_deliver_in_time_is_refused()
    {
        Stop[] late = [new(60, 0, 1, 0, 30)];
        Bundling.Plan(Shipments(1), Euro, Routes(late).Of, SharingMethod.Shapley, 1, Budget.Iterations(1)).Refusal!
            .ShouldSatisfyAllConditions(
                r => r.Code.ShouldBe("planning.shipment_late"), r => r.Fact("shipment").ShouldBe("s0"));
    }

    private static BundlePlan Plan(Stop[] stops, SharingMethod method) => Bundling.Plan(
        Shipments(stops.Length), Euro, Routes(stops).Of, method, 1, Budget.Iterations(10)).Value;

    private static ExactRoutes Routes(Stop[] stops) => new(stops, 12, PerTrip, PerKilometre);

    private static Shipment[] Shipments(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Shipment($"s{i}", Member(i), Day, "east"))];

    private static string Member(int i) => $"{(char)('a' + i)}";

    private static void Check(Action<Stop[], SharingMethod> property)
    {
        var stop = from x in Gen.Choose(-40, 40)
                   from y in Gen.Choose(-40, 40)
                   from load in Gen.Choose(1, 12)
                   from open in Gen.Choose(0, 60)
                   from more in Gen.Choose(0, 90)
                   select new Stop(x, y, load, open, Math.Max(open, Math.Abs(x) + Math.Abs(y)) + more);
        var cases = from count in Gen.Choose(1, 5)
                    from stops in stop.ArrayOf(count)
                    from method in Gen.Elements(Enum.GetValues<SharingMethod>())
                    select (stops, method);
        Prop.ForAll(Arb.From(cases), c => property(c.stops, c.method))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(120));
    }
}
