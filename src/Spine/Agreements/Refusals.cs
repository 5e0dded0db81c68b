using Meent.Kernel;
using NodaTime;

namespace Meent.Agreements;

internal static class Refusals
{
    internal static Refusal AnotherCurrency(string terms, string currency, string settlement) =>
        new("agreements.another_currency", ("terms", terms), ("currency", currency), ("settlement", settlement));

    internal static Refusal VersionInUse(string terms, LocalDate from, string period) =>
        new("agreements.version_in_use", ("terms", terms), ("from", from.Iso()), ("period", period));

    internal static Refusal UnknownTerms(string terms) => new("agreements.unknown_terms", ("terms", terms));
}
