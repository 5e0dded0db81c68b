using Meent.Kernel;

namespace Meent.Parties;

internal static class Refusals
{
    internal static Refusal UnreadableOrganisation(string member, string value) =>
        new("parties.unreadable_organisation", ("member", member), ("value", value));

    internal static Refusal UnknownLegalForm(string form) => new(
        "parties.unknown_legal_form", ("form", form), ("forms", string.Join(", ", Forms.All.Select(f => f.Code))));

    internal static Refusal UnknownOrganisation(string code) =>
        new("parties.unknown_organisation", ("organisation", code));

    internal static Refusal CurrencyChanged(string was, string now) =>
        new("parties.currency_changed", ("was", was), ("now", now));

    internal static Refusal UnknownMember(string number) => new("parties.unknown_member", ("number", number));

    internal static Refusal UnknownParty(string party) => new("parties.unknown_party", ("party", party));

    internal static Refusal SamePerson(string name) => new("parties.same_person", ("name", name));

    internal static Refusal RowTwice(string number, string from) =>
        new("parties.row_twice", ("number", number), ("from", from));

    internal static Refusal UnknownKind(string kind) => new("parties.unknown_kind", ("kind", kind));

    internal static Refusal UnknownCountry(string country) => new("parties.unknown_country", ("country", country));

    internal static Refusal UnknownRail(string rail) => new("parties.unknown_rail", ("rail", rail));

    internal static Refusal UnknownLanguage(string language) =>
        new("parties.unknown_language", ("language", language));

    internal static Refusal UntilBeforeFrom(string from, string until) =>
        new("parties.until_before_from", ("from", from), ("until", until));
}
