namespace Meent.Planning.Rules.Matching;

internal sealed record Firm(string Id, string Name);

/// <summary>What a firm has left.</summary>
/// <param name="Firm">Its position.</param>
/// <param name="Thousandths">Of the unit, in each period; zero or more.</param>
internal sealed record Offer(string Id, int Firm, string Material, string Unit, IReadOnlyList<long> Thousandths)
{
    public LegalStatus Status { get; init; } = LegalStatus.Product;

    /// <inheritdoc cref="ByProductTest"/>
    public ByProductTest Test { get; init; } = ByProductTest.All;

    /// <summary>Pressure sterilised and marked: Reg. (EU) 142/2011, annex IV, method 1.</summary>
    public bool Sterilised { get; init; }

    public IReadOnlyList<Measured> Measured { get; init; } = [];

    /// <summary>Periods that it can wait and still be used.</summary>
    public int Keeps { get; init; }

    /// <summary>What the firm pays elsewhere to be rid of a unit; below zero: what it earns.</summary>
    public long GateMicros { get; init; }

    /// <summary>Keeping a unit one period.</summary>
    public long StorageMicros { get; init; }

    /// <summary>Farthest it may go; null: no limit.</summary>
    public long? MostMetres { get; init; }
}

/// <summary>What a firm can use.</summary>
/// <param name="Thousandths">Of the unit, in each period; zero or more.</param>
internal sealed record Want(string Id, int Firm, string Material, string Unit, IReadOnlyList<long> Thousandths)
{
    public Use Use { get; init; } = Use.Industry;

    public Approvals Approvals { get; init; }

    /// <summary>Codes of the List of Waste that its permit or registration names; a shorter code stands for all that
    /// begin so.</summary>
    public IReadOnlyList<string> WasteCodes { get; init; } = [];

    public IReadOnlyList<Window> Windows { get; init; } = [];

    /// <summary>What a unit costs elsewhere.</summary>
    public long PriceMicros { get; init; }

    /// <summary>Making a unit of what comes fit for use.</summary>
    public long TreatmentMicros { get; init; }

    /// <summary>Farthest it may come from; null: no limit.</summary>
    public long? MostMetres { get; init; }

    /// <summary>Units of what is wanted that a unit of a material stands for, in thousandths, by material; what is not
    /// named stands for as much as it is.</summary>
    public IReadOnlyDictionary<string, long> Replaces { get; init; } = new Dictionary<string, long>();

    public long ReplacesThousandths(string material) => Replaces.GetValueOrDefault(material, 1_000);
}

/// <summary>What comes in under a want goes out under an offer of the same firm, in the same period: digestion, drying,
/// burning.</summary>
/// <param name="Yield">Units that go out for a unit of the material that comes in.</param>
internal sealed record Conversion(int Want, int Offer, string Material, double Yield);

/// <summary>How dear carrying, treating and keeping may turn out, in thousandths of what was entered.</summary>
internal sealed record CostLevel(string Name, int Permille)
{
    public static IReadOnlyList<CostLevel> Range { get; } =
        [new("low", 750), new("base", 1_000), new("high", 1_350)];
}
