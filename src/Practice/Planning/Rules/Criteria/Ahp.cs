using Meent.Kernel;

namespace Meent.Planning.Rules.Criteria;

/// <summary>Weights out of comparisons by twos.</summary>
/// <param name="ConsistencyRatio">Over 0.10 the comparisons contradict each other more than they should; null where two
/// or fewer are compared, or more than there is a random index for.</param>
internal sealed record AhpWeights(
    double[] Weights, double LargestEigenvalue, double ConsistencyIndex, double? ConsistencyRatio);

/// <summary>Analytic hierarchy process (T. L. Saaty, A scaling method for priorities in hierarchical structures, 1977).
/// </summary>
internal static class Ahp
{
    public const int MostCompared = 15;

    /// <summary>Consistency ratio up to which comparisons can be used (Saaty 1980).</summary>
    public const double MostContradiction = 0.10;

    // Mean consistency index of random comparisons, by how many are compared (Saaty 1980).
    private static readonly double[] RandomIndex =
        [0, 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

    /// <summary>The principal eigenvector, by repeated multiplication.</summary>
    public static Outcome<AhpWeights> Eigenvector(double[][] compared)
    {
        if (Wrong(compared) is { } wrong)
        {
            return wrong;
        }

        var n = compared.Length;
        var weights = Enumerable.Repeat(1.0 / n, n).ToArray();
        var largest = (double)n;
        for (var turn = 0; turn < 10_000; turn++)
        {
            var product = compared.Select(row => row.Zip(weights, (a, w) => a * w).Sum()).ToArray();
            largest = product.Sum();
            var change = 0.0;
            for (var i = 0; i < n; i++)
            {
                change = Math.Max(change, Math.Abs((product[i] / largest) - weights[i]));
                weights[i] = product[i] / largest;
            }

            if (change < 1e-15)
            {
                break;
            }
        }

        return With(weights, largest);
    }

    /// <summary>Geometric means of the rows (Crawford and Williams 1985), with the eigenvalue that they would have.
    /// </summary>
    public static Outcome<AhpWeights> GeometricMean(double[][] compared)
    {
        if (Wrong(compared) is { } wrong)
        {
            return wrong;
        }

        var means = compared.Select(row => Math.Exp(row.Average(Math.Log))).ToArray();
        var weights = means.Select(m => m / means.Sum()).ToArray();
        var largest = compared.Select((row, i) => row.Zip(weights, (a, w) => a * w).Sum() / weights[i]).Average();
        return With(weights, largest);
    }

    /// <summary>A whole matrix from what stands above its diagonal, row by row.</summary>
    public static double[][] FromUpper(int n, Func<int, int, double> upper) =>
        [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n)
            .Select(j => i == j ? 1 : i < j ? upper(i, j) : 1 / upper(j, i)).ToArray())];

    private static AhpWeights With(double[] weights, double largest)
    {
        var n = weights.Length;
        var index = n < 2 ? 0 : (largest - n) / (n - 1);
        return new AhpWeights(weights, largest, index, n is > 2 and <= MostCompared ? index / RandomIndex[n] : null);
    }

    private static Refusal? Wrong(double[][] compared)
    {
        var n = compared.Length;
        if (n == 0)
        {
            return new Refusal("planning.criteria_none");
        }

        if (n > MostCompared || compared.Any(row => row.Length != n))
        {
            return new Refusal("planning.criteria_pairs_not_square", ("most", Plain.Of(MostCompared)));
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                // One and its turn must multiply to 1, as far as three decimals can say.
                var (a, b) = (compared[i][j], compared[j][i]);
                if (!(a > 0 && b > 0 && Math.Abs((a * b) - 1) <= 0.01 && double.IsFinite(a)))
                {
                    return new Refusal("planning.criteria_pairs_not_reciprocal",
                        ("row", Plain.Of(i + 1)), ("column", Plain.Of(j + 1)));
                }
            }
        }

        return null;
    }
}
