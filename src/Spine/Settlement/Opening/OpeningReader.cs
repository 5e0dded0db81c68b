using Dapper;
using Meent.Agreements;
using Meent.Claims;
using Meent.Kernel;
using Meent.Ledger;
using Meent.Parties;
using Meent.Platform;
using NodaTime;

namespace Meent.Settlement.Opening;

/// <summary>Takes opening.csv: what members owed and were owed when the books began. With what stands in the books it
/// must tie to the control totals, or nothing of it is opened.</summary>
internal sealed class OpeningReader(ImportContext context) : IRecordReader
{
    private readonly List<Entry> taken = [];

    private sealed record Entry(int Key, int Party, string Kind, long Amount, LocalDate Since, string Title,
        int Occurrence);

    /// <summary>A balance that was opened.</summary>
    private sealed record Opened(int Party, string Kind, DateOnly Since, string Title, long Amount, int Occurrence)
    {
        internal static Opened Of(Entry e) =>
            new(e.Party, e.Kind, e.Since.ToDateOnly(), e.Title, e.Amount, e.Occurrence);
    }

    internal static readonly RecordKind Own = new("opening", 60,
    [
        new("number", Required: true), new("kind", Required: true), new("amount", CellKind.Amount, true),
        new("since", CellKind.Day), new("title"),
    ]);

    public RecordKind Kind => Own;

    public Task Take(IReadOnlyList<RecordRow> rows, CancellationToken ct)
    {
        foreach (var row in rows)
        {
            var c = row.Cells;
            var since = Days.TryParse(c[3], out var day) ? day : context.Calendar.First?.PlusDays(-1);
            if (since is not { } from)
            {
                row.Trouble = new("since", "", Refusals.OpeningWithoutDay());
                continue;
            }

            var party = context.Parties.ByNumber(c[0], from);
            Decimals.TryParse(c[2], context.Organisation.Currency.Decimals, out var amount);
            row.Trouble = party is null ? new("number", c[0], new Refusal("parties.unknown_member", ("number", c[0])))
                : c[1] is not ("arrears" or "credit") ? new("kind", c[1], Refusals.UnknownOpeningKind(c[1]))
                : amount <= 0 ? new("amount", c[2], new Refusal("flows.negative_amount", ("amount", c[2])))
                : null;
            if (row.Trouble is null)
            {
                var same = taken.Count(t => t.Party == party && t.Kind == c[1] && t.Amount == amount
                    && t.Since == from && t.Title == c[4]);
                taken.Add(new Entry(row.Key, party!.Value, c[1], amount, from, c[4], same + 1));
            }
        }

        return Task.CompletedTask;
    }

    public async Task<RecordVerdicts> Finish(CancellationToken ct)
    {
        var work = context.Work;
        var rows = await work.Connection.QueryAsync<(int, string, DateOnly, string, long, int)>(new CommandDefinition(
            AllOpened, new { work.OrgId }, work.Transaction, cancellationToken: ct));
        var stored = rows.Select(r => new Opened(r.Item1, r.Item2, r.Item3, r.Item4, r.Item5, r.Item6)).ToHashSet();
        var fresh = taken.Where(t => !stored.Contains(Opened.Of(t))).ToList();
        stored.ExceptWith(taken.Select(Opened.Of));
        if (Untied(stored) is { } refusal)
        {
            var all = taken.Select(t => (t.Key, new Trouble("amount", "", refusal))).ToList();
            taken.Clear();
            return new RecordVerdicts([], all);
        }

        var verdicts = await Opening(fresh, ct);
        taken.Clear();
        return verdicts;
    }

    private async Task<RecordVerdicts> Opening(List<Entry> fresh, CancellationToken ct)
    {
        var freshKeys = fresh.Select(f => f.Key).ToHashSet();
        if (fresh.Count > 0 && context.Calendar.Periods.LastOrDefault(p => p.Closed) is { } closed)
        {
            var late = Refusals.OpeningAfterClose(closed.Code);
            return new RecordVerdicts(
                taken.Where(t => !freshKeys.Contains(t.Key)).Select(t => t.Key).ToHashSet(),
                [.. fresh.Select(t => (t.Key, new Trouble("", "", late)))]);
        }

        if (fresh.Count > 0)
        {
            await Write(fresh, ct);
        }

        return new RecordVerdicts(taken.Where(t => !freshKeys.Contains(t.Key)).Select(t => t.Key).ToHashSet(), []);
    }

