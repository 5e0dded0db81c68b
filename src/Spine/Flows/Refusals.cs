using Meent.Kernel;

namespace Meent.Flows;

internal static class Refusals
{
    internal static Refusal UnknownItem(string item) => new("flows.unknown_item", ("item", item));

    internal static Refusal UnreadableMeasures(string text) => new("flows.unreadable_measures", ("measures", text));

    internal static Refusal UnknownItemKind(string kind) => new("flows.unknown_item_kind", ("kind", kind));

    internal static Refusal NoDensity(string density) => new("flows.no_density", ("density", density));

    internal static Refusal ItemInUse(string item, string what, string was) =>
        new("flows.item_in_use", ("item", item), ("what", what), ("was", was));

    internal static Refusal UnknownSide(string side) => new("flows.unknown_side", ("side", side));

    internal static Refusal UntilBeforeFrom(string from, string until) =>
        new("parties.until_before_from", ("from", from), ("until", until));

    internal static Refusal ReferencesOverlap(string item, string side, string from) =>
        new("flows.references_overlap", ("item", item), ("side", side), ("from", from));

    internal static Refusal ReferenceInUse(string item, string from, string period) =>
        new("flows.reference_in_use", ("item", item), ("from", from), ("period", period));

    internal static Refusal UnknownPlace(string place) => new("flows.unknown_place", ("place", place));

    internal static Refusal UnknownGrade(string grade, string item) =>
        new("flows.unknown_grade", ("grade", grade), ("item", item));

    internal static Refusal UnknownMeasure(string measure, string item) =>
        new("flows.unknown_measure", ("measure", measure), ("item", item));

    internal static Refusal WrongUnit(string unit, string item, string itemUnit) =>
        new("flows.wrong_unit", ("unit", unit), ("item", item), ("itemUnit", itemUnit));

    internal static Refusal NegativeQuantity(string quantity) => new("flows.negative_quantity", ("quantity", quantity));

    internal static Refusal NoQuantity() => new("flows.no_quantity");

    internal static Refusal AbsurdQuantity(string quantity, string most, string unit) =>
        new("flows.absurd_quantity", ("quantity", quantity), ("most", most), ("unit", unit));

    internal static Refusal NegativeAmount(string amount) => new("flows.negative_amount", ("amount", amount));

    internal static Refusal NoReason() => new("flows.no_reason");

    internal static Refusal UnknownSession(string session) => new("flows.unknown_session", ("session", session));

    internal static Refusal NoTermsForItem(string item, string day) =>
        new("flows.no_terms_for_item", ("item", item), ("day", day));

    internal static Refusal NoSharedId(string item, string day) =>
        new("flows.no_shared_id", ("item", item), ("day", day));

    internal static Refusal Contradiction(string id) => new("flows.contradiction", ("id", id));

    internal static Refusal AlreadyReversed(string id) => new("flows.already_reversed", ("id", id));

    internal static Refusal ReversesUnknown(string id) => new("flows.reverses_unknown", ("id", id));

    internal static Refusal ReversesReversal(string id) => new("flows.reverses_reversal", ("id", id));

    internal static Refusal ReversalDiffers(string id) => new("flows.reversal_differs", ("id", id));

    internal static Refusal UnknownStockKind(string kind) => new("flows.unknown_stock_kind", ("kind", kind));

    internal static Refusal ThirdProvider(string provider, string agreement) =>
        new("flows.third_provider", ("provider", provider), ("agreement", agreement));

    internal static Refusal UnreadableKey(string party) => new("flows.unreadable_key", ("party", party));

    internal static Refusal NotBetweenParticipant() => new("flows.no_participant");

    internal static Refusal BookingIncomplete() => new("flows.booking_incomplete");

    internal static Refusal TimeSkipped(string time, string day) =>
        new("flows.time_skipped", ("time", time), ("day", day));

    internal static Refusal BookingCollides(string resource, string booking, string from, string until) => new(
        "flows.booking_collides", ("resource", resource), ("booking", booking), ("from", from), ("until", until));
}
