namespace Meent.Planning.Rules.Distances;

/// <summary>A distance that is known beside the straight one; both in metres.</summary>
internal readonly record struct KnownDistance(double Straight, double Metres);

/// <summary>
/// How much longer roads are than straight lines: known = detour x straight, by least squares through the origin.
/// Straight lines know no road, so a fit on a few distances says little.
/// </summary>
/// <param name="Error">Standard error of the detour.</param>
/// <param name="R2">1 - residual / variation around the mean of the known distances; below 0 where their mean tells
/// more than the fit.</param>
internal readonly record struct DetourFit(double Detour, double Error, double R2, int Pairs)
{
    /// <summary>Fewer known distances are an assumption and no fit.</summary>
    public const int LeastPairs = 20;

    public bool Carries => Pairs >= LeastPairs;

    /// <summary>Two standard errors on both sides; never shorter than the straight line.</summary>
    public Band Range => new(
        Math.Max(Math.Min(1, Detour), Detour - (2 * Error)), Detour, Detour + (2 * Error));

    public static DetourFit Of(IReadOnlyList<KnownDistance> known)
    {
        var (xx, xy, sum) = (0.0, 0.0, 0.0);
        foreach (var (x, y) in known)
        {
            (xx, xy, sum) = (xx + (x * x), xy + (x * y), sum + y);
        }

        if (xx == 0)
        {
            return new DetourFit(1, 0, 0, 0);
        }

        var (detour, mean) = (xy / xx, sum / known.Count);
        var (residual, variation) = (0.0, 0.0);
        foreach (var (x, y) in known)
        {
            residual += (y - (detour * x)) * (y - (detour * x));
            variation += (y - mean) * (y - mean);
        }

        var error = known.Count > 1 ? Math.Sqrt(residual / (known.Count - 1) / xx) : 0;
        return new DetourFit(detour, error, variation > 0 ? 1 - (residual / variation) : 0, known.Count);
    }
}
