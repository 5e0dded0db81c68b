using Meent.Kernel;

namespace Meent.Planning.Rules.Region;

/// <summary>What all sectors must make for one more unit at the end.</summary>
/// <param name="Coefficients">A: what a column takes from a row for one unit of its output.</param>
/// <param name="Inverse">L = (I - A)^-1.</param>
/// <param name="OutputMultiplier">Column sums of L.</param>
/// <param name="Backward">Output multiplier over the mean of all (Rasmussen 1956): over 1 pulls more than
/// others.</param>
/// <param name="Forward">The same over the rows of the inverse of Ghosh 1958: over 1 is leant on more than
/// others.</param>
internal sealed record InputOutputModel(
    double[][] Coefficients, double[][] Inverse, double[] OutputMultiplier, double[] Backward, double[] Forward)
{
    /// <summary>Output that so much final use asks for.</summary>
    public double[] Output(double[] finalUse) => [.. Inverse.Select(row => row.Zip(finalUse, (l, f) => l * f).Sum())];

    /// <summary>What one unit of final use of each sector brings of anything that goes with output (work, income, value
    /// added), over what it takes in the sector itself: the type I multiplier.</summary>
    /// <param name="perOutput">Of it in one unit of output, by sector.</param>
    public double?[] MultiplierOf(double[] perOutput) =>
        [.. perOutput.Select((own, j) => own == 0 ? (double?)null
            : perOutput.Select((v, i) => v * Inverse[i][j]).Sum() / own)];
}

/// <summary>Input-output analysis (W. Leontief 1936; R. E. Miller and P. D. Blair, Input-Output Analysis,
/// 2009).</summary>
internal static class InputOutput
{
    public const int MostSectors = 500;

    /// <param name="deliveries">Z: what a row delivered to a column.</param>
    /// <param name="output">x: all that a sector made.</param>
    public static Outcome<InputOutputModel> Model(
        IReadOnlyList<string> sectors, double[][] deliveries, double[] output)
    {
        if (Wrong(sectors, deliveries, output) is { } wrong)
        {
            return wrong;
        }

        var n = sectors.Count;
        var coefficients = Make(n, (i, j) => output[j] == 0 ? 0 : deliveries[i][j] / output[j]);
        var allocation = Make(n, (i, j) => output[i] == 0 ? 0 : deliveries[i][j] / output[i]);
        var inverse = InverseOfRest(coefficients);
        var ghosh = InverseOfRest(allocation);
        if (inverse is null || ghosh is null || inverse.Any(row => row.Any(l => l < -1e-9)))
        {
            var worst = Enumerable.Range(0, n).MaxBy(j => coefficients.Sum(row => row[j]));
            return new Refusal("planning.region_uses_more_than_it_makes", ("sector", sectors[worst]));
        }

        var columns = Enumerable.Range(0, n).Select(j => inverse.Sum(row => row[j])).ToArray();
        var rows = ghosh.Select(row => row.Sum()).ToArray();
        return new InputOutputModel(coefficients, inverse, columns,
            [.. columns.Select(c => c / columns.Average())], [.. rows.Select(r => r / rows.Average())]);
    }

    /// <summary>Coefficients of a region out of those of the whole, by Flegg's quotient (A. T. Flegg and C. D. Webber,
    /// Regional Studies 31, 1997): CILQ x log2(1 + E_r / E)^delta, never over 1.</summary>
    /// <param name="delta">0 leaves the cross-industry quotient; 0.25 to 0.3 is usual.</param>
    public static Outcome<double[][]> Regional(
        IReadOnlyList<string> sectors, double[][] coefficients, double[] here, double[] everywhere, double delta)
    {
        if (sectors.Count == 0)
        {
            return new Refusal("planning.region_no_activities");
        }

        for (var i = 0; i < sectors.Count; i++)
        {
            if (!(here[i] >= 0) || !(everywhere[i] >= 0))
            {
                return new Refusal("planning.region_negative",
                    ("name", sectors[i]), ("value", Plain.Of(Math.Min(here[i], everywhere[i]))));
            }

            if (here[i] > everywhere[i])
            {
                return new Refusal("planning.region_larger_than_nation", ("name", sectors[i]));
            }
        }

        var (all, whole) = (here.Sum(), everywhere.Sum());
        if (all <= 0)
        {
            return new Refusal("planning.region_nothing", ("name", sectors[0]));
        }

        var simple = here.Select((e, i) => LocationQuotient.Of(e, all, everywhere[i], whole)).ToArray();
        var size = Math.Pow(Math.Log2(1 + (all / whole)), delta);
        return Make(sectors.Count, (i, j) =>
        {
            var quotient = i == j ? simple[i] : simple[j] == 0 ? 1 / size : simple[i] / simple[j];
            return coefficients[i][j] * Math.Min(1, quotient * size);
        });
    }

    internal static double[][] Make(int n, Func<int, int, double> cell) =>
        [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => cell(i, j)).ToArray())];

    private static Refusal? Wrong(IReadOnlyList<string> sectors, double[][] deliveries, double[] output)
    {
        var n = sectors.Count;
        if (n == 0)
        {
            return new Refusal("planning.region_no_activities");
        }

        if (n > MostSectors)
        {
            return new Refusal("planning.region_too_many", ("count", Plain.Of(n)), ("most", Plain.Of(MostSectors)));
        }

        if (deliveries.Length != n || output.Length != n || deliveries.Any(row => row.Length != n))
        {
            return new Refusal("planning.region_not_square");
        }

        for (var i = 0; i < n; i++)
        {
            var least = Math.Min(output[i], deliveries[i].Min());
            if (!(least >= 0 && output[i] <= 1e15))
            {
                return new Refusal("planning.region_negative", ("name", sectors[i]), ("value", Plain.Of(least)));
            }

            if (output[i] == 0 && (deliveries[i].Any(z => z > 0) || deliveries.Any(row => row[i] > 0)))
            {
                return new Refusal("planning.region_uses_more_than_it_makes", ("sector", sectors[i]));
            }
        }

        return null;
    }

    /// <summary>(I - A)^-1 by Gauss and Jordan with the largest pivot; null where there is none.</summary>
    private static double[][]? InverseOfRest(double[][] a)
    {
        var n = a.Length;
        var left = Make(n, (i, j) => (i == j ? 1 : 0) - a[i][j]);
        var right = Make(n, (i, j) => i == j ? 1 : 0);
        for (var c = 0; c < n; c++)
        {
            var pivot = Enumerable.Range(c, n - c).MaxBy(r => Math.Abs(left[r][c]));
            if (Math.Abs(left[pivot][c]) < 1e-12)
            {
                return null;
            }

            (left[c], left[pivot]) = (left[pivot], left[c]);
            (right[c], right[pivot]) = (right[pivot], right[c]);
            Scale(left[c], right[c], 1 / left[c][c]);
            for (var r = 0; r < n; r++)
            {
                var by = r == c ? 0 : left[r][c];
                for (var k = 0; by != 0 && k < n; k++)
                {
                    left[r][k] -= by * left[c][k];
                    right[r][k] -= by * right[c][k];
                }
            }
        }

        return right;
    }

    private static void Scale(double[] left, double[] right, double by)
    {
        for (var k = 0; k < left.Length; k++)
        {
            left[k] *= by;
            right[k] *= by;
        }
    }
}
