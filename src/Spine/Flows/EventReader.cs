using Meent.Agreements;
using Meent.Flows.Exchange;
using Meent.Flows.RecordEvents;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using NodaTime;

namespace Meent.Flows;

/// <summary>How a kind of record says an event: which way it goes, and what it leaves unsaid.</summary>
/// <param name="Action">In from the member, out to the member, or 0 where provider and receiver say it.</param>
/// <param name="QuantityWhenEmpty">Thousandths that hold where the record names an amount only; null: a quantity is
/// needed.</param>
public sealed record EventKind(RecordKind Record, short Action, long? QuantityWhenEmpty);

/// <summary>The kind of record that any cooperation may use.</summary>
public static class EventKinds
{
    public static readonly EventKind Events = new(
        new RecordKind("events", 90,
        [
            new("id"), new("date", CellKind.Day, true), new("item", Required: true), new("provider", Required: true),
            new("receiver", Required: true), new("quantity", CellKind.Quantity), new("unit"),
            new("unit_price", CellKind.Number), new("amount", CellKind.Amount), new("session"), new("grade"),
            new("place"), new("accepted", CellKind.YesNo), new("reason"), new("reverses"), new("recorded_by"),
            new("reference"),
        ],
        OpenColumns: true),
        0,
        1000);
}

/// <summary>Takes records that say events into the books: finds party, item and terms, checks, and stages
/// them.</summary>
public sealed class EventReader(ImportContext context, EventKind kind) : IRecordReader
{
    private readonly EventStage stage = new(context);
    private readonly EventColumns columns = new(kind.Record);
    private readonly SaidContent said = new(
        kind.Record, ("accepted", "yes"),
        ("quantity", kind.QuantityWhenEmpty is { } usual ? Decimals.Trimmed(usual, Quantity.Scale) : ""));
    private ItemBook items = null!;
    private TermsBook terms = null!;
    private IReadOnlyList<string> measures = [];

    public RecordKind Kind => kind.Record;

    public void Begin(IRecordSource source) => measures = source.Measures;

    public async Task Take(IReadOnlyList<RecordRow> rows, CancellationToken ct)
    {
        items ??= await ItemBook.Load(context.Work, ct);
        if (terms is null)
        {
            terms = await TermsBook.Load(context.Work, ct);
            stage.Halves = terms.Shared.Any() ? new Halves(context, kind.Record.Name, items, terms) : null;
        }

        foreach (var row in rows)
        {
            var (draft, trouble) = Read(row);
            if (trouble is not null)
            {
                row.Trouble = trouble;
                continue;
            }

            await stage.Add(draft!, ct);
        }
    }

    public async Task<RecordVerdicts> Finish(CancellationToken ct)
    {
        var verdicts = await stage.Finish(ct);
        items = null!;
        terms = null!;
        return verdicts;
    }

    private (EventDraft? Draft, Trouble? Trouble) Read(RecordRow row)
    {
        var cells = new EventCells(columns, row);
        Days.TryParse(cells["date"], out var day);
        var code = cells["item"].Length == 0 ? context.Organisation.Settings.MainItem : cells["item"];
        if (items.ByCode(code) is not { } item)
        {
            return (null, new("item", code, Refusals.UnknownItem(code)));
        }

        var (party, provider, action, trouble) = Sides(cells, item, day);
        if (trouble is not null)
        {
            return (null, trouble);
        }

        var size = Sizes.Read(cells, item, kind.QuantityWhenEmpty, context.Organisation.Currency);
        var notes = default(EventNotes);
        trouble = size.Trouble ?? EventNotes.Read(cells, item, items, measures, out notes);
        if (trouble is not null)
        {
            return (null, trouble);
        }

        var accepted = cells["accepted"] != "no";
        var rating = terms.For(item.Code, party.Id, day);
        // What takes a record back is rated by the terms of that record.
        if (rating is null && accepted && cells["reverses"].Length == 0)
        {
            return (null, new("item", code, Refusals.NoTermsForItem(code, day.Iso())));
        }

        if (cells["id"].Length == 0 && IsShared(rating, party.Id, cells["reverses"]))
        {
            return (null, new("id", "", Refusals.NoSharedId(code, day.Iso())));
        }

        if (provider != 0 && rating?.Terms.Between.Count > 0)
        {
            return (null, new("provider", cells["provider"], Refusals.ThirdProvider(
                cells["provider"], rating.Terms.Code)));
        }

        return (Draft(row, cells, day, item, rating?.Id ?? 0) with
        {
            PartyId = party.Id, Number = party.Number, ProviderId = provider, Action = action, Accepted = accepted,
            Quantity = size.Quantity, Measured = size.Measured, MeasuredUnit = size.Unit, UnitPrice = size.UnitPrice,
            Amount = size.Amount, Session = notes.Session, Grade = notes.Grade, PlaceId = notes.Place,
            DeviceId = notes.Device, SlipNo = notes.Slip, Measures = notes.Measures,
        }, null);
    }

