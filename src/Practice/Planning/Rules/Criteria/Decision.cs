using Meent.Kernel;

namespace Meent.Planning.Rules.Criteria;

/// <summary>What places are judged by.</summary>
/// <param name="Weight">0 and more; what counts is its share in the sum of all.</param>
/// <param name="MoreIsBetter">False for what should be little: cost, distance.</param>
/// <param name="Low">Lowest score that can be: an unknown cell is somewhere between the two.</param>
/// <param name="High">Highest score that can be.</param>
internal sealed record Criterion(string Name, double Weight, bool MoreIsBetter, double Low, double High);

/// <summary>What an alternative scores on a criterion.</summary>
/// <param name="Score">Null: not known.</param>
/// <param name="Note">What the score rests on.</param>
internal readonly record struct Cell(double? Score, string? Note = null)
{
    /// <summary>What the score rests on; empty: nothing yet.</summary>
    public string Evidence => Note ?? "";
}

/// <summary>Alternatives judged by criteria.</summary>
/// <param name="Cells">A row for each alternative, a cell for each criterion.</param>
internal sealed record Decision(
    IReadOnlyList<string> Alternatives, IReadOnlyList<Criterion> Criteria, IReadOnlyList<Cell[]> Cells)
{
    public const int MostAlternatives = 200;
    public const int MostCriteria = 50;

    public int UnknownCells => Cells.Sum(row => row.Count(c => c.Score is null));

    public int CellsWithoutEvidence => Cells.Sum(row => row.Count(c => c.Score is not null && c.Evidence.Length == 0));

    /// <summary>Shares that add up to 1.</summary>
    public double[] Weights()
    {
        var sum = Criteria.Sum(c => c.Weight);
        return [.. Criteria.Select(c => c.Weight / sum)];
    }

    public bool[] MoreIsBetter() => [.. Criteria.Select(c => c.MoreIsBetter)];

    /// <summary>A row for each alternative. Only where nothing is unknown.</summary>
    public double[][] Scores() => [.. Cells.Select(row => row.Select(c => c.Score!.Value).ToArray())];

    /// <summary>The same decision with other weights.</summary>
    public Decision With(double[] weights) =>
        this with { Criteria = [.. Criteria.Select((c, i) => c with { Weight = weights[i] })] };

    /// <summary>Why nothing can be said; null where it can.</summary>
    public Refusal? Wrong()
    {
        if (Criteria.Count == 0)
        {
            return new Refusal("planning.criteria_none");
        }

        if (Alternatives.Count == 0)
        {
            return new Refusal("planning.criteria_no_alternatives");
        }

        if (Alternatives.Count > MostAlternatives || Criteria.Count > MostCriteria)
        {
            return new Refusal("planning.criteria_too_many",
                ("alternatives", Plain.Of(MostAlternatives)), ("criteria", Plain.Of(MostCriteria)));
        }

        if (Criteria.FirstOrDefault(c => !(c.Weight >= 0 && c.Weight <= 1e12)) is { } negative)
        {
            return new Refusal("planning.criteria_weight_wrong", ("criterion", negative.Name));
        }

        if (Criteria.Sum(c => c.Weight) <= 0)
        {
            return new Refusal("planning.criteria_weights_zero");
        }

        return Criteria.FirstOrDefault(c => !(c.Low < c.High && double.IsFinite(c.Low) && double.IsFinite(c.High)))
            is { } flat
            ? new Refusal("planning.criteria_range_wrong", ("criterion", flat.Name))
            : WrongCell();
    }

    private Refusal? WrongCell()
    {
        for (var a = 0; a < Cells.Count; a++)
        {
            for (var c = 0; c < Criteria.Count; c++)
            {
                if (Cells[a][c].Score is { } score && !(score >= Criteria[c].Low && score <= Criteria[c].High))
                {
                    return new Refusal(
                        "planning.criteria_cell_outside",
                        ("alternative", Alternatives[a]), ("criterion", Criteria[c].Name), ("score", Plain.Of(score)),
                        ("low", Plain.Of(Criteria[c].Low)), ("high", Plain.Of(Criteria[c].High)));
                }
            }
        }

        return null;
    }
}

/// <summary>Ranks from scores: 1 is best; equals share the better rank.</summary>
internal static class Ranks
{
    /// <summary>Smaller differences are none: they come from adding up.</summary>
    public const double Same = 1e-12;

    public static int[] HighestFirst(IReadOnlyList<double> scores) =>
        [.. scores.Select(s => 1 + scores.Count(o => o > s + Same))];

    public static int[] LowestFirst(IReadOnlyList<double> scores) =>
        [.. scores.Select(s => 1 + scores.Count(o => o < s - Same))];
}
