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

/// <summary>
/// Closes a period: open, closing, calculated, closed. What decides is read, reckoned and booked in one transaction,
/// so that a
/// kill at any point leaves either nothing or all of it; running again goes on from there.
/// </summary>
internal static class ClosePeriod
{
    internal static async Task<Outcome<ClosedPeriod>> Run(
        Installation installation, CloseRequest request, IClock clock, IProgress<CloseProgress>? progress,
            CancellationToken ct)
    {
        if (request.Approver is not null && SamePerson(request.Approver, request.Maker))
        {
            return Refusals.SamePerson(request.Maker);
        }

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

        return await Write(book.Value, request, progress, ct);
    }

    /// <summary>Jane and jane are one person.</summary>
    private static bool SamePerson(string one, string other) =>
        string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Chooses the period and takes it out of reach of new records.</summary>
    private static async Task<Outcome<Period>> Begin(
        Installation installation, int orgId, CloseRequest request, IClock clock, CancellationToken ct)
    {
        await using var work = await installation.Begin(orgId, request.Maker, "close", ct);
        var organisation = await Organisation.Load(work, request.Organisation, ct);
        if (organisation.Refused)
        {
            return organisation.Refusal!;
        }

        var calendar = await Calendar.Load(work, organisation.Value.Settings, ct);
        var today = request.Today ?? clock.GetCurrentInstant().InZone(organisation.Value.Zone).Date;
        var chosen = await Choose(work, calendar, request, today, ct);
        if (chosen.Refused || chosen.Value.Closed)
        {
            return chosen;
        }

        var period = chosen.Value;
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

    private static async Task<Outcome<Period>> Choose(
        Work work, Calendar calendar, CloseRequest request, LocalDate today, CancellationToken ct)
    {
        Period? period;
        if (request.Period is { } code)
        {
            period = calendar.Find(code) ?? (Days.TryParse(code + "-01", out var day) ? Calendar.MonthOf(day) : null);
            if (period is null)
            {
                return Refusals.UnknownPeriod(code);
            }
        }
        else
        {
            var waiting = calendar.Periods.Where(p => !p.Closed).ToList();
            if (waiting.Count > 1)
            {
                return Refusals.SeveralPeriods(string.Join(", ", waiting.Select(p => p.Code)));
            }

            period = waiting.FirstOrDefault() ?? calendar.Periods.LastOrDefault();
            if (period is null)
            {
                return Refusals.NoRecords(request.Organisation);
            }
        }

        if (period.Closed)
        {
            return period;
        }

        if (today <= period.Ends)
        {
            return Refusals.PeriodNotOver(period.Code, period.Ends);
        }

        if (calendar.Periods.FirstOrDefault(p => p.Id < period.Id && !p.Closed) is { } earlier)
        {
            return Refusals.EarlierPeriodOpen(period.Code, earlier.Code);
        }

        if (calendar.Find(period.Code) is null)
        {
            await calendar.HoldOpen(work, [period], ct);
        }

        return period;
    }

    private static async Task<Outcome<PeriodBook>> Reckoned(
        Installation installation, int orgId, CloseRequest request, Period period, IProgress<CloseProgress>? progress,
        CancellationToken ct)
    {
        var result = await Decide(installation, orgId, request, period, progress, ct);
        if (result.Refused && result.Refusal!.Code != "settlement.close_in_progress")
        {
            await ReopenPeriod.Back(installation, orgId, period.Id, "closing", request.Maker, ct);
        }

        return result;
    }

    private static async Task<Outcome<PeriodBook>> Decide(
        Installation installation, int orgId, CloseRequest request, Period period, IProgress<CloseProgress>? progress,
        CancellationToken ct)
    {
        await using var work = await installation.Begin(orgId, request.Approver ?? request.Maker, "close", ct);
        var alone = await work.Connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(OneAtATime, new { work.OrgId }, work.Transaction, cancellationToken: ct));
        if (!alone)
        {
            return Refusals.CloseInProgress(period.Code);
        }

        var state = await work.Connection.ExecuteScalarAsync<string>(
            new CommandDefinition(StateNow, new { work.OrgId, period.Id }, work.Transaction, cancellationToken: ct));
        if (state is "closed" or "paid")
        {
            return await BookStore.Load(work, period.Id, ct);
        }

        progress?.Report(new CloseProgress("reading", 0, 0));
        var organisation = (await Organisation.Load(work, request.Organisation, ct)).Value;
        var facts = await Gather.Facts(work, organisation, period, ct);
        if (facts.Refused)
        {
            return facts.Refusal!;
        }

        progress?.Report(new CloseProgress("reckoning", 0, 0));
        var reckonings = Reckon.All(facts.Value);
        if (reckonings.Refused)
        {
            return reckonings.Refusal!;
        }

        var draft = Assemble.Draft(facts.Value, reckonings.Value, request.Maker);
        Identities.Check(facts.Value, draft);
        return await Sign(work, request, facts.Value, reckonings.Value, draft, progress, ct);
    }

