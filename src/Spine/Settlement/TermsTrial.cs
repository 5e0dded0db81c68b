using Meent.Claims;
using Meent.Kernel;
using Meent.Platform;

namespace Meent.Settlement;

/// <summary>What new terms would have changed in a period.</summary>
/// <param name="Numbers">Number and name of each party of the changes.</param>
public sealed record TriedTerms(
    string Period, Currency Currency, DryRun Run, IReadOnlyDictionary<int, (string Number, string Name)> Numbers);

/// <summary>Trying terms on a closed period: rated again with them, compared, nothing booked.</summary>
public static class TermsTrial
{
    /// <param name="json">The terms as a file says them; they take the place of those with the same code.</param>
    public static Task<Outcome<TriedTerms>> Run(
        Installation installation, string organisation, string period, string json, CancellationToken ct) =>
        TryTerms.TryTerms.Run(installation, organisation, period, json, ct);
}
