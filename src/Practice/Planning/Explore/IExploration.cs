using Meent.Kernel;

namespace Meent.Planning.Explore;

/// <summary>One question that can be explored: a verb of meent explore.</summary>
internal interface IExploration
{
    /// <summary>One lower case word.</summary>
    string Verb { get; }

    /// <summary>What it answers, for the help of the command line.</summary>
    string Question { get; }

    /// <summary>Reads the folder, lets the rules reckon and says what they found.</summary>
    Outcome<Explored> Explore(
        ExploreFolder folder, ExploreOptions options, IProgress<Stage> progress, CancellationToken ct);
}

/// <summary>How far a verb is.</summary>
/// <param name="Doing">A sentence of the languages.</param>
/// <param name="Share">0 to 1.</param>
internal readonly record struct Stage(Sentence Doing, double Share);