    /// <param name="others">What stands in the books and not in this file.</param>
    private Refusal? Untied(IReadOnlyCollection<Opened> others)
    {
        var currency = context.Organisation.Currency;
        var totals = context.Organisation.Settings.OpeningTotals ?? new OpeningTotals();
        foreach (var (kind, total) in ((string, string)[])[("arrears", totals.Arrears), ("credit", totals.Credit)])
        {
            var stands = others.Where(o => o.Kind == kind).Sum(o => o.Amount);
            var sum = taken.Where(t => t.Kind == kind).Sum(t => t.Amount) + stands;
            if (!Money.TryParse(total, currency, out var control) || control.Minor != sum)
            {
                return stands == 0
                    ? Refusals.OpeningDoesNotTie(kind, total, Decimals.Fixed(sum, currency.Decimals))
                    : Refusals.OpeningStands(kind, Decimals.Fixed(stands, currency.Decimals), total);
            }
        }

        return null;
    }

    private async Task Write(List<Entry> fresh, CancellationToken ct)
    {
        if (fresh.Count == 0)
        {
            return;
        }

        var work = context.Work;
        var written = await work.Written(ct);
        var arrears = fresh.Where(f => f.Kind == "arrears").ToList();
        var claim = await Series.Take(work, "claim", "", arrears.Count, ct);
        var rank = await LastRank(work, ct);
        var claims = arrears.Select((a, i) => new Claim(
            claim + i, 0, 0, a.Party, 0, 0, a.Title.Length == 0 ? "opening" : a.Title, LineKind.Deduction, 0, true,
            a.Amount, 0, 0, a.Since, rank, false, false, false, a.Since) { Open = a.Amount }).ToList();
        await ClaimBook.Add(work, 0, context.Organisation.Currency.Code, claims.Select(c => (c, (Settled?)null)), ct);
        await work.Connection.ExecuteAsync(new CommandDefinition(
            Store,
            new
            {
                work.OrgId, Written = written, Parties = fresh.Select(f => f.Party).ToArray(),
                Kinds = fresh.Select(f => f.Kind).ToArray(), Sinces = fresh.Select(f => f.Since.ToDateOnly()).ToArray(),
                Titles = fresh.Select(f => f.Title).ToArray(), Amounts = fresh.Select(f => f.Amount).ToArray(),
                Occurrences = fresh.Select(f => f.Occurrence).ToArray(),
            },
            work.Transaction,
            cancellationToken: ct));
        await Post(fresh, ct);
    }

    /// <summary>Opening arrears have the last rank that the terms use.</summary>
    private static async Task<int> LastRank(Work work, CancellationToken ct) =>
        (await TermsBook.Load(work, ct)).All.SelectMany(t => t.Terms.Versions).SelectMany(v => v.Clauses)
            .Select(c => c.Rank).DefaultIfEmpty(1).Max();

    /// <summary>The journal begins with what it found: against equity, dated the latest day of origin.</summary>
    private async Task Post(List<Entry> fresh, CancellationToken ct)
    {
        var numbers = context.Parties.Memberships.GroupBy(m => m.PartyId)
            .ToDictionary(g => g.Key, g => g.Select(m => m.Number).Order(StringComparer.Ordinal).First());
        var day = fresh.Max(f => f.Since);
        var transfers = fresh.Select(f =>
        {
            var own = Rules.Accounts.Participant(numbers[f.Party]);
            const string equity = "Equity:Opening";
            return f.Kind == "arrears"
                ? new Transfer(own, equity, f.Party, f.Amount, null, day)
                : new Transfer(equity, own, f.Party, f.Amount, null, day);
        }).ToList();
        var key = string.Join('|', fresh.Select(f =>
            $"{f.Party},{f.Kind},{f.Amount},{f.Since.Iso()},{f.Title},{f.Occurrence}"));
        await Journal.Post(
            context.Work, 0, context.Organisation.Currency.Code, EdgeId.OfName("opening", key), "opening",
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)), transfers, ct);
    }

    private const string AllOpened = """
        select party_id, kind, since, title, amount, occurrence from settlement.opening
        where org_id = @OrgId order by party_id, kind, since, title, amount, occurrence limit 10000000
        """;

    private const string Store = """
        insert into settlement.opening (org_id, party_id, kind, since, title, amount, occurrence, written_id)
        select @OrgId, party, kind, since, title, amount, occurrence, @Written
        from unnest(@Parties::int[], @Kinds::text[], @Sinces::date[], @Titles::text[], @Amounts::bigint[],
          @Occurrences::int[])
          as u (party, kind, since, title, amount, occurrence)
        """;
}
