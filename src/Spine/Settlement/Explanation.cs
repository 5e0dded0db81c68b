using Meent.Agreements;
using Meent.Claims;
using Meent.Kernel;
using Meent.Platform;
using NodaTime;

namespace Meent.Settlement;

/// <summary>One record behind a statement and what each clause made of it.</summary>
/// <param name="Quantity">Thousandths; below zero for a reversal.</param>
public sealed record ExplainedEvent(
    Guid Id, LocalDate Day, string Item, string Unit, long Quantity, bool Accepted, string Reference, string Terms,
    int Version, IReadOnlyList<RatedPart> Parts);

/// <summary>A line rated again from its records, beside what was claimed.</summary>
/// <param name="Claimed">Minor units in the line's own direction.</param>
public sealed record ExplainedLine(
    string Terms, int Version, string TermsHash, string Clause, LineKind Kind, long Rated, long Claimed, Rounding Mode,
    RoundedEach Each);

/// <summary>Why a participant's month is what it is.</summary>
public sealed record Explanation(
    string Organisation, string Period, string Number, string Name, Currency Currency,
    IReadOnlyList<ExplainedEvent> Events, IReadOnlyList<ExplainedLine> Lines)
{
    /// <summary>The lines rated again are the lines that were claimed, and nothing else was.</summary>
    public bool AddsUp => Lines.All(l => l.Rated == l.Claimed);

    /// <summary>From an amount back to its records, the version of the terms and the rounding: claims are sums, so
    /// the records are rated again and must give the same sum.</summary>
    public static Task<Outcome<Explanation>> Of(
        Installation installation, string organisation, string number, string period, CancellationToken ct) =>
        ExplainStatement.ExplainStatement.Run(installation, organisation, number, period, ct);
}