    /// <summary>Keeps the draft for the maker, or books it for the approver, who signs what the maker saw.</summary>
    private static async Task<Outcome<PeriodBook>> Sign(
        Work work, CloseRequest request, PeriodFacts facts, IReadOnlyList<Reckoning> reckonings, PeriodBook draft,
        IProgress<CloseProgress>? progress, CancellationToken ct)
    {
        var hash = BookStore.Hash(draft);
        var made = await work.Connection.QuerySingleOrDefaultAsync<(string Maker, byte[] Hash)?>(new CommandDefinition(
            FindDraft, new { work.OrgId, facts.Period.Id }, work.Transaction, cancellationToken: ct));
        var maker = made?.Maker ?? request.Maker;
        if (request.Approver is null)
        {
            await KeepDraft(work, facts.Period, request.Maker, hash, draft, ct);
            await work.Commit(ct);
            return draft;
        }

        if (SamePerson(maker, request.Approver))
        {
            return Refusals.SamePerson(maker);
        }

        if (made is { } before && !before.Hash.AsSpan().SequenceEqual(hash))
        {
            return Refusals.DraftIsStale(facts.Period.Code);
        }

        await KeepDraft(work, facts.Period, maker, hash, draft, ct);
        progress?.Report(new CloseProgress("booking", 0, 0));
        var book = await BookPeriod.Write(work, facts, reckonings, draft, hash, maker, request.Approver, ct);
        await work.Connection.ExecuteAsync(new CommandDefinition(
            SignDraft, new { work.OrgId, facts.Period.Id, request.Approver, Written = await work.Written(ct) },
                work.Transaction,
            cancellationToken: ct));
        await work.Commit(ct);
        return book;
    }

    private static async Task KeepDraft(Work work, Period period, string maker, byte[] hash, PeriodBook draft,
        CancellationToken ct)
    {
        await work.Connection.ExecuteAsync(new CommandDefinition(
            StoreDraft,
            new
            {
                work.OrgId, period.Id, Maker = maker, Hash = hash, BookedOn = period.Ends.ToDateOnly(),
                Figures = JsonSerializer.Serialize(new { draft.Statements.Count, Net = draft.Statements.Sum(s =>
                    s.Net) }),
                Written = await work.Written(ct),
            },
            work.Transaction,
            cancellationToken: ct));
        await work.Connection.ExecuteAsync(new CommandDefinition(
            BookPeriod.SetState, new { work.OrgId, period.Id, State = "calculated" }, work.Transaction,
                cancellationToken: ct));
    }

    private static async Task<Outcome<PeriodBook>> Reload(
        Installation installation, int orgId, CloseRequest request, Period period, CancellationToken ct)
    {
        await using var work = await installation.Begin(orgId, request.Maker, "close", ct);
        return await BookStore.Load(work, period.Id, ct);
    }

    private static async Task<Outcome<ClosedPeriod>> Write(
        PeriodBook book, CloseRequest request, IProgress<CloseProgress>? progress, CancellationToken ct)
    {
        var folder = Path.Combine(request.Folder, book.OrganisationId, book.Period);
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
            book.OrganisationId, book.Period, book.State, book.Currency, figures!, written.Folder, written.Hash);
    }

    private sealed class Pages(IProgress<CloseProgress> progress, int all) : IProgress<int>
    {
        public void Report(int value) => progress.Report(new CloseProgress("writing", value, all));
    }

    private const string LockPeriod = """
        select state from parties.period where org_id = @OrgId and period_id = @Id for update nowait
        """;

    private const string StateNow = "select state from parties.period where org_id = @OrgId and period_id = @Id";

    private const string OneAtATime = "select pg_try_advisory_xact_lock(7319002, @OrgId)";

    private const string FindDraft = """
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
