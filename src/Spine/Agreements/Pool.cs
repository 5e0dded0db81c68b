namespace Meent.Agreements;

/// <summary>A whole that is divided: the sum of what it names, in the currency of the terms.</summary>
public sealed record Pool
{
    /// <summary>Decided as it stands, in major units.</summary>
    public Figure? Amount { get; init; }

    /// <summary>Measure whose published values in the period are summed, in major units.</summary>
    public string? Observed { get; init; }

    /// <summary>Clauses, as terms/clause, whose lines of the period are summed.</summary>
    public IReadOnlyList<string> Of { get; init; } = [];
}

/// <summary>By what a pool is divided.</summary>
public enum KeyBy
{
    /// <summary>The same for everyone who joined.</summary>
    Equal = 1,

    /// <summary>Accepted quantity of items.</summary>
    Quantity = 2,

    /// <summary>What clauses came to.</summary>
    Amount = 3,

    /// <summary>The weight of each agreement.</summary>
    Weight = 4,

    /// <summary>The weight of each agreement as a percentage; they must make 100.</summary>
    Share = 5,

    /// <summary>The whole goes to the one whose turn it is, by number.</summary>
    Rotation = 6,
}

/// <summary>What a share is for.</summary>
public enum SharePurpose
{
    Other = 1,

    /// <summary>Surplus of trade with members that goes back to them.</summary>
    Refund = 2,
}

/// <summary>The key of a share.</summary>
public sealed record ShareKey
{
    public required KeyBy By { get; init; }

    /// <summary>Items whose quantity counts.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Which side of an event its quantity counts for; absent: the participant whose event it is.</summary>
    public Side? Side { get; init; }

    /// <summary>Clauses, as terms/clause, whose amounts count.</summary>
    public IReadOnlyList<string> Of { get; init; } = [];

    /// <summary>Months that count, the period itself included.</summary>
    public int Months { get; init; } = 1;

    /// <summary>Measure that says the whole of the quantities, where others that are not in these books have a part
    /// too; absent: those in these books are all.</summary>
    public string? Whole { get; init; }

    /// <summary>Most that one may get, as a percentage of the pool; the rest goes to the others.</summary>
    public Figure? CapPercent { get; init; }

    /// <summary>Longest window.</summary>
    public const int MostMonths = 24;
}
