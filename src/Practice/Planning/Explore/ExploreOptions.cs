using Meent.Planning.Rules;

namespace Meent.Planning.Explore;

/// <summary>What was asked on the command line beside the folder.</summary>
/// <param name="Seconds">Ends a search early; the answer may then differ from run to run.</param>
/// <param name="Closed">Folder with the files of closed months.</param>
/// <param name="Iterations">Length of a search: the same answer every time.</param>
internal sealed record ExploreOptions(
    string? Out = null, long? Seed = null, double? Seconds = null, long? Iterations = null, int Threads = 1,
    string? Happened = null, string? Closed = null)
{
    /// <summary>The budget of one search.</summary>
    /// <param name="usual">Iterations where neither time nor iterations were asked for.</param>
    public Spent Search(long usual)
    {
        var counted = Budget.Iterations(Iterations ?? usual);
        if (Seconds is not { } seconds)
        {
            return counted;
        }

        var timed = Budget.Time(TimeSpan.FromSeconds(seconds));
        return Iterations is null ? timed : done => Math.Max(counted(done), timed(done));
    }
}
