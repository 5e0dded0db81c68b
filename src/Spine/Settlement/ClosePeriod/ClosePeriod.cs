using System.Text.Json;
using Dapper;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using Meent.Settlement.Files;
using NodaTime;
using Npgsql;
using Period = Meent.Parties.Period;

namespace Meent.Settlement.ClosePeriod;

/// <summary>What the maker saw and the approver signs.</summary>
/// <param name="Hash">Of every figure in it.</param>
/// <param name="Taxes">Of each statement, in their order.</param>
internal sealed record Draft(
    Organisation Organisation, Period Period, PeriodBook Book, byte[] Hash, IReadOnlyList<RateTax>[] Taxes);

/// <summary>
/// Closes a period: open, closing, calculated, closed. What decides is read, reckoned and booked in one transaction,
/// so that a kill at any point leaves either nothing or all of it; running again goes on from there.
/// </summary>
internal static class ClosePeriod
{
    internal static async Task<Outcome<ClosedPeriod>> Run(
        Installation installation, CloseRequest request, IClock clock, IProgress<CloseProgress>? progress,
        CancellationToken ct)
    {
        if (await Organisation.Number(installation, request.Organisation, ct) is not { } orgId)
        {
            return new Refusal("parties.unknown_organisation", ("organisation", request.Organisation));
        }

        var begun = await Begin(installation, orgId, request, clock, ct);
        if (begun.Refused)
        {
            return begun.Refusal!;
        }

        var book = begun.Value.Closed
            ? await Reload(installation, orgId, request, begun.Value, ct)
            : await Reckoned(installation, orgId, request, begun.Value, progress, ct);
        if (book.Refused)
        {
            return book.Refusal!;
        }

        return await Write(installation, orgId, book.Value, request, progress, ct);
    }

    /// <summary>Jane and jane are one person.</summary>
    private static bool SamePerson(string one, string other) =>
        string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Who signs is who runs it.</summary>
    internal static string Actor(CloseRequest request) => request.Approver ?? request.Maker;

    /// <summary>Chooses the period and takes it out of reach of new records.</summary>
    internal static async Task<Outcome<Period>> Begin(
        Installation installation, int orgId, CloseRequest request, IClock clock, CancellationToken ct)
    {
        await using var work = await installation.Begin(orgId, Actor(request), "close", ct);
        var organisation = await Organisation.Load(work, request.Organisation, ct);
        if (organisation.Refused)
        {
            return organisation.Refusal!;
        }

        var settings = organisation.Value.Settings;
        if (settings.Cycles[0] is { Kind: not "month" } cycle)
        {
            return Refusals.CycleNotClosed(cycle.Code, cycle.Kind);
        }

        var calendar = await Calendar.Load(work, settings, ct);
        var today = request.Today ?? clock.GetCurrentInstant().InZone(organisation.Value.Zone).Date;
        var chosen = Choose(calendar, request, today);
        if (chosen.Refused)
        {
            return chosen;
        }

        var period = chosen.Value;
        if (OutputFolder.HoldsOtherFiles(Place(request, period.Code)))
        {
            return Refusals.FolderHoldsOtherFiles(Place(request, period.Code));
        }

        if (period.Closed)
        {
            return period;
        }

        var draft = await FindDraft(work, period.Id, ct);
        if (request.Approver is { } approver && SamePerson(draft?.Maker ?? request.Maker, approver))
        {
            return Refusals.SamePerson(approver);
        }

        return await Shut(work, calendar, period, ct);
    }

