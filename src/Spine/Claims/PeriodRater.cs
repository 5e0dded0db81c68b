using System.Numerics;
using Meent.Agreements;
using Meent.Claims.Rules;
using Meent.Kernel;
using NodaTime;
using Calendar = Meent.Claims.Rules.Calendar;

namespace Meent.Claims;

/// <summary>
/// Rates the events of a period: terms are compiled once, every event is added in any order, lines are sums. The result
/// does not depend on the order of events. It is used by one thread at a time.
/// </summary>
public sealed class PeriodRater
{
    private readonly Calendar calendar;
    private readonly IReadOnlyList<RatedItem> items;
    private readonly TermsRater[] terms;
    private readonly Places termsPlaces;
    private readonly Places itemPlaces;
    private readonly Refusals refusals = new();

    private PeriodRater(
        IReadOnlyList<RatedTerms> terms, IReadOnlyList<RatedItem> items, int parties, Calendar calendar,
        ObservationBook observations)
    {
        (this.calendar, this.items) = (calendar, items);
        this.terms = [.. terms.OrderBy(t => t.Id)
            .Select(t => new TermsRater(t, items, observations, calendar, parties))];
        termsPlaces = new Places([.. this.terms.Select(t => t.Id)]);
        itemPlaces = new Places([.. items.Select(i => i.Id)]);
    }

    /// <param name="terms">Each id once.</param>
    /// <param name="items">Each id once.</param>
    /// <param name="settlement">Currency of the organisation.</param>
    /// <param name="parties">Number of parties; events name them by index.</param>
    /// <param name="from">First day of events that will come.</param>
    /// <param name="until">Last day of events that will come.</param>
    /// <param name="observations">Those of earlier months too, as far back as facts look.</param>
    /// <returns>A rater, or the first finding of severity refuse of the validator; claims.mixed_currencies;
    /// claims.too_many_measures.</returns>
    public static Outcome<PeriodRater> For(
        IReadOnlyList<RatedTerms> terms,
        IReadOnlyList<RatedItem> items,
        Currency settlement,
        int parties,
        LocalDate from,
        LocalDate until,
        IReadOnlyList<Observed> observations)
    {
        if (items.FirstOrDefault(i => i.Measures.Count > RatedEvent.MostMeasures) is { } item)
        {
            return new Refusal("claims.too_many_measures",
                ("item", item.Code), ("most", RatedEvent.MostMeasures.ToString()));
        }

        foreach (var one in terms.Select(t => t.Terms))
        {
            if (one.Currency != settlement)
            {
                return new Refusal("claims.mixed_currencies",
                    ("terms", one.Code), ("one", one.Currency.Code), ("other", settlement.Code));
            }

            var finding = TermsCheck.Findings(one, null, null).FirstOrDefault(f => f.Severity == Severity.Refuse);
            if (finding is not null)
            {
                return finding.What;
            }
        }

        return new PeriodRater(terms, items, parties, new Calendar(from, until), new ObservationBook(observations));
    }

    /// <summary>Adds an event. What cannot be rated is remembered, and refused by <see cref="Finish"/>.</summary>
    public void Add(in RatedEvent e)
    {
        var item = itemPlaces.Of(e.Item);
        var place = termsPlaces.Of(e.Terms);
        var version = place < 0 ? null : terms[place].On(calendar.IndexOf(e.Day));
        var plan = version is null || item < 0 ? null : version.PlanOf(item, e.Provides);
        if (plan is null)
        {
            // Terms that look at the side may have nothing for one of the two.
            if (version?.Sided == true && item >= 0 && version.PlanOf(item, !e.Provides) is not null)
            {
                return;
            }

            refusals.Add(new Stumble(e.Day, e.Party, e.Terms, e.Item, -1, -1, Verdict.NoPrice), e.Sign);
            return;
        }

        var verdict = version!.Add(in e, plan, out var clause);
        if (verdict != Verdict.Rated)
        {
            refusals.Add(Stumbled(in e, version, clause, verdict), e.Sign);
        }
    }

    /// <summary>Whether terms look at the side of a participant on a day: then an event between two participants is
    /// rated for both.</summary>
    /// <param name="day">Days since 1970-01-01.</param>
    public bool IsSided(int ofTerms, int day)
    {
        var place = termsPlaces.Of(ofTerms);
        return place >= 0 && terms[place].On(calendar.IndexOf(day))?.Sided == true;
    }

