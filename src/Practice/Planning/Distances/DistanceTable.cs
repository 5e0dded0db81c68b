using Meent.Planning.Explore;
using Meent.Planning.Rules;

namespace Meent.Planning.Distances;

/// <summary>A place; degrees.</summary>
internal readonly record struct GeoPoint(string Name, double Lat, double Lon)
{
    /// <summary>Six places are a tenth of a metre.</summary>
    public string Position => FormattableString.Invariant($"{Lat:0.######} {Lon:0.######}");
}

/// <summary>Distances and times from (row) to (column), not necessarily the same back.</summary>
/// <param name="Metres">Size x size; <see cref="None"/>: there is no way.</param>
/// <param name="Seconds">Size x size; <see cref="None"/> as well.</param>
/// <param name="Profile">For what vehicle; empty where nobody said.</param>
/// <param name="Date">Of what the distances were made of, 2026-10-31; empty where nobody said.</param>
/// <param name="Origin">Where they come from, for the method of an answer.</param>
internal sealed record DistanceTable(
    int Size, int[] Metres, int[] Seconds, string Profile, string Date, Sentence Origin)
{
    /// <summary>There is no way: longer than any.</summary>
    public const int None = 1 << 27;

    /// <summary>How far the distances may be off, as a multiple; 1 where they were measured.</summary>
    public Band Range { get; init; } = 1;

    public IReadOnlyList<Sentence> Warnings { get; init; } = [];

    public bool HasWay(int from, int to) => Metres[(from * Size) + to] < None;

    public double Kilometres(int from, int to) => Metres[(from * Size) + to] / 1000.0;

    public double Hours(int from, int to) => Seconds[(from * Size) + to] / 3600.0;
}
