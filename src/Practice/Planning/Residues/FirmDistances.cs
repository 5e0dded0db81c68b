using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Rules.Distances;
using Meent.Planning.Rules.Matching;

namespace Meent.Planning.Residues;

/// <summary>Metres between firms: as distances.csv says, else great circle x detour. The base of the detour alone: a
/// plan is made on one set of distances, and the bounds of the answer say so.</summary>
internal static class FirmDistances
{
    public const string Detour = "detour.motorway";

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

        var detour = folder.Factor(Detour).Base;
        return (a, b) => known.TryGetValue((a, b), out var metres) ? metres
            : places[a] is { } one && places[b] is { } other
            ? (long)Math.Round(
                GreatCircle.Metres(one.Lat, one.Lon, other.Lat, other.Lon) * detour, MidpointRounding.AwayFromZero)
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
}
