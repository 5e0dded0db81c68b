using Meent.Kernel;

namespace Meent.Planning.Rules.Matching;

/// <summary>An offer against a want: what stands in the way, and what a unit brings.</summary>
/// <param name="Offer">Its position.</param>
/// <param name="Want">Its position.</param>
/// <param name="Against">Every rule that it breaks, in the order in which they are asked; empty: possible.</param>
/// <param name="Basis">The article that allows it; empty where none does.</param>
/// <param name="Metres">Null where there is no way.</param>
/// <param name="Unit">Money of a unit at base costs, kept for as short as can be.</param>
internal sealed record Pair(
    int Offer, int Want, IReadOnlyList<Refusal> Against, string Basis, long? Metres, UnitMoney Unit)
{
    public bool Possible => Against.Count == 0;
}

/// <summary>Money of one unit of what is offered, millionths of the currency.</summary>
/// <param name="Gate">What its holder no longer pays to be rid of it.</param>
/// <param name="Purchase">What its receiver no longer buys elsewhere.</param>
/// <param name="Output">What becomes of it in a conversion costs to be rid of, if nobody wants it.</param>
internal readonly record struct UnitMoney(
    long Gate, long Purchase, long Transport, long Treatment, long Storage, long Output)
{
    public long Gain => Gate + Purchase - Transport - Treatment - Storage - Output;

    /// <summary>Lowest price at the holder's gate at which the holder does no worse than without the match. Storage is
    /// the holder's, carrying the receiver's.</summary>
    public long Floor => Storage - Gate;

    /// <summary>Highest price at the holder's gate at which the receiver does no worse.</summary>
    public long Ceiling => Purchase - Transport - Treatment - Output;
}
