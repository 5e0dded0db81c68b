namespace Meent.Planning.Report;

/// <summary>Maps figures to places on the grid, with round numbers to write beside it.</summary>
internal readonly record struct Axis(double Low, double High, double From, double To)
{
    /// <summary>Wide enough for these figures, and for zero where asked.</summary>
    public static Axis Over(IEnumerable<double> values, double from, double to, bool zero)
    {
        var finite = values.Where(double.IsFinite).ToList();
        var (low, high) = finite.Count == 0 ? (0, 1) : (finite.Min(), finite.Max());
        if (zero)
        {
            (low, high) = (Math.Min(0, low), Math.Max(0, high));
        }

        if (high - low < 1e-9 * Math.Max(1, Math.Abs(high)))
        {
            high = low + Math.Max(1, Math.Abs(high));
        }

        return new Axis(low, high, from, to);
    }

    public double At(double value) => From + ((value - Low) / (High - Low) * (To - From));

    /// <summary>Round numbers 1, 2 or 5 times a power of ten apart, at most so many, and their places behind the
    /// point.</summary>
    public (IReadOnlyList<double> Values, int Places) Ticks(int most)
    {
        var step = StepOver((High - Low) / Math.Max(1, most));
        var values = new List<double>();
        for (var i = Math.Ceiling((Low / step) - 1e-9); i * step <= High + (step * 1e-9); i++)
        {
            values.Add(i * step);
        }

        return (values, Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 6));
    }

    /// <summary>The smallest of 1, 2, 5 times a power of ten that is no smaller.</summary>
    public static double StepOver(double least)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(least, 1e-12))));
        foreach (var factor in (ReadOnlySpan<double>)[1, 2, 5])
        {
            if (factor * power >= least * (1 - 1e-9))
            {
                return factor * power;
            }
        }

        return 10 * power;
    }
}
