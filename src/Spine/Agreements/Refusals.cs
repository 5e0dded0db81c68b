using Meent.Kernel;
using NodaTime;

namespace Meent.Agreements;

internal static class Refusals
{
    internal static Refusal AnotherCurrency(string terms, string currency, string settlement) =>
        new("agreements.another_currency", ("terms", terms), ("currency", currency), ("settlement", settlement));

    internal static Refusal NoRefunds(string terms, string clause, string form) =>
        new("agreements.no_refunds", ("terms", terms), ("clause", clause), ("form", form));

    internal static Refusal VersionInUse(string terms, LocalDate from, string period) =>
        new("agreements.version_in_use", ("terms", terms), ("from", from.Iso()), ("period", period));

    internal static Refusal JoinedAlready(string terms, string member, LocalDate from) =>
        new("agreements.joined_already", ("terms", terms), ("member", member), ("from", from.Iso()));

    internal static Refusal UntilBeforeFrom(string from, string until) =>
        new("parties.until_before_from", ("from", from), ("until", until));

    internal static Refusal NoWeight(string weight) => new("agreements.no_weight", ("weight", weight));

    internal static Refusal WeightStands(string terms, string member, LocalDate from) =>
        new("agreements.weight_stands", ("terms", terms), ("member", member), ("from", from.Iso()));

    internal static Refusal NotBetweenTwo(string terms, string between, string own) =>
        new("agreements.not_between_two", ("terms", terms), ("between", between), ("organisation", own));

    internal static Refusal SidesChanged(string terms) => new("agreements.sides_changed", ("terms", terms));

    internal static Refusal NotTheOtherSide(string terms, string member, string other) =>
        new("agreements.not_the_other_side", ("terms", terms), ("member", member), ("other", other));

    internal static Refusal UnknownTerms(string terms) => new("agreements.unknown_terms", ("terms", terms));
}