    private static Outcome<Period> Choose(Calendar calendar, CloseRequest request, LocalDate today)
    {
        if (request.Period is { } code)
        {
            var named = calendar.Find(code)
                ?? (Days.TryParse(code + "-01", out var day) ? Calendar.MonthOf(day) : null);
            return named is null ? Refusals.UnknownPeriod(code)
                : !named.Closed && Untimely(calendar, named, today) is { } refusal ? refusal
                : named;
        }

        var waiting = calendar.Periods.Where(p => !p.Closed).ToList();
        if (waiting.Count > 1)
        {
            return Refusals.SeveralPeriods(string.Join(", ", waiting.Select(p => p.Code)));
        }

        var period = waiting.FirstOrDefault() ?? calendar.Periods.LastOrDefault();
        return period is null ? Refusals.NoRecords(request.Organisation)
            : !period.Closed && Untimely(calendar, period, today) is { } trouble ? trouble
            : period;
    }

    /// <summary>Periods close one after the other, from the first of the books on: what a participant brings along is
    /// what the period closed last left, and would be counted twice by one that comes before it.</summary>
    private static Refusal? Untimely(Calendar calendar, Period period, LocalDate today) =>
        today <= period.Ends ? Refusals.PeriodNotOver(period.Code, period.Ends)
        : period.Ends < calendar.First ? Refusals.PeriodBeforeFirst(period.Code, calendar.First!.Value.Iso()[..7])
        : calendar.Periods.LastOrDefault(p => p.Closed) is { } last && last.Id > period.Id
            ? Refusals.LaterPeriodClosed(period.Code, last.Code)
        : calendar.Periods.FirstOrDefault(p => p.Id < period.Id && !p.Closed) is { } earlier
            ? Refusals.EarlierPeriodOpen(period.Code, earlier.Code)
        : null;

    private static async Task<Outcome<Period>> Shut(Work work, Calendar calendar, Period period, CancellationToken ct)
    {
        if (calendar.Find(period.Code) is null)
        {
            await calendar.HoldOpen(work, [period], ct);
        }

        try
        {
            await work.Connection.ExecuteAsync(new CommandDefinition(
                LockPeriod, new { work.OrgId, period.Id }, work.Transaction, cancellationToken: ct));
        }
        catch (PostgresException busy) when (busy.SqlState == "55P03")
        {
            return Refusals.CloseInProgress(period.Code);
        }

        if (period.State == "open")
        {
            await work.Written(ct);
            await work.Connection.ExecuteAsync(new CommandDefinition(
                BookPeriod.SetState, new { work.OrgId, period.Id, State = "closing" }, work.Transaction,
                cancellationToken: ct));
        }

        await work.Commit(ct);
        return period;
    }

    private static async Task<Outcome<PeriodBook>> Reckoned(
        Installation installation, int orgId, CloseRequest request, Period period, IProgress<CloseProgress>? progress,
        CancellationToken ct)
    {
        var result = await Decide(installation, orgId, request, period, progress, ct);
        if (result.Refused && result.Refusal!.Code != "settlement.close_in_progress")
        {
            await ReopenPeriod.Back(installation, orgId, period.Id, "closing", Actor(request), ct);
        }

        return result;
    }

    private static async Task<Outcome<PeriodBook>> Decide(
        Installation installation, int orgId, CloseRequest request, Period period, IProgress<CloseProgress>? progress,
        CancellationToken ct)
    {
        await using var work = await installation.Begin(orgId, Actor(request), "close", ct);
        var book = await Decide(work, request, period, progress, ct);
        if (!book.Refused)
        {
            await Memory.Commit(work, ct);
        }

        return book;
    }

    /// <summary>In the work of the caller, who commits it.</summary>
    internal static async Task<Outcome<PeriodBook>> Decide(
        Work work, CloseRequest request, Period period, IProgress<CloseProgress>? progress, CancellationToken ct)
    {
        var alone = await work.Connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(OneAtATime, new { work.OrgId }, work.Transaction, cancellationToken: ct));
        if (!alone)
        {
            return Refusals.CloseInProgress(period.Code);
        }

        // Held until this is booked: nobody takes the period back to open meanwhile.
        var state = await work.Connection.ExecuteScalarAsync<string>(
            new CommandDefinition(HoldState, new { work.OrgId, period.Id }, work.Transaction, cancellationToken: ct));
        if (state is "closed" or "paid")
        {
            return await BookStore.Load(work, period.Id, ct);
        }

