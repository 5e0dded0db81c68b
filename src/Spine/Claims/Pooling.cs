using Meent.Agreements;
using Meent.Claims.Pools;
using Meent.Flows;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using NodaTime;

namespace Meent.Claims;

/// <summary>What dividing the pools of a period needs to know.</summary>
/// <param name="Terms">Terms as they are rated: kept, or tried in their place.</param>
/// <param name="Joined">Who joined them.</param>
/// <param name="Period">Number of the period that is divided; what was known when it was settled counts.</param>
/// <param name="IndexOf">Dense index of a party's id.</param>
/// <param name="IdAt">Id of the party at an index.</param>
public sealed record PoolFacts(
    IReadOnlyList<RatedTerms> Terms, TermsBook Joined, ItemBook Items, PartyRegister Register, LocalDate Starts,
    LocalDate Ends, int Period, IReadOnlyList<Observed> Observations, Func<int, int> IndexOf, Func<int, int> IdAt);

/// <summary>
/// Divides the pools of a period over those who take part. It happens once, when the period closes: what was divided
/// stays, and later corrections of records do not divide it anew.
/// </summary>
public static class Pooling
{
    /// <summary>Whether a clause divides a pool or is limited by one: then its lines are final.</summary>
    public static bool IsFinal(Clause clause) => clause is ShareClause or IndemnityClause { Pool: not null };

    /// <summary>Whether a version that holds on a day of a period divides anything.</summary>
    public static bool HasPools(IEnumerable<RatedTerms> terms, LocalDate starts, LocalDate ends) =>
        terms.Any(t => t.Terms.Versions.Index().Any(v => v.Item.From <= ends
            && (t.Terms.LastDayOf(v.Index) is not { } last || last >= starts) && v.Item.Clauses.Any(IsFinal)));

    /// <summary>The lines of the period with those that pools make and limit, in the order of
    /// <see cref="PeriodRater.Finish"/>; the same where no terms have pools.</summary>
    /// <returns>claims.pool_without_key, claims.pool_not_covered, claims.shares_not_whole, claims.pool_unreadable,
    /// claims.unknown_payee.</returns>
    public static async Task<Outcome<IReadOnlyList<RatedLine>>> Divide(
        Work work, PoolFacts facts, IReadOnlyList<RatedLine> lines, CancellationToken ct)
    {
        var all = lines;
        var any = false;
        foreach (var terms in facts.Terms)
        {
            var place = LastIn(terms.Terms, facts.Starts, facts.Ends);
            if (place < 0 || !terms.Terms.Versions[place].Clauses.Any(IsFinal))
            {
                continue;
            }

            var divided = await new TermsPools(work, facts, terms, place).Divide(all, ct);
            if (divided.Refused)
            {
                return divided;
            }

            (all, any) = (divided.Value, true);
        }

        return any ? Ordered(facts, all) : all as List<RatedLine> ?? [.. all];
    }

    /// <summary>The version that held last in a period; -1: none did.</summary>
    private static int LastIn(StandardTerms terms, LocalDate starts, LocalDate ends)
    {
        for (var i = terms.Versions.Count - 1; i >= 0; i--)
        {
            if (terms.Versions[i].From <= ends)
            {
                return terms.LastDayOf(i) is { } last && last < starts ? -1 : i;
            }
        }

        return -1;
    }

    private static List<RatedLine> Ordered(PoolFacts facts, IReadOnlyList<RatedLine> lines)
    {
        var terms = facts.Terms.ToDictionary(t => t.Id, t => t.Terms);
        int Place(RatedLine l) => terms[l.Terms].Versions[l.Version - 1].Clauses.Index()
            .First(c => c.Item.Code == l.Clause).Index;
        return
        [
            .. lines.OrderBy(l => l.Party).ThenBy(l => l.Terms).ThenBy(l => l.Version).ThenBy(Place)
                .ThenBy(l => l.Counterparty).ThenBy(l => l.Line),
        ];
    }
}
