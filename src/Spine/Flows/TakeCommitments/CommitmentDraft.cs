using NodaTime;

namespace Meent.Flows.TakeCommitments;

/// <summary>A promise before it stands in the books. Quantities are thousandths of the item's unit, prices
/// millionths.</summary>
internal sealed record CommitmentDraft
{
    internal required int Line { get; init; }

    /// <summary>The id as the row says it; empty: identified by its content.</summary>
    internal required string Code { get; init; }

    internal required byte[] Said { get; init; }
    internal required string Order { get; init; }
    internal required LocalDate DueOn { get; init; }
    internal required int Terms { get; init; }
    internal required int Item { get; init; }
    internal required int Provider { get; init; }
    internal required int Receiver { get; init; }
    internal required long Quantity { get; init; }
    internal required long? UnitPrice { get; init; }
    internal required string Resource { get; init; }
    internal required Interval? Booked { get; init; }
    internal required LocalDate? Cancelled { get; init; }
}
