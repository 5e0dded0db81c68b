using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Distances;

namespace Meent.Planning.Distances;

/// <summary>Straight lines over the earth times a detour: published, chosen, or fitted on known distances of the
/// folder.</summary>
internal sealed class GreatCircleSource(ExploreFolder folder) : IDistanceSource
{
    private const string Detour = "distances.detour", Fitted = "fitted", Known = "known_distances.csv";

    public int MostPoints => 4_000;

    public Outcome<DistanceTable> Between(IReadOnlyList<GeoPoint> points, CancellationToken ct)
    {
        var warnings = new List<Sentence>();
        var speed = folder.Parameter("distances.speed", 50, "km/h", 1, 200);
        var (detour, said) = DetourOf(points, warnings);
        if (folder.Refused is { } no)
        {
            return no;
        }

        var n = points.Count;
        var (metres, seconds) = (new int[n * n], new int[n * n]);
        for (var i = 0; i < n; i++)
        {
            ct.ThrowIfCancellationRequested();
            for (var j = i + 1; j < n; j++)
            {
                var way = Straight(points[i], points[j]) * detour.Base;
                metres[(i * n) + j] = metres[(j * n) + i] = Rounded(way);
                seconds[(i * n) + j] = seconds[(j * n) + i] = Rounded(way * 3.6 / speed);
            }
        }

        var origin = said with { Facts = [.. said.Facts, ("speed", Cell.Number(speed, 1))] };
        return new DistanceTable(n, metres, seconds, "great-circle", "", origin)
        {
            Range = new Band(detour.Low / detour.Base, 1, detour.High / detour.Base), Warnings = warnings,
        };
    }

    private static double Straight(GeoPoint a, GeoPoint b) => GreatCircle.Metres(a.Lat, a.Lon, b.Lat, b.Lon);

    private static int Rounded(double value) => (int)Math.Min(DistanceTable.None - 1, Math.Floor(value + 0.5));

    private static Sentence Taken(Band detour) =>
        new("explore.distances.great_circle", ("detour", Cell.Of(detour, 2)));

    private (Band Detour, Sentence Origin) DetourOf(IReadOnlyList<GeoPoint> points, List<Sentence> warnings)
    {
        var given = folder.Settings.Parameters.GetValueOrDefault(Detour);
        if (given?.Number is not null)
        {
            var chosen = folder.Ranged(Detour, 1.3, "x", 1, 5);
            return (chosen, Taken(chosen));
        }

        var word = folder.Choice(Detour, "motorway", "urban", "rural", "hilly", Fitted);
        if (word == Fitted || (given is null && folder.Has(Known)))
        {
            var fit = DetourFit.Of(ReadKnown(points));
            if (fit.Carries)
            {
                folder.Assume(new Assumed(Detour, fit.Range, "x", "", null, "", Fitted));
                return (fit.Range, new Sentence(
                    "explore.distances.fitted", ("detour", Cell.Of(fit.Range, 3)),
                    ("pairs", Cell.Number(fit.Pairs)), ("r2", Cell.Number(fit.R2, 3))));
            }

            if (word == Fitted)
            {
                folder.Refuse(new Refusal(
                    "planning.distance_pairs_few", ("pairs", $"{fit.Pairs}"), ("least", $"{DetourFit.LeastPairs}")));
                return (1, Taken(1));
            }

            warnings.Add(new Sentence(
                "explore.distances.few", ("pairs", Cell.Number(fit.Pairs)),
                ("least", Cell.Number(DetourFit.LeastPairs)), ("fit", Cell.Number(fit.Detour, 2))));
        }

        var published = folder.Factor($"detour.{word}");
        return (published, Taken(published));
    }

    private List<KnownDistance> ReadKnown(IReadOnlyList<GeoPoint> points)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < points.Count; i++)
        {
            numbers.TryAdd(points[i].Name, i);
        }

        var known = new List<KnownDistance>();
        foreach (var row in folder.Table(Known, "from", "to", "metres"))
        {
            var (from, to) = (row.Known("from", numbers, "points"), row.Known("to", numbers, "points"));
            var metres = row.Number("metres", 1, DistanceTable.None);
            var straight = points.Count > 0 ? Straight(points[from], points[to]) : 0;
            // A road within half a percent of the straight line is a road on an ellipsoid; a shorter one is kilometres.
            if (metres < straight * 0.995)
            {
                folder.Refuse(row.About("planning.distance_too_short", "metres", ("straight", $"{straight:0}")));
            }
            else if (straight > 0)
            {
                known.Add(new KnownDistance(straight, metres));
            }
        }

        return known;
    }
}
