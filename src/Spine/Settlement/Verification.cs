using Meent.Kernel;
using Meent.Platform;

namespace Meent.Settlement;

/// <summary>Something in the books that should not be: which check found it, where, and what stands there.</summary>
public sealed record Offence(string Check, string Period, string Subject, string What);

/// <summary>Verifying the books: every check runs, nothing is changed.</summary>
public static class Verification
{
    /// <summary>Most offences that one check names.</summary>
    public const int Most = 1000;

    /// <returns>What was found, in the order of the checks; empty where all is well.</returns>
    public static Task<Outcome<IReadOnlyList<Offence>>> Run(
        Installation installation, string organisation, IProgress<string>? progress, CancellationToken ct) =>
        VerifyBooks.VerifyBooks.Run(installation, organisation, progress, ct);
}
