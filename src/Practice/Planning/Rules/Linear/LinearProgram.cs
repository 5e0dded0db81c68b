namespace Meent.Planning.Rules.Linear;

internal enum Relation
{
    AtMost = 1,
    AtLeast = 2,
    Equal = 3,
}

/// <summary>One condition: the sum of factor x variable, and what it is held against.</summary>
internal sealed record Row(Relation Relation, double Right, params (int Variable, double Factor)[] Terms);

/// <summary>Minimise cost x variables, each from 0 up to a bound, under rows.</summary>
/// <param name="Cost">Of one unit of each variable.</param>
/// <param name="Upper">Zero or more; may be infinite.</param>
internal sealed record LinearProgram(double[] Cost, double[] Upper, IReadOnlyList<Row> Rows);

internal enum LinearStatus
{
    Optimal = 1,

    /// <summary>No values keep all rows.</summary>
    Infeasible = 2,

    /// <summary>The cost falls without end.</summary>
    Unbounded = 3,
}

/// <param name="Values">Of the variables; empty where there is no optimum.</param>
/// <param name="Duals">By how much the cost rises for a unit more on the right of each row.</param>
/// <param name="FirstBroken">Where no values keep all rows: the row that misses most at the least sum of what rows
/// miss. -1 otherwise.</param>
internal sealed record LinearResult(
    LinearStatus Status, double Cost, double[] Values, double[] Duals, int FirstBroken, int Pivots);
