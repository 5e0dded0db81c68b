using FsCheck;
using FsCheck.Fluent;
using Meent.Planning.Rules.Distances;

namespace Meent.Tests.Planning.Distances;

public class Reckoning_over_the_earth
{
    [Fact]
    public void A_quarter_of_a_meridian_and_antipodes_are_arcs_of_the_mean_radius()
    {
        GreatCircle.Metres(0, 0, 90, 0).ShouldBe(Math.PI / 2 * GreatCircle.Radius, 1e-6);
        GreatCircle.Metres(0, 0, 0, 180).ShouldBe(Math.PI * GreatCircle.Radius, 1e-6);
        GreatCircle.Metres(52.1, 5.1, -52.1, -174.9).ShouldBe(Math.PI * GreatCircle.Radius, 0.5);
        GreatCircle.Metres(0, 0, 90, 0).ShouldBe(10_007_557, 1);
    }

    /// <summary>Land's End to John o' Groats: 968.9 km at 6371 km (Veness, Movable Type Scripts). Nashville to Los
    /// Angeles airport: 2886.44444 km at 6371 km (Rosetta Code, haversine formula).</summary>
    [Theory]
    [InlineData(50.0663889, -5.7147222, 58.6438889, -3.07, 968.9, 0.05)]
    [InlineData(36.12, -86.67, 33.94, -118.40, 2886.44444, 0.00001)]
    public void Published_pairs_come_out_as_published(
        double lat1, double lon1, double lat2, double lon2, double kilometres, double within) =>
        (GreatCircle.Metres(lat1, lon1, lat2, lon2) / GreatCircle.Radius * 6371).ShouldBe(kilometres, within);

    [Fact]
    public void It_is_a_distance()
    {
        var places = from lat in Gen.Choose(-9000, 9000)
                     from lon in Gen.Choose(-18_000, 18_000)
                     select (Lat: lat / 100.0, Lon: lon / 100.0);
        double Way((double Lat, double Lon) a, (double Lat, double Lon) b) =>
            GreatCircle.Metres(a.Lat, a.Lon, b.Lat, b.Lon);
        Prop.ForAll(places.Three().ToArbitrary(), p =>
        {
            var (a, b, c) = p;
            Way(a, a).ShouldBe(0);
            Way(a, b).ShouldBe(Way(b, a));
            Way(a, c).ShouldBeLessThanOrEqualTo(Way(a, b) + Way(b, c) + 0.01);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_fit_through_the_origin_is_the_one_reckoned_by_hand()
    {
        // Straight 1, 2, 3; known 1.5, 2.5, 4.1: slope 18.8 / 14, residual 0.0642857, variation 3.44.
        var fit = DetourFit.Of([new(1, 1.5), new(2, 2.5), new(3, 4.1)]);
        fit.Detour.ShouldBe(18.8 / 14, 1e-12);
        fit.R2.ShouldBe(1 - (0.0642857142857143 / 3.44), 1e-9);
        fit.Error.ShouldBe(Math.Sqrt(0.0642857142857143 / 2 / 14), 1e-9);
        fit.Carries.ShouldBeFalse();
    }

    [Fact]
    public void Roads_that_are_all_a_third_longer_fit_without_a_rest()
    {
        var fit = DetourFit.Of([.. Enumerable.Range(1, 20).Select(i => new KnownDistance(i * 900, i * 1200))]);
        fit.Detour.ShouldBe(4.0 / 3, 1e-12);
        fit.R2.ShouldBe(1, 1e-12);
        fit.Range.High.ShouldBe(4.0 / 3, 1e-6);
        fit.Carries.ShouldBeTrue();
    }

    [Fact]
    public void No_other_slope_leaves_less()
    {
        var pair = from x in Gen.Choose(100, 90_000)
                   from more in Gen.Choose(100, 200)
                   select new KnownDistance(x, x * more / 100.0);
        Prop.ForAll(pair.ListOf(25).ToArbitrary(), known =>
        {
            double Rest(double slope) => known.Sum(k => Math.Pow(k.Metres - (slope * k.Straight), 2));
            var fit = DetourFit.Of([.. known]);
            Rest(fit.Detour).ShouldBeLessThanOrEqualTo(Rest(fit.Detour * 1.001));
            Rest(fit.Detour).ShouldBeLessThanOrEqualTo(Rest(fit.Detour * 0.999));
            fit.Range.Holds(fit.Detour).ShouldBeTrue();
        }).QuickCheckThrowOnFailure();
    }
}
