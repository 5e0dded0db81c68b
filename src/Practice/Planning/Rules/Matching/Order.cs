namespace Meent.Planning.Rules.Matching;

/// <summary>A part of a customer's order that one member does.</summary>
/// <param name="What">The service: lorry, barge, quay, storage, packing.</param>
/// <param name="Thousandths">How much of it.</param>
/// <param name="Start">Earliest minute.</param>
/// <param name="End">Minute at which it must be done.</param>
/// <param name="Needs">Certificates and such that the one who does it must hold.</param>
internal sealed record Leg(
    string Id, string What, long Thousandths, int Start, int End, IReadOnlyList<string> Needs);

/// <summary>A member does a leg at a price.</summary>
/// <param name="Price">Minor units.</param>
internal sealed record Assignment(string Leg, string Member, long Price);

internal sealed record Order(string Id, IReadOnlyList<Leg> Legs, IReadOnlyList<Assignment> Assigned);

/// <summary>What a member could do, as it told the director alone.</summary>
/// <param name="Thousandths">At most.</param>
/// <param name="From">Free from this minute.</param>
/// <param name="Until">To this one.</param>
/// <param name="Takes">Minutes that it needs.</param>
/// <param name="Price">Minor units for a whole leg; for a part in proportion, rounded up.</param>
internal sealed record Capacity(string Member, string What, long Thousandths, int From, int Until, int Takes,
    long Price, IReadOnlyList<string> Holds);
