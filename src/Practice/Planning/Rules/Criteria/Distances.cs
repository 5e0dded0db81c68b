namespace Meent.Planning.Rules.Criteria;

/// <summary>How near to the ideal.</summary>
internal static class Topsis
{
    /// <summary>Closeness to the ideal, 0 to 1 (Hwang and Yoon 1981): columns divided by their length, Euclidean
    /// distances to the best and the worst that any alternative has.</summary>
    public static double[] Closeness(double[][] matrix, double[] weights, bool[] moreIsBetter)
    {
        var (toBest, toWorst) = (new double[matrix.Length], new double[matrix.Length]);
        for (var c = 0; c < weights.Length; c++)
        {
            var length = Math.Sqrt(matrix.Sum(row => row[c] * row[c]));
            var column = matrix.Select(row => length == 0 ? 0 : weights[c] * row[c] / length).ToArray();
            var (best, worst) = moreIsBetter[c] ? (column.Max(), column.Min()) : (column.Min(), column.Max());
            for (var a = 0; a < matrix.Length; a++)
            {
                toBest[a] += (column[a] - best) * (column[a] - best);
                toWorst[a] += (column[a] - worst) * (column[a] - worst);
            }
        }

        return [.. toBest.Zip(toWorst, (b, w) => b + w == 0 ? 1 : Math.Sqrt(w) / (Math.Sqrt(b) + Math.Sqrt(w)))];
    }
}

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

internal static class Spotis
{
    /// <summary>Weighted distance to the ideal between fixed bounds; less is better, and a new alternative never turns
    /// the order of the others round (Dezert, Tchamova, Han and Tacnet 2020).</summary>
    /// <param name="bounds">Lowest and highest score of each criterion.</param>
    public static double[] Distance(
        double[][] matrix, double[] weights, bool[] moreIsBetter, (double Low, double High)[] bounds) =>
        [.. matrix.Select(row => row.Select((x, c) => weights[c]
            * Math.Abs(x - (moreIsBetter[c] ? bounds[c].High : bounds[c].Low)) / (bounds[c].High - bounds[c].Low))
            .Sum())];
}
