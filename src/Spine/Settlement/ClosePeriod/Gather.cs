using Dapper;
using Meent.Agreements;
using Meent.Claims;
using Meent.Flows;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using NodaTime;
using Difference = Meent.Settlement.Rules.Difference;
using Period = Meent.Parties.Period;

namespace Meent.Settlement.ClosePeriod;

/// <summary>Reads the facts of a period.</summary>
internal static class Gather
{
    internal static async Task<Outcome<PeriodFacts>> Facts(
        Work work, Organisation organisation, Period period, CancellationToken ct)
    {
        var calendar = await Calendar.Load(work, organisation.Settings, ct);
        var register = await PartyRegister.Load(work, ct);
        var items = await ItemBook.Load(work, ct);
        var before = calendar.Periods.LastOrDefault(p => p.Id < period.Id && p.Closed);
        var carried = before is null ? [] : await Carried(work, before.Id, ct);
        var index = new PartyIndex(register.All.Select(p => p.Id));
        var facts = new PeriodFacts
        {
            Organisation = organisation, Period = period, Before = before, Register = register, Items = items,
            Terms = await TermsBook.Load(work, ct), Index = index,
            Standing = await Standings(work, organisation, period, carried, before is null, ct),
            OpenClaims = await ClaimBook.Open(work, ct),
            CarriedBefore = carried.ToDictionary(c => c.Key, c => c.Value.Carried),
            NextClaim = await work.Connection.ExecuteScalarAsync<long>(
                new CommandDefinition(PeekClaim, new { work.OrgId }, work.Transaction, cancellationToken: ct)),
            Notes = [.. await Notes(work, period, ct), .. await Exchanging.Notes(work, period, ct)],
            Happened = new Happened(index, items.ByCode(organisation.Settings.MainItem)?.Id ?? 0, period.Starts,
                organisation.Settings.Documents.Values.Any(d => d.Contains(DocumentKinds.DeliveryNote))),
            Alternatives = Alternatives.Of(await ReferenceBook.Load(work, ct), period),
        };
        return await Rate(work, facts, calendar, ct);
    }

    /// <summary>What rating alone needs, for a replay.</summary>
    /// <param name="period">What was known when it was settled is rated.</param>
    internal static async Task<PeriodFacts> Bare(
        Work work, Organisation organisation, Period period, CancellationToken ct)
    {
        var register = await PartyRegister.Load(work, ct);
        var index = new PartyIndex(register.All.Select(p => p.Id));
        return new PeriodFacts
        {
            Organisation = organisation, Period = period, Before = null, Register = register,
            Items = await ItemBook.Load(work, ct), Terms = await TermsBook.Load(work, ct), Index = index,
            Standing = new Dictionary<int, Standing>(), OpenClaims = [], CarriedBefore = new Dictionary<int, long>(),
            NextClaim = 1, Notes = [], Happened = new Happened(index, 0, period.Starts),
        };
    }

    /// <summary>The month with this number, also one before the first of the books.</summary>
    internal static Period MonthWith(Calendar calendar, int id) =>
        calendar.Periods.FirstOrDefault(p => p.Id == id)
        ?? Calendar.MonthOf(new LocalDate(id / 100_000, id / 1000 % 100, 1));

    /// <summary>Earlier months that a record, an observation or the word of another organisation of the period
    /// touches, in order.</summary>
    internal static async Task<IReadOnlyList<int>> Touched(
        Work work, PeriodFacts facts, IReadOnlyList<Span> spans, Calendar calendar, CancellationToken ct)
    {
        var period = facts.Period.Id;
        var late = await work.Connection.QueryAsync<(int For, string Measure, bool Published, DateOnly? Next)>(
            new CommandDefinition(
                LateObservations, new { work.OrgId, Period = period }, work.Transaction, cancellationToken: ct));
        var settled = calendar.Periods.Where(p => p.Id < period).Select(p => p.Id).ToList();
        var observed = late.SelectMany(l => Rules.Reach.Of(
            new Rules.LateMeasure(l.For, l.Measure, l.Published, l.Next?.ToLocalDate()),
            facts.Terms.All.Select(t => t.Terms), settled));
        return
        [
            .. spans.Where(s => s.Period == period && s.ForPeriod != period).Select(s => s.ForPeriod)
                .Concat(observed).Concat(await Exchanges.LateMonths(work, period, ct)).Distinct().Order(),
        ];
    }

