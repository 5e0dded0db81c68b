using Meent.Agreements;
using Meent.Kernel;

namespace Meent.Settlement.ClosePeriod;

/// <summary>What is passed on to providers: on claim or on collection, less the commission.</summary>
internal static class Remitting
{
    private sealed record Share(int Provider, KeptTerms Terms, string Clause, Remit Remit, long Claimed,
        long Collected);

    internal static IReadOnlyList<Remittance> Of(PeriodFacts facts, IReadOnlyList<Reckoning> reckonings)
    {
        var shares = reckonings.SelectMany(r => New(r).Concat(Brought(facts, r)));
        return
        [
            .. shares.GroupBy(s => (s.Provider, s.Terms.Terms.Code, s.Remit.When, s.Remit.CommissionPercent))
                .Select(g => One(facts, g.First(), g.Sum(s => s.Claimed), g.Sum(s => s.Collected)))
                .Where(m => m.Claimed != 0 || m.Collected != 0)
                .OrderBy(m => m.Party, StringComparer.Ordinal).ThenBy(m => m.Terms, StringComparer.Ordinal)
                .ThenBy(m => m.When, StringComparer.Ordinal).ThenBy(m => m.Claimed),
        ];
    }

    private static IEnumerable<Share> New(Reckoning r) =>
        r.New.Where(n => n.Claim.Provider != 0 && n.Clause.Remit is not null
            && n.Claim.Line is LineKind.Deduction or LineKind.Charge)
            .Select(n => new Share(
                n.Claim.Provider, n.Terms, n.Claim.Clause, n.Clause.Remit!,
                // What was given back to the participant is taken back from the provider.
                n.Claim.OwedByParty ? n.Claim.Amount : -n.Claim.Amount,
                n.Claim.OwedByParty ? r.SettledOf(n.Claim.Id).Taken : -n.Claim.Amount));

    private static IEnumerable<Share> Brought(PeriodFacts facts, Reckoning r)
    {
        foreach (var claim in r.Brought.Where(b => b.Provider != 0))
        {
            var kept = facts.Terms.ById(claim.Terms)!;
            var clause = kept.ClauseOf(claim.TermsVersion, claim.Clause);
            if (clause.Remit is not null)
            {
                yield return new Share(
                    claim.Provider, kept, claim.Clause, clause.Remit, 0, r.SettledOf(claim).Taken);
            }
        }
    }

    private static Remittance One(PeriodFacts facts, Share s, long claimed, long collected)
    {
        var due = s.Remit.When == RemitWhen.Claim ? claimed : collected;
        s.Remit.CommissionPercent.TryAt(6, out var millionths);
        var commission = Exact.Divide((Int128)due * millionths, 100_000_000, Rounding.HalfUp);
        var party = facts.Register[s.Provider];
        return new Remittance(
            party.Code, party.Name, s.Terms.Terms.Code, s.Remit.When == RemitWhen.Claim ? "claim" : "collection",
            claimed, collected,
            commission, due - commission);
    }
}
