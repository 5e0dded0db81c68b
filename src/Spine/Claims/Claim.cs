using Meent.Agreements;
using Meent.Flows;
using NodaTime;

namespace Meent.Claims;

/// <summary>Who owes whom because of which clause; the sum of what a period's events make of it.</summary>
/// <param name="BookedPeriod">Period in which it was claimed.</param>
/// <param name="ForPeriod">Period in which it occurred; they differ for corrections.</param>
/// <param name="Terms">Id of the terms; 0 for an opening balance, which has its title as clause.</param>
/// <param name="Provider">Party outside whose goods it was; 0 the organisation.</param>
/// <param name="OwedByParty">The party is the debtor, else the organisation is.</param>
/// <param name="Amount">Minor units, above zero.</param>
/// <param name="Invoice">Collected by invoice.</param>
/// <param name="Net">What could not be taken is collected by invoice.</param>
/// <param name="OnCollection">The provider bears non-payment: what is not taken was never posted.</param>
public sealed record Claim(
    long Id, int BookedPeriod, int ForPeriod, int Party, int Terms, int TermsVersion, string Clause, LineKind Line,
    int Provider, bool OwedByParty, long Amount, long Quantity, int Events, LocalDate Since, int Rank, bool Statutory,
    bool OnCollection, bool Invoice, LocalDate DueOn, bool Net = false)
{
    /// <summary>What is not settled yet, minor units.</summary>
    public long Open { get; init; }
}

/// <summary>What a close makes of a due amount: taken + carried + invoiced is the amount. Minor units.</summary>
public readonly record struct Settled(long Taken, long Carried, long Invoiced);

/// <summary>From the log of events to the rater.</summary>
public static class Rating
{
    /// <summary>The event as the rater reads it.</summary>
    /// <param name="party">Dense index of the party.</param>
    public static RatedEvent Of(in FlowEvent e, int party)
    {
        var m = e.Measures;
        return new RatedEvent(
            party, e.Item, e.Terms, e.Provider, e.Day, e.Quantity, e.UnitPrice ?? RatedEvent.None,
            e.Amount ?? RatedEvent.None, e.Grade, m[0], m[1], m[2], m[3], m[4], m[5], e.Reversal ? -1 : 1,
            e.Action == EventDraft.In);
    }

    /// <summary>The same for the participant that provided it to another one.</summary>
    /// <param name="provider">Dense index of the provider.</param>
    public static RatedEvent OfProvider(in FlowEvent e, int provider) =>
        Of(in e, provider) with { Counterparty = e.Party, Provides = true };

    /// <summary>The catalogue as the rater reads it.</summary>
    public static IReadOnlyList<RatedItem> Items(ItemBook items) =>
        [.. items.Items.Select(i => new RatedItem(i.Id, i.Code, i.Unit, i.Measures, i.Grades))];
}
