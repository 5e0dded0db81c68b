namespace Meent.Planning.Rules.Criteria;

/// <summary>A compromise between most and the one with the loudest complaint.</summary>
/// <param name="Group">S: weighted distance to the best over all criteria.</param>
/// <param name="Complaint">R: the largest of them.</param>
/// <param name="Compromise">Q, 0 is best.</param>
internal sealed record VikorScores(double[] Group, double[] Complaint, double[] Compromise);

internal static class Vikor
{
    /// <summary>Opricovic and Tzeng 2004.</summary>
    /// <param name="strategy">v: weight of the group against the loudest complaint.</param>
    public static VikorScores Score(double[][] matrix, double[] weights, bool[] moreIsBetter, double strategy = 0.5)
    {
        var (s, r) = (new double[matrix.Length], new double[matrix.Length]);
        for (var c = 0; c < weights.Length; c++)
        {
            var (high, low) = (matrix.Max(row => row[c]), matrix.Min(row => row[c]));
            var best = moreIsBetter[c] ? high : low;
            for (var a = 0; a < matrix.Length; a++)
            {
                var lost = high == low ? 0 : weights[c] * Math.Abs(best - matrix[a][c]) / (high - low);
                s[a] += lost;
                r[a] = Math.Max(r[a], lost);
            }
        }

        return new VikorScores(s, r, [.. s.Zip(r, (x, y) =>
            (strategy * Way(x, s)) + ((1 - strategy) * Way(y, r)))]);
    }

    private static double Way(double x, double[] all) =>
        all.Max() == all.Min() ? 0 : (x - all.Min()) / (all.Max() - all.Min());
}
