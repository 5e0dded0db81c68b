using Meent.Agreements;
using Meent.Flows.RecordEvents;
using Meent.Flows.Rules;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using NodaTime;

namespace Meent.Flows.TakeCommitments;

/// <summary>Takes commitments.csv: what is ordered, and what is booked from when until when.</summary>
internal sealed class CommitmentReader(ImportContext context) : IRecordReader
{
    private readonly CommitmentStage stage = new(context);
    private readonly EventColumns columns = new(Own);

    // Cancelling is said by a later row of the same promise: it is no part of what the promise is known by.
    private readonly SaidContent said = new(
        new RecordKind(Own.Name, Own.Order, [.. Own.Columns.Take(Own.Columns.Count - 1)]));

    private ItemBook? items;
    private TermsBook? terms;

    internal static readonly RecordKind Own = new("commitments", 65,
    [
        new("id"), new("order"), new("date", CellKind.Day, true), new("item", Required: true),
        new("provider", Required: true), new("receiver", Required: true), new("quantity", CellKind.Quantity, true),
        new("unit"), new("unit_price", CellKind.Number), new("resource"), new("from_time", CellKind.Time),
        new("until_time", CellKind.Time), new("terms"), new("cancelled", CellKind.Day),
    ]);

    public RecordKind Kind => Own;

    public async Task Take(IReadOnlyList<RecordRow> rows, CancellationToken ct)
    {
        items ??= await ItemBook.Load(context.Work, ct);
        terms ??= await TermsBook.Load(context.Work, ct);
        foreach (var row in rows)
        {
            var (draft, trouble) = Read(row);
            row.Trouble = trouble;
            if (draft is not null)
            {
                stage.Add(draft);
            }
        }
    }

    public async Task<RecordVerdicts> Finish(CancellationToken ct)
    {
        var verdicts = await stage.Finish(ct);
        items = null;
        terms = null;
        return verdicts;
    }

    private (CommitmentDraft? Draft, Trouble? Trouble) Read(RecordRow row)
    {
        var cells = new EventCells(columns, row);
        Days.TryParse(cells["date"], out var day);
        if (items!.ByCode(cells["item"]) is not { } item)
        {
            return (null, new("item", cells["item"], Refusals.UnknownItem(cells["item"])));
        }

        if (Find(cells["provider"], day) is not { } provider)
        {
            return Nobody("provider", cells["provider"]);
        }

        if (Find(cells["receiver"], day) is not { } receiver)
        {
            return Nobody("receiver", cells["receiver"]);
        }

        // A promise may be kept by many records: the most that one of them may have does not bound it.
        var size = Sizes.Read(cells, item with { Most = null }, null, context.Organisation.Currency);
        var trouble = size.Trouble;
        var rated = trouble is null ? TermsOf(cells, item, provider, receiver, day, out trouble) : 0;
        var booked = trouble is null ? Booked(cells, day, out trouble) : null;
        if (trouble is not null)
        {
            return (null, trouble);
        }

        return (new CommitmentDraft
        {
            Line = row.Key, Code = cells["id"], Said = said.Hash(row, []), Order = cells["order"], DueOn = day,
            Terms = rated, Item = item.Id, Provider = provider, Receiver = receiver, Quantity = size.Quantity,
            UnitPrice = size.UnitPrice, Resource = cells["resource"], Booked = booked,
            Cancelled = Days.TryParse(cells["cancelled"], out var cancelled) ? cancelled : null,
        }, null);
    }

    /// <summary>The organisation by its own id, a member by the number on that day, a party by its code.</summary>
    private int? Find(string name, LocalDate day) => name == context.Organisation.Settings.Id ? Organisation.OwnParty
        : context.Parties.HasNumber(name) ? context.Parties.HolderOn(name, day)
        : context.Parties.ByCode(name)?.Id;

    private int TermsOf(
        in EventCells cells, Item item, int provider, int receiver, LocalDate day, out Trouble? trouble)
    {
        trouble = null;
        var code = cells["terms"];
        if (code.Length == 0)
        {
            var participant = provider == Organisation.OwnParty ? receiver : provider;
            return terms!.For(item.Code, participant, day)?.Id ?? 0;
        }

        var named = terms!.ByCode(code);
        trouble = named is null
            ? new("terms", code, new Refusal("agreements.unknown_terms", ("terms", code)))
            : null;
        return named?.Id ?? 0;
    }

    private Interval? Booked(in EventCells cells, LocalDate day, out Trouble? trouble)
    {
        var (resource, from, until) = (cells["resource"], cells["from_time"], cells["until_time"]);
        trouble = null;
        if (resource.Length == 0 && from.Length == 0 && until.Length == 0)
        {
            return null;
        }

        if (resource.Length == 0 || from.Length == 0 || until.Length == 0)
        {
            trouble = new(resource.Length == 0 ? "resource" : from.Length == 0 ? "from_time" : "until_time", "",
                Refusals.BookingIncomplete());
            return null;
        }

        if (items!.PlaceByCode(resource) is null && items.DeviceByCode(resource) is null)
        {
            trouble = new("resource", resource, Refusals.UnknownPlace(resource));
            return null;
        }

        var booked = BookedTime.Of(day, BookedTime.Read(from), BookedTime.Read(until), context.Organisation.Zone);
        trouble = booked is null
            ? new("from_time", from, Refusals.TimeSkipped($"{from}-{until}", day.Iso()))
            : null;
        return booked;
    }

    private static (CommitmentDraft?, Trouble) Nobody(string column, string name) =>
        (null, new Trouble(column, name, new Refusal("parties.unknown_party", ("party", name))));
}
