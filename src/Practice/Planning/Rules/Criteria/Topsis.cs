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