    /// <summary>What the other side has to name as well needs a name; also what may take such a record back.</summary>
    private bool IsShared(KeptTerms? rating, int party, string reverses) => stage.Halves is not null
        && (rating?.Terms.Between.Count > 0
            || (reverses.Length > 0 && terms.Shared.Any(t => terms.Joined(t.Id, party).Count > 0)));

    private EventDraft Draft(RecordRow row, EventCells cells, LocalDate day, Item item, int termsId) => new()
    {
        Line = row.Key, Id = cells["id"], Kind = kind.Record.Name, OccurredOn = day, PartyId = 0, ItemId = item.Id,
        Said = said.Hash(row, measures), TermsId = termsId, Action = 0, Quantity = 0,
        Reverses = cells["reverses"], Reference = cells["reference"], Reason = cells["reason"],
        RecordedBy = cells["recorded_by"],
    };

    private (Side Party, int Provider, short Action, Trouble? Trouble) Sides(EventCells cells, Item item, LocalDate day)
    {
        if (kind.Action == 0)
        {
            return BothNamed(cells, day);
        }

        var number = cells["member"];
        var party = Holder(cells, number, day);
        if (party is null && context.RegisterUnknown && context.Parties.IsFree(number))
        {
            party = context.Parties.AddProvisional(number, context.Organisation.Settings.Language);
        }

        var named = cells["provider"];
        var provider = named.Length == 0 ? item.Provider ?? 0 : context.Parties.ByCode(named)?.Id ?? -1;
        return party is null ? Nobody("member", number, "parties.unknown_member", "number")
            : provider < 0 ? Nobody("provider", named, "parties.unknown_party", "party")
            : (new Side(party.Value, number), kind.Action == EventDraft.Out ? provider : 0, kind.Action, null);
    }

    /// <summary>Who has the number on that day. What takes a record back may come when the number is given up: whose it
    /// was is asked for the day of that record.</summary>
    private int? Holder(EventCells cells, string number, LocalDate day) => cells["reverses"].Length > 0
        ? context.Parties.ByNumber(number, day)
        : context.Parties.HolderOn(number, day);

    /// <summary>Provider and receiver are named: the participant is the one that is not the organisation.</summary>
    private (Side Party, int Provider, short Action, Trouble? Trouble) BothNamed(EventCells cells, LocalDate day)
    {
        var own = context.Organisation.Settings.Id;
        int? Find(string name) => name == own ? Organisation.OwnParty
            : context.Parties.HasNumber(name) ? Holder(cells, name, day)
            : context.Parties.ByCode(name)?.Id;
        var (provider, receiver) = (cells["provider"], cells["receiver"]);
        if (Find(provider) is not { } from)
        {
            return Nobody("provider", provider, "parties.unknown_party", "party");
        }

        if (Find(receiver) is not { } to)
        {
            return Nobody("receiver", receiver, "parties.unknown_party", "party");
        }

        if (to == Organisation.OwnParty && from != Organisation.OwnParty)
        {
            return (new Side(from, provider), 0, EventDraft.In, null);
        }

        return to == Organisation.OwnParty
            ? (default, 0, 0, new("receiver", receiver, Refusals.NotBetweenParticipant()))
            : (new Side(to, receiver), from == Organisation.OwnParty ? 0 : from, EventDraft.Out, null);
    }

    private static (Side, int, short, Trouble?) Nobody(string column, string name, string code, string fact) =>
        (default, 0, 0, new Trouble(column, name, new Refusal(code, (fact, name))));

    /// <summary>The participant, and the number or code by which the row names it.</summary>
    private readonly record struct Side(int Id, string Number);
}