        if (state is not ("closing" or "calculated"))
        {
            return Refusals.CloseInProgress(period.Code);
        }

        var draft = await Settle(work, request, period, progress, ct);
        return draft.Refused ? draft.Refusal! : await Sign(work, request, draft.Value, progress, ct);
    }

    /// <summary>Facts and reckonings end here: what is signed and booked stands in the draft.</summary>
    private static async Task<Outcome<Draft>> Settle(
        Work work, CloseRequest request, Period period, IProgress<CloseProgress>? progress, CancellationToken ct)
    {
        progress?.Report(new CloseProgress("reading", 0, 0));
        var organisation = (await Organisation.Load(work, request.Organisation, ct)).Value;
        var facts = await Gather.Facts(work, organisation, period, ct);
        if (facts.Refused)
        {
            return facts.Refusal!;
        }

        progress?.Report(new CloseProgress("reckoning", 0, 0));
        var booked = request.Approver is not null;
        var reckonings = await Reckonings(work, facts.Value, booked, ct);
        return reckonings.Refused
            ? reckonings.Refusal!
            : await Drafted(work, facts.Value, reckonings.Value, request.Maker, booked, ct);
    }

    /// <summary>Where they are to be booked, the database opens the accounts meanwhile.</summary>
    internal static async Task<Outcome<IReadOnlyList<Reckoning>>> Reckonings(
        Work work, PeriodFacts facts, bool booked, CancellationToken ct)
    {
        var participants = Reckon.Participants(facts);
        var opened = booked ? BookPeriod.Open(work, facts, participants, ct) : Task.CompletedTask;
        var reckoned = Task.Run(() => Reckon.All(facts, participants), ct);
        await Task.WhenAll(opened, reckoned);
        facts.Lines = [];
        return await reckoned;
    }

    /// <summary>The draft. Where it is to be booked, its claims go to the database meanwhile; if it may not be signed
    /// after all, they are rolled back.</summary>
    internal static async Task<Draft> Drafted(
        Work work, PeriodFacts facts, IReadOnlyList<Reckoning> reckonings, string maker, bool booked,
        CancellationToken ct)
    {
        var claims = booked ? BookPeriod.Claim(work, facts, reckonings, ct) : Task.CompletedTask;
        var made = Task.Run(
            () =>
            {
                Memory.Clear();
                var book = Assemble.Draft(facts, reckonings, maker);
                Memory.ClearYoung();
                Identities.Check(facts, book);
                return new Draft(
                    facts.Organisation, facts.Period, book, BookStore.Hash(book),
                    [.. reckonings.Select(r => r.Taxes)]);
            },
            ct);
        await Task.WhenAll(claims, made);
        return await made;
    }

    /// <summary>Keeps the draft for the maker, or books it for the approver, who signs what the maker saw.</summary>
    private static async Task<Outcome<PeriodBook>> Sign(
        Work work, CloseRequest request, Draft draft, IProgress<CloseProgress>? progress, CancellationToken ct)
    {
        var made = await FindDraft(work, draft.Period.Id, ct);
        var maker = made?.Maker ?? request.Maker;
        if (request.Approver is null)
        {
            await KeepDraft(work, draft, request.Maker, ct);
            return draft.Book;
        }

        if (SamePerson(maker, request.Approver))
        {
            return Refusals.SamePerson(maker);
        }

        if (made is { } before && !before.Hash.AsSpan().SequenceEqual(draft.Hash))
        {
            return Refusals.DraftIsStale(draft.Period.Code);
        }

        if (made is null)
        {
            await KeepDraft(work, draft, maker, ct);
        }

        progress?.Report(new CloseProgress("booking", 0, 0));
        var book = await BookPeriod.Write(work, draft, maker, request.Approver, ct);
        await work.Connection.ExecuteAsync(new CommandDefinition(
            SignDraft, new { work.OrgId, draft.Period.Id, request.Approver, Written = await work.Written(ct) },
            work.Transaction, cancellationToken: ct));
        await Exchanging.HandOver(work, draft.Period, ct);
        return book;
    }

    private static Task<(string Maker, byte[] Hash)?> FindDraft(Work work, int period, CancellationToken ct) =>
        work.Connection.QuerySingleOrDefaultAsync<(string Maker, byte[] Hash)?>(new CommandDefinition(
            DraftOf, new { work.OrgId, Id = period }, work.Transaction, cancellationToken: ct));

    private static async Task KeepDraft(Work work, Draft draft, string maker, CancellationToken ct)
    {
        var period = draft.Period;
        var figures = new { draft.Book.Statements.Count, Net = draft.Book.Statements.Sum(s => s.Net) };
        await work.Connection.ExecuteAsync(new CommandDefinition(
            StoreDraft,
            new
            {
                work.OrgId, period.Id, Maker = maker, draft.Hash, BookedOn = period.Ends.ToDateOnly(),
                Figures = JsonSerializer.Serialize(figures), Written = await work.Written(ct),
            },
            work.Transaction,
            cancellationToken: ct));
        await work.Connection.ExecuteAsync(new CommandDefinition(
            BookPeriod.SetState, new { work.OrgId, period.Id, State = "calculated" }, work.Transaction,
            cancellationToken: ct));
    }

    internal static async Task<Outcome<PeriodBook>> Reload(
        Installation installation, int orgId, CloseRequest request, Period period, CancellationToken ct)
    {
        await using var work = await installation.Begin(orgId, Actor(request), "close", ct);
        return await BookStore.Load(work, period.Id, ct);
    }

    private static string Place(CloseRequest request, string period) =>
        Path.Combine(request.Folder, request.Organisation, period);

    internal static async Task<Outcome<ClosedPeriod>> Write(
        Installation installation, int orgId, PeriodBook book, CloseRequest request,
        IProgress<CloseProgress>? progress, CancellationToken ct)
    {
        var folder = Place(request, book.Period);
        var pages = progress is null
            ? null
            : new Pages(progress, book.Statements.Count);
        using var alone = await PlaceLock.Take(folder, ct);
        CloseFigures? figures = null;
        var written = await WriteFiles.Write(
            book, folder,
            summary =>
            {
                figures = Figures.Of(book, summary);
                return [("summary.json", Figures.Json(book, figures))];
            },
            pages, ct);
        Identities.Check(figures!);
        return new ClosedPeriod(
            book.OrganisationId, book.Period, book.State, book.Currency, figures!, written.Folder, written.Hash)
        {
            Exchanges = await Exchanging.Of(installation, orgId, book.Period, ct),
        };
    }

    private sealed class Pages(IProgress<CloseProgress> progress, int all) : IProgress<int>
    {
        public void Report(int value) => progress.Report(new CloseProgress("writing", value, all));
    }

    private const string LockPeriod = """
        select state from parties.period where org_id = @OrgId and period_id = @Id for update nowait
        """;

    private const string HoldState = """
        select state from parties.period where org_id = @OrgId and period_id = @Id for update
        """;

    private const string OneAtATime = "select pg_try_advisory_xact_lock(7319002, @OrgId)";

    private const string DraftOf = """
        select maker, result_hash from settlement.close where org_id = @OrgId and period_id = @Id
        """;

    private const string StoreDraft = """
        insert into settlement.close (org_id, period_id, maker, result_hash, figures, booked_on, calculated_by)
        values (@OrgId, @Id, @Maker, @Hash, @Figures::jsonb, @BookedOn, @Written)
        on conflict (org_id, period_id) do update set maker = excluded.maker, result_hash = excluded.result_hash,
          figures = excluded.figures, calculated_by = excluded.calculated_by
        """;

    private const string SignDraft = """
        update settlement.close set approver = @Approver, closed_by = @Written where org_id = @OrgId and period_id = @Id
        """;
}
