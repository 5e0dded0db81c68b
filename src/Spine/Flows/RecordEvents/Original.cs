using Meent.Kernel;

namespace Meent.Flows.RecordEvents;

/// <summary>A recorded event that another takes back: everything that the rating of it depended on.</summary>
internal sealed record Original
{
    public Guid EventId { get; init; }
    public int PartyId { get; init; }
    public int ItemId { get; init; }
    public long Quantity { get; init; }
    public DateOnly OccurredOn { get; init; }
    public int TermsId { get; init; }
    public short Session { get; init; }
    public short Grade { get; init; }
    public bool Accepted { get; init; }
    public long? UnitPrice { get; init; }
    public long? Amount { get; init; }
    public int ProviderId { get; init; }
    public int PlaceId { get; init; }
    public int? M1 { get; init; }
    public int? M2 { get; init; }
    public int? M3 { get; init; }
    public int? M4 { get; init; }
    public int? M5 { get; init; }
    public int? M6 { get; init; }

    /// <summary>It is a reversal itself.</summary>
    public bool TakesBack { get; init; }
    public Guid? ReversedBy { get; init; }

    internal static Original Of(EventDraft draft) => new()
    {
        PartyId = draft.PartyId, ItemId = draft.ItemId, Quantity = draft.Quantity,
        OccurredOn = draft.OccurredOn.ToDateOnly(), TakesBack = draft.Reverses.Length > 0,
        TermsId = draft.TermsId, Session = draft.Session, Grade = draft.Grade, Accepted = draft.Accepted,
        UnitPrice = draft.UnitPrice, Amount = draft.Amount, ProviderId = draft.ProviderId, PlaceId = draft.PlaceId,
        M1 = At(draft, 0), M2 = At(draft, 1), M3 = At(draft, 2), M4 = At(draft, 3), M5 = At(draft, 4),
        M6 = At(draft, 5),
    };

    /// <summary>
    /// The reversal takes over what the original said, also its day: it is rated in the month of the original, where
    /// it cancels it to the last digit. Who took it back, when and why is its own.
    /// </summary>
    internal EventDraft TakenBackBy(EventDraft reversal) => reversal with
    {
        PartyId = PartyId, OccurredOn = OccurredOn.ToLocalDate(), TermsId = TermsId, Session = Session, Grade = Grade,
        Accepted = Accepted, UnitPrice = UnitPrice, Amount = Amount, ProviderId = ProviderId, PlaceId = PlaceId,
        Measures = [M1, M2, M3, M4, M5, M6],
    };

    private static int? At(EventDraft draft, int index) => draft.Measures?[index];
}
