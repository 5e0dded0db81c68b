using Meent.Planning.Explore;
using Meent.Planning.Report;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Criteria;
using Cell = Meent.Planning.Explore.Cell;
using Score = Meent.Planning.Rules.Criteria.Cell;

namespace Meent.Planning.Judging;

/// <summary>What was found about alternatives, as tables and figures.</summary>
internal sealed class CriteriaTables
{
    private readonly ExploreFolder folder;
    private readonly CriteriaFolder read;
    private readonly Panel panel;
    private readonly RankRange[] ranges;
    private readonly Decision middle;
    private readonly int first;

    public CriteriaTables(ExploreFolder folder, CriteriaFolder read, Panel panel, RankRange[] ranges)
    {
        (this.folder, this.read, this.panel, this.ranges) = (folder, read, panel, ranges);
        middle = AtMiddle(panel.Together);
        var scores = Methods.Score(read.Method, middle);
        first = Array.IndexOf(scores, scores.Max());
    }

    public string FirstName => middle.Alternatives[first];

    /// <summary>First whatever the unknown cells are, and alone.</summary>
    public bool IsFirstForCertain =>
        ranges[first].Worst == 1 && ranges.Where((_, a) => a != first).All(r => r.Best > 1);

    public IEnumerable<string> PossibleFirst() =>
        middle.Alternatives.Where((_, a) => ranges[a].Best == 1);

    /// <summary>Of the weighted sum, with what is unknown in the middle.</summary>
    public (int Behind, WeightFlip Flip)? SmallestFlip() => Flips.Smallest(middle, FirstOfSum());

    public IReadOnlyList<AnswerTable> All() =>
        read.Assessors.Count > 1
            ? [Ranking(), ByMethod(), FlipTable(), Cells(), ByAssessor()]
            : [Ranking(), ByMethod(), FlipTable(), Cells()];

    public Picture Picture()
    {
        var order = Order().Take(12).ToList();
        var bars = order.Select(a => new BarChart.Bar(
            middle.Alternatives[a], [Sum(a).Base], Sum(a))).ToList();
        var conclusion = new Sentence("explore.criteria.picture.conclusion",
            ("first", middle.Alternatives[order[0]]), ("best", Cell.Number(ranges[order[0]].Best)),
            ("worst", Cell.Number(ranges[order[0]].Worst)));
        return new Picture(
            new("explore.criteria.picture"), conclusion,
            new BarChart { Bars = bars, Unit = "%", Places = 1 }.Svg(folder.Speech, folder.Speech.Say(conclusion)));
    }

    public IReadOnlyList<Figure> Forecast() =>
        [.. middle.Alternatives.Select((name, a) => new Figure("score", name, "", Sum(a), "%"))];

    private static AnswerColumn Column(string name, string unit = "") => new($"explore.criteria.{name}", unit);

    private static Decision AtMiddle(Decision decision) => decision with
    {
        Cells = [.. decision.Cells.Select(row => row.Select((cell, c) => cell.Score is null
            ? new Score((decision.Criteria[c].Low + decision.Criteria[c].High) / 2)
            : cell).ToArray())],
    };

    private int FirstOfSum()
    {
        var scores = WeightedSum.Score(middle);
        return Array.IndexOf(scores, scores.Max());
    }

    /// <summary>Weighted sum in per cent, unknown cells at their worst, middle and best.</summary>
    private Band Sum(int alternative)
    {
        double Of(Decision decision) => 100 * WeightedSum.Score(decision)[alternative];
        return new Band(
            Of(Unknowns.Filled(panel.Together, atBest: false)), Of(middle),
            Of(Unknowns.Filled(panel.Together, atBest: true)));
    }

    private IEnumerable<int> Order()
    {
        var scores = Methods.Score(read.Method, middle);
        return Enumerable.Range(0, scores.Length).OrderByDescending(a => scores[a]).ThenBy(a => a);
    }

