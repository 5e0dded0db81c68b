using Meent.Kernel;
using Meent.Platform;
using NodaTime;

namespace Meent.Settlement;

/// <summary>What to close, by whom, and where its files go.</summary>
/// <param name="Organisation">Code of org.json.</param>
/// <param name="Period">Code of the period; null: the one whose records are not closed yet.</param>
/// <param name="Maker">Who reckons it; where a draft stands and is signed, who made that.</param>
/// <param name="Approver">Who signs it; null: it stays a draft.</param>
/// <param name="Today">The day it is; null: by the clock, in the organisation's time zone.</param>
/// <param name="Folder">The files go to Folder/organisation/period.</param>
public sealed record CloseRequest(
    string Organisation, string? Period, string Maker, string? Approver, LocalDate? Today, string Folder);

/// <summary>How far a close is.</summary>
/// <param name="Step">reading, reckoning, booking, writing, checking.</param>
public readonly record struct CloseProgress(string Step, int Done, int Of);

/// <summary>A period as it came out. Amounts are minor units.</summary>
public sealed record ClosedPeriod(
    string Organisation, string Period, string State, Currency Currency, CloseFigures Figures, string Folder,
    string OutputHash)
{
    /// <summary>What agreements with other organisations came to in the months that this close touched.</summary>
    public IReadOnlyList<ExchangedAmount> Exchanges { get; init; } = [];
}

/// <summary>What an agreement with another organisation came to for what occurred in a month.</summary>
/// <param name="Amount">Minor units; above zero the other side owes it.</param>
public sealed record ExchangedAmount(string Agreement, string With, string Month, long Amount);

/// <summary>The figures of a close as its definition names them; quantities in thousandths.</summary>
public sealed record CloseFigures(
    int Participants, int Statements, Measured? AcceptedQuantity, Measured? RejectedQuantity,
    IReadOnlyList<ItemQuantity> Quantities, long Gross, long Adjustments, long Tax, long BroughtForward,
    long DeductionsDue, long Deductions, long Net, long CarriedForward, long Receivable, long CreditBroughtForward,
    long ToPay, long CreditCarriedForward, long Remittances, long Debits, long Credits, int Payments, int Exceptions)
{
    /// <summary>Null where no price elsewhere is recorded.</summary>
    public AdvantageFigures? Advantage { get; init; }
}

/// <summary>What dealing through the organisation brought its participants together.</summary>
/// <param name="Amount">Null where nothing was measured.</param>
/// <param name="Measured">Participants of whom something was measured.</param>
/// <param name="NotMeasured">All others.</param>
public sealed record AdvantageFigures(long? Amount, int Measured, int NotMeasured);

/// <summary>A quantity of an item, thousandths of its unit.</summary>
public sealed record Measured(string Item, string Unit, long Value);

/// <summary>Accepted and rejected quantity of an item.</summary>
public sealed record ItemQuantity(string Item, string Unit, long Accepted, long Rejected);

/// <summary>Closing periods: the face of the module.</summary>
public static class PeriodClose
{
    /// <summary>Reckons, and with an approver books, a period; writes its files. Twice gives the same and books
    /// nothing.</summary>
    public static Task<Outcome<ClosedPeriod>> Run(
        Installation installation, CloseRequest request, IClock clock, IProgress<CloseProgress>? progress,
        CancellationToken ct) =>
        ClosePeriod.ClosePeriod.Run(installation, request, clock, progress, ct);

    /// <summary>Closes the periods of organisations that deal with each other: all of them in one transaction, or
    /// none. The files are written when all is booked.</summary>
    public static Task<Outcome<IReadOnlyList<ClosedPeriod>>> RunTogether(
        Installation installation, IReadOnlyList<CloseRequest> requests, IClock clock,
        IProgress<CloseProgress>? progress, CancellationToken ct) =>
        ClosePeriod.CloseTogether.Run(installation, requests, clock, progress, ct);

    /// <summary>Organisations by whom they deal with, directly or through others; each in one circle, in
    /// order.</summary>
    public static Task<IReadOnlyList<IReadOnlyList<string>>> Circles(
        Installation installation, IReadOnlyList<string> organisations, CancellationToken ct) =>
        ClosePeriod.CloseTogether.Circles(installation, organisations, ct);

    /// <summary>Takes a calculated period back to open; a closed one stays closed.</summary>
    public static Task<Outcome<Done>> Reopen(
        Installation installation, string organisation, string period, string actor, CancellationToken ct) =>
        ClosePeriod.ReopenPeriod.Run(installation, organisation, period, actor, ct);
}
