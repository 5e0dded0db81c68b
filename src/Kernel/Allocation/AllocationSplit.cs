namespace Meent.Kernel;

/// <summary>Keys that divide a whole exactly, and rules that allocate fairly what is scarce. Whole units, no rounding
/// besides largest remainder, the same result for the same input.</summary>
public static partial class Allocation
{
    /// <summary>Hundredths of a percent in the whole.</summary>
    public const int HundredPercent = 10_000;

    /// <summary>In proportion to the weights, by largest remainder; ties go to the earlier position.</summary>
    /// <param name="whole">Units; below zero it is divided as its opposite is.</param>
    /// <param name="weights">Zero or more each, at least one above zero.</param>
    /// <returns>As many parts as weights; their sum is exactly the whole. More weight never gives less.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A weight below zero, or none above.</exception>
    public static long[] Split(long whole, ReadOnlySpan<long> weights)
    {
        Int128 total = 0;
        foreach (var weight in weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(weight);
            total += weight;
        }

        ArgumentOutOfRangeException.ThrowIfZero(total, nameof(weights));
        var magnitude = Int128.Abs(whole);
        var parts = new Int128[weights.Length];
        var rests = new (Int128 Left, int Index)[weights.Length];
        var left = magnitude;
        for (var i = 0; i < weights.Length; i++)
        {
            (parts[i], rests[i].Left) = Int128.DivRem(magnitude * weights[i], total);
            rests[i].Index = i;
            left -= parts[i];
        }

        Array.Sort(rests, (a, b) => a.Left == b.Left ? a.Index.CompareTo(b.Index) : b.Left.CompareTo(a.Left));
        for (var i = 0; i < left; i++)
        {
            parts[rests[i].Index]++;
        }

        return Array.ConvertAll(parts, part => (long)(whole < 0 ? -part : part));
    }

    /// <summary>Equal parts; they differ by one at most, the earlier positions have the larger ones.</summary>
    /// <param name="whole">Units; below zero it is divided as its opposite is.</param>
    /// <param name="count">One or more.</param>
    public static long[] SplitEqually(long whole, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var parts = new long[count];
        var (each, left) = Math.DivRem(whole, count);
        for (var i = 0; i < count; i++)
        {
            parts[i] = each + (i < Math.Abs(left) ? Math.Sign(left) : 0);
        }

        return parts;
    }

    /// <summary>By parts in hundredths of a percent, by largest remainder; ties go to the earlier position.</summary>
    /// <param name="hundredths">Zero or more each; exactly 10,000 in all.</param>
    /// <exception cref="ArgumentOutOfRangeException">They are not the whole.</exception>
    public static long[] SplitPercent(long whole, ReadOnlySpan<int> hundredths)
    {
        var weights = new long[hundredths.Length];
        long total = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = hundredths[i];
            total += weights[i];
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(total, HundredPercent, nameof(hundredths));
        return Split(whole, weights);
    }

    /// <summary>In proportion to the weights, nobody above its cap: who reaches it is fixed and the rest shared
    /// again; then largest remainder, ties to the earlier position.</summary>
    /// <param name="whole">Units; zero up to <c>long.MaxValue / 4</c>.</param>
    /// <param name="weights">Zero or more each; their sum at most <c>long.MaxValue / 4</c>.</param>
    /// <param name="caps">Units, zero or more each, as many as weights.</param>
    /// <returns>The parts, and what remains when all that have a weight are at their cap: the caller decides about
    /// it. Both together are the whole.</returns>
    public static (long[] Parts, long Remaining) SplitCapped(
        long whole, ReadOnlySpan<long> weights, ReadOnlySpan<long> caps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(whole);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(whole, Level.Most);
        ArgumentOutOfRangeException.ThrowIfNotEqual(caps.Length, weights.Length, nameof(caps));
        Int128 total = 0, room = 0;
        var all = new Bounds[weights.Length];
        var order = new int[weights.Length];
        for (var i = 0; i < all.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(weights[i], nameof(weights));
            ArgumentOutOfRangeException.ThrowIfNegative(caps[i], nameof(caps));
            all[i] = new Bounds(weights[i], 0, 0, Math.Min(caps[i], whole));
            total += weights[i];
            room += weights[i] > 0 ? all[i].High : 0;
            order[i] = i;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(total, Level.Most, nameof(weights));
        if (room <= whole)
        {
            return (Array.ConvertAll(all, one => one.Bends ? one.High : 0), whole - (long)room);
        }

        return (Steps.Of(Level.Find(whole, all), whole, all, 1, order), 0);
    }

    /// <summary>All of it to the one whose turn it is.</summary>
    /// <param name="takesPart">By position, in the order of the turns.</param>
    /// <param name="last">Position of the one that had it last, or -1.</param>
    /// <exception cref="ArgumentException">Nobody takes part.</exception>
    public static long[] SplitInTurn(long whole, ReadOnlySpan<bool> takesPart, int last)
    {
        var next = NextInTurn(takesPart, last);
        if (next < 0)
        {
            throw new ArgumentException("Nobody takes part", nameof(takesPart));
        }

        var parts = new long[takesPart.Length];
        parts[next] = whole;
        return parts;
    }

    /// <summary>Position of the first after the last one that takes part, beginning again at the end; -1 where
    /// nobody does.</summary>
    /// <inheritdoc cref="SplitInTurn"/>
    public static int NextInTurn(ReadOnlySpan<bool> takesPart, int last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(last, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(last, Math.Max(takesPart.Length, 1));
        for (var k = 1; k <= takesPart.Length; k++)
        {
            var i = (last + k) % takesPart.Length;
            if (takesPart[i])
            {
                return i;
            }
        }

        return -1;
    }
}
