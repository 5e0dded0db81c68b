using Meent.Agreements;
using Meent.Claims;

namespace Meent.Settlement.Rules;

/// <summary>What a pool was divided into stays: it has no part in the close by difference of its month.</summary>
internal static class Finals
{
    internal static List<RatedLine> Without(TermsBook terms, IReadOnlyList<RatedLine> lines) =>
        [.. lines.Where(l => !IsFinal(terms, l.Terms, l.Version, l.Clause))];

    /// <summary>The others.</summary>
    internal static IEnumerable<RatedLine> Of(TermsBook terms, IReadOnlyList<RatedLine> lines) =>
        lines.Where(l => IsFinal(terms, l.Terms, l.Version, l.Clause));

    internal static List<Claim> Without(TermsBook terms, IReadOnlyList<Claim> claims) =>
        [.. claims.Where(c => !IsFinal(terms, c.Terms, c.TermsVersion, c.Clause))];

    /// <summary>What a pool came to, rated again, less what was claimed of it: only what differs. Who had which part is
    /// not asked again, because registers and agreements may have been added to since.</summary>
    internal static IEnumerable<(string Clause, long Amount)> Sums(
        TermsBook terms, IReadOnlyList<RatedLine> lines, IReadOnlyList<Claim> claims)
    {
        var rated = lines.Where(l => IsFinal(terms, l.Terms, l.Version, l.Clause))
            .Select(l => (l.Terms, l.Clause, l.Line, l.Amount));
        var booked = claims.Where(c => IsFinal(terms, c.Terms, c.TermsVersion, c.Clause))
            .Select(c => (c.Terms, c.Clause, c.Line, Amount: Differences.Inward(c) ? -c.Amount : c.Amount));
        return rated.Concat(booked).GroupBy(x => (x.Terms, x.Clause, x.Line))
            .Select(g => (g.Key.Clause, g.Sum(x => x.Amount))).Where(s => s.Item2 != 0);
    }

    private static bool IsFinal(TermsBook terms, int id, int version, string code) =>
        terms.ById(id)?.Terms.Versions[version - 1].Clauses.FirstOrDefault(c => c.Code == code) is { } clause
        && Pooling.IsFinal(clause);
}
