using Meent.Kernel;
using Meent.Planning.Explore;

namespace Meent.Planning.Distances;

/// <summary>Which distances a folder asks for: parameter distances is great-circle (usual), file, osrm or
/// valhalla.</summary>
internal static class DistanceSources
{
    /// <summary>Distances between points of the folder, in their order. A verb puts Origin into its method and Warnings
    /// into its warnings.</summary>
    public static Outcome<DistanceTable> Between(
        ExploreFolder folder, IReadOnlyList<GeoPoint> points, CancellationToken ct)
    {
        var source = Of(folder);
        if (folder.Refused is { } no)
        {
            return no;
        }

        return points.Count > source.MostPoints
            ? new Refusal(
                "planning.distance_points_many", ("points", $"{points.Count}"), ("limit", $"{source.MostPoints}"))
            : source.Between(points, ct);
    }

    private static IDistanceSource Of(ExploreFolder folder) =>
        folder.Choice("distances", "great-circle", "file", "osrm", "valhalla") switch
        {
            "file" => new DistanceFile(folder),
            "osrm" => RoadServer.Of(folder, new Osrm()),
            "valhalla" => RoadServer.Of(folder, new Valhalla()),
            _ => new GreatCircleSource(folder),
        };
}
