using Meent.Agreements;
using Meent.Claims;
using Meent.Flows;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using Meent.Settlement.ClosePeriod;

namespace Meent.Settlement.TryTerms;

/// <summary>Rates a period twice: with the terms as they are, and with the proposed ones from the first day of the
/// period.</summary>
internal static class TryTerms
{
    internal static async Task<Outcome<TriedTerms>> Run(
        Installation installation, string organisation, string periodCode, string json, CancellationToken ct)
    {
        var proposed = TermsFile.Parse(json);
        if (proposed.Refused)
        {
            return proposed.Refusal!;
        }

        var opened = await Organisation.Open(installation, organisation, "trial", "terms try", ct);
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

        var facts = await Gather.Bare(work, loaded, period, ct);
        if (facts.Terms.ByCode(proposed.Value.Code) is not { } known)
        {
            return new Refusal("agreements.unknown_terms", ("terms", proposed.Value.Code));
        }

        var tried = facts.Terms.All
            .Select(t => new RatedTerms(t.Id, t.Id == known.Id ? FromTheStart(proposed.Value, period.Starts) : t.Terms))
            .ToList();
        var spans = await EventLog.Spans(work, ct);
        var now = await Gather.Month(work, facts, spans, period, keep: false, ct);
        var then = await Gather.Month(work, facts, spans, period, keep: false, ct, tried);
        return now.Refused ? now.Refusal!
            : then.Refused ? then.Refusal!
            : Result(facts, period.Code, loaded, now.Value, then.Value);
    }

    /// <summary>The newest version is what is proposed: it is tried as if it had held in the whole period.</summary>
    private static StandardTerms FromTheStart(StandardTerms terms, NodaTime.LocalDate starts) =>
        terms with { Versions = [terms.Versions[^1] with { From = starts, Until = null }] };

    private static TriedTerms Result(
        PeriodFacts facts, string period, Organisation organisation, IReadOnlyList<RatedLine> now,
        IReadOnlyList<RatedLine> then)
    {
        var run = DryRun.Compare(now, then);
        var numbers = facts.Register.Memberships.GroupBy(m => m.PartyId)
            .ToDictionary(g => g.Key, g => g.Select(m => m.Number).Order(StringComparer.Ordinal).First());
        return new TriedTerms(period, organisation.Currency, run, run.Changes.ToDictionary(c => c.Party, c =>
        {
            var party = facts.Register[facts.Index.At(c.Party)];
            return (numbers.GetValueOrDefault(party.Id, party.Code), party.Name);
        }));
    }
}
