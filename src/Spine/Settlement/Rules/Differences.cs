using System.Runtime.InteropServices;
using Meent.Agreements;
using Meent.Claims;

namespace Meent.Settlement.Rules;

/// <summary>What a claim is the sum of.</summary>
internal readonly record struct ClaimKey(int Party, int Terms, int Version, string Clause, LineKind Line, int Provider);

/// <summary>A change of a month that was claimed before: signed in the line's own direction, minor units.</summary>
internal readonly record struct Difference(ClaimKey Key, long Amount, long Quantity, int Events, int SinceDay);

/// <summary>The close by difference (CLOSE: corrections): what a month makes as now known less what was claimed for
/// it.</summary>
internal static class Differences
{
    /// <param name="rated">The month rated again; <paramref name="party"/> gives the party of an index.</param>
    /// <param name="booked">What was claimed for it until now.</param>
    /// <returns>Only what differs, in the order of the key.</returns>
    internal static IReadOnlyList<Difference> Of(
        IEnumerable<RatedLine> rated, Func<int, int> party, IEnumerable<Claim> booked)
    {
        var sums = new Dictionary<ClaimKey, (long Amount, long Quantity, int Events, int Since)>();
        foreach (var line in rated)
        {
            var key = new ClaimKey(party(line.Party), line.Terms, line.Version, line.Clause, line.Line,
                line.Counterparty);
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out var known);
            sum = (sum.Amount + line.Amount, sum.Quantity + line.Quantity, sum.Events + line.Events,
                known ? Math.Min(sum.Since, line.SinceDay) : line.SinceDay);
        }

        foreach (var claim in booked)
        {
            var key = new ClaimKey(claim.Party, claim.Terms, claim.TermsVersion, claim.Clause, claim.Line,
                claim.Provider);
            var since = NodaTime.Period.DaysBetween(new NodaTime.LocalDate(1970, 1, 1), claim.Since);
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out var known);
            var sign = Inward(claim) ? 1 : -1;
            sum = (sum.Amount - (sign * claim.Amount), sum.Quantity - claim.Quantity, sum.Events - claim.Events,
                known ? sum.Since : since);
        }

        return sums.Where(s => s.Value.Amount != 0)
            .Select(s => new Difference(s.Key, s.Value.Amount, s.Value.Quantity, s.Value.Events, s.Value.Since))
            .OrderBy(d => d.Key.Party).ThenBy(d => d.Key.Terms).ThenBy(d => d.Key.Version)
            .ThenBy(d => d.Key.Clause, StringComparer.Ordinal).ThenBy(d => d.Key.Provider)
            .ToList();
    }

    /// <summary>Whether a claim runs in the direction of its line: prices and tax to the party, charges and
    /// deductions from it.</summary>
    internal static bool Inward(Claim claim) =>
        claim.OwedByParty == (claim.Line is LineKind.Charge or LineKind.Deduction);
}
