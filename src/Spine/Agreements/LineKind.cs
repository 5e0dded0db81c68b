namespace Meent.Agreements;

/// <summary>What a line does to the participant's money.</summary>
public enum LineKind
{
    /// <summary>Makes gross; the organisation owes the participant.</summary>
    Price = 1,

    /// <summary>Taken first, outside the protected minimum.</summary>
    Charge = 2,

    /// <summary>Tax on lines of gross, paid to the participant.</summary>
    Tax = 3,

    /// <summary>What the participant owes and the organisation may take.</summary>
    Deduction = 4,
}
