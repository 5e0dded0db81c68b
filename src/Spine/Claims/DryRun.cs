using Meent.Agreements;

namespace Meent.Claims;

/// <summary>What other terms would change for one party. Minor units; what is owed to it is positive.</summary>
public sealed record PartyChange(int Party, long Now, long Tried)
{
    public long Change => checked(Tried - Now);
}

/// <summary>Terms tried on a period: nothing is booked.</summary>
/// <param name="Gain">Parties that would get more.</param>
/// <param name="Lose">Parties that would get less.</param>
/// <param name="Same">Parties with the same amount.</param>
/// <param name="Changes">One for each party, the largest loss first; ties by party.</param>
public sealed record DryRun(
    long TotalNow, long TotalTried, long Change, int Gain, int Lose, int Same, IReadOnlyList<PartyChange> Changes)
{
    /// <summary>Compares price and tax lines less charges and deductions, for each party and in all.</summary>
    public static DryRun Compare(IReadOnlyList<RatedLine> now, IReadOnlyList<RatedLine> tried)
    {
        var before = Sums(now);
        var after = Sums(tried);
        var changes = before.Keys.Union(after.Keys)
            .Select(p => new PartyChange(p, before.GetValueOrDefault(p), after.GetValueOrDefault(p)))
            .OrderBy(c => c.Change).ThenBy(c => c.Party).ToList();
        var (totalNow, totalTried) = (changes.Sum(c => c.Now), changes.Sum(c => c.Tried));
        return new DryRun(
            totalNow, totalTried, checked(totalTried - totalNow),
            changes.Count(c => c.Change > 0), changes.Count(c => c.Change < 0), changes.Count(c => c.Change == 0),
            changes);
    }

    private static Dictionary<int, long> Sums(IReadOnlyList<RatedLine> lines) => lines
        .GroupBy(l => l.Party)
        .ToDictionary(g => g.Key, g => g.Sum(l => l.Line is LineKind.Price or LineKind.Tax ? l.Amount : -l.Amount));
}
