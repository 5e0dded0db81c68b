using Meent.Kernel;

namespace Meent.Planning.Rules.Sharing;

/// <param name="Shares">Whole minor units, the total together.</param>
/// <param name="HalfWidths">The exact share lies within so many minor units of the sampled one in 95 of 100 draws, by
/// the spread of the samples; zero where the shares are exact but for rounding.</param>
/// <param name="Orders">Orders of arrival that were looked at; zero: all.</param>
internal sealed record ShapleyShares(long[] Shares, double[] HalfWidths, long Orders);

/// <summary>Each pays what it adds to the cost when it joins, averaged over all orders of joining.</summary>
/// <remarks>Shapley, A value for n-person games, 1953.</remarks>
internal static class Shapley
{
    public const int MostExact = 12;

    /// <summary>Exact: fractions over n!, made whole once.</summary>
    public static Outcome<ShapleyShares> Exact(CostGame game)
    {
        var n = game.Members;
        if (n > MostExact)
        {
            return new Refusal("planning.sharing_too_many", ("members", $"{n}"), ("most", $"{MostExact}"));
        }

        var factorial = new long[n + 1];
        factorial[0] = 1;
        for (var i = 1; i <= n; i++)
        {
            factorial[i] = factorial[i - 1] * i;
        }

        var sums = new Int128[n];
        for (var members = 0UL; members < game.All; members++)
        {
            var size = CostGame.Size(members);
            var weight = (Int128)factorial[size] * factorial[n - size - 1];
            var without = game.Cost(members);
            for (var i = 0; i < n; i++)
            {
                if ((members >> i & 1) == 0)
                {
                    sums[i] += weight * (game.Cost(members | (1UL << i)) - without);
                }
            }
        }

        return new ShapleyShares(WholeShares.Of(sums, factorial[n], game.Total), new double[n], 0);
    }

    /// <summary>From random orders, each turned round member by member and each of these backwards as well: everybody
    /// joins in every place equally often, and what it adds early in one order it adds late in another. That makes the
    /// mean steadier than as many orders drawn apart. Every order adds up to the total, so the mean does.</summary>
    /// <remarks>Castro, Gomez, Tejada, Polynomial calculation of the Shapley value based on sampling, 2009; opposite
    /// and spread orders: Mitchell and others, Sampling permutations for Shapley value estimation, 2022.</remarks>
    /// <param name="spent">Counts random orders; each gives twice as many as there are members. At least two are looked
    /// at.</param>
    public static ShapleyShares Sampled(CostGame game, ulong seed, Spent spent)
    {
        var n = game.Members;
        var dice = new Dice(seed);
        var drawn = Enumerable.Range(0, n).ToArray();
        var order = new int[n];
        var (sums, squares, added) = (new Int128[n], new double[n], new long[n]);
        long rounds = 0;
        while (rounds < 2 || spent(rounds) < 1)
        {
            dice.Shuffle<int>(drawn);
            Array.Clear(added);
            for (var turn = 0; turn < n; turn++)
            {
                drawn.AsSpan(turn).CopyTo(order);
                drawn.AsSpan(0, turn).CopyTo(order.AsSpan(n - turn));
                Join(game, order, added);
                Array.Reverse(order);
                Join(game, order, added);
            }

            for (var i = 0; i < n; i++)
            {
                sums[i] += added[i];
                squares[i] += (double)added[i] * added[i] / (4.0 * n * n);
            }

            rounds++;
        }

        var widths = new double[n];
        for (var i = 0; i < n; i++)
        {
            var mean = (double)sums[i] / (2.0 * n * rounds);
            var variance = Math.Max(0, (squares[i] / rounds) - (mean * mean)) * rounds / (rounds - 1);
            widths[i] = 1.96 * Math.Sqrt(variance / rounds);
        }

        return new ShapleyShares(WholeShares.Of(sums, (Int128)2 * n * rounds, game.Total), widths, 2 * n * rounds);
    }

    private static void Join(CostGame game, int[] order, long[] added)
    {
        var members = 0UL;
        long before = 0;
        foreach (var i in order)
        {
            members |= 1UL << i;
            var with = game.Cost(members);
            added[i] += with - before;
            before = with;
        }
    }
}
