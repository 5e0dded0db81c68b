namespace Meent.Planning.Rules.Criteria;

/// <summary>How a difference becomes a preference: the six types of Brans, Vincke and Mareschal 1986.</summary>
internal enum PreferenceType
{
    /// <summary>Any difference is a full preference.</summary>
    Usual,

    /// <summary>None to Q, full beyond.</summary>
    UShape,

    /// <summary>Rises from 0 to P.</summary>
    VShape,

    /// <summary>None to Q, half to P, full beyond.</summary>
    Level,

    /// <summary>None to Q, rises from Q to P.</summary>
    Linear,

    /// <summary>1 - exp(-d² / 2S²).</summary>
    Gaussian,
}

/// <param name="Q">Difference that means nothing.</param>
/// <param name="P">Difference that means everything.</param>
/// <param name="S">Where the bell bends.</param>
internal readonly record struct Preference(PreferenceType Type, double Q = 0, double P = 0, double S = 0)
{
    /// <summary>0 to 1, for a difference in favour.</summary>
    public double Of(double d) => d <= 0 ? 0 : Type switch
    {
        PreferenceType.UShape => d <= Q ? 0 : 1,
        PreferenceType.VShape => P <= 0 ? 1 : Math.Min(1, d / P),
        PreferenceType.Level => d <= Q ? 0 : d <= P ? 0.5 : 1,
        PreferenceType.Linear => d <= Q ? 0 : P <= Q ? 1 : Math.Min(1, (d - Q) / (P - Q)),
        PreferenceType.Gaussian => S <= 0 ? 1 : 1 - Math.Exp(-(d * d) / (2 * S * S)),
        _ => 1,
    };
}

/// <param name="Preferred">How much a row is preferred to a column.</param>
/// <param name="Leaving">Mean preference over the others.</param>
/// <param name="Entering">Mean preference of the others.</param>
/// <param name="Net">Leaving less entering: the order of PROMETHEE II.</param>
internal sealed record Flows(double[][] Preferred, double[] Leaving, double[] Entering, double[] Net)
{
    /// <summary>PROMETHEE I: a is at least as good in both flows and better in one; where neither outranks the other
    /// the
    /// two cannot be compared, or are equal.</summary>
    public bool Outranks(int a, int b) =>
        Leaving[a] >= Leaving[b] - Ranks.Same && Entering[a] <= Entering[b] + Ranks.Same
        && (Leaving[a] > Leaving[b] + Ranks.Same || Entering[a] < Entering[b] - Ranks.Same);
}

internal static class Promethee
{
    public static Flows Flows(
        double[][] matrix, double[] weights, bool[] moreIsBetter, IReadOnlyList<Preference> preferences)
    {
        var n = matrix.Length;
        var preferred = new double[n][];
        var (leaving, entering) = (new double[n], new double[n]);
        for (var a = 0; a < n; a++)
        {
            preferred[a] = new double[n];
            for (var b = 0; b < n; b++)
            {
                for (var c = 0; c < weights.Length; c++)
                {
                    var d = moreIsBetter[c] ? matrix[a][c] - matrix[b][c] : matrix[b][c] - matrix[a][c];
                    preferred[a][b] += weights[c] * preferences[c].Of(d);
                }

                leaving[a] += preferred[a][b] / Math.Max(1, n - 1);
                entering[b] += preferred[a][b] / Math.Max(1, n - 1);
            }
        }

        return new Flows(preferred, leaving, entering, [.. leaving.Zip(entering, (x, y) => x - y)]);
    }
}

internal static class Electre
{
    /// <summary>Weight of the criteria on which a row is at least as good as a column (Roy 1968).</summary>
    public static double[][] Concordance(double[][] matrix, double[] weights, bool[] moreIsBetter) =>
        [.. matrix.Select(a => matrix.Select(b => weights
            .Where((_, c) => moreIsBetter[c] ? a[c] >= b[c] : a[c] <= b[c]).Sum()).ToArray())];
}
