using System.Text.Json.Serialization;
using Meent.Kernel;

namespace Meent.Agreements;

/// <summary>What is rounded: every event, then summed; or the exact sum of the line, once.</summary>
public enum RoundedEach
{
    Event = 1,
    Line = 2,
}

/// <summary>What becomes of a due amount that could not be taken.</summary>
public enum Settles
{
    /// <summary>Carried forward.</summary>
    Checkoff = 1,

    /// <summary>Goes to receivable.</summary>
    Invoice = 2,

    /// <summary>Taken like the others; what could not be taken goes to receivable.</summary>
    Net = 3,
}

/// <summary>When an amount is passed on to the provider: when it is claimed, or when it was taken.</summary>
public enum RemitWhen
{
    Claim = 1,
    Collection = 2,
}

/// <summary>How often a fixed amount is due.</summary>
public enum FixedEach
{
    Event = 1,

    /// <summary>Once for each period with an event, in the last version that has one.</summary>
    Period = 2,
}

/// <summary>A side of an event.</summary>
public enum Side
{
    Receiver = 1,
    Provider = 2,
}

/// <summary>What a chart does with a value outside.</summary>
public enum ChartOutside
{
    /// <summary>Takes the nearest cell.</summary>
    Clamp = 1,
    Refuse = 2,
}

/// <summary>Rounding is always named; there is no default.</summary>
public sealed record RoundingRule
{
    internal static readonly RoundingRule Unsaid = new() { Mode = Rounding.HalfUp, Each = RoundedEach.Line };

    public required Rounding Mode { get; init; }
    public required RoundedEach Each { get; init; }
}

/// <summary>Passed on to the provider of the event.</summary>
public sealed record Remit
{
    public required RemitWhen When { get; init; }

    /// <summary>Kept by the organisation, in percent.</summary>
    public Figure CommissionPercent { get; init; }
}

/// <summary>Tax on the lines of a clause, rounded once per rate and document.</summary>
public sealed record ClauseTax
{
    /// <summary>Category of EN 16931 (UNTDID 5305): S, Z, E, AE.</summary>
    public required string Category { get; init; }
    public required Figure Percent { get; init; }
}

/// <summary>A price as terms state it: a figure in major units of the currency, or the name of a fact that holds
/// it.</summary>
public readonly record struct Price(Figure Figure, string? Fact)
{
    public override string ToString() => Fact ?? Figure.ToString();
}

/// <summary>A range of numbers. A missing end is infinite.</summary>
public sealed record Band
{
    /// <summary>Open lower end.</summary>
    public Figure? Above { get; init; }

    /// <summary>Closed lower end.</summary>
    public Figure? From { get; init; }

    /// <summary>Closed upper end.</summary>
    public Figure? UpTo { get; init; }

    /// <summary>Open upper end.</summary>
    public Figure? Below { get; init; }

    /// <summary>Price for one unit, in major units of the currency; absent in the conditions of a decision
    /// table.</summary>
    public Figure? Value { get; init; }

    [JsonIgnore]
    public Figure? Lower => Above ?? From;

    [JsonIgnore]
    public Figure? Upper => UpTo ?? Below;
}

/// <summary>One step of the computation; docs/spec/terms.md lists the closed set of kinds and what each member
/// means.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PriceClause), "price")]
[JsonDerivedType(typeof(AgreedClause), "agreed")]
[JsonDerivedType(typeof(FixedClause), "fixed")]
[JsonDerivedType(typeof(ChartClause), "chart")]
[JsonDerivedType(typeof(ComponentClause), "component")]
[JsonDerivedType(typeof(StepClause), "step")]
[JsonDerivedType(typeof(PercentClause), "percent")]
[JsonDerivedType(typeof(TierClause), "tier")]
[JsonDerivedType(typeof(IndemnityClause), "indemnity")]
[JsonDerivedType(typeof(ShareClause), "share")]
public abstract record Clause
{
    /// <summary>Unique in the version; the same code in two versions is the same clause.</summary>
    public required string Code { get; init; }

    /// <summary>What it does to the money of the participant of the event, whichever side that is on; none where
    /// <see cref="Pays"/> says who pays whom.</summary>
    public LineKind? Line { get; init; }

    /// <summary>The side that pays the other one: on the statement of who pays it is a deduction, on that of who is
    /// paid a price. Where both are participants it stands on both statements, with the same amount.</summary>
    public Side? Pays { get; init; }

    /// <summary>It rates a participant only where it is on this side of the event; without it on either.</summary>
    public Side? Side { get; init; }

    /// <summary>Codes of the items whose events it rates.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Words by language; empty: the title of the terms.</summary>
    public IReadOnlyDictionary<string, string> Title { get; init; } = new Dictionary<string, string>();

    /// <summary>Order of deduction, 1 first; 0 where nothing is said.</summary>
    public int Rank { get; init; }

    /// <summary>Taken first and outside the protected minimum.</summary>
    public bool Statutory { get; init; }

    /// <summary>Said by every clause but those that divide a whole, which always use the largest remainder.</summary>
    public RoundingRule Rounding { get; init; } = RoundingRule.Unsaid;

    /// <summary>Account of the journal, without the party.</summary>
    public string? Account { get; init; }
    public Remit? Remit { get; init; }
    public Settles Settles { get; init; } = Settles.Checkoff;
    public ClauseTax? Tax { get; init; }

