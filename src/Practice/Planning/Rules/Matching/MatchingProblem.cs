using Meent.Kernel;

namespace Meent.Planning.Rules.Matching;

/// <summary>Firms, what they have left and what they can use.</summary>
/// <param name="Periods">Names, in order.</param>
/// <param name="Metres">Between two firms by their positions; null: no way.</param>
internal sealed record MatchingProblem(
    Currency Currency, IReadOnlyList<string> Periods, IReadOnlyList<Firm> Firms, Taxonomy Materials,
    IReadOnlyList<Offer> Offers, IReadOnlyList<Want> Wants, Func<int, int, long?> Metres)
{
    public const int MostPeriods = 60;

    /// <summary>Most pairs of an offer and a want.</summary>
    public const int MostPairs = 1_000_000;

    /// <summary>A billion units in one period: sums of money stay whole numbers.</summary>
    public const long MostThousandths = 1_000_000_000_000;

    public IReadOnlyList<Conversion> Conversions { get; init; } = [];

    /// <summary>From low to high costs; one, or three.</summary>
    public IReadOnlyList<CostLevel> Levels { get; init; } = CostLevel.Range;

    /// <summary>A million of the currency for one unit.</summary>
    public const long MostMicros = 1_000_000_000_000;

    /// <summary>The level in the middle.</summary>
    public CostLevel BaseLevel => Levels[Levels.Count / 2];

    /// <summary>A unit counts as much at both ends everywhere: a plain network.</summary>
    public bool IsPlain => Conversions.Count == 0 && Wants.All(w => w.Replaces.Values.All(r => r == 1_000));

    /// <summary>The same where a firm neither offers nor wants anything.</summary>
    public MatchingProblem Without(int firm) => this with
    {
        Offers = [.. Offers.Select(o => o.Firm == firm ? o with { Thousandths = Nothing } : o)],
        Wants = [.. Wants.Select(w => w.Firm == firm ? w with { Thousandths = Nothing } : w)],
    };

    private long[] Nothing => new long[Periods.Count];

    /// <summary>What is wrong with the figures; null: nothing.</summary>
    public Refusal? Fault()
    {
        if (Periods.Count > MostPeriods || (long)Offers.Count * Wants.Count > MostPairs)
        {
            return new Refusal("planning.matching_too_large", ("periods", $"{Periods.Count}"),
                ("mostPeriods", $"{MostPeriods}"), ("pairs", $"{(long)Offers.Count * Wants.Count}"),
                ("mostPairs", $"{MostPairs}"));
        }

        if (Conversions.FirstOrDefault(c => Materials.Find(c.Material) is null) is { } nothing)
        {
            return new Refusal("planning.material_unknown",
                ("what", Wants[nothing.Want].Id), ("material", nothing.Material));
        }

        return Offers.Select(o => Fault(o.Id, o.Material, o.Unit, o.Thousandths, o.GateMicros, o.StorageMicros))
            .Concat(Wants.Select(w => Fault(
                w.Id, w.Material, w.Unit, w.Thousandths, w.PriceMicros, w.TreatmentMicros)))
            .FirstOrDefault(fault => fault is not null);
    }

    private Refusal? Fault(
        string id, string material, string unit, IReadOnlyList<long> thousandths, params long[] micros)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(thousandths.Count, Periods.Count);
        if (Materials.Find(material) is not { } found)
        {
            return new Refusal("planning.material_unknown", ("what", id), ("material", material));
        }

        if (found.Unit != unit)
        {
            return new Refusal("planning.unit_unknown", ("what", id), ("unit", unit), ("known", found.Unit));
        }

        if (thousandths.Count > 0 && thousandths.Min() < 0)
        {
            return new Refusal("planning.quantity_negative", ("what", id),
                ("quantity", Decimals.Trimmed(thousandths.Min(), 3)));
        }

        if (thousandths.Count > 0 && thousandths.Max() > MostThousandths)
        {
            return new Refusal("planning.quantity_too_large", ("what", id),
                ("quantity", Decimals.Trimmed(thousandths.Max(), 3)), ("most", Decimals.Trimmed(MostThousandths, 3)));
        }

        var money = micros.Append(found.HandlingMicros).Append(found.KilometreMicros).Max(Math.Abs);
        return money <= MostMicros ? null : new Refusal("planning.money_too_large", ("what", id),
            ("money", Decimals.Trimmed(money, 6)), ("most", Decimals.Trimmed(MostMicros, 6)));
    }
}
