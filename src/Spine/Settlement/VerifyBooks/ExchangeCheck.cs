using Dapper;
using Meent.Flows;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using Meent.Settlement.ClosePeriod;

namespace Meent.Settlement.VerifyBooks;

/// <summary>What two organisations claim of each other is equal and opposite, agreement by agreement and month by
/// month, in all periods that both have closed.</summary>
internal static class ExchangeCheck
{
    private const string Name = "exchange";

    internal static async Task<IReadOnlyList<Offence>> Ask(
        Work work, Organisation organisation, CancellationToken ct)
    {
        var theirs = await Exchanges.OfPeers(work, ct);
        if (theirs.Count == 0)
        {
            return [];
        }

        var calendar = await Calendar.Load(work, organisation.Settings, ct);
        var closed = calendar.Periods.Where(p => p.Closed).Select(p => p.Id).DefaultIfEmpty(0).Max();
        var offences = new List<Offence>();
        foreach (var agreement in theirs.GroupBy(t => t.Agreement))
        {
            var until = Math.Min(closed, agreement.Max(t => t.BookedPeriod));
            offences.AddRange(await Compare(work, organisation, calendar, agreement, until, ct));
        }

        return offences;
    }

    private static async Task<IEnumerable<Offence>> Compare(
        Work work, Organisation organisation, Calendar calendar, IGrouping<string, ExchangeTotal> theirs, int until,
        CancellationToken ct)
    {
        var claimed = (await work.Connection.QueryAsync<(int Month, long Amount)>(new CommandDefinition(
            ClaimedUntil, new { work.OrgId, Agreement = theirs.Key, Until = until }, work.Transaction,
            cancellationToken: ct))).ToDictionary(c => c.Month, c => c.Amount);
        var said = theirs.Where(t => t.BookedPeriod <= until).GroupBy(t => t.ForPeriod)
            .ToDictionary(g => g.Key, g => g.Sum(t => t.Amount));
        string Text(long minor) => Decimals.Fixed(minor, organisation.Currency.Decimals);
        return claimed.Keys.Union(said.Keys).Order()
            .Select(m => (Month: m, Ours: claimed.GetValueOrDefault(m), Theirs: said.GetValueOrDefault(m)))
            .Where(m => m.Ours + m.Theirs != 0)
            .Take(Verification.Most)
            .Select(m => new Offence(
                Name, Gather.MonthWith(calendar, m.Month).Code, theirs.Key,
                $"{organisation.Currency.Code} {Text(m.Ours)} {Text(m.Theirs)}"));
    }

    private const string ClaimedUntil = """
        select c.for_period, sum(case when c.owed_by_party then c.amount else -c.amount end)::bigint
        from claims.claim c join agreements.terms t on t.org_id = c.org_id and t.terms_id = c.terms_id
        where c.org_id = @OrgId and t.code = @Agreement and c.booked_period <= @Until
        group by c.for_period order by c.for_period limit 1000000
        """;
}
