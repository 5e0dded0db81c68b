using NodaTime;

namespace Meent.Settlement;

/// <summary>A document that goes to a participant beside the statement. Amounts are minor units.</summary>
public sealed record BookDocument
{
    /// <summary>delivery-note, invoice, credit-note or self-billing.</summary>
    public required string Kind { get; init; }

    /// <summary>Its numbers are gapless in each fiscal year; self-billing has one for each issuer.</summary>
    public required string Series { get; init; }
    public required string FiscalYear { get; init; }

    /// <summary>0 in a draft.</summary>
    public required long Number { get; init; }
    public required int PartyId { get; init; }

    /// <summary>Number or code of the participant, as on its statement.</summary>
    public required string Party { get; init; }
    public required LocalDate IssuedOn { get; init; }
    public required LocalDate DueOn { get; init; }

    /// <summary>Order that a delivery note is for.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Without tax; below zero never: a credit note gives what is paid back.</summary>
    public required long Net { get; init; }
    public required IReadOnlyList<DocumentTax> Taxes { get; init; }

    /// <summary>Of a delivery note; the lines of the others are those of the statement.</summary>
    public IReadOnlyList<NoteLine> Lines { get; init; } = [];

    public long Tax => Taxes.Sum(t => t.Tax);
}

/// <summary>Tax of one rate on a document, rounded once (EN 16931 BR-CO-17).</summary>
/// <param name="Category">S, Z, E, AE ... of UNTDID 5305.</param>
public sealed record DocumentTax(string Category, int RateBasisPoints, long Base, long Tax);

/// <summary>What was ordered and what was delivered. Quantities are thousandths.</summary>
/// <param name="Ordered">Null where it was not ordered.</param>
/// <param name="Origins">Names of those it came from.</param>
public sealed record NoteLine(
    LocalDate Day, string Item, string Unit, long? Ordered, long Delivered, string Reason,
    IReadOnlyList<string> Origins);
