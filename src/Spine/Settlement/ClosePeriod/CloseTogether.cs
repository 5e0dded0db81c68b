using Meent.Agreements;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using NodaTime;
using Period = Meent.Parties.Period;

namespace Meent.Settlement.ClosePeriod;

/// <summary>Closes organisations that deal with each other: what one of them claims of another is claimed by both in
/// one transaction, so that no moment and no kill leaves one half booked.</summary>
internal static class CloseTogether
{
    private sealed record One(int OrgId, CloseRequest Request, Period Period);

    internal static async Task<Outcome<IReadOnlyList<ClosedPeriod>>> Run(
        Installation installation, IReadOnlyList<CloseRequest> requests, IClock clock,
        IProgress<CloseProgress>? progress, CancellationToken ct)
    {
        var begun = new List<One>();
        foreach (var request in requests)
        {
            var one = await Begin(installation, request, clock, ct);
            if (one.Refused)
            {
                await GiveBack(installation, begun, ct);
                return For(one.Refusal!, request);
            }

            begun.Add(one.Value);
        }

        var books = await Books(installation, begun, progress, ct);
        if (books.Refused)
        {
            return books.Refusal!;
        }

        var closed = new List<ClosedPeriod>();
        foreach (var (one, book) in begun.Zip(books.Value))
        {
            var written = await ClosePeriod.Write(installation, one.OrgId, book, one.Request, progress, ct);
            if (written.Refused)
            {
                return For(written.Refusal!, one.Request);
            }

            closed.Add(written.Value);
        }

        return closed;
    }

    /// <summary>Organisations by whom they deal with; one that deals with nobody here stands alone.</summary>
    internal static async Task<IReadOnlyList<IReadOnlyList<string>>> Circles(
        Installation installation, IReadOnlyList<string> organisations, CancellationToken ct)
    {
        var others = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var code in organisations)
        {
            others[code] = organisations.Count == 1 ? [] : await OthersOf(installation, code, ct);
        }

        var circles = new List<IReadOnlyList<string>>();
        var left = organisations.Distinct().Order(StringComparer.Ordinal).ToList();
        while (left.Count > 0)
        {
            var circle = new List<string> { left[0] };
            for (var i = 0; i < circle.Count; i++)
            {
                circle.AddRange(left.Except(circle).Where(o =>
                    others[circle[i]].Contains(o) && others[o].Contains(circle[i])).ToList());
            }

            circles.Add([.. circle.Order(StringComparer.Ordinal)]);
            left = [.. left.Except(circle)];
        }

        return circles;
    }

    private static async Task<HashSet<string>> OthersOf(
        Installation installation, string code, CancellationToken ct)
    {
        var opened = await Organisation.Open(installation, code, "close", "close", ct);
        if (opened.Refused)
        {
            return [];
        }

        await using var work = opened.Value.Work;
        return (await TermsBook.Load(work, ct)).Shared.Select(t => t.Terms.OtherSide(code)).OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
    }

    private static async Task<Outcome<One>> Begin(
        Installation installation, CloseRequest request, IClock clock, CancellationToken ct)
    {
        if (await Organisation.Number(installation, request.Organisation, ct) is not { } orgId)
        {
            return new Refusal("parties.unknown_organisation", ("organisation", request.Organisation));
        }

        var period = await ClosePeriod.Begin(installation, orgId, request, clock, ct);
        return period.Then<One>(p => new One(orgId, request, p));
    }

    private static async Task<Outcome<IReadOnlyList<PeriodBook>>> Books(
        Installation installation, List<One> begun, IProgress<CloseProgress>? progress, CancellationToken ct)
    {
        var open = begun.Where(b => !b.Period.Closed).ToList();
        var decided = await Decide(installation, open, progress, ct);
        if (decided.Refused)
        {
            if (decided.Refusal!.Code != "settlement.close_in_progress")
            {
                await GiveBack(installation, open, ct);
            }

            return decided.Refusal!;
        }

        var books = new List<PeriodBook>();
        foreach (var one in begun)
        {
            if (decided.Value.TryGetValue(one.OrgId, out var book))
            {
                books.Add(book);
                continue;
            }

            var kept = await ClosePeriod.Reload(installation, one.OrgId, one.Request, one.Period, ct);
            if (kept.Refused)
            {
                return kept.Refusal!;
            }

            books.Add(kept.Value);
        }

        return books;
    }

    /// <summary>All of them in one transaction: a refusal of one leaves nothing of the others.</summary>
    private static async Task<Outcome<IReadOnlyDictionary<int, PeriodBook>>> Decide(
        Installation installation, List<One> open, IProgress<CloseProgress>? progress, CancellationToken ct)
    {
        var books = new Dictionary<int, PeriodBook>();
        if (open.Count == 0)
        {
            return books;
        }

        await using var work = await installation.Begin(0, ClosePeriod.Actor(open[0].Request), "close", ct);
        foreach (var one in open)
        {
            var own = await work.For(one.OrgId, ct);
            var book = await ClosePeriod.Decide(own, one.Request, one.Period, progress, ct);
            if (book.Refused)
            {
                return For(book.Refusal!, one.Request);
            }

            books[one.OrgId] = book.Value;
        }

        await Memory.Commit(work, ct);
        return books;
    }

    /// <summary>Periods that were taken out of reach take records again. A draft that stood before stands.</summary>
    private static async Task GiveBack(Installation installation, List<One> begun, CancellationToken ct)
    {
        foreach (var one in begun)
        {
            await ReopenPeriod.Back(
                installation, one.OrgId, one.Period.Id, "closing", ClosePeriod.Actor(one.Request), ct);
        }
    }

    private static Refusal For(Refusal refusal, CloseRequest request) =>
        new(refusal.Code, [.. refusal.Facts, ("refusedFor", request.Organisation)]);
}
