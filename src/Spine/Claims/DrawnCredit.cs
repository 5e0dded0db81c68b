using Dapper;
using Meent.Agreements;
using Meent.Flows;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using NodaTime;
using Calendar = Meent.Parties.Calendar;

namespace Meent.Claims;

/// <summary>What was drawn on limits is what the purchases in the books say: where records or limits came otherwise
/// than over the counter it is summed again.</summary>
public static class DrawnCredit
{
    /// <summary>In every open period that has limits.</summary>
    public static async Task SumAgain(Work work, Organisation organisation, CancellationToken ct)
    {
        var periods = (await work.Connection.QueryAsync<int>(new CommandDefinition(
            OpenWithLimits, new { work.OrgId }, work.Transaction, cancellationToken: ct))).ToList();
        if (periods.Count > 0)
        {
            await Sum(work, organisation, periods, null, ct);
        }
    }

    /// <summary>In one period, of one party or of all.</summary>
    public static Task SumAgain(Work work, Organisation organisation, int period, int? party, CancellationToken ct) =>
        Sum(work, organisation, [period], party, ct);

    private static async Task Sum(
        Work work, Organisation organisation, IReadOnlyCollection<int> periods, int? party, CancellationToken ct)
    {
        // Where there is no record yet, nothing was drawn: most closes come before the first.
        if ((await Ranges(work, periods, ct)).Count == 0)
        {
            return;
        }

        // Who waits here for a sale at the counter sees it: all that follows are other statements.
        await work.Connection.ExecuteAsync(new CommandDefinition(
            LockLines, new { work.OrgId, Party = party, Periods = periods.ToArray() }, work.Transaction,
            cancellationToken: ct));
        var ranges = await Ranges(work, periods, ct);
        var range = new
        {
            work.OrgId, Party = party, Periods = ranges.Select(r => r.Period).ToArray(),
            Firsts = ranges.Select(r => r.First).ToArray(), Lasts = ranges.Select(r => r.Last).ToArray(),
            Divisor = 1_000_000_000m / organisation.Currency.MinorPerMajor,
        };
        var drawn = (await work.Connection.QueryAsync<(int Party, int Period, long Amount)>(
            new CommandDefinition(Priced, range, work.Transaction, cancellationToken: ct)))
            .ToDictionary(d => (d.Party, d.Period), d => d.Amount);
        var unpriced = (await work.Connection.QueryAsync<Purchase>(
            new CommandDefinition(Unpriced, range, work.Transaction, cancellationToken: ct))).ToList();
        foreach (var (line, amount) in await ByTerms(work, organisation, unpriced, ct))
        {
            drawn[line] = drawn.GetValueOrDefault(line) + amount;
        }

        await work.Connection.ExecuteAsync(new CommandDefinition(
            SetDrawn,
            new
            {
                work.OrgId, range.Party, Periods = periods.ToArray(),
                OfParties = drawn.Keys.Select(k => k.Party).ToArray(),
                InPeriods = drawn.Keys.Select(k => k.Period).ToArray(),
                Amounts = drawn.Values.Select(a => Math.Max(0, a)).ToArray(),
            },
            work.Transaction,
            cancellationToken: ct));
    }

    /// <summary>Ids of the records that settle in the periods: those that hold a day, and all names where there
    /// are any.</summary>
    private static async Task<List<(int Period, Guid First, Guid Last)>> Ranges(
        Work work, IReadOnlyCollection<int> periods, CancellationToken ct)
    {
        var ranges = new List<(int, Guid, Guid)>();
        foreach (var spans in (await EventLog.Spans(work, ct)).Where(s => periods.Contains(s.Period))
            .GroupBy(s => s.Period))
        {
            if (spans.Min(s => s.FirstId) is { } first && spans.Max(s => s.LastId) is { } last)
            {
                ranges.Add((spans.Key, first, last));
            }

            if (spans.Any(s => s.Named))
            {
                ranges.Add((spans.Key, Guid.Empty, EdgeId.FirstDated));
            }
        }

        return ranges;
    }

