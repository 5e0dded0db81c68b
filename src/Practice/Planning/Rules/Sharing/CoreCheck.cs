namespace Meent.Planning.Rules.Sharing;

/// <summary>Whether some members would do better by themselves.</summary>
/// <param name="Decided">False where there are too many coalitions to ask each.</param>
/// <param name="Blocking">How many coalitions would.</param>
/// <param name="Worst">The one that would save most; zero: none.</param>
/// <param name="Saves">How much less it would cost together than its members pay, minor units.</param>
internal sealed record CoreCheck(bool Decided, long Blocking, ulong Worst, long Saves)
{
    /// <summary>A million coalitions.</summary>
    public const int MostMembers = 20;

    /// <remarks>The core: Gillies, Solutions to general non-zero-sum games, 1959.</remarks>
    public static CoreCheck Of(CostGame game, IReadOnlyList<long> shares)
    {
        if (game.Members > MostMembers)
        {
            return new CoreCheck(false, 0, 0, 0);
        }

        var (blocking, worst, saves) = (0L, 0UL, 0L);
        for (var members = 1UL; members < game.All; members++)
        {
            var less = CostGame.Paid(members, shares) - game.Cost(members);
            if (less > 0)
            {
                blocking++;
                (worst, saves) = less > saves ? (members, less) : (worst, saves);
            }
        }

        return new CoreCheck(true, blocking, worst, saves);
    }
}
