using System.Text.Json.Serialization;
using Meent.Kernel;

namespace Meent.Agreements;

/// <summary>What is taken from the observations of a window.</summary>
public enum Take
{
    /// <summary>Every observation by itself: a step sums the values of all of them.</summary>
    Each = 1,
    Last = 2,
    Mean = 3,
    Sum = 4,
    Count = 5,
    Geomean = 6,
    Highest = 7,
    Lowest = 8,
}

/// <summary>What happens where a fact has no value.</summary>
public enum MissingKind
{
    /// <summary>The close is refused and names the party.</summary>
    Refuse = 1,

    /// <summary>The clause makes nothing.</summary>
    Skip = 2,

    /// <summary>A stated value is taken.</summary>
    Value = 3,
}

/// <summary>What happens where a fact has no value, and the stated value.</summary>
public sealed record Missing(MissingKind Kind, string Value = "")
{
    public static readonly Missing Refused = new(MissingKind.Refuse);
}

/// <summary>A named input of clauses; docs/spec/terms.md lists the closed set of kinds.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MeasuredFact), "measured")]
[JsonDerivedType(typeof(ObservedFact), "observed")]
[JsonDerivedType(typeof(PublishedFact), "published")]
[JsonDerivedType(typeof(LinearFact), "linear")]
[JsonDerivedType(typeof(TableFact), "table")]
public abstract record Fact;

/// <summary>What was measured at the event itself.</summary>
public sealed record MeasuredFact : Fact
{
    /// <summary>The measure that stands for the grade of the event, a text.</summary>
    public const string Grade = "grade";

    public required string Measure { get; init; }
    public Missing Missing { get; init; } = Missing.Refused;
}

/// <summary>What observations of the party in a window of months say.</summary>
public sealed record ObservedFact : Fact
{
    public required string Measure { get; init; }
    public required Take Take { get; init; }

    /// <summary>The longest window: so far back a close reads what was observed.</summary>
    public const int MostMonths = 24;

    /// <summary>Whole months, the month of the event being the last.</summary>
    public int Months { get; init; } = 1;

    /// <summary>Only the last so many; 0: all.</summary>
    public int Last { get; init; }
    public Missing Missing { get; init; } = Missing.Refused;

    /// <summary>Places of an arithmetic mean where it is rounded; absent: it is exact and may only be
    /// compared.</summary>
    public int? Decimals { get; init; }
    public Rounding? Rounding { get; init; }

    /// <summary>An exact mean: it can be compared with a bound, but not be multiplied.</summary>
    [JsonIgnore]
    public bool OnlyCompared => Take == Take.Geomean || (Take == Take.Mean && Decimals is null);
}

/// <summary>The observation without a party that holds on the day of the event: the latest of that day or
/// before.</summary>
public sealed record PublishedFact : Fact
{
    public required string Measure { get; init; }
    public Missing Missing { get; init; } = Missing.Refused;
}

/// <summary>Constant + sum of coefficient x fact.</summary>
public sealed record LinearFact : Fact
{
    /// <summary>Fact to coefficient.</summary>
    public required IReadOnlyDictionary<string, Figure> Terms { get; init; }
    public Figure Plus { get; init; }

    /// <summary>Places, where it is rounded; absent: exact.</summary>
    public int? Decimals { get; init; }
    public Rounding? Rounding { get; init; }
}

/// <summary>Decision table: the result of the first row that fits.</summary>
public sealed record TableFact : Fact
{
    public required IReadOnlyList<string> Of { get; init; }
    public required IReadOnlyList<DecisionRow> Rows { get; init; }

    /// <summary>Whether every result is a number; otherwise all are texts.</summary>
    [JsonIgnore]
    public bool IsNumber => Rows.All(r => Figure.TryParse(r.Then, out _));
}

/// <summary>One row: a condition for each fact, and the result.</summary>
public sealed record DecisionRow
{
    public required IReadOnlyList<Condition> When { get; init; }
    public required string Then { get; init; }
}

/// <summary>A band, one value, or (both null) anything, also a missing value.</summary>
public sealed record Condition(Band? Band, string? Value)
{
    public static readonly Condition Any = new(null, null);
}