    private static async Task<Outcome<PeriodFacts>> Rate(
        Work work, PeriodFacts facts, Calendar calendar, CancellationToken ct)
    {
        var spans = await EventLog.Spans(work, ct);
        var rated = await Month(work, facts, spans, facts.Period, keep: true, ct);
        if (rated.Refused)
        {
            return rated.Refusal!;
        }

        facts.Lines = rated.Value;
        facts.RatedParties = rated.Value.Where(l => l.Amount != 0).Select(l => facts.Index.At(l.Party)).ToHashSet();
        if (facts.Happened.Consignments is { } consignments)
        {
            facts.Ordered = await Orders(work, consignments, ct);
        }

        var changes = new List<(Period, Difference)>();
        foreach (var id in await Touched(work, facts, spans, calendar, ct))
        {
            var month = MonthWith(calendar, id);
            var again = await Month(work, facts, spans, month, keep: false, ct);
            if (again.Refused)
            {
                return again.Refusal!;
            }

            var booked = facts.Finals.Without(await ClaimBook.For(work, id, ct));
            changes.AddRange(Rules.Differences.Of(again.Value, facts.Index.At, booked).Select(d => (month, d)));
        }

        facts.Changes = changes;
        return facts;
    }

    /// <summary>What was ordered under the numbers that something was sent under.</summary>
    private static async Task<IReadOnlyList<Ordered>> Orders(
        Work work, Consignments consignments, CancellationToken ct)
    {
        var numbers = consignments.Sent.Select(s => s.Order).Distinct().ToList();
        var lines = await CommitmentBook.Ordered(work, numbers, ct);
        return
        [
            .. lines.Where(c => c.Cancelled is null)
                .Select(c => new Ordered(c.Receiver, c.Order, c.Item, c.Day, c.Quantity)),
        ];
    }

    /// <summary>Rates a month as now known: all its events that settled up to this period.</summary>
    internal static async Task<Outcome<IReadOnlyList<RatedLine>>> Month(
        Work work, PeriodFacts facts, IReadOnlyList<Span> spans, Period month, bool keep, CancellationToken ct,
        IReadOnlyList<RatedTerms>? tried = null)
    {
        var rater = await Rater(work, facts, month, ct, tried);
        if (rater.Refused)
        {
            return rater.Refusal!;
        }

        var mine = spans.Where(s => s.ForPeriod == month.Id && s.Period <= facts.Period.Id).ToList();
        if (keep)
        {
            facts.Happened.Expect(checked((int)mine.Sum(s => s.Events)));
        }

        var sorter = new Sorter(facts, rater.Value, keep);
        await EventLog.Read(
            work, mine, month.Starts, month.Ends, facts.Period.Id, facts.SharedTerms, sorter.Take, ct);
        var arranged = keep ? Task.Run(facts.Arrange, CancellationToken.None) : Task.CompletedTask;
        var finished = Task.Run(rater.Value.Finish, CancellationToken.None);
        await Task.WhenAll(arranged, finished);
        var lines = await finished;
        var rated = tried ?? Rated(facts);
        return lines.Refused ? Named(lines.Refusal!, facts)
            : !Pooling.HasPools(rated, month.Starts, month.Ends) ? lines
            : month.Id == facts.Period.Id ? await Divided(work, facts, lines.Value, rated, ct)
            : facts.Finals.Without(lines.Value).ToList();
    }

    /// <summary>The lines of the period itself with what its pools make; those of earlier months are final.</summary>
    private static async Task<Outcome<IReadOnlyList<RatedLine>>> Divided(
        Work work, PeriodFacts facts, IReadOnlyList<RatedLine> lines, IReadOnlyList<RatedTerms> terms,
        CancellationToken ct) =>
        await Pooling.Divide(
            work,
            new PoolFacts(
                terms, facts.Terms, facts.Items, facts.Register, facts.Period.Starts, facts.Period.Ends,
                facts.Period.Id, await Observations(work, facts, facts.Period, terms, ct), facts.Index.Of,
                facts.Index.At),
            lines, ct);

    private static IReadOnlyList<RatedTerms> Rated(PeriodFacts facts) =>
        [.. facts.Terms.All.Select(t => new RatedTerms(t.Id, t.Terms))];

    /// <summary>A rater for a month with the terms of the facts, and the observations that their period
    /// knows.</summary>
    internal static async Task<Outcome<PeriodRater>> Rater(
        Work work, PeriodFacts facts, Period month, CancellationToken ct, IReadOnlyList<RatedTerms>? tried = null)
    {
        var terms = tried ?? Rated(facts);
        return PeriodRater.For(
            terms, Rating.Items(facts.Items), facts.Organisation.Currency, facts.Index.Count, month.Starts, month.Ends,
            await Observations(work, facts, month, terms, ct));
    }

