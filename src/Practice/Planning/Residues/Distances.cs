using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Rules.Matching;

namespace Meent.Planning.Residues;

/// <summary>Metres between firms: as distances.csv says, else great circle x detour.</summary>
internal static class Distances
{
    /// <summary>Mean radius of the earth (IUGG 1980), metres.</summary>
    private const double Radius = 6_371_008.8;

    public static Func<int, int, long?> Read(
        ExploreFolder folder, Dictionary<string, int> firms, List<(double Lat, double Lon)?> places)
    {
        var known = new Dictionary<(int, int), long?>();
        if (folder.TableIfAny("distances.csv", "from", "to", "km") is { } table)
        {
            foreach (var row in table)
            {
                var (a, b) = (row.Known("from", firms, "firms.csv"), row.Known("to", firms, "firms.csv"));
                long? metres = row.NumberOrUnknown("km", 0, 40_000) is { } km
                    ? (long)Math.Round(km * 1_000, MidpointRounding.AwayFromZero)
                    : null;
                known[(a, b)] = metres;
                known.TryAdd((b, a), metres);
            }
        }

        var detour = folder.Factor("detour.motorway").Base;
        return (a, b) => known.TryGetValue((a, b), out var metres) ? metres
            : places[a] is { } one && places[b] is { } other
            ? (long)Math.Round(GreatCircle(one, other) * detour, MidpointRounding.AwayFromZero)
            : null;
    }

    /// <summary>A firm that offers or wants and lies nowhere, where no distance of it is given either.</summary>
    public static Refusal? Fault(MatchingProblem problem, IReadOnlyList<(double Lat, double Lon)?> places)
    {
        var firms = problem.Offers.Select(o => o.Firm).Concat(problem.Wants.Select(w => w.Firm)).Distinct().ToList();
        var lost = firms.Where(f => places[f] is null && firms.All(g => g == f || problem.Metres(f, g) is null));
        return lost.Select(f => new Refusal("planning.coordinates_missing", ("firm", problem.Firms[f].Id)))
            .FirstOrDefault();
    }

    private static double GreatCircle((double Lat, double Lon) a, (double Lat, double Lon) b)
    {
        const double degree = Math.PI / 180;
        var north = Math.Sin((b.Lat - a.Lat) * degree / 2);
        var east = Math.Sin((b.Lon - a.Lon) * degree / 2);
        var half = (north * north) + (Math.Cos(a.Lat * degree) * Math.Cos(b.Lat * degree) * east * east);
        return 2 * Radius * Math.Asin(Math.Min(1, Math.Sqrt(half)));
    }
}
