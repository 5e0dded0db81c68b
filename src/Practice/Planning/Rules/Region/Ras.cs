using Meent.Kernel;

namespace Meent.Planning.Rules.Region;

/// <summary>A table made to add up to new totals, changing it as little as can be (R. Stone 1961; Deming and Stephan
/// 1940): rows and columns are scaled in turn.</summary>
internal static class Ras
{
    private const int MostTurns = 100_000;

    // Of the whole: what may be left between the sums and the totals.
    private const double Fine = 1e-12;

    public static Outcome<double[][]> Balance(double[][] table, double[] rows, double[] columns)
    {
        if (rows.Length == 0 || columns.Length == 0 || table.Length != rows.Length
            || table.Any(row => row.Length != columns.Length))
        {
            return new Refusal("planning.region_not_square");
        }

        foreach (var value in rows.Concat(columns).Concat(table.SelectMany(r => r)))
        {
            if (!(value >= 0 && value <= 1e15))
            {
                return new Refusal("planning.region_negative", ("name", "table"), ("value", Plain.Of(value)));
            }
        }

        var (all, down) = (rows.Sum(), columns.Sum());
        if (Math.Abs(all - down) > 1e-9 * Math.Max(all, down))
        {
            return new Refusal("planning.region_totals_differ", ("rows", Plain.Of(all)), ("columns", Plain.Of(down)));
        }

        var result = table.Select(r => r.ToArray()).ToArray();
        for (var turn = 0; turn < MostTurns; turn++)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                var by = Factor(result[i].Sum(), rows[i]);
                for (var j = 0; j < columns.Length; j++)
                {
                    result[i][j] *= by;
                }
            }

            for (var j = 0; j < columns.Length; j++)
            {
                var by = Factor(result.Sum(row => row[j]), columns[j]);
                for (var i = 0; i < rows.Length; i++)
                {
                    result[i][j] *= by;
                }
            }

            if (result.Select((row, i) => Math.Abs(row.Sum() - rows[i])).Max() <= Fine * all
                && columns.Select((c, j) => Math.Abs(result.Sum(row => row[j]) - c)).Max() <= Fine * all)
            {
                return result;
            }
        }

        return new Refusal("planning.region_cannot_balance");
    }

    private static double Factor(double has, double should) => has > 0 ? should / has : 1;
}
