namespace Meent.Kernel;

/// <summary>
/// The level L = Height / Slope at which the sum over i of clamp(L * weight - offset, low, high) is the amount asked
/// for. With offset 0 this is proportional (or max-min with weights 1); with the history as offset, season-fair; with
/// minus the offer, constrained equal losses. Exact: fractions are compared by cross multiplication.
/// </summary>
/// <remarks>Sort and sweep over the bounds, O(n log n). All fractions have the denominator Slope, so what is left
/// over beside whole units is compared as it is.</remarks>
internal readonly struct Level
{
    /// <summary>Largest sum of weights, of bounds or of offsets: products of two, added up, stay below 128 bits.
    /// </summary>
    public const long Most = long.MaxValue / 4;

    private Level(Int128 height, Int128 slope) => (Height, Slope) = (height, slope);

    private Int128 Height { get; }

    private Int128 Slope { get; }

    /// <summary>Denominator of what <see cref="At"/> leaves over.</summary>
    public long Denominator => Slope == 0 ? 1 : (long)Slope;

    /// <param name="amount">From the sum of low up to the sum with all that have weight at high.</param>
    public static Level Find(Int128 amount, ReadOnlySpan<Bounds> all)
    {
        var bends = new List<Bend>(2 * all.Length);
        Int128 fixedPart = 0, slope = 0;
        foreach (var one in all)
        {
            fixedPart += one.Low;
            if (one.Bends)
            {
                bends.Add(new Bend((Int128)one.Offset + one.Low, one.Weight, -one.Offset - (Int128)one.Low, true));
                bends.Add(new Bend((Int128)one.Offset + one.High, one.Weight, one.Offset + (Int128)one.High, false));
            }
        }

        bends.Sort();
        foreach (var bend in bends)
        {
            if (slope > 0 && (fixedPart * bend.Weight) + (slope * bend.Height) >= amount * bend.Weight)
            {
                break;
            }

            fixedPart += bend.Fixed;
            slope += bend.Begins ? bend.Weight : -bend.Weight;
        }

        return new Level(amount - fixedPart, slope);
    }

    /// <summary>Units of one at this level: whole ones, and what is left over in parts of the denominator.</summary>
    public (long Whole, long Left) At(Bounds one)
    {
        if (!one.Bends)
        {
            return (one.Low, 0);
        }

        var scaled = (Height * one.Weight) - (one.Offset * Slope);
        return scaled <= one.Low * Slope ? (one.Low, 0)
            : scaled >= one.High * Slope ? (one.High, 0)
            : ((long)(scaled / Slope), (long)(scaled % Slope));
    }

    /// <summary>How many of the steps above low begin below this level; not held by high.</summary>
    public Int128 Begun(Bounds one, long step)
    {
        var above = (Height * one.Weight) - (((Int128)one.Offset + one.Low) * Slope);
        return above <= 0 ? 0 : ((above - 1) / (Slope * step)) + 1;
    }

    /// <summary>Where the amount of one begins to rise with the level, or ends to.</summary>
    private readonly record struct Bend(Int128 Height, long Weight, Int128 Fixed, bool Begins) : IComparable<Bend>
    {
        public int CompareTo(Bend other) => (Height * other.Weight).CompareTo(other.Height * Weight);
    }
}

/// <summary>One that a level is sought for, in units.</summary>
internal readonly record struct Bounds(long Weight, long Offset, long Low, long High)
{
    /// <summary>Its amount depends on the level.</summary>
    public bool Bends => Weight > 0 && High > Low;
}
