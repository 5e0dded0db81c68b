namespace Meent.Planning.Rules.Criteria;

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
