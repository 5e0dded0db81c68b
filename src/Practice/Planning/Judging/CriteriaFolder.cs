using Meent.Planning.Explore;
using Meent.Planning.Rules.Criteria;
using Score = Meent.Planning.Rules.Criteria.Cell;

namespace Meent.Planning.Judging;

/// <summary>The tables of places that are judged.</summary>
/// <param name="Assessors">Their names; one without a name where the table has no such column.</param>
/// <param name="ByAssessor">The same alternatives and criteria for each.</param>
/// <param name="Pairs">Weights out of comparisons by twos, where the folder has them.</param>
internal sealed record CriteriaFolder(
    Method Method, IReadOnlyList<string> Assessors, IReadOnlyList<Decision> ByAssessor, AhpWeights? Pairs)
{
    private static readonly string[] Methods = ["weighted_sum", "topsis", "vikor", "promethee", "spotis"];

    /// <summary>The consistency ratio, where it is over what weights can rest on.</summary>
    public double? Contradiction => Pairs?.ConsistencyRatio is { } ratio and > Ahp.MostContradiction ? ratio : null;

    public static CriteriaFolder Read(ExploreFolder folder)
    {
        var table = folder.Table(
            "criteria.csv", Decision.MostCriteria, "criterion", "weight", "better?", "low?", "high?");
        var known = table.Numbered("criterion");
        var criteria = table.Select(r => new Criterion(
            r.Text("criterion"), r.Number("weight"),
            r.TextOr("better", "more") == "more" || r.Choice("better", "more", "less") == 0,
            r.NumberOr("low", 0), r.NumberOr("high", 1))).ToList();
        var pairs = Compared(folder, criteria, known);
        if (pairs is not null)
        {
            criteria = [.. criteria.Select((c, i) => c with { Weight = pairs.Weights[i] })];
        }

        var scores = folder.Table("scores.csv", "assessor?", "alternative", "criterion", "score?", "evidence?");
        var assessors = scores.Select(r => r.TextOr("assessor", "")).Distinct(StringComparer.Ordinal).ToList();
        var alternatives = scores.Select(r => r.Text("alternative")).Distinct(StringComparer.Ordinal).ToList();
        var cells = assessors.Select(_ => alternatives.Select(_ => new Score[criteria.Count]).ToArray()).ToArray();
        Fill(scores, assessors, alternatives, known, cells);
        return new CriteriaFolder(
            (Method)Array.IndexOf(Methods, folder.Choice("method", Methods)), assessors,
            [.. cells.Select(c => new Decision(alternatives, criteria, c))], pairs);
    }

    private static void Fill(
        Table scores, List<string> assessors, List<string> alternatives, Dictionary<string, int> known,
        Score[][][] cells)
    {
        var seen = new HashSet<(int, int, int)>();
        foreach (var row in scores)
        {
            var (who, what, by) = (
                assessors.IndexOf(row.TextOr("assessor", "")), alternatives.IndexOf(row.Text("alternative")),
                row.Known("criterion", known, "criteria.csv"));
            if (!seen.Add((who, what, by)))
            {
                scores.Trouble.Note(row.About("planning.name_twice", "criterion"));
            }
            else if (known.Count > 0)
            {
                cells[who][what][by] = new Score(row.NumberOrUnknown("score"), row.TextOr("evidence", ""));
            }
        }
    }

    /// <summary>pairs.csv: how many times as important the first is as the second. Every pair stands once.</summary>
    private static AhpWeights? Compared(ExploreFolder folder, List<Criterion> criteria, Dictionary<string, int> known)
    {
        if (folder.TableIfAny("pairs.csv", "first", "second", "times") is not { } table
            || known.Count != criteria.Count)
        {
            return null;
        }

        var compared = criteria.Select((_, i) => criteria.Select((_, j) => i == j ? 1.0 : 0).ToArray()).ToArray();
        foreach (var row in table)
        {
            var (first, second) = (
                row.Known("first", known, "criteria.csv"), row.Known("second", known, "criteria.csv"));
            if (criteria.Count > 0)
            {
                compared[first][second] = row.Number("times", 0.001, 1000);
                compared[second][first] = 1 / compared[first][second];
            }
        }

        var weights = Ahp.Eigenvector(compared);
        if (weights.Refusal is { } no)
        {
            folder.Refuse(no);
            return null;
        }

        return weights.Value;
    }
}
