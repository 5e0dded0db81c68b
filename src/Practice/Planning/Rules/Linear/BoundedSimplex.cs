namespace Meent.Planning.Rules.Linear;

/// <summary>
/// The simplex method for bounded variables on a dense tableau, in two phases. A variable at its upper bound is
/// replaced by the bound less the variable, so that whatever is not in the basis is zero. Dantzig's rule; Bland's rule
/// from a long stall to the next real step, against cycling.
/// </summary>
/// <remarks>Dantzig, Linear Programming and Extensions, 1963; Bland, New finite pivoting rules for the simplex method,
/// 1977. Good to a few hundred rows: a step costs rows x columns.</remarks>
internal sealed class BoundedSimplex
{
    /// <summary>Most cells of the tableau.</summary>
    public const int MostCells = 20_000_000;

    private const double Tolerance = 1e-9;
    private const int Stalled = 50;

    private readonly LinearProgram program;
    private readonly int rows;
    private readonly int columns;
    private readonly int artificials;
    private readonly double[] cells;
    private readonly double[] right;
    private readonly double[] upper;
    private readonly bool[] flipped;
    private readonly int[] basis;
    private readonly int[] identity;
    private readonly double[] sign;
    private readonly double[] price;
    private readonly double[] missing;
    private readonly bool[] inBasis;
    private int pivots;

    private BoundedSimplex(LinearProgram program)
    {
        this.program = program;
        rows = program.Rows.Count;
        artificials = program.Cost.Length + rows;
        columns = artificials + rows;
        cells = new double[rows * columns];
        right = new double[rows];
        upper = new double[columns];
        flipped = new bool[columns];
        inBasis = new bool[columns];
        basis = new int[rows];
        identity = new int[rows];
        sign = new double[rows];
        price = new double[columns];
        missing = new double[columns];
        program.Cost.CopyTo(price, 0);
        program.Upper.CopyTo(upper, 0);
        Array.Fill(upper, double.PositiveInfinity, program.Cost.Length, columns - program.Cost.Length);
        for (var row = 0; row < rows; row++)
        {
            Read(row);
        }
    }

    /// <summary>Cells that a program of this size asks for.</summary>
    public static long Cells(int variables, int rows) => (long)rows * (variables + (2L * rows));

