using Meent.Kernel;

namespace Meent.Planning.Distances;

/// <summary>What knows how far places are from each other.</summary>
internal interface IDistanceSource
{
    /// <summary>More points than this are refused: distances are held as a square.</summary>
    int MostPoints { get; }

    Outcome<DistanceTable> Between(IReadOnlyList<GeoPoint> points, CancellationToken ct);
}
