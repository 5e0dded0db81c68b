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

    /// <summary>Whether an event with this id stands in the books.</summary>
    public static Task<bool> Holds(ImportContext context, string kind, string id, CancellationToken ct) =>
        EventStage.Holds(context.Work, EventStage.Named(kind, id), ct);
}