    /// <summary>Floor of the amount of each event or line, in major units.</summary>
    public Figure? Min { get; init; }

    /// <summary>Cap of the amount of each event or line, in major units.</summary>
    public Figure? Max { get; init; }

    /// <summary>May be said again; another one than that of the terms is refused.</summary>
    public string? Currency { get; init; }

    /// <summary>Items whose events are recorded under these terms because of this clause.</summary>
    [JsonIgnore]
    public virtual IEnumerable<string> Recorded => Items;

    /// <summary>What it does to the money of who is on a side of the event.</summary>
    public LineKind LineOf(Side side) => Line ?? (Pays == side ? LineKind.Deduction : LineKind.Price);

    /// <summary>Whether it rates a participant on a side of the event.</summary>
    public bool Concerns(Side side) => Side is null || Side == side;

    /// <summary>It gives back what was left over; not every legal form may. A kind that can says when it
    /// does.</summary>
    [JsonIgnore]
    public virtual bool GivesRefund => false;
}

/// <summary>A clause whose prices hold for so many units.</summary>
public abstract record UnitClause : Clause
{
    /// <summary>1, 100 or 112 units.</summary>
    public int Per { get; init; } = 1;
}

/// <summary>Quantity x unit price.</summary>
public sealed record PriceClause : UnitClause
{
    public required Price UnitPrice { get; init; }
}

/// <summary>The amount that the event carries; where it has none, quantity x its unit price.</summary>
public sealed record AgreedClause : Clause;

/// <summary>An amount for each event or once for each period with an event.</summary>
public sealed record FixedClause : Clause
{
    /// <summary>In major units.</summary>
    public required Figure Amount { get; init; }
    public required FixedEach Each { get; init; }
}

/// <summary>Quantity x the price in the cell of two facts. A cell holds from its own value up to, not including, the
/// next.</summary>
public sealed record ChartClause : UnitClause
{
    public required string X { get; init; }
    public required string Y { get; init; }
    public required Figure XFrom { get; init; }
    public required Figure XStep { get; init; }
    public required Figure YFrom { get; init; }
    public required Figure YStep { get; init; }

    /// <summary>Rows of y, columns of x.</summary>
    public required IReadOnlyList<IReadOnlyList<Figure>> Cells { get; init; }
    public required ChartOutside Outside { get; init; }
}

/// <summary>Quantity x density x sum of (percentage of a component x price of a unit of the component).</summary>
public sealed record ComponentClause : UnitClause
{
    /// <summary>Fact (a percentage) to price.</summary>
    public required IReadOnlyDictionary<string, Price> Rates { get; init; }

    /// <summary>Units of mass in one unit of quantity; absent: 1.</summary>
    public Figure? Density { get; init; }

    /// <summary>Places of the unit price where it is rounded first, by the mode of the clause; absent: never
    /// rounded.</summary>
    public int? Decimals { get; init; }
}

/// <summary>Quantity x the value of the band or row that a fact falls into; a negative value is a malus.</summary>
public sealed record StepClause : UnitClause
{
    public required string Fact { get; init; }
    public IReadOnlyList<Band>? Bands { get; init; }

    /// <summary>Value of the fact, a text or a number, to price.</summary>
    public IReadOnlyDictionary<string, Figure>? Table { get; init; }
}

/// <summary>Percentage of the sum of earlier clauses; its items are theirs.</summary>
public sealed record PercentClause : Clause
{
    /// <summary>Codes of earlier clauses.</summary>
    public required IReadOnlyList<string> Of { get; init; }
    public required Figure Percent { get; init; }
}

/// <summary>Quantity x the value of the band that the quantity of the period falls into.</summary>
public sealed record TierClause : UnitClause
{
    public required IReadOnlyList<Band> Bands { get; init; }

    /// <summary>Each part of the quantity by its own band.</summary>
    public bool Marginal { get; init; }
}

/// <summary>A share of a loss that the event states: what is covered, less the part that is borne, up to the cap; all
/// together never more than the pool holds.</summary>
public sealed record IndemnityClause : Clause
{
    /// <summary>Part of the loss that is covered.</summary>
    public required Figure CoverPercent { get; init; }

    /// <summary>Borne by who had the loss, of each event, in major units.</summary>
    public Figure Deductible { get; init; }

    /// <summary>Where the indemnities of a period are more than it holds, all are cut in the same proportion.</summary>
    public string? Pool { get; init; }
}

/// <summary>A pool divided over those who take part, to the last minor unit, by largest remainder.</summary>
public sealed record ShareClause : Clause
{
    /// <summary>Name of a pool of the version.</summary>
    public required string Pool { get; init; }

    /// <summary>Part of the pool that this clause divides.</summary>
    public Figure Percent { get; init; } = Figure.Of(100, 0);
    public required ShareKey Key { get; init; }

    /// <summary>Code of the party that gets the whole of what the others owe, or owes what they get; absent: the
    /// organisation.</summary>
    public string? Payee { get; init; }

    /// <summary>What the share is; a refund is not for every legal form.</summary>
    public SharePurpose Purpose { get; init; } = SharePurpose.Other;

    /// <summary>What a pool is divided by is recorded, though it has no price of its own.</summary>
    [JsonIgnore]
    public override IEnumerable<string> Recorded => Key.Items;

    [JsonIgnore]
    public override bool GivesRefund => Purpose == SharePurpose.Refund;
}
