namespace Meent.Planning.Rules.Criteria;

/// <summary>Scores times weights (Fishburn 1967).</summary>
internal static class WeightedSum
{
    /// <summary>Each score as its share of the way from the worst to the best that can be; 1 is best.</summary>
    public static double[] Score(Decision decision)
    {
        var weights = decision.Weights();
        return [.. decision.Cells.Select(row =>
            row.Select((cell, c) => weights[c] * Share(decision.Criteria[c], cell.Score!.Value)).Sum())];
    }

    /// <summary>0 at the worst, 1 at the best that can be.</summary>
    public static double Share(Criterion criterion, double score)
    {
        var way = (score - criterion.Low) / (criterion.High - criterion.Low);
        return criterion.MoreIsBetter ? way : 1 - way;
    }

    /// <summary>Without bounds: what should be little is turned over (1/x), then each column is divided by its sum
    /// (Kracka, Brauers and Zavadskas 2010). Scores must be positive.</summary>
    public static double[] ByColumnSum(double[][] matrix, double[] weights, bool[] moreIsBetter)
    {
        var result = new double[matrix.Length];
        for (var c = 0; c < weights.Length; c++)
        {
            var column = matrix.Select(row => moreIsBetter[c] ? row[c] : 1 / row[c]).ToArray();
            var sum = column.Sum();
            for (var a = 0; a < matrix.Length; a++)
            {
                result[a] += weights[c] * column[a] / sum;
            }
        }

        return result;
    }
}
