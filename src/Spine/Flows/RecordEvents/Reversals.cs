using Dapper;
using Meent.Kernel;
using Meent.Parties;

namespace Meent.Flows.RecordEvents;

/// <summary>A record may be taken back once, in full, by one that names it. What takes back is not taken back
/// itself.</summary>
internal static class Reversals
{
    /// <summary>For each record of a batch that takes another back: what it says with that one's day and terms, or why
    /// it cannot.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, (EventDraft Draft, Refusal? Why)>> Judge(
        ImportContext context, IReadOnlyList<Identified> batch, CancellationToken ct)
    {
        var judged = new Dictionary<Guid, (EventDraft, Refusal?)>();
        var reversing = batch.Where(b => b.Draft.Reverses.Length > 0).ToList();
        if (reversing.Count == 0)
        {
            return judged;
        }

        var targets = reversing.Select(r => EventStage.Named(r.Draft.Kind, r.Draft.Reverses)).ToArray();
        var stored = (await context.Work.Connection.QueryAsync<Original>(new CommandDefinition(
            Originals, new { context.Work.OrgId, Targets = targets }, context.Work.Transaction, cancellationToken: ct)))
            .ToDictionary(o => o.EventId);
        var wanted = targets.ToHashSet();
        var own = batch.Where(b => wanted.Contains(b.Id)).ToDictionary(b => b.Id, b => b.Draft);
        var taken = new Dictionary<Guid, Guid>();
        foreach (var ((draft, id, _), target) in reversing.Zip(targets))
        {
            var original = stored.GetValueOrDefault(target)
                ?? (own.TryGetValue(target, out var beside) ? Original.Of(beside) : null);
            var by = original?.ReversedBy ?? (taken.TryGetValue(target, out var first) ? first : null);
            var why = Refused(context.Parties, draft, id, original, by);
            if (why is null)
            {
                taken[target] = id;
            }

            judged[id] = (why is null ? original!.TakenBackBy(draft) : draft, why);
        }

        return judged;
    }

    private static Refusal? Refused(
        PartyRegister parties, EventDraft draft, Guid id, Original? original, Guid? takenBackBy)
    {
        if (original is null)
        {
            return Refusals.ReversesUnknown(draft.Reverses);
        }

        if (original.TakesBack)
        {
            return Refusals.ReversesReversal(draft.Reverses);
        }

        if (takenBackBy is not null && takenBackBy != id)
        {
            return Refusals.AlreadyReversed(draft.Reverses);
        }

        // A number may have passed to somebody else since.
        var party = parties.HolderOn(draft.Number, original.OccurredOn.ToLocalDate()) ?? draft.PartyId;
        return party != original.PartyId || draft.ItemId != original.ItemId || draft.Quantity != original.Quantity
            ? Refusals.ReversalDiffers(draft.Reverses)
            : null;
    }

    private const string Originals = """
        select e.event_id as EventId, e.party_id as PartyId, e.item_id as ItemId, e.quantity,
          e.occurred_on as OccurredOn, e.terms_id as TermsId, e.session, e.grade, e.accepted,
          e.unit_price as UnitPrice, e.amount, e.provider_id as ProviderId, e.place_id as PlaceId,
          e.m1, e.m2, e.m3, e.m4, e.m5, e.m6, e.reverses is not null as TakesBack, r.reversed_by as ReversedBy
        from flows.event e left join flows.reversal r on r.org_id = e.org_id and r.event_id = e.event_id
        where e.org_id = @OrgId and e.event_id = any (@Targets) order by e.event_id
        """;
}