    /// <summary>The rater names a party by its index; a person is named by the number.</summary>
    private static Refusal Named(Refusal refusal, PeriodFacts facts)
    {
        var at = Array.FindIndex(refusal.Facts, f => f.Name == "party");
        if (at < 0 || !Decimals.TryParse(refusal.Facts[at].Value, 0, out var index))
        {
            return refusal;
        }

        var named = refusal.Facts.ToArray();
        named[at] = ("party", facts.Register[facts.Index.At((int)index)].Code);
        return new Refusal(refusal.Code, named);
    }

    private static async Task<IReadOnlyList<Observed>> Observations(
        Work work, PeriodFacts facts, Period month, IReadOnlyList<RatedTerms> terms, CancellationToken ct)
    {
        var rows = await work.Connection.QueryAsync<(string Measure, int? Party, DateOnly Day, long Value,
            short Scale)>(
            new CommandDefinition(
                ObservationsUntil,
                new
                {
                    work.OrgId, Period = facts.Period.Id, Until = month.Ends.ToDateOnly(),
                    From = month.Starts.PlusMonths(1 - ObservedFact.MostMonths).ToDateOnly(),
                    Published = Rules.Reach.Published(terms.Select(t => t.Terms)),
                },
                work.Transaction,
                cancellationToken: ct));
        return rows
            .Select(r => new Observed(
                r.Measure, r.Party is { } p ? facts.Index.Of(p) : null, r.Day.ToLocalDate(), r.Value, r.Scale))
            .ToList();
    }

    private static async Task<IReadOnlyDictionary<int, Standing>> Standings(
        Work work, Organisation organisation, Period period, Dictionary<int, (long Carried, long Credit)> carried,
        bool first, CancellationToken ct)
    {
        var opening = first
            ? (await work.Connection.QueryAsync<(int Party, long Amount)>(new CommandDefinition(
                OpeningCredits, new { work.OrgId }, work.Transaction, cancellationToken: ct)))
                .ToDictionary(o => o.Party, o => o.Amount)
            : [];
        var payDay = PayDay(organisation, period);
        var rows = await work.Connection.QueryAsync<(int Party, string? Rail, string? Account, string? Route,
            string? Point)>(
            new CommandDefinition(
                AllStandings, new { work.OrgId, PayDay = payDay.ToDateOnly(), End = period.Ends.ToDateOnly() },
                work.Transaction,
                cancellationToken: ct));
        return rows.ToDictionary(r => r.Party, r => new Standing(
            carried.TryGetValue(r.Party, out var c) ? c.Credit : opening.GetValueOrDefault(r.Party),
            r.Rail ?? "", r.Account ?? "", r.Route ?? "", r.Point ?? ""));
    }

    internal static LocalDate PayDay(Organisation organisation, Period period)
    {
        var next = period.Ends.PlusDays(1);
        return new LocalDate(next.Year, next.Month, organisation.Settings.Cycles[0].PayDay);
    }

    private static async Task<Dictionary<int, (long Carried, long Credit)>> Carried(
        Work work, int period, CancellationToken ct) =>
        (await work.Connection.QueryAsync<(int Party, long Carried, long Credit)>(new CommandDefinition(
            CarriedBy, new { work.OrgId, Period = period }, work.Transaction, cancellationToken: ct)))
        .ToDictionary(r => r.Party, r => (r.Carried, r.Credit));

    private static async Task<IReadOnlyList<BookException>> Notes(Work work, Period period, CancellationToken ct)
    {
        var rows = await work.Connection.QueryAsync<(string Code, string Subject, string Name, string Value)>(
            new CommandDefinition(
                AllNotes, new { work.OrgId, Period = period.Id, End = period.Ends.ToDateOnly() }, work.Transaction,
                cancellationToken: ct));
        return rows
            .Select(r => new BookException(r.Code, r.Subject, r.Name.Length == 0 ? [] : [new(r.Name, r.Value)]))
            .ToList();
    }

