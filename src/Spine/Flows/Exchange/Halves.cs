using System.Security.Cryptography;
using System.Text;
using Dapper;
using Meent.Agreements;
using Meent.Kernel;
using Meent.Parties;

namespace Meent.Flows.Exchange;

/// <summary>Keeps what these books say of events between two organisations, in the codes that both sides know: ids of
/// rows are each side's own.</summary>
internal sealed class Halves(ImportContext context, string kind, ItemBook items, TermsBook terms)
{
    /// <param name="recorded">New in the books, with the terms that rate them.</param>
    internal async Task Write(
        IEnumerable<(EventDraft Draft, Guid Id)> recorded, long written, CancellationToken ct)
    {
        var own = context.Organisation.Settings.Id;
        var rows = new List<(EventDraft Draft, Guid Id, StandardTerms Terms, string Said)>();
        foreach (var (draft, id) in recorded)
        {
            if (terms.ById(draft.TermsId)?.Terms is { Between.Count: > 0 } agreement)
            {
                rows.Add((draft, id, agreement, Half(draft, agreement, own).Json()));
            }
        }

        if (rows.Count == 0)
        {
            return;
        }

        await context.Work.Connection.ExecuteAsync(new CommandDefinition(
            Store,
            new
            {
                context.Work.OrgId, Written = written, Ids = rows.Select(r => r.Id).ToArray(),
                Agreements = rows.Select(r => r.Terms.Code).ToArray(),
                Peers = rows.Select(r => r.Terms.OtherSide(own)!).ToArray(),
                Names = rows.Select(r => r.Draft.Id).ToArray(),
                Fors = rows.Select(r => Calendar.MonthOf(r.Draft.OccurredOn).Id).ToArray(),
                Reversed = rows.Select(r => TakesBack(r.Draft)).ToArray(),
                Said = rows.Select(r => r.Said).ToArray(),
                Hashes = rows.Select(r => SHA256.HashData(Encoding.UTF8.GetBytes(r.Said))).ToArray(),
            },
            context.Work.Transaction,
            cancellationToken: ct));
    }

    private static Guid? TakesBack(EventDraft draft) =>
        draft.Reverses.Length == 0 ? null : RecordEvents.EventStage.Named(draft.Kind, draft.Reverses);

    private SharedEvent Half(EventDraft draft, StandardTerms agreement, string own)
    {
        var item = items[draft.ItemId];
        var party = context.Parties[draft.PartyId].Code;
        var provider = draft.ProviderId == 0 ? own : context.Parties[draft.ProviderId].Code;
        var (from, to) = draft.Action == EventDraft.In ? (party, own) : (provider, party);
        return new SharedEvent
        {
            Agreement = agreement.Code, Kind = kind, Id = draft.Id, Date = draft.OccurredOn.Iso(), Item = item.Code,
            Provider = from, Receiver = to, Quantity = Decimals.Trimmed(draft.Quantity, Quantity.Scale),
            Unit = item.Unit, Currency = agreement.Currency.Code,
            UnitPrice = draft.UnitPrice is { } price ? Decimals.Trimmed(price, UnitPrice.Scale) : "",
            Amount = draft.Amount is { } amount ? Decimals.Fixed(amount, agreement.Currency.Decimals) : "",
            Accepted = draft.Accepted, Grade = draft.Grade < 0 ? "" : item.Grades[draft.Grade],
            Measures = Measured(draft, item), Reverses = draft.Reverses,
        };
    }

    private static SortedDictionary<string, string> Measured(EventDraft draft, Item item)
    {
        var measured = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < item.Measures.Count; i++)
        {
            if (draft.Measures?[i] is { } value)
            {
                measured[item.Measures[i].Name] = Decimals.Trimmed(value, item.Measures[i].Decimals);
            }
        }

        return measured;
    }

    private const string Store = """
        insert into flows.exchange (org_id, event_id, agreement, peer, name, for_period, reverses, said, said_hash,
          written_id)
        select @OrgId, id, agreement, peer, name, month, reverses, said, hash, @Written
        from unnest(@Ids::uuid[], @Agreements::text[], @Peers::text[], @Names::text[], @Fors::int[], @Reversed::uuid[],
          @Said::text[], @Hashes::bytea[]) as u (id, agreement, peer, name, month, reverses, said, hash)
        """;
}
