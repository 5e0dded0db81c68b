using Meent.Kernel;

namespace Meent.Planning.Rules.Criteria;

/// <summary>Where an alternative may come, whatever the unknown cells turn out to be.</summary>
internal readonly record struct RankRange(int Best, int Worst);

/// <summary>
/// Ranks with unknown cells. Where a score hangs on the alternative's own cells alone (weighted sum, SPOTIS) the range
/// is
/// exact: the alternative at its best against all others at their worst, and the other way round. Elsewhere all unknown
/// cells are set to their lowest or highest, every combination: exact for these ends, not for what lies between.
/// </summary>
internal static class Unknowns
{
    /// <summary>2^16 combinations.</summary>
    public const int MostUnknown = 16;

    public static Outcome<RankRange[]> Range(Method method, Decision decision) =>
        decision.Wrong() is { } wrong ? wrong
        : Methods.IsOwn(method) ? Exact(method, decision)
        : decision.UnknownCells > MostUnknown
            ? new Refusal("planning.criteria_too_many_unknown",
                ("unknown", Plain.Of(decision.UnknownCells)), ("most", Plain.Of(MostUnknown)))
            : Enumerate(method, decision);

    /// <summary>All unknown cells at their best, or at their worst.</summary>
    public static Decision Filled(Decision decision, bool atBest) => decision with
    {
        Cells = [.. decision.Cells.Select(row => Row(decision, row, atBest))],
    };

    private static RankRange[] Exact(Method method, Decision decision)
    {
        var best = Methods.Score(method, Filled(decision, atBest: true));
        var worst = Methods.Score(method, Filled(decision, atBest: false));
        return [.. Enumerable.Range(0, best.Length).Select(a => new RankRange(
            1 + Count(worst, a, s => s > best[a] + Ranks.Same),
            1 + Count(best, a, s => s > worst[a] + Ranks.Same)))];
    }

    private static int Count(double[] scores, int except, Func<double, bool> ahead) =>
        scores.Where((s, i) => i != except && ahead(s)).Count();

    private static RankRange[] Enumerate(Method method, Decision decision)
    {
        var unknown = new List<(int Row, int Column)>();
        for (var a = 0; a < decision.Cells.Count; a++)
        {
            for (var c = 0; c < decision.Criteria.Count; c++)
            {
                if (decision.Cells[a][c].Score is null)
                {
                    unknown.Add((a, c));
                }
            }
        }

        var ranges = Enumerable.Repeat(new RankRange(int.MaxValue, 0), decision.Alternatives.Count).ToArray();
        var filled = Filled(decision, atBest: true);
        for (var bits = 0; bits < 1 << unknown.Count; bits++)
        {
            for (var u = 0; u < unknown.Count; u++)
            {
                var (row, column) = unknown[u];
                var criterion = decision.Criteria[column];
                filled.Cells[row][column] = new Cell((bits >> u & 1) == 0 ? criterion.Low : criterion.High);
            }

            var ranks = Ranks.HighestFirst(Methods.Score(method, filled));
            for (var a = 0; a < ranks.Length; a++)
            {
                ranges[a] = new RankRange(Math.Min(ranges[a].Best, ranks[a]), Math.Max(ranges[a].Worst, ranks[a]));
            }
        }

        return ranges;
    }

    private static Cell[] Row(Decision decision, Cell[] row, bool atBest) =>
        [.. row.Select((cell, c) => cell.Score is not null
            ? cell
            : new Cell(decision.Criteria[c].MoreIsBetter == atBest
                ? decision.Criteria[c].High
                : decision.Criteria[c].Low))];
}
