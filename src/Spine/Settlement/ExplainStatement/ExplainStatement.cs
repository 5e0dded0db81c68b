using Meent.Agreements;
using Meent.Claims;
using Meent.Flows;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using Meent.Settlement.ClosePeriod;
using Meent.Settlement.Rules;
using NodaTime;
using Calendar = Meent.Parties.Calendar;
using Period = Meent.Parties.Period;

namespace Meent.Settlement.ExplainStatement;

/// <summary>Rates one participant's records of a month again, and lays the result beside the claims.</summary>
internal static class ExplainStatement
{
    internal static async Task<Outcome<Explanation>> Run(
        Installation installation, string organisation, string number, string periodCode, CancellationToken ct)
    {
        var opened = await Organisation.Open(installation, organisation, "explain", "explain", ct);
        if (opened.Refused)
        {
            return opened.Refusal!;
        }

        var (work, loaded) = opened.Value;
        await using var ending = work;
        var calendar = await Calendar.Load(work, loaded.Settings, ct);
        if (calendar.Find(periodCode) is not { } period)
        {
            return Refusals.UnknownPeriod(periodCode);
        }

        // What was settled until now: a record that waits for its close explains nothing yet.
        var until = calendar.Periods.LastOrDefault(p => p.Closed && p.Id > period.Id) ?? period;
        var facts = await Gather.Bare(work, loaded, until, ct);
        if ((facts.Register.ByNumber(number, period.Ends) ?? Settled(facts, number)) is not { } party)
        {
            return new Refusal("parties.unknown_member", ("number", number));
        }

        return await Explain(work, facts, period, party, number, ct);
    }

    /// <summary>Who has a statement without being a member has it under a code.</summary>
    private static int? Settled(PeriodFacts facts, string code) =>
        facts.Register.ByCode(code) is { } party && Reckon.HasSettledRole(facts, party) ? party.Id : null;

    private static async Task<Outcome<Explanation>> Explain(
        Work work, PeriodFacts facts, Period period, int party, string number, CancellationToken ct)
    {
        var rater = await Gather.Rater(work, facts, period, ct);
        if (rater.Refused)
        {
            return rater.Refusal!;
        }

        var index = facts.Index.Of(party);
        var spans = (await EventLog.Spans(work, ct))
            .Where(s => s.ForPeriod == period.Id && s.Period <= facts.Period.Id).ToList();
        var mine = await EventLog.Of(
            work, spans, period.Starts, period.Ends, facts.Period.Id, facts.SharedTerms, party, ct);
        var events = new List<ExplainedEvent>();
        foreach (var (id, e) in mine.Where(m => m.Event.Action != EventDraft.Stock))
        {
            if (e.Party != party && !rater.Value.IsSided(e.Terms, e.Day))
            {
                continue;
            }

            var rated = e.Party == party ? Rating.Of(e, index) : Rating.OfProvider(e, index);
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

        var shares = await Shares(work, facts with { Period = period }, index, ct);
        if (shares.Refused)
        {
            return shares.Refusal!;
        }

        var claims = (await ClaimBook.For(work, period.Id, ct)).Where(c => c.Party == party);
        return new Explanation(
            facts.Organisation.Settings.Id, period.Code, number, facts.Register[party].Name,
            facts.Organisation.Currency, events,
            Lines(facts, [.. facts.Finals.Without(lines.Value), .. shares.Value], claims));
    }

    /// <summary>What pools made for the party: they are divided over everybody, as when the period was
    /// closed.</summary>
    private static async Task<Outcome<IReadOnlyList<RatedLine>>> Shares(
        Work work, PeriodFacts facts, int index, CancellationToken ct)
    {
        var terms = facts.Terms.All.Select(t => new RatedTerms(t.Id, t.Terms));
        if (!Pooling.HasPools(terms, facts.Period.Starts, facts.Period.Ends))
        {
            return Array.Empty<RatedLine>();
        }

        var all = await Gather.Month(work, facts, await EventLog.Spans(work, ct), facts.Period, keep: false, ct);
        return all.Refused
            ? all.Refusal!
            : facts.Finals.Of(all.Value).Where(l => l.Party == index).ToList();
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

    /// <summary>Every line rated again beside what was claimed, and what was claimed although nothing makes it
    /// now.</summary>
    private static List<ExplainedLine> Lines(
        PeriodFacts facts, IReadOnlyList<RatedLine> rated, IEnumerable<Claim> claims)
    {
        var differences = Differences.Of(rated, facts.Index.At, claims).ToDictionary(d => d.Key, d => d.Amount);
        var lines = new List<ExplainedLine>();
        foreach (var line in rated)
        {
            var key = new ClaimKey(
                facts.Index.At(line.Party), line.Terms, line.Version, line.Clause, line.Line, line.Counterparty);
            differences.Remove(key, out var difference);
            lines.Add(Line(facts, key, line.Amount, line.Amount - difference));
        }

        lines.AddRange(differences.Select(d => Line(facts, d.Key, 0, -d.Value)));
        return lines;
    }

    private static ExplainedLine Line(PeriodFacts facts, ClaimKey key, long rated, long claimed)
    {
        var terms = facts.Terms.ById(key.Terms)!.Terms;
        var version = terms.Versions[key.Version - 1];
        var rounding = version.Clauses.First(c => c.Code == key.Clause).Rounding;
        return new ExplainedLine(
            terms.Code, key.Version, version.Hash, key.Clause, key.Line, rated, claimed, rounding.Mode, rounding.Each);
    }
}
