using Meent.Agreements;
using Meent.Flows;
using NodaTime;

namespace Meent.Claims;

/// <summary>An event as the rater reads it; everything is a number.</summary>
/// <param name="Party">Dense index, 0 to the number of parties - 1.</param>
/// <param name="Item">Id of a <see cref="RatedItem"/>.</param>
/// <param name="Terms">Id of a <see cref="RatedTerms"/>.</param>
/// <param name="Counterparty">Id of the provider outside, 0 for the organisation itself.</param>
/// <param name="Day">Days since 1970-01-01 on which it occurred.</param>
/// <param name="Quantity">Thousandths of the item's unit.</param>
/// <param name="UnitPrice">Millionths of the major unit for one unit; <see cref="None"/> where it carries none.</param>
/// <param name="AgreedAmount">Minor units; <see cref="None"/> where it carries none.</param>
/// <param name="Grade">Index in the item's grades, -1 none.</param>
/// <param name="M1">First measure of the item, scaled by its decimals; <see cref="NotMeasured"/> where it was
/// not.</param>
/// <param name="M2">Second measure.</param>
/// <param name="M3">Third measure.</param>
/// <param name="M4">Fourth measure.</param>
/// <param name="M5">Fifth measure.</param>
/// <param name="M6">Sixth measure.</param>
/// <param name="Sign">1; -1 takes back an event whose other fields are the same.</param>
/// <param name="Provides">The party is the provider of the event, not its receiver.</param>
public readonly record struct RatedEvent(
    int Party,
    int Item,
    int Terms,
    int Counterparty,
    int Day,
    long Quantity,
    long UnitPrice,
    long AgreedAmount,
    short Grade,
    int M1,
    int M2,
    int M3,
    int M4,
    int M5,
    int M6,
    int Sign,
    bool Provides = false)
{
    /// <summary>No unit price, no agreed amount.</summary>
    public const long None = long.MinValue;

    /// <summary>The measure was not taken.</summary>
    public const int NotMeasured = Measures.NotTaken;

    /// <summary>Measures that an item can have.</summary>
    public const int MostMeasures = Measures.Most;
}

/// <summary>An item with its measures in the order of <see cref="RatedEvent.M1"/> and on, and its grades.</summary>
public sealed record RatedItem(
    int Id,
    string Code,
    string Unit,
    IReadOnlyList<(string Name, int Decimals)> Measures,
    IReadOnlyList<string> Grades);

/// <summary>Terms with the id by which events name them.</summary>
public sealed record RatedTerms(int Id, StandardTerms Terms);

/// <summary>Something observed about a party, or published for all.</summary>
/// <param name="Party">Dense index; null: published.</param>
/// <param name="Day">Day it was taken, or from which it holds.</param>
/// <param name="Value">Units of ten to the power minus <paramref name="Scale"/>.</param>
public sealed record Observed(string Measure, int? Party, LocalDate Day, long Value, int Scale);

/// <summary>The sum of one clause for a party. Lines are sums; a drill-down rates the events again.</summary>
/// <param name="Party">Dense index.</param>
/// <param name="Terms">Id of the terms.</param>
/// <param name="Version">1 is the first version of the terms.</param>
/// <param name="Clause">Code.</param>
/// <param name="Line">What it does to the party's money.</param>
/// <param name="Counterparty">Id of the provider outside, 0 for the organisation itself.</param>
/// <param name="Amount">Minor units in the line's own direction: a malus is a negative price.</param>
/// <param name="Quantity">Thousandths, reversals taken off.</param>
/// <param name="Events">Number of events that made the line, reversals taken off.</param>
/// <param name="SinceDay">Earliest day of such an event, days since 1970-01-01.</param>
/// <param name="UnitPrice">Millionths, where one and the same price held for all events of the line.</param>
/// <param name="PerUnits">Units for which the price holds.</param>
public sealed record RatedLine(
    int Party,
    int Terms,
    int Version,
    string Clause,
    LineKind Line,
    int Counterparty,
    long Amount,
    long Quantity,
    int Events,
    int SinceDay,
    long? UnitPrice,
    int PerUnits);

/// <summary>What one clause makes of one event: the drill-down of a line.</summary>
/// <param name="Clause">Code.</param>
/// <param name="Line">What it does to the party's money.</param>
/// <param name="Quantity">Thousandths, negative for a reversal.</param>
/// <param name="UnitPrice">Millionths; null where the clause has no price for a unit.</param>
/// <param name="PerUnits">Units for which the price holds.</param>
/// <param name="Exact">The amount before rounding, in major units: a decimal, or a fraction where it has no
/// end.</param>
/// <param name="Amount">Minor units, where every event is rounded; null where the sum of the line is.</param>
public sealed record RatedPart(
    string Clause, LineKind Line, long Quantity, long? UnitPrice, int PerUnits, string Exact, long? Amount);
