using System.Numerics;

namespace Meent.Planning.Rules.Sharing;

/// <summary>What it costs some members to do it together.</summary>
/// <param name="members">A bit for each.</param>
/// <returns>Minor units, zero or more.</returns>
internal delegate long CoalitionCost(ulong members);

/// <summary>A cost for each coalition of the members, remembered.</summary>
internal sealed class CostGame
{
    /// <summary>A coalition is a set of bits of one word.</summary>
    public const int MostMembers = 62;

    /// <summary>Coalitions that are remembered; sampling meets more, few of them twice.</summary>
    private const int MostKnown = 1 << 20;

    private readonly Dictionary<ulong, long> known = [];
    private readonly CoalitionCost cost;

    public CostGame(int members, CoalitionCost cost)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(members, MostMembers);
        (Members, this.cost) = (members, cost);
    }

    public int Members { get; }

    public ulong All => (1UL << Members) - 1;

    public long Total => Cost(All);

    /// <summary>Of each one that goes alone.</summary>
    public long[] Alone => [.. Enumerable.Range(0, Members).Select(i => Cost(1UL << i))];

    /// <summary>Nobody costs nothing.</summary>
    public long Cost(ulong members)
    {
        if (members == 0)
        {
            return 0;
        }

        if (!known.TryGetValue(members, out var minor))
        {
            minor = cost(members);
            ArgumentOutOfRangeException.ThrowIfNegative(minor);
            if (known.Count < MostKnown)
            {
                known[members] = minor;
            }
        }

        return minor;
    }

    public static int Size(ulong members) => BitOperations.PopCount(members);

    /// <summary>What the members of a coalition pay together.</summary>
    public static long Paid(ulong members, IReadOnlyList<long> shares)
    {
        long paid = 0;
        for (; members != 0; members &= members - 1)
        {
            paid += shares[BitOperations.TrailingZeroCount(members)];
        }

        return paid;
    }
}