    /// <summary>Sorts events: to the rater, and to what is kept of the period.</summary>
    private sealed class Sorter(PeriodFacts facts, PeriodRater rater, bool keep)
    {
        internal void Take(in FlowEvent e)
        {
            if (e.Action == EventDraft.Stock)
            {
                if (keep)
                {
                    facts.Happened.TakeStock(in e);
                }

                return;
            }

            var party = facts.Index.Of(e.Party);
            // Where both sides are participants it is rated and kept for both.
            var provider = e.Provider != 0 && rater.IsSided(e.Terms, e.Day) ? facts.Index.Of(e.Provider) : -1;
            if (e.Accepted)
            {
                rater.Add(Rating.Of(in e, party));
                if (provider >= 0)
                {
                    rater.Add(Rating.OfProvider(in e, provider));
                }
            }

            if (keep)
            {
                Keep(in e, party, provider);
            }
            else if (e.SettledLast)
            {
                facts.Happened.TakeLate(in e);
            }
        }

        private void Keep(in FlowEvent e, int party, int provider)
        {
            facts.Happened.Take(in e, party);
            if (provider >= 0)
            {
                facts.Happened.TakeProvided(in e, provider);
            }

            if (e.Accepted && facts.Alternatives is { } alternatives)
            {
                alternatives.Take(in e, party);
                if (provider >= 0)
                {
                    alternatives.TakeProvided(in e, provider);
                }
            }
        }
    }

    private const string PeekClaim = """
        select coalesce((select next_number from ledger.series
          where org_id = @OrgId and kind = 'claim' and fiscal_year = ''), 1)
        """;

    private const string LateObservations = """
        select distinct o.for_period, o.measure, o.party_id is null,
          case when o.party_id is null then
            (select min(n.occurred_on) from flows.observation n
             where n.org_id = o.org_id and n.measure = o.measure and n.party_id is null
               and n.occurred_on > o.occurred_on and n.period_id <= @Period) end
        from flows.observation o
        where o.org_id = @OrgId and o.period_id = @Period and o.for_period <> o.period_id
        order by 1, 2, 3, 4 limit 100000
        """;

    /// <summary>Those of the longest window, and of what is published the last before it: that holds until the
    /// next.</summary>
    private const string ObservationsUntil = """
        select measure, party_id, occurred_on, value, scale from flows.observation
        where org_id = @OrgId and period_id <= @Period and occurred_on between @From and @Until
        union all
        select o.measure, o.party_id, o.occurred_on, o.value, o.scale
        from unnest(@Published::text[]) as p (measure)
        cross join lateral (
          select max(l.occurred_on) as day from flows.observation l
          where l.org_id = @OrgId and l.measure = p.measure and l.party_id is null and l.period_id <= @Period
            and l.occurred_on < @From) before
        join flows.observation o on o.org_id = @OrgId and o.measure = p.measure and o.party_id is null
          and o.period_id <= @Period and o.occurred_on = before.day
        order by 1, 2, 3, 4, 5 limit 100000000
        """;

    private const string OpeningCredits = """
        select party_id, sum(amount)::bigint from settlement.opening
        where org_id = @OrgId and kind = 'credit' group by party_id order by party_id limit 10000000
        """;

    private const string CarriedBy = """
        select party_id, carried, credit_carried from settlement.statement
        where org_id = @OrgId and period_id = @Period order by party_id limit 10000000
        """;

    private const string AllStandings = """
        with channel as (
          select distinct on (party_id) party_id, rail, account from parties.channel
          where org_id = @OrgId and confirmed_by is not null and valid @> @PayDay::date
          order by party_id, lower(valid) desc nulls last, written_id desc),
        place as (
          select distinct on (m.party_id) m.party_id, l.route, l.point from parties.membership m
          join parties.placement l on l.org_id = m.org_id and l.number = m.number
          where m.org_id = @OrgId
            and coalesce(lower(l.valid), '-infinity'::date) <= @End
          order by m.party_id, m.number collate "C", lower(l.valid) desc nulls last)
        select p.party_id, c.rail, c.account, pl.route, pl.point
        from parties.party p left join channel c using (party_id) left join place pl using (party_id)
        where p.org_id = @OrgId order by p.party_id limit 10000000
        """;

    private const string AllNotes = """
        select 'settlement.provisional_member', code, '', '' from parties.party
        where org_id = @OrgId and provisional
        union all
        select 'settlement.account_change_unconfirmed', p.code, 'account', c.account
        from parties.channel c join parties.party p on p.org_id = c.org_id and p.party_id = c.party_id
        where c.org_id = @OrgId and c.confirmed_by is null and coalesce(lower(c.valid), '-infinity'::date) <= @End
        order by 1, 2, 4 limit 1000000
        """;
}
