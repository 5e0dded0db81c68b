using Meent.Planning.Rules.Linear;

namespace Meent.Tests.Planning.Linear;

/// <summary>The optimum of a small program with finite bounds by trying every corner.</summary>
internal static class Corners
{
    /// <summary>Not a number where nothing keeps all rows.</summary>
    public static double Best(LinearProgram program)
    {
        var n = program.Cost.Length;
        var planes = new List<(double[] Factors, double Right)>();
        for (var v = 0; v < n; v++)
        {
            var unit = new double[n];
            unit[v] = 1;
            planes.Add((unit, 0));
            planes.Add((unit, program.Upper[v]));
        }

        planes.AddRange(program.Rows.Select(r => (Factors(r, n), r.Right)));
        var best = double.NaN;
        foreach (var chosen in Choose(planes.Count, n))
        {
            if (Solve([.. chosen.Select(i => planes[i])], n) is { } x && Keeps(program, x))
            {
                var cost = program.Cost.Zip(x, (c, v) => c * v).Sum();
                best = double.IsNaN(best) || cost < best ? cost : best;
            }
        }

        return best;
    }

    public static bool Keeps(LinearProgram program, double[] x) =>
        x.Zip(program.Upper).All(v => v.First > -1e-7 && v.First < v.Second + 1e-7)
        && program.Rows.All(r =>
        {
            var over = r.Terms.Sum(t => t.Factor * x[t.Variable]) - r.Right;
            return (r.Relation == Relation.AtLeast || over < 1e-6) && (r.Relation == Relation.AtMost || over > -1e-6);
        });

    /// <summary>What the duals say the cost is: rows at their right sides, variables at the bound that suits
    /// them.</summary>
    public static double DualCost(LinearProgram program, double[] duals)
    {
        var n = program.Cost.Length;
        var cost = program.Rows.Zip(duals, (r, y) => r.Right * y).Sum();
        for (var v = 0; v < n; v++)
        {
            var reduced = program.Cost[v] - program.Rows.Zip(duals, (r, y) => Factors(r, n)[v] * y).Sum();
            cost += Math.Min(0, reduced) * program.Upper[v];
        }

        return cost;
    }

    private static double[] Factors(Row row, int n)
    {
        var factors = new double[n];
        foreach (var (variable, factor) in row.Terms)
        {
            factors[variable] += factor;
        }

        return factors;
    }

    private static IEnumerable<int[]> Choose(int from, int count)
    {
        if (count == 0)
        {
            yield return [];
            yield break;
        }

        for (var last = count - 1; last < from; last++)
        {
            foreach (var rest in Choose(last, count - 1))
            {
                yield return [.. rest, last];
            }
        }
    }

    private static double[]? Solve((double[] Factors, double Right)[] planes, int n)
    {
        var a = planes.Select(p => (double[])[.. p.Factors, p.Right]).ToArray();
        for (var column = 0; column < n; column++)
        {
            var pivot = Enumerable.Range(column, n - column).MaxBy(r => Math.Abs(a[r][column]));
            if (Math.Abs(a[pivot][column]) < 1e-9)
            {
                return null;
            }

            (a[column], a[pivot]) = (a[pivot], a[column]);
            for (var row = 0; row < n; row++)
            {
                var factor = a[row][column] / a[column][column];
                for (var i = column; row != column && i <= n; i++)
                {
                    a[row][i] -= factor * a[column][i];
                }
            }
        }

        return [.. Enumerable.Range(0, n).Select(i => a[i][n] / a[i][i])];
    }
}
