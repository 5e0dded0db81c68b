namespace Meent.Planning.Rules.Sharing;

/// <summary>Exact or reckoned shares become whole minor units that are the total together, by largest remainder; ties
/// go to the earlier member. Shares may be below zero, which is why this is no split by weights.</summary>
internal static class WholeShares
{
    /// <param name="numerators">Over the denominator; together they are the total.</param>
    public static long[] Of(ReadOnlySpan<Int128> numerators, Int128 denominator, long total)
    {
        var shares = new long[numerators.Length];
        var rests = new (Int128 Left, int Index)[shares.Length];
        var left = total;
        for (var i = 0; i < shares.Length; i++)
        {
            var (whole, rest) = Int128.DivRem(numerators[i], denominator);
            if (rest < 0)
            {
                (whole, rest) = (whole - 1, rest + denominator);
            }

            shares[i] = (long)whole;
            rests[i] = (rest, i);
            left -= shares[i];
        }

        Array.Sort(rests, (a, b) => a.Left == b.Left ? a.Index.CompareTo(b.Index) : b.Left.CompareTo(a.Left));
        for (var i = 0; i < left; i++)
        {
            shares[rests[i].Index]++;
        }

        return shares;
    }

    /// <param name="shares">Minor units as reckoned; together they are the total but for rounding.</param>
    public static long[] Of(ReadOnlySpan<double> shares, long total)
    {
        // Millionths; what the sum misses the total by through rounding goes to the first.
        const long denominator = 1_000_000;
        var numerators = new Int128[shares.Length];
        Int128 sum = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            numerators[i] = (Int128)Math.Floor((shares[i] * denominator) + 0.5);
            sum += numerators[i];
        }

        numerators[0] += ((Int128)total * denominator) - sum;
        return Of(numerators, denominator, total);
    }
}
