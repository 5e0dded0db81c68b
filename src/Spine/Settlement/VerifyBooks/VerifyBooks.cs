using Dapper;
using Meent.Claims;
using Meent.Flows;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using Meent.Settlement.ClosePeriod;

namespace Meent.Settlement.VerifyBooks;

/// <summary>
/// Asks every check, and rates every closed month again as it is known now: a difference in a month that no late
/// record waits for is a changed program or a changed row, never a claim.
/// </summary>
internal static class VerifyBooks
{
    internal static async Task<Outcome<IReadOnlyList<Offence>>> Run(
        Installation installation, string organisation, IProgress<string>? progress, CancellationToken ct)
    {
        var opened = await Organisation.Open(installation, organisation, "verify", "verify", ct);
        if (opened.Refused)
        {
            return opened.Refusal!;
        }

        var (work, loaded) = opened.Value;
        await using var ending = work;
        // Each question is one statement: the server answers them while this program rates on another connection.
        var asked = Ask(installation, work.OrgId, progress, ct);
        var rated = Replays(installation, work, loaded, progress, ct);
        await Task.WhenAll(asked, rated);
        progress?.Report("exchange");
        var compared = await ExchangeCheck.Ask(work, loaded, ct);
        return (await asked).Concat(await rated).Concat(compared).ToList();
    }

    private static async Task<IReadOnlyList<Offence>> Ask(
        Installation installation, int orgId, IProgress<string>? progress, CancellationToken ct)
    {
        await using var work = await installation.Begin(orgId, "verify", "verify", ct);
        await work.Connection.ExecuteAsync(new CommandDefinition(
            Checks.WithoutLoops, transaction: work.Transaction, cancellationToken: ct));
        var offences = new List<Offence>();
        foreach (var check in Checks.All)
        {
            progress?.Report(check.Name);
            var rows = await work.Connection.QueryAsync<(string Period, string Subject, string What)>(
                new CommandDefinition(
                    check.Sql, new { work.OrgId, Verification.Most }, work.Transaction, cancellationToken: ct));
            offences.AddRange(rows.Select(r => new Offence(check.Name, r.Period, r.Subject, r.What)));
        }

        return offences;
    }

    private static async Task<IReadOnlyList<Offence>> Replays(
        Installation installation, Work work, Organisation organisation, IProgress<string>? progress,
        CancellationToken ct)
    {
        var offences = new List<Offence>();
        var calendar = await Calendar.Load(work, organisation.Settings, ct);
        var closed = calendar.Periods.Where(p => p.Closed).ToList();
        if (closed.Count == 0)
        {
            return offences;
        }

        // What was claimed is read while the same month is rated.
        await using var beside = await installation.Begin(work.OrgId, "verify", "verify", ct);
        // Registers, terms and spans are the same for all periods.
        var facts = await Gather.Bare(work, organisation, closed[0], ct);
        var spans = await EventLog.Spans(work, ct);
        foreach (var period in closed)
        {
            progress?.Report($"replay {period.Code}");
            offences.AddRange(await Replay(work, beside, facts with { Period = period }, spans, calendar, ct));
        }

        return offences;
    }

    /// <summary>Every month that the period settled, rated as known when it was closed, against what was claimed
    /// until then.</summary>
    private static async Task<IReadOnlyList<Offence>> Replay(
        Work work, Work beside, PeriodFacts facts, IReadOnlyList<Span> spans, Calendar calendar, CancellationToken ct)
    {
        var period = facts.Period;
        var settled = (await work.Connection.QueryAsync<int>(new CommandDefinition(
            WithStatement, new { work.OrgId, Period = period.Id }, work.Transaction, cancellationToken: ct)))
            .ToHashSet();
        settled.UnionWith(facts.Register.Memberships.Select(m => m.PartyId));
        var offences = new List<Offence>();
        foreach (var id in (await Gather.Touched(work, facts, spans, calendar, ct)).Append(period.Id))
        {
            var month = Gather.MonthWith(calendar, id);
            var claimed = ClaimBook.For(beside, id, ct);
            var rating = Gather.Month(work, facts, spans, month, keep: false, ct);
            await Task.WhenAll(claimed, rating);
            var rated = await rating;
            if (rated.Refused)
            {
                offences.Add(new Offence("replay", period.Code, month.Code, rated.Refusal!.ToString()));
                continue;
            }

            var booked = (await claimed).Where(c => c.BookedPeriod <= period.Id).ToList();
            // Who had no settled role was left out by the close, which said so. A late record that changes nothing
            // makes no statement: who was settled before has claims.
            var known = booked.Select(c => c.Party).ToHashSet();
            var lines = rated.Value
                .Where(l => settled.Contains(facts.Index.At(l.Party)) || known.Contains(facts.Index.At(l.Party)))
                .ToList();
            // Pools are divided with their own period alone.
            offences.AddRange((id == period.Id ? facts.Finals.Sums(lines, booked) : [])
                .Select(s => new Offence(
                    "replay", period.Code, s.Clause,
                    $"{month.Code} {Decimals.Fixed(s.Amount, facts.Organisation.Currency.Decimals)}")));
            offences.AddRange(Rules.Differences
                .Of(facts.Finals.Without(lines), facts.Index.At, facts.Finals.Without(booked))
                .Take(Verification.Most)
                .Select(d => new Offence(
                    "replay", period.Code, facts.Register[d.Key.Party].Code,
                    $"{month.Code} {d.Key.Clause} {Decimals.Fixed(d.Amount, facts.Organisation.Currency.Decimals)}")));
        }

        return offences;
    }

    private const string WithStatement = """
        select party_id from settlement.statement where org_id = @OrgId and period_id = @Period
        order by party_id limit 10000000
        """;
}
