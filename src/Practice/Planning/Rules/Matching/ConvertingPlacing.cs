using Meent.Kernel;
using Meent.Planning.Rules.Linear;

namespace Meent.Planning.Rules.Matching;

/// <summary>Placing where a unit of one thing becomes another quantity of something else: a generalised flow, as a
/// linear program. Units and currency are whole ones here; what it gives is cut down to thousandths.</summary>
/// <remarks>Jewell, Optimal flow through networks with gains, Operations Research 10, 1962.</remarks>
internal static class ConvertingPlacing
{
    public static Outcome<Placing> Solve(
        MatchingProblem problem, IReadOnlyList<Pair> pairs, List<Lane> lanes, CostLevel level)
    {
        var rows = Rows(problem, pairs, lanes);
        if (BoundedSimplex.Cells(lanes.Count, rows.Count) > BoundedSimplex.MostCells)
        {
            return new Refusal("planning.conversion_too_large", ("lanes", $"{lanes.Count}"), ("rows", $"{rows.Count}"));
        }

        var cost = lanes.Select(l => -l.Unit.Gain / 1e6).ToArray();
        var upper = Enumerable.Repeat(double.PositiveInfinity, lanes.Count).ToArray();
        var result = BoundedSimplex.Solve(new LinearProgram(cost, upper, rows));
        if (result.Status != LinearStatus.Optimal)
        {
            return new Refusal("planning.flow_unbounded");
        }

        var thousandths = Array.ConvertAll(result.Values, v => (long)Math.Floor((v * 1_000) + 1e-5));
        Int128 gain = 0;
        for (var lane = 0; lane < lanes.Count; lane++)
        {
            gain += (Int128)thousandths[lane] * lanes[lane].Unit.Gain;
        }

        var (offers, wants) = (problem.Offers.Count, problem.Wants.Count);
        return new Placing(level, lanes, thousandths, Worth(problem, result, offers, 0),
            Worth(problem, result, wants, offers), gain);
    }

    /// <summary>A row for each offer in each period: what goes out is what there is and what conversions make. Then one
    /// for each want in each period.</summary>
    internal static List<Row> Rows(MatchingProblem problem, IReadOnlyList<Pair> pairs, List<Lane> lanes)
    {
        var (periods, offers) = (problem.Periods.Count, problem.Offers.Count);
        var terms = new List<(int, double)>[(offers + problem.Wants.Count) * periods];
        for (var row = 0; row < terms.Length; row++)
        {
            terms[row] = [];
        }

        for (var lane = 0; lane < lanes.Count; lane++)
        {
            var (offer, want) = (pairs[lanes[lane].Pair].Offer, pairs[lanes[lane].Pair].Want);
            var material = problem.Offers[offer].Material;
            terms[(offer * periods) + lanes[lane].Made].Add((lane, 1));
            terms[((offers + want) * periods) + lanes[lane].Used]
                .Add((lane, problem.Wants[want].ReplacesThousandths(material) / 1e3));
            foreach (var made in problem.Conversions.Where(c => c.Want == want && c.Material == material))
            {
                terms[(made.Offer * periods) + lanes[lane].Used].Add((lane, -made.Yield));
            }
        }

        return [.. terms.Select((t, row) => new Row(Relation.AtMost, Right(problem, row), [.. t]))];
    }

    private static double Right(MatchingProblem problem, int row)
    {
        var (at, period) = (row / problem.Periods.Count, row % problem.Periods.Count);
        return (at < problem.Offers.Count
            ? problem.Offers[at].Thousandths[period]
            : problem.Wants[at - problem.Offers.Count].Thousandths[period]) / 1e3;
    }

    private static long[,] Worth(MatchingProblem problem, LinearResult result, int rows, int first)
    {
        var periods = problem.Periods.Count;
        var worth = new long[rows, periods];
        for (var row = 0; row < rows; row++)
        {
            for (var period = 0; period < periods; period++)
            {
                worth[row, period] = (long)Math.Floor(
                    (-result.Duals[((first + row) * periods) + period] * 1e6) + 0.5);
            }
        }

        return worth;
    }
}