    public static LinearResult Solve(LinearProgram program)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Cells(program.Cost.Length, program.Rows.Count), MostCells);
        var simplex = new BoundedSimplex(program);
        simplex.Improve(simplex.missing, simplex.artificials);
        var (row, most) = simplex.Worst();
        if (most > 1e-7 * (1 + simplex.Largest()))
        {
            return new LinearResult(LinearStatus.Infeasible, 0, [], [], row, simplex.pivots);
        }

        for (var i = simplex.artificials; i < simplex.columns; i++)
        {
            simplex.upper[i] = 0;
        }

        return simplex.Improve(simplex.price, simplex.artificials)
            ? simplex.Result()
            : new LinearResult(LinearStatus.Unbounded, double.NegativeInfinity, [], [], -1, simplex.pivots);
    }

    /// <summary>One row of the tableau: right side zero or more, a slack, and an artificial variable where the slack
    /// cannot stand in the first basis.</summary>
    private void Read(int row)
    {
        var one = program.Rows[row];
        var turn = one.Right < 0 || (one.Right == 0 && one.Relation == Relation.AtLeast) ? -1.0 : 1.0;
        var at = row * columns;
        foreach (var (variable, factor) in one.Terms)
        {
            cells[at + variable] += turn * factor;
        }

        sign[row] = turn;
        right[row] = turn * one.Right;
        var slack = program.Cost.Length + row;
        var slackSign = turn * (one.Relation switch { Relation.AtMost => 1, Relation.AtLeast => -1, _ => 0 });
        cells[at + slack] = slackSign;
        upper[slack] = slackSign == 0 ? 0 : double.PositiveInfinity;
        var artificial = artificials + row;
        cells[at + artificial] = 1;
        identity[row] = artificial;
        if (slackSign > 0)
        {
            basis[row] = slack;
            upper[artificial] = 0;
        }
        else
        {
            basis[row] = artificial;
            for (var column = 0; column < artificials; column++)
            {
                missing[column] -= cells[at + column];
            }
        }

        inBasis[basis[row]] = true;
    }

    /// <summary>Exchanges until no column lowers the cost.</summary>
    /// <param name="reduced">Reduced costs of the columns; it steers.</param>
    /// <param name="open">Columns that may enter stand before it.</param>
    /// <returns>False where the cost falls without end.</returns>
    private bool Improve(double[] reduced, int open)
    {
        var still = 0;
        while (Entering(reduced, open, still > Stalled) is var column and >= 0)
        {
            var (row, step, atUpper) = Leaving(column, still > Stalled);
            if (double.IsPositiveInfinity(step))
            {
                return false;
            }

            still = step > Tolerance ? 0 : still + 1;
            pivots++;
            if (row < 0)
            {
                Flip(column);
                continue;
            }

            if (atUpper)
            {
                FlipBasic(row);
            }

            Pivot(row, column);
        }

        return true;
    }

    private int Entering(double[] reduced, int open, bool bland)
    {
        var (best, least) = (-1, -Tolerance);
        for (var column = 0; column < open; column++)
        {
            if (reduced[column] < least && !inBasis[column] && upper[column] > 0)
            {
                (best, least) = (column, reduced[column]);
                if (bland)
                {
                    break;
                }
            }
        }

        return best;
    }

    /// <summary>The row that stops the column first, or -1 where its own bound does; of equal ones the largest pivot,
    /// or by Bland's rule the lowest variable.</summary>
    private (int Row, double Step, bool AtUpper) Leaving(int column, bool bland)
    {
        var (best, step, bestAtUpper, bestPivot) = (-1, upper[column], false, 0.0);
        for (var row = 0; row < rows; row++)
        {
            var factor = cells[(row * columns) + column];
            if (Math.Abs(factor) <= Tolerance)
            {
                continue;
            }

            var atUpper = factor < 0;
            var room = atUpper ? upper[basis[row]] - right[row] : right[row];
            if (double.IsPositiveInfinity(room))
            {
                continue;
            }

            var length = Math.Max(0, room) / Math.Abs(factor);
            var better = length < step - Tolerance || (length <= step + Tolerance && best >= 0
                && (bland ? basis[row] < basis[best] : Math.Abs(factor) > bestPivot));
            if (better)
            {
                (best, bestAtUpper, bestPivot) = (row, atUpper, Math.Abs(factor));
                step = Math.Min(step, length);
            }
        }

        return (best, step, bestAtUpper);
    }

    /// <summary>A column outside the basis goes to its other bound.</summary>
    private void Flip(int column)
    {
        var bound = upper[column];
        for (var row = 0; row < rows; row++)
        {
            var at = (row * columns) + column;
            right[row] -= cells[at] * bound;
            cells[at] = -cells[at];
        }

        price[column] = -price[column];
        missing[column] = -missing[column];
        flipped[column] = !flipped[column];
    }

    /// <summary>A variable of the basis is counted from its other bound.</summary>
    private void FlipBasic(int row)
    {
        var variable = basis[row];
        var at = row * columns;
        for (var column = 0; column < columns; column++)
        {
            cells[at + column] = -cells[at + column];
        }

        cells[at + variable] = 1;
        right[row] = upper[variable] - right[row];
        flipped[variable] = !flipped[variable];
    }

    private void Pivot(int row, int column)
    {
        var source = cells.AsSpan(row * columns, columns);
        var scale = 1 / source[column];
        for (var i = 0; i < columns; i++)
        {
            source[i] *= scale;
        }

        source[column] = 1;
        right[row] *= scale;
        for (var other = 0; other < rows; other++)
        {
            var target = cells.AsSpan(other * columns, columns);
            var factor = target[column];
            if (other != row && factor != 0)
            {
                Subtract(target, source, factor, column);
                right[other] = Clean(right[other] - (factor * right[row]));
            }
        }

        Subtract(price, source, price[column], column);
        Subtract(missing, source, missing[column], column);
        inBasis[basis[row]] = false;
        inBasis[column] = true;
        basis[row] = column;
    }

    private static void Subtract(Span<double> target, ReadOnlySpan<double> source, double factor, int column)
    {
        if (factor == 0)
        {
            return;
        }

        for (var i = 0; i < target.Length; i++)
        {
            target[i] -= factor * source[i];
        }

        target[column] = 0;
    }

    private static double Clean(double value) => Math.Abs(value) < 1e-11 ? 0 : value;

    private double Largest() => program.Rows.Count == 0 ? 0 : program.Rows.Max(r => Math.Abs(r.Right));

    private (int Row, double Most) Worst()
    {
        var (worst, most) = (-1, 0.0);
        for (var row = 0; row < rows; row++)
        {
            if (basis[row] >= artificials && right[row] > most)
            {
                (worst, most) = (basis[row] - artificials, right[row]);
            }
        }

        return (worst, most);
    }

    private LinearResult Result()
    {
        var values = new double[program.Cost.Length];
        for (var row = 0; row < rows; row++)
        {
            if (basis[row] < values.Length)
            {
                values[basis[row]] = right[row];
            }
        }

        var cost = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = flipped[i] ? program.Upper[i] - values[i] : values[i];
            cost += values[i] * program.Cost[i];
        }

        var duals = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            var reduced = price[identity[row]];
            duals[row] = sign[row] * (flipped[identity[row]] ? reduced : -reduced);
        }

        return new LinearResult(LinearStatus.Optimal, cost, values, duals, -1, pivots);
    }
}
