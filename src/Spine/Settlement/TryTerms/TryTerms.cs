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

        if (await Organisation.Number(installation, organisation, ct) is not { } orgId)
        {
            return new Refusal("parties.unknown_organisation", ("organisation", organisation));
        }

        await using var work = await installation.Begin(orgId, "trial", "terms try", ct);
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
        return now.Refused ? now.Refusal! : then.Refused ? then.Refusal! : Result(facts, period.Code, loaded.Value,
            now.Value, then.Value);
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