    /// <summary>What each clause makes of one event, in the order of the clauses; nothing is added. Percentages of
    /// lines,
    /// tiers and amounts for the period are no part of an event.</summary>
    /// <returns>The refusals of <see cref="Finish"/>.</returns>
    public Outcome<IReadOnlyList<RatedPart>> Explain(in RatedEvent e)
    {
        var (item, place) = (itemPlaces.Of(e.Item), termsPlaces.Of(e.Terms));
        var version = place < 0 ? null : terms[place].On(calendar.IndexOf(e.Day));
        var plan = version is null || item < 0 ? null : version.PlanOf(item, e.Provides);
        if (plan is null)
        {
            return Said(new Stumble(e.Day, e.Party, e.Terms, e.Item, -1, -1, Verdict.NoPrice));
        }

        var parts = new List<RatedPart>();
        var sheet = version!.Sheet;
        foreach (var fact in plan.Facts)
        {
            fact.Read(in e, sheet);
        }

        foreach (var rater in plan.Clauses)
        {
            var frame = rater.Frame;
            var verdict = rater.Rate(in e, sheet, out var numerator, out var unitPrice);
            if (verdict > Verdict.Skipped)
            {
                return Said(Stumbled(in e, version, frame.Index, verdict));
            }

            sheet.Made[frame.Index] = verdict == Verdict.Rated;
            sheet.Amounts[frame.Index] = frame.EachEvent ? frame.Round(numerator) : 0;
            if (verdict == Verdict.Rated && !IsOfLine(frame))
            {
                parts.Add(Part(in e, frame, numerator, unitPrice, sheet.Amounts[frame.Index], terms[place].Terms));
            }
        }

        return parts;
    }

    /// <summary>The lines in order of party, terms, version, clause and counterparty. Lines whose events were all taken
    /// back are left out.</summary>
    /// <returns>claims.no_price, claims.outside_bands, claims.outside_chart, claims.outside_table, claims.fact_missing:
    /// of several, that of the earliest day and lowest party.</returns>
    public Outcome<IReadOnlyList<RatedLine>> Finish()
    {
        if (refusals.First() is { } stumble)
        {
            return Said(stumble);
        }

        var lines = new List<(int Clause, RatedLine Line)>();
        foreach (var one in terms)
        {
            var rows = one.Rows();
            var made = new PartyLines(one, lines);
            for (var (from, until) = (0, 0); from < rows.Length; from = until)
            {
                var party = rows[from].Party;
                while (until < rows.Length && rows[until].Party == party)
                {
                    until++;
                }

                if (!made.Add(new ArraySegment<PartyLines.Row>(rows, from, until - from)))
                {
                    return new Refusal("claims.outside_bands", ("party", party.ToString()), ("terms", one.Terms.Code));
                }
            }
        }

        lines.Sort(static (a, b) => a.Line.Party != b.Line.Party
            ? a.Line.Party.CompareTo(b.Line.Party)
            : (a.Line.Terms, a.Line.Version, a.Clause, a.Line.Counterparty, a.Line.Line).CompareTo(
                (b.Line.Terms, b.Line.Version, b.Clause, b.Line.Counterparty, b.Line.Line)));
        return lines.ConvertAll(l => l.Line);
    }

    private static bool IsOfLine(ClauseFrame frame) =>
        frame.Clause is TierClause or FixedClause { Each: FixedEach.Period }
        || (frame.Clause is PercentClause && !frame.EachEvent);

    private static RatedPart Part(
        in RatedEvent e, ClauseFrame frame, Int128 numerator, long unitPrice, long rounded, StandardTerms terms) => new(
        frame.Clause.Code, frame.Clause.LineOf(e.Provides ? Side.Provider : Side.Receiver), e.Sign * e.Quantity,
        unitPrice is ClauseRater.NoUnitPrice ? null : unitPrice, frame.PerUnits,
        Exactly.Text(e.Sign * numerator, (BigInteger)frame.Denominator.Value * terms.Currency.MinorPerMajor),
        frame.EachEvent ? e.Sign * rounded : null);

    private static Stumble Stumbled(in RatedEvent e, VersionRater version, int clause, Verdict verdict) => new(
        e.Day, e.Party, e.Terms, e.Item, clause, verdict == Verdict.NoPrice ? -1 : version.Sheet.Culprit, verdict);

    private Refusal Said(Stumble stumble)
    {
        var place = termsPlaces.Of(stumble.Terms);
        var item = itemPlaces.Of(stumble.Item);
        return stumble.Said(
            place < 0 ? null : terms[place].Terms,
            place < 0 ? null : terms[place].On(calendar.IndexOf(stumble.Day)),
            item < 0 ? stumble.Item.ToString() : items[item].Code);
    }
}