    /// <summary>Purchases without a price of their own, by the terms of their day. What these cannot rate now draws
    /// nothing yet; the close will name it.</summary>
    private static async Task<IReadOnlyDictionary<(int Party, int Period), long>> ByTerms(
        Work work, Organisation organisation, List<Purchase> purchases, CancellationToken ct)
    {
        var drawn = new Dictionary<(int, int), long>();
        if (purchases.Count == 0)
        {
            return drawn;
        }

        var items = Rating.Items(await ItemBook.Load(work, ct));
        var terms = (await TermsBook.Load(work, ct)).All.Select(t => new RatedTerms(t.Id, t.Terms)).ToList();
        // A period settles late records of other months too; each month is rated by itself.
        foreach (var group in purchases.GroupBy(p => (p.PeriodId, Month: Calendar.MonthOf(p.OccurredOn.ToLocalDate()))))
        {
            var parties = group.Select(p => p.PartyId).Distinct().Order().ToList();
            var rater = PeriodRater.For(
                terms, items, organisation.Currency, parties.Count, group.Key.Month.Starts, group.Key.Month.Ends, []);
            if (rater.Refused)
            {
                continue;
            }

            foreach (var purchase in group)
            {
                var rated = purchase.Rated(parties.BinarySearch(purchase.PartyId));
                if (!rater.Value.Explain(rated).Refused)
                {
                    rater.Value.Add(rated);
                }
            }

            var lines = rater.Value.Finish();
            foreach (var line in lines.Refused ? [] : lines.Value)
            {
                var key = (parties[line.Party], group.Key.PeriodId);
                var owed = line.Line is LineKind.Deduction or LineKind.Charge ? line.Amount : 0;
                drawn[key] = drawn.GetValueOrDefault(key) + owed;
            }
        }

        return drawn;
    }

    private sealed record Purchase
    {
        public int PartyId { get; init; }
        public int PeriodId { get; init; }
        public DateOnly OccurredOn { get; init; }
        public int ItemId { get; init; }
        public int TermsId { get; init; }
        public int ProviderId { get; init; }
        public long Quantity { get; init; }
        public short Grade { get; init; }
        public bool Reversal { get; init; }
        public int? M1 { get; init; }
        public int? M2 { get; init; }
        public int? M3 { get; init; }
        public int? M4 { get; init; }
        public int? M5 { get; init; }
        public int? M6 { get; init; }

        internal RatedEvent Rated(int party) => new(
            party, ItemId, TermsId, ProviderId,
            NodaTime.Period.DaysBetween(new LocalDate(1970, 1, 1), OccurredOn.ToLocalDate()),
            Quantity, RatedEvent.None, RatedEvent.None, Grade,
            M1 ?? RatedEvent.NotMeasured, M2 ?? RatedEvent.NotMeasured, M3 ?? RatedEvent.NotMeasured,
            M4 ?? RatedEvent.NotMeasured, M5 ?? RatedEvent.NotMeasured, M6 ?? RatedEvent.NotMeasured,
            Reversal ? -1 : 1);
    }

    private const string OpenWithLimits = """
        select p.period_id from parties.period p
        where p.org_id = @OrgId and p.state = 'open'
          and exists (select from claims.credit c where c.org_id = p.org_id and c.period_id = p.period_id)
        order by p.period_id limit 10000
        """;

    private const string LockLines = """
        select party_id from claims.credit
        where org_id = @OrgId and period_id = any (@Periods) and (@Party::int is null or party_id = @Party)
        order by party_id, period_id for update
        """;

    /// <summary>Purchases of the periods, found by the ids that settle in each.</summary>
    private const string Bought = """
        from unnest(@Periods::int[], @Firsts::uuid[], @Lasts::uuid[]) as r (period_id, first_id, last_id)
        join flows.event e on e.org_id = @OrgId and e.event_id between r.first_id and r.last_id
          and e.period_id = r.period_id
        where e.action = 2 and e.accepted and (@Party::int is null or e.party_id = @Party)
        """;

    private const string Priced = $"""
        select e.party_id, e.period_id,
          sum(case when e.reverses is null then 1 else -1 end
            * coalesce(e.amount, (e.quantity * e.unit_price / @Divisor::numeric)::bigint))::bigint
        {Bought} and (e.amount is not null or e.unit_price is not null)
        group by 1, 2 order by 1, 2 limit 10000000
        """;

    private const string Unpriced = $"""
        select e.party_id as PartyId, e.period_id as PeriodId, e.occurred_on as OccurredOn, e.item_id as ItemId,
          e.terms_id as TermsId, e.provider_id as ProviderId, e.quantity, e.grade, e.reverses is not null as Reversal,
          e.m1, e.m2, e.m3, e.m4, e.m5, e.m6
        {Bought} and e.amount is null and e.unit_price is null
        order by e.party_id, e.occurred_on, e.event_id limit 10000000
        """;

    private const string SetDrawn = """
        with spent as (
          select * from unnest(@OfParties::int[], @InPeriods::int[], @Amounts::bigint[])
            as u (party_id, period_id, drawn)),
        line as (
          select c.party_id, c.period_id, coalesce(s.drawn, 0) as drawn
          from claims.credit c left join spent s on s.party_id = c.party_id and s.period_id = c.period_id
          where c.org_id = @OrgId and c.period_id = any (@Periods) and (@Party::int is null or c.party_id = @Party))
        update claims.credit c set drawn = l.drawn
        from line l
        where c.org_id = @OrgId and c.party_id = l.party_id and c.period_id = l.period_id and c.drawn <> l.drawn
        """;
}
