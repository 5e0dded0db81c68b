using Meent.Agreements;
using Meent.Claims;
using Meent.Flows;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using Meent.Settlement.ClosePeriod;
using NodaTime;

namespace Meent.Settlement.ExplainStatement;

/// <summary>Rates one participant's records of a month again, and lays the result beside the claims.</summary>
internal static class ExplainStatement
{
    internal static async Task<Outcome<Explanation>> Run(
        Installation installation, string organisation, string number, string periodCode, CancellationToken ct)
    {
        if (await Organisation.Number(installation, organisation, ct) is not { } orgId)
        {
            return new Refusal("parties.unknown_organisation", ("organisation", organisation));
        }

        await using var work = await installation.Begin(orgId, "explain", "explain", ct);
        var loaded = await Organisation.Load(work, organisation, ct);
        if (loaded.Refused)
        {
            return loaded.Refusal!;
        }

        var calendar = await Calendar.Load(work, loaded.Value.Settings, ct);
        if (calendar.Find(periodCode) is not { } period)
        {
            return Refusals.UnknownPeriod(periodCode);
        }

        var facts = await Gather.Bare(work, loaded.Value, period, ct);
        if (facts.Register.ByNumber(number, period.Ends) is not { } party)
        {
            return new Refusal("parties.unknown_member", ("number", number));
        }

        return await Explain(work, facts, party, number, ct);
    }

    private static async Task<Outcome<Explanation>> Explain(
        Work work, PeriodFacts facts, int party, string number, CancellationToken ct)
    {
        var period = facts.Period;
        var rater = await Gather.Rater(work, facts, period, ct);
        if (rater.Refused)
        {
            return rater.Refusal!;
        }

        var index = facts.Index.Of(party);
        var spans = (await EventLog.Spans(work, ct)).Where(s => s.ForPeriod == period.Id).ToList();
        var mine = await EventLog.Of(work, spans, period.Starts, period.Ends, party, ct);
        var events = new List<ExplainedEvent>();
        foreach (var (id, e) in mine.Where(m => m.Event.Action != EventDraft.Stock))
        {
            var rated = Rating.Of(e, index);
            if (e.Accepted)
            {
                rater.Value.Add(rated);
            }

            events.Add(Event(facts, id, e, e.Accepted ? rater.Value.Explain(rated) : Array.Empty<RatedPart>()));
        }

        var lines = rater.Value.Finish();
        if (lines.Refused)
        {
            return lines.Refusal!;
        }

        var claims = (await ClaimBook.For(work, period.Id, ct)).Where(c => c.Party == party).ToList();
        return new Explanation(
            facts.Organisation.Settings.Id, period.Code, number, facts.Register[party].Name,
            facts.Organisation.Currency, events,
            [.. lines.Value.Select(l => Line(facts, l, claims))]);
    }

    private static ExplainedEvent Event(
        PeriodFacts facts, Guid id, in FlowEvent e, Outcome<IReadOnlyList<RatedPart>> parts)
    {
        var item = facts.Items[e.Item];
        var kept = facts.Terms.ById(e.Terms);
        var day = new LocalDate(1970, 1, 1).PlusDays(e.Day);
        return new ExplainedEvent(
            id, day, item.Name, item.Unit, e.Reversal ? -e.Quantity : e.Quantity, e.Accepted, e.Reference,
            kept?.Terms.Code ?? "", (kept?.Terms.VersionOn(day) ?? -1) + 1, parts.Refused ? [] : parts.Value);
    }

    private static ExplainedLine Line(PeriodFacts facts, RatedLine line, IReadOnlyList<Claim> claims)
    {
        var terms = facts.Terms.ById(line.Terms)!.Terms;
        var version = terms.Versions[line.Version - 1];
        var clause = version.Clauses.First(c => c.Code == line.Clause);
        var claimed = claims
            .Where(c => c.Terms == line.Terms && c.TermsVersion == line.Version && c.Clause == line.Clause
                && c.Provider == line.Counterparty)
            .Sum(c => Rules.Differences.Inward(c) ? c.Amount : -c.Amount);
        return new ExplainedLine(
            terms.Code, line.Version, version.Hash, line.Clause, line.Line, line.Amount, claimed, clause.Rounding.Mode,
            clause.Rounding.Each);
    }
}
