using Dapper;
using Meent.Flows.RecordEvents;
using Meent.Kernel;
using Meent.Parties;

namespace Meent.Flows;

/// <summary>Recording single events, in the caller's transaction.</summary>
public static class EventBook
{
    /// <summary>Records one event. The same id with the same content is answered as done; with other content it is
    /// refused.</summary>
    public static async Task<Outcome<Done>> Record(ImportContext context, EventDraft draft, CancellationToken ct)
    {
        var stage = new EventStage(context);
        await stage.Add(draft, ct);
        var verdicts = await stage.Finish(ct);
        return verdicts.Refused.Count == 0 ? Done.It : verdicts.Refused[0].Trouble.Why;
    }

    /// <summary>The event that stands in the books under this id, or null.</summary>
    public static async Task<RecordedSale?> Find(
        ImportContext context, string kind, string id, CancellationToken ct) =>
        await context.Work.Connection.QuerySingleOrDefaultAsync<(int Party, int Item, long Quantity, long? Amount)?>(
            new CommandDefinition(
                FindEvent, new { context.Work.OrgId, Id = EventStage.Named(kind, id) }, context.Work.Transaction,
                cancellationToken: ct)) is { } e
            ? new RecordedSale(e.Party, e.Item, e.Quantity, e.Amount)
            : null;

    private const string FindEvent = """
        select party_id, item_id, quantity, amount from flows.event where org_id = @OrgId and event_id = @Id
        """;
}

/// <summary>What a sale comes to: the same again under one id is one sale. Thousandths, minor units.</summary>
public sealed record RecordedSale(int Party, int Item, long Quantity, long? Amount);
