namespace Meent.Planning.Rules.Routing.Population;

/// <summary>Positions in a plane that fit the distances about: for ordering routes around the depot where no
/// coordinates are known. Trilateration on three nodes far from each other.</summary>
internal static class Positions
{
    public static (double[] X, double[] Y) From(PlainProblem problem)
    {
        var n = problem.Size;
        var (x, y) = (new double[n], new double[n]);
        var a = Farthest(n, i => Square(problem, 0, i));
        var b = Farthest(n, i => Square(problem, a, i));
        var wide = Math.Sqrt(Square(problem, a, b));
        if (wide <= 0)
        {
            return (x, y);
        }

        for (var i = 0; i < n; i++)
        {
            x[i] = (Square(problem, a, i) + (wide * wide) - Square(problem, b, i)) / (2 * wide);
        }

        var c = Farthest(n, i => Square(problem, a, i) - (x[i] * x[i]));
        var high = Square(problem, a, c) - (x[c] * x[c]);
        if (high <= 0)
        {
            return (x, y);
        }

        for (var i = 0; i < n; i++)
        {
            y[i] = (Square(problem, a, i) - Square(problem, c, i) + (x[c] * x[c]) + high - (2 * x[i] * x[c]))
                / (2 * Math.Sqrt(high));
        }

        return (x, y);
    }

    /// <summary>The square of the distance, mean of both ways.</summary>
    private static double Square(PlainProblem problem, int i, int j)
    {
        var (n, d) = (problem.Size, problem.Distance);
        var mean = (d[(i * n) + j] + (double)d[(j * n) + i]) / 2;
        return i == j ? 0 : mean * mean;
    }

    private static int Farthest(int n, Func<int, double> far)
    {
        var best = 0;
        for (var i = 1; i < n; i++)
        {
            if (far(i) > far(best))
            {
                best = i;
            }
        }

        return best;
    }
}
