namespace Meent.Planning.Rules.Expansion;

internal enum StepKind
{
    /// <summary>Bought and kept: new, used, moved here from elsewhere, or the part of a tank shared with a neighbour.
    /// </summary>
    Buy,

    /// <summary>Rented at a neighbour; may be given up after the months agreed.</summary>
    Rent,

    /// <summary>A second round of collection and dispatch each day: what stands in the tanks at once is less.</summary>
    Rounds,

    /// <summary>A tank that stands here now goes.</summary>
    Sell,
}

/// <summary>One way to have more room, or less.</summary>
/// <param name="Litres">Room it adds; that leaves, where it is sold; not read for rounds.</param>
/// <param name="Price">Paid once when it comes; what it brings now, where it is sold.</param>
/// <param name="PerYear">Rent and running cost a year that does not hang on litres; saved, where it is sold.</param>
/// <param name="PerLitre">Cost of a litre that runs through it, above that of a litre in the tanks of today.</param>
/// <param name="LifeMonths">Months until the same has to be bought again.</param>
/// <param name="LeadMonths">Months between order and use.</param>
/// <param name="KeptValue">Share of what is left of the price by its remaining life that counts at the end of the
/// forecast: 1 where it goes on being used, less where it would have to be sold.</param>
/// <param name="Most">How many can be bought; what is rented or sold is had once.</param>
/// <param name="LeastMonths">Shortest rent.</param>
internal sealed record Step(
    string Name,
    StepKind Kind,
    double Litres,
    double Price,
    double PerYear = 0,
    double PerLitre = 0,
    int LifeMonths = 120,
    int LeadMonths = 0,
    double KeptValue = 1,
    int Most = 1,
    int LeastMonths = 1)
{
    /// <summary>Whether it can be taken and given up again.</summary>
    public bool IsHired => Kind is StepKind.Rent or StepKind.Rounds;

    /// <summary>The field that cannot be; null where all can.</summary>
    public string? WrongField() =>
        !(Price >= 0 && Price <= 1e15) ? nameof(Price)
        : !(PerYear >= 0 && PerYear <= 1e15) ? nameof(PerYear)
        : !(PerLitre >= 0 && PerLitre <= 1e9) ? nameof(PerLitre)
        : LifeMonths is < 1 or > 1200 ? nameof(LifeMonths)
        : LeadMonths is < 0 or > 600 ? nameof(LeadMonths)
        : !(KeptValue is >= 0 and <= 1) ? nameof(KeptValue)
        : Most is < 1 or > 100 ? nameof(Most)
        : LeastMonths is < 1 or > 60 ? nameof(LeastMonths)
        : null;
}

/// <summary>A step taken or given up.</summary>
/// <param name="Month">Month in which it comes into use, or is no longer had.</param>
/// <param name="Step">Which of the question's steps.</param>
internal sealed record Move(int Month, int Step, bool Taken);
