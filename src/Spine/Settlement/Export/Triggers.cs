using Meent.Agreements;
using Meent.Claims;
using Meent.Flows;

namespace Meent.Settlement.Export;

/// <summary>A claim is the sum of what events of a period, with the same other side, make under a clause. Where there
/// was one only, that one triggered it.</summary>
internal sealed class Triggers
{
    private readonly Dictionary<(int Party, int Terms, int Other, string Item), (Guid Event, int Count)> single = [];
    private readonly TermsBook terms;

    /// <param name="claims">Those of the period.</param>
    internal Triggers(TermsBook terms, IEnumerable<Claim> claims)
    {
        this.terms = terms;
        foreach (var claim in claims)
        {
            foreach (var item in Items(claim))
            {
                single[(claim.Party, claim.Terms, claim.Provider, item)] = default;
            }
        }
    }

    internal void Take(in SettledEvent e, string item)
    {
        if (e.Accepted)
        {
            Take(e.Id, (e.Party, e.Terms, e.Provider, item));
            // What passes between two participants may make a claim of each of them.
            Take(e.Id, (e.Provider, e.Terms, e.Party, item));
        }
    }

    private void Take(Guid id, (int Party, int Terms, int Other, string Item) key)
    {
        if (single.TryGetValue(key, out var known))
        {
            single[key] = (id, known.Count + 1);
        }
    }

    /// <summary>Null where there were several, or none in this period.</summary>
    internal Guid? Of(Claim claim)
    {
        Guid? found = null;
        foreach (var item in Items(claim))
        {
            var (id, count) = single.GetValueOrDefault((claim.Party, claim.Terms, claim.Provider, item));
            if (count > 1 || (count == 1 && found is not null))
            {
                return null;
            }

            found = count == 1 ? id : found;
        }

        return found;
    }

    private IReadOnlyList<string> Items(Claim claim) =>
        claim.Events == 1 && claim.BookedPeriod == claim.ForPeriod && terms.ById(claim.Terms) is { } kept
            ? kept.ClauseOf(claim.TermsVersion, claim.Clause).Items
            : [];
}
