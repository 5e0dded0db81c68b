namespace Meent.Planning.Rules.Matching;

/// <summary>An offer and a want that go together, over all periods.</summary>
/// <param name="Parts">From which period to which, thousandths.</param>
/// <param name="AtLevels">Thousandths at each level of costs, in their order.</param>
/// <param name="FloorMicros">Lowest price of a unit at the holder's gate; see <see cref="UnitMoney.Floor"/>. Dearest of
/// the parts.</param>
/// <param name="CeilingMicros">Highest one.</param>
internal sealed record Match(Pair Pair, long Thousandths, IReadOnlyList<(int Made, int Used, long Thousandths)> Parts,
    IReadOnlyList<long> AtLevels, MatchMoney Money, long FloorMicros, long CeilingMicros)
{
    /// <summary>Something of it remains however costs turn out.</summary>
    public bool HoldsAlways => AtLevels.All(units => units > 0);
}

/// <summary>Minor units, each rounded once from the whole quantity; the gain is their sum.</summary>
internal sealed record MatchMoney(
    long Gate, long Purchase, long Transport, long Treatment, long Storage, long Output)
{
    public long Gain => Gate + Purchase - Transport - Treatment - Storage - Output;
}

/// <summary>What an offer or a want has left, and what it would take.</summary>
/// <param name="At">Position of the offer or want.</param>
/// <param name="Thousandths">Left over all periods.</param>
/// <param name="Nearest">The pair that breaks fewest rules; null where nobody offers or wants anything of the kind.
/// </param>
/// <param name="Taken">A possible pair is full, or brings less than others do: positions of them.</param>
internal sealed record Unmatched(int At, long Thousandths, Pair? Nearest, IReadOnlyList<Pair> Taken);

/// <summary>What can go where, and why not.</summary>
/// <param name="Pairs">All of them, refused ones too.</param>
/// <param name="Matches">At base costs, largest gain first.</param>
/// <param name="Sometimes">Matches that are none at base costs but are at another level.</param>
/// <param name="Placings">One for each level of costs.</param>
/// <param name="Base">Position of the level in the middle.</param>
internal sealed record MatchPlan(MatchingProblem Problem, IReadOnlyList<Pair> Pairs, IReadOnlyList<Match> Matches,
    IReadOnlyList<Match> Sometimes, IReadOnlyList<Placing> Placings, int Base, IReadOnlyList<Unmatched> OffersLeft,
    IReadOnlyList<Unmatched> WantsLeft)
{
    /// <summary>Sum of the gains at base costs, minor units.</summary>
    public long Gain => Matches.Sum(m => m.Money.Gain);
}
