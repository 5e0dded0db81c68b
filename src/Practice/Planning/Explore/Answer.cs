namespace Meent.Planning.Explore;

/// <summary>What was explored, of which folder, and how: all that the files are written from.</summary>
internal sealed record Answer(
    string Verb, ExploreFolder Folder, Explored Found, ulong Seed, long? Iterations, string Program, string Hash)
{
    public IReadOnlyList<Compared> Happened { get; init; } = [];
}
