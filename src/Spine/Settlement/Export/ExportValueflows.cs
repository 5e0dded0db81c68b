using Meent.Agreements;
using Meent.Claims;
using Meent.Flows;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using Period = Meent.Parties.Period;

namespace Meent.Settlement.Export;

/// <summary>Writes a period as Valueflows: promises, events and claims as they come from the books, then what they
/// name.</summary>
internal static class ExportValueflows
{
    private const int Buffer = 256 * 1024;

    internal static async Task<Outcome<ExportedValueflows>> Run(
        Installation installation, ValueflowsRequest request, CancellationToken ct)
    {
        var opened = await Organisation.Open(installation, request.Organisation, "export", "export", ct);
        if (opened.Refused)
        {
            return opened.Refusal!;
        }

        var (work, organisation) = opened.Value;
        await using var ending = work;
        var chosen = Choose(await Calendar.Load(work, organisation.Settings, ct), request);
        if (chosen.Refused)
        {
            return chosen.Refusal!;
        }

        var period = chosen.Value;
        var place = Path.GetFullPath(request.File ?? Path.Combine(
            installation.DataDirectory, "export", $"valueflows-{request.Organisation}-{period.Code}.jsonld"));
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        var fresh = place + ".new";
        try
        {
            var written = await Write(work, organisation, period, fresh, request.Names, ct);
            File.Move(fresh, place, overwrite: true);
            return written with { File = place };
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    private static Outcome<Period> Choose(Calendar calendar, ValueflowsRequest request)
    {
        var found = request.Period is { } code
            ? calendar.Find(code)
            : calendar.Periods.LastOrDefault(p => p.Closed) ?? calendar.Periods.FirstOrDefault();
        return found is not null ? found
            : request.Period is { } unknown ? Refusals.UnknownPeriod(unknown)
            : Refusals.NoRecords(request.Organisation);
    }

    private static async Task<ExportedValueflows> Write(
        Work work, Organisation organisation, Period period, string path, bool named, CancellationToken ct)
    {
        var register = await PartyRegister.Load(work, ct);
        var items = await ItemBook.Load(work, ct);
        var terms = await TermsBook.Load(work, ct);
        var spans = await EventLog.Spans(work, ct);
        var commitments = await Commitments(work, period, spans, ct);
        var claims = await ClaimBook.BookedIn(work, period.Id, ct);
        var facts = new GraphFacts(
            organisation, register, items, terms, new Promises(commitments), new Triggers(terms, claims));
        var names = new Names(organisation, register);
        var mentioned = new Mentioned(organisation, register, items, terms, names, named);
        await using var output = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, Buffer);
        using var file = new GraphFile(output);
        var graph = new ValueflowsGraph(facts, names, mentioned, file);
        foreach (var commitment in commitments)
        {
            graph.Write(commitment);
        }

        var (events, corrected) = await Events(work, period, spans, graph, ct);
        foreach (var claim in claims)
        {
            graph.Write(claim);
        }

        mentioned.Write(file);
        file.Close();
        return new ExportedValueflows(
            organisation.Settings.Id, period.Code, path, mentioned.Agents, commitments.Count, events, corrected,
            claims.Count);
    }

    /// <summary>What is due in the period, and of other days what its events refer to.</summary>
    private static async Task<IReadOnlyList<Commitment>> Commitments(
        Work work, Period period, IReadOnlyList<Span> spans, CancellationToken ct)
    {
        var due = await CommitmentBook.Due(work, period.Starts, period.Ends, ct);
        var promised = await SettledEvents.Promised(work, period.Id, spans, ct);
        return
        [
            .. due.Concat(promised).DistinctBy(c => c.Id).OrderBy(c => c.Day)
                .ThenBy(c => c.Order, StringComparer.Ordinal).ThenBy(c => c.Id),
        ];
    }

    private static async Task<(long Events, long Corrected)> Events(
        Work work, Period period, IReadOnlyList<Span> spans, ValueflowsGraph graph, CancellationToken ct)
    {
        long events = 0, corrected = 0;
        await foreach (var e in SettledEvents.Of(work, period.Id, spans, ct))
        {
            graph.Write(e, ofPeriod: true);
            events++;
        }

        await foreach (var e in SettledEvents.TakenBackIn(work, period.Id, ct))
        {
            graph.Write(e, ofPeriod: false);
            corrected++;
        }

        return (events, corrected);
    }
}
