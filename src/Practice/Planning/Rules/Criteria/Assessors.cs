using Meent.Kernel;

namespace Meent.Planning.Rules.Criteria;

/// <summary>What several people who scored the same alternatives say together.</summary>
/// <param name="Together">Mean of the known scores of each cell; unknown where nobody knows.</param>
/// <param name="Apart">Largest difference between two assessors in each cell, as a share of what can be.</param>
/// <param name="Ranks">By assessor: the ranks out of that assessor's cells, with unknown ones as best and worst case.
/// </param>
/// <param name="Agreement">Kendall's W of the orders, 0 none to 1 full; null with one assessor or one
/// alternative.</param>
internal sealed record Panel(
    Decision Together, double[][] Apart, IReadOnlyList<RankRange[]> Ranks, double? Agreement);

internal static class Assessors
{
    public static Outcome<Panel> Judge(IReadOnlyList<Decision> byAssessor)
    {
        if (byAssessor.Count == 0)
        {
            return new Refusal("planning.criteria_no_alternatives");
        }

        var ranks = new List<RankRange[]>();
        foreach (var one in byAssessor)
        {
            var range = Unknowns.Range(Method.WeightedSum, one);
            if (range.Refusal is { } refusal)
            {
                return refusal;
            }

            ranks.Add(range.Value);
        }

        var first = byAssessor[0];
        var cells = first.Cells.Select((row, a) => row.Select((_, c) => Mean(byAssessor, a, c)).ToArray()).ToList();
        var apart = first.Cells.Select((row, a) => row.Select((_, c) => Spread(byAssessor, a, c)).ToArray()).ToArray();
        return new Panel(first with { Cells = cells }, apart, ranks, Agreement(ranks));
    }

    /// <summary>Kendall and Babington Smith 1939: a range counts by its middle, equals by their mean rank.</summary>
    private static double? Agreement(List<RankRange[]> ranks)
    {
        var (judges, n) = (ranks.Count, ranks[0].Length);
        if (judges < 2 || n < 2)
        {
            return null;
        }

        var sums = Enumerable.Range(0, n).Select(a => ranks.Sum(r => MeanRank(r, a))).ToArray();
        var mean = sums.Average();
        return Math.Min(1, 12 * sums.Sum(s => (s - mean) * (s - mean)) / (judges * judges * ((double)n * n * n - n)));
    }

    private static double MeanRank(RankRange[] ranks, int alternative)
    {
        int Twice(RankRange r) => r.Best + r.Worst;
        var own = Twice(ranks[alternative]);
        return ranks.Count(r => Twice(r) < own) + ((ranks.Count(r => Twice(r) == own) + 1) / 2.0);
    }

    private static Cell Mean(IReadOnlyList<Decision> all, int row, int column)
    {
        var known = all.Select(d => d.Cells[row][column]).Where(c => c.Score is not null).ToList();
        return known.Count == 0
            ? default
            : new Cell(known.Average(c => c.Score!.Value), string.Join("; ",
                known.Select(c => c.Evidence).Where(e => e.Length > 0).Distinct(StringComparer.Ordinal)));
    }

    private static double Spread(IReadOnlyList<Decision> all, int row, int column)
    {
        var known = all.Select(d => d.Cells[row][column].Score).OfType<double>().ToList();
        var criterion = all[0].Criteria[column];
        return known.Count < 2 ? 0 : (known.Max() - known.Min()) / (criterion.High - criterion.Low);
    }
}
