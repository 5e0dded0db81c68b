using Meent.Agreements;
using Meent.Claims;

namespace Meent.Settlement.Rules;

/// <summary>What a pool was divided into stays: it has no part in the close by difference of its month.</summary>
internal static class Finals
{
    internal static List<RatedLine> Without(TermsBook terms, IReadOnlyList<RatedLine> lines) =>
        [.. lines.Where(l => !IsFinal(terms, l.Terms, l.Version, l.Clause))];

    internal static List<Claim> Without(TermsBook terms, IReadOnlyList<Claim> claims) =>
        [.. claims.Where(c => !IsFinal(terms, c.Terms, c.TermsVersion, c.Clause))];

    private static bool IsFinal(TermsBook terms, int id, int version, string code) =>
        terms.ById(id)?.Terms.Versions[version - 1].Clauses.FirstOrDefault(c => c.Code == code) is { } clause
        && Pooling.IsFinal(clause);
}
