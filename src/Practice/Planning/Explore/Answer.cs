namespace Meent.Planning.Explore;

/// <summary>What was explored, of which folder, and how: all that the files are written from.</summary>
internal sealed record Answer(
    string Verb, ExploreFolder Folder, Explored Found, ulong Seed, long? Iterations, string Program, string Hash)
{
    /// <summary>Where the search was ended by a clock: the answer may differ from run to run.</summary>
    public double? Seconds { get; init; }

    public IReadOnlyList<Compared> Happened { get; init; } = [];
}
