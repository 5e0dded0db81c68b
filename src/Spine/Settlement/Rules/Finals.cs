using Meent.Agreements;
using Meent.Claims;

namespace Meent.Settlement.Rules;

/// <summary>What a pool was divided into stays: it has no part in the close by difference of its month. Most terms
/// divide nothing; then all is handed on as it is.</summary>
internal sealed class Finals(TermsBook terms)
{
    private readonly HashSet<(int Terms, int Version, string Clause)> clauses =
    [
        .. terms.All.SelectMany(t => t.Terms.Versions.SelectMany((v, i) =>
            v.Clauses.Where(Pooling.IsFinal).Select(c => (t.Id, i + 1, c.Code)))),
    ];

    internal IReadOnlyList<RatedLine> Without(IReadOnlyList<RatedLine> lines) =>
        clauses.Count == 0 ? lines : [.. lines.Where(l => !Holds(l))];

    internal IReadOnlyList<Claim> Without(IReadOnlyList<Claim> claims) =>
        clauses.Count == 0 ? claims : [.. claims.Where(c => !Holds(c))];

    /// <summary>The others.</summary>
    internal IEnumerable<RatedLine> Of(IReadOnlyList<RatedLine> lines) =>
        clauses.Count == 0 ? [] : lines.Where(Holds);

    /// <summary>What a pool came to, rated again, less what was claimed of it: only what differs. Who had which part is
    /// not asked again, because registers and agreements may have been added to since.</summary>
    internal IEnumerable<(string Clause, long Amount)> Sums(
        IReadOnlyList<RatedLine> lines, IReadOnlyList<Claim> claims) =>
        Of(lines).Select(l => (l.Terms, l.Clause, l.Line, l.Amount))
            .Concat(claims.Where(Holds).Select(c =>
                (c.Terms, c.Clause, c.Line, Amount: Differences.Inward(c) ? -c.Amount : c.Amount)))
            .GroupBy(x => (x.Terms, x.Clause, x.Line))
            .Select(g => (g.Key.Clause, g.Sum(x => x.Amount))).Where(s => s.Item2 != 0);

    private bool Holds(RatedLine line) => clauses.Contains((line.Terms, line.Version, line.Clause));

    private bool Holds(Claim claim) => clauses.Contains((claim.Terms, claim.TermsVersion, claim.Clause));
}
