using Dapper;
using Meent.Agreements;
using Meent.Parties;
using Meent.Platform;
using NodaTime;

namespace Meent.Flows.Exchange;

/// <summary>Lays what both sides say of their events side by side.</summary>
internal static class Meeting
{
    /// <summary>Hands over to the other sides that keep their books here, and takes what they say.</summary>
    internal static async Task Run(Installation installation, string organisation, string actor, CancellationToken ct)
    {
        if (await HandOver(installation, organisation, actor, ct))
        {
            // Work of its own: who waits for a period here must not hold up the other side.
            var opened = await Organisation.Open(installation, organisation, actor, "exchange", ct);
            await using var work = opened.Value.Work;
            await Take(work, await Calendar.Load(work, opened.Value.Organisation.Settings, ct), ct);
            await work.Commit(ct);
        }
    }

    /// <summary>False where there is no agreement with another organisation.</summary>
    private static async Task<bool> HandOver(
        Installation installation, string organisation, string actor, CancellationToken ct)
    {
        var opened = await Organisation.Open(installation, organisation, actor, "exchange", ct);
        await using var work = opened.Value.Work;
        var agreements = (await TermsBook.Load(work, ct)).Shared.Select(t => t.Terms.Code).ToList();
        foreach (var agreement in agreements.Order(StringComparer.Ordinal))
        {
            await work.Connection.ExecuteAsync(new CommandDefinition(
                HandOverEvents, new { Agreement = agreement }, work.Transaction, cancellationToken: ct));
        }

        await work.Commit(ct);
        return agreements.Count > 0;
    }

    /// <summary>What the other side says of an event of ours settles in the month of the event, or where that is
    /// closed, in the next: like every record. Without an event of ours it waits.</summary>
    internal static async Task Take(Work work, Calendar calendar, CancellationToken ct)
    {
        var months = (await work.Connection.QueryAsync<int>(new CommandDefinition(
            WaitingMonths, new { work.OrgId }, work.Transaction, cancellationToken: ct))).ToList();
        if (months.Count == 0)
        {
            return;
        }

        Dictionary<int, Parties.Period> settling;
        do
        {
            settling = months.ToDictionary(
                m => m, m => calendar.Settling(new LocalDate(m / 100_000, m / 1000 % 100, 1)));
        }
        while (!await calendar.HoldOpen(work, settling.Values.Distinct().ToList(), ct));

        await work.Written(ct);
        await work.Connection.ExecuteAsync(new CommandDefinition(
            TakeWaiting,
            new
            {
                work.OrgId, Months = months.ToArray(), Periods = months.Select(m => settling[m].Id).ToArray(),
            },
            work.Transaction,
            cancellationToken: ct));
    }

    private const string HandOverEvents = "select flows.hand_over(@Agreement::text)";

    private const string WaitingMonths = """
        select distinct e.for_period from flows.counterpart c
        join flows.exchange e on e.org_id = c.org_id and e.event_id = c.event_id and e.agreement = c.agreement
        where c.org_id = @OrgId and c.period_id is null order by e.for_period limit 10000
        """;

    private const string TakeWaiting = """
        update flows.counterpart c set period_id = u.period
        from unnest(@Months::int[], @Periods::int[]) as u (month, period)
        join flows.exchange e on e.org_id = @OrgId and e.for_period = u.month
        where c.org_id = @OrgId and c.period_id is null and c.event_id = e.event_id and c.agreement = e.agreement
        """;
}