    private AnswerTable Ranking() => new(
        new("explore.criteria.ranking"),
        [Column("alternative"), Column("sum", "%"), Column("best_rank"), Column("worst_rank")],
        [.. Order().Select(a => new AnswerRow(
            a == first ? Mark.Chosen : Mark.Plain, middle.Alternatives[a], Cell.Of(Sum(a), 1),
            Cell.Number(ranges[a].Best), Cell.Number(ranges[a].Worst)))])
    { Note = new("explore.criteria.ranking.note") };

    private AnswerTable ByMethod()
    {
        var all = Enum.GetValues<Method>().Select(m => Unknowns.Range(m, panel.Together)).ToList();
        return new(
            new("explore.criteria.by_method"),
            [
                Column("alternative"),
                .. Enum.GetValues<Method>().Select(m => Column($"by_{CriteriaExploration.NameOf(m)}")),
            ],
            [.. Order().Select(a => new AnswerRow(
                [middle.Alternatives[a], .. all.Select(r => r.Refused ? Cell.Unknown : Rank(r.Value[a]))]))])
        { Note = new("explore.criteria.by_method.note") };
    }

    private static Cell Rank(RankRange range) =>
        range.Best == range.Worst ? $"{range.Best}" : $"{range.Best}–{range.Worst}";

    /// <summary>For each criterion, the alternative that comes level with the first soonest.</summary>
    private AnswerTable FlipTable()
    {
        var weights = middle.Weights();
        var ahead = FirstOfSum();
        var rows = middle.Criteria.Select((criterion, c) =>
        {
            var soonest = Enumerable.Range(0, middle.Alternatives.Count).Where(b => b != ahead)
                .Select(b => (Behind: b, Flip: Flips.Between(middle, ahead, b)[c]))
                .Where(x => x.Flip.FlipsAt is not null)
                .OrderBy(x => Math.Abs(x.Flip.Change!.Value)).ThenBy(x => x.Behind).ToList();
            return soonest.Count == 0
                ? new AnswerRow(
                    criterion.Name, Cell.Number(100 * weights[c], 1), Cell.Word("explore.criteria.never"), Cell.Nothing,
                    Cell.Nothing)
                : new AnswerRow(
                    criterion.Name, Cell.Number(100 * weights[c], 1),
                    Cell.Number(100 * soonest[0].Flip.FlipsAt!.Value, 1),
                    Cell.Number(100 * soonest[0].Flip.Change!.Value, 1), middle.Alternatives[soonest[0].Behind]);
        });
        return new(
            new("explore.criteria.flips"),
            [
                Column("criterion"), Column("weight", "%"), Column("flips_at", "%"), Column("change", "%"),
                Column("second"),
            ], [.. rows])
        { Note = new("explore.criteria.flips.note") };
    }

    private AnswerTable Cells()
    {
        var together = panel.Together;
        var rows = together.Alternatives.SelectMany((name, a) => together.Criteria.Select((criterion, c) =>
            new AnswerRow(
                name, criterion.Name, Cell.Number(together.Cells[a][c].Score, 2),
                Cell.Number(100 * panel.Apart[a][c]), together.Cells[a][c].Evidence.Length > 0
                    ? together.Cells[a][c].Evidence
                    : Cell.Word("explore.criteria.none_given"))));
        return new(
            new("explore.criteria.cells"),
            [Column("alternative"), Column("criterion"), Column("score"), Column("apart", "%"), Column("evidence")],
            [.. rows]);
    }

    private AnswerTable ByAssessor() => new(
        new("explore.criteria.by_assessor"),
        [Column("assessor"), Column("alternative"), Column("best_rank"), Column("worst_rank")],
        [.. read.Assessors.SelectMany((who, i) => middle.Alternatives.Select((name, a) => new AnswerRow(
            who, name, Cell.Number(panel.Ranks[i][a].Best), Cell.Number(panel.Ranks[i][a].Worst))))]);
}
