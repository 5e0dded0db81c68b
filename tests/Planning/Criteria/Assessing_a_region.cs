using Meent.Planning.Rules;
using Meent.Planning.Rules.Criteria;

namespace Meent.Tests.Planning.Criteria;

public class Assessing_a_region
{
    private static readonly string[] Names =
    [
        "face", "soil for several sectors", "organic ambitions", "room to cluster", "public land",
        "cities nearby", "strong chain parties",
    ];

    private static readonly double?[] SixOfSeven = [1, 1, 1, 1, 0, 1, 1];
    private static readonly double?[] FourWithPublicLand = [1, 1, 0, 0, 1, 1, 0];
    private static readonly double?[] FourWithoutPublicLand = [1, 1, 0, 0, 0, 1, 1];

    [Fact]
    [Proves("AT-B5-1")]
    public void Six_of_seven_comes_before_four_and_the_weight_that_turns_it_is_shown()
    {
        var decision = Regions(SixOfSeven, FourWithPublicLand);
        var scores = WeightedSum.Score(decision);
        scores[0].ShouldBe(6 / 7.0, 1e-12);
        scores[1].ShouldBe(4 / 7.0, 1e-12);
        Ranks.HighestFirst(scores).ShouldBe([1, 2]);

        // Only public land speaks for Hoeksche Waard: at a third of all weight the two are level.
        var (behind, flip) = Flips.Smallest(decision, 0)!.Value;
        behind.ShouldBe(1);
        flip.Criterion.ShouldBe(4);
        flip.Weight.ShouldBe(1 / 7.0, 1e-12);
        flip.FlipsAt!.Value.ShouldBe(1 / 3.0, 1e-12);
        flip.Change!.Value.ShouldBe((1 / 3.0) - (1 / 7.0), 1e-12);
        Flips.Between(decision, 0, 1).Where(f => f.Criterion != 4 && f.FlipsAt is not null)
            .ShouldAllBe(f => Math.Abs(f.Change!.Value) > flip.Change.Value);
    }

    [Fact]
    [Proves("AT-B5-1")]
    public void Where_the_second_is_ahead_in_nothing_no_weight_turns_the_order()
    {
        var decision = Regions(SixOfSeven, FourWithoutPublicLand);
        Ranks.HighestFirst(WeightedSum.Score(decision)).ShouldBe([1, 2]);
        Flips.Smallest(decision, 0).ShouldBeNull();
        Flips.Between(decision, 0, 1).ShouldAllBe(f => f.FlipsAt == null);
    }

    [Fact]
    [Proves("AT-B5-2")]
    public void Unknown_cells_give_the_best_and_the_worst_rank_of_each()
    {
        double?[] twoUnknown = [1, 1, 1, null, 0, 1, null];
        var ranges = Unknowns.Range(Method.WeightedSum, Regions(twoUnknown, FourWithPublicLand)).Value;
        // Four to six against four: first for certain, with or without company.
        ranges.ShouldBe([new RankRange(1, 1), new RankRange(1, 2)]);

        double?[] threeUnknown = [1, 1, null, null, 0, 1, null];
        ranges = Unknowns.Range(Method.WeightedSum, Regions(threeUnknown, FourWithPublicLand)).Value;
        ranges.ShouldBe([new RankRange(1, 2), new RankRange(1, 2)]);

        var known = Unknowns.Range(Method.WeightedSum, Regions(SixOfSeven, FourWithPublicLand)).Value;
        known.ShouldBe([new RankRange(1, 1), new RankRange(2, 2)]);
    }

    [Fact]
    [Proves("AT-B5-2")]
    public void The_range_of_ranks_is_that_of_trying_all_ends()
    {
        for (var seed = 1UL; seed <= 60; seed++)
        {
            var decision = AnyDecision(new Dice(seed), unknownOfTen: 3);
            foreach (var method in Enum.GetValues<Method>())
            {
                Unknowns.Range(method, decision).Value.ShouldBe(Trying(method, decision), $"{method} {seed}");
            }
        }
    }

    [Fact]
    public void The_order_turns_at_the_weight_that_is_said_and_not_before()
    {
        for (var seed = 1UL; seed <= 200; seed++)
        {
            var decision = AnyDecision(new Dice(seed), unknownOfTen: 0);
            var scores = WeightedSum.Score(decision);
            var first = Array.IndexOf(scores, scores.Max());
            var weights = decision.Weights();
            for (var b = 0; b < scores.Length; b++)
            {
                foreach (var flip in b == first ? [] : Flips.Between(decision, first, b))
                {
                    CheckFlip(decision, weights, first, b, flip);
                }
            }
        }
    }

    [Fact]
    [Proves("B5.a")]
    public void Several_assessors_are_shown_together_and_apart()
    {
        var one = Regions(SixOfSeven, FourWithPublicLand);
        var other = Regions([1, 1, 0, 1, 0, 1, null], FourWithPublicLand);
        var panel = Assessors.Judge([one, other]).Value;
        panel.Together.Cells[0][2].Score.ShouldBe(0.5);
        panel.Together.Cells[0][6].Score.ShouldBe(1);
        panel.Together.Cells[0][0].Evidence.ShouldBe("report of 2011");
        panel.Apart[0][2].ShouldBe(1);
        panel.Apart[0][6].ShouldBe(0);
        panel.Ranks[0].ShouldBe([new RankRange(1, 1), new RankRange(2, 2)]);
        panel.Ranks[1].ShouldBe([new RankRange(1, 1), new RankRange(1, 2)]);
        panel.Agreement.ShouldBe(1);
        Assessors.Judge([one]).Value.Agreement.ShouldBeNull();
    }

    [Fact]
    public void Orders_that_are_each_others_opposite_do_not_agree()
    {
        var panel = Assessors.Judge([Regions(SixOfSeven, FourWithPublicLand), Regions(FourWithPublicLand, SixOfSeven)]);
        panel.Value.Agreement.ShouldBe(0);
    }

    [Fact]
    public void Scores_without_evidence_are_counted()
    {
        var decision = Regions(SixOfSeven, FourWithPublicLand);
        decision.CellsWithoutEvidence.ShouldBe(0);
        decision.Cells[0][3] = new Cell(1);
        decision.CellsWithoutEvidence.ShouldBe(1);
        decision.Cells[0][3] = new Cell(null);
        decision.CellsWithoutEvidence.ShouldBe(0);
        decision.UnknownCells.ShouldBe(1);
    }

    private static void CheckFlip(Decision decision, double[] weights, int ahead, int behind, WeightFlip flip)
    {
        double Lead(double share)
        {
            var moved = weights.Select((w, i) => i == flip.Criterion
                ? share
                : w * (1 - share) / (1 - weights[flip.Criterion])).ToArray();
            var scores = WeightedSum.Score(decision.With(moved));
            return scores[ahead] - scores[behind];
        }

        if (flip.FlipsAt is { } at)
        {
            at.ShouldBeInRange(0, 1);
            Lead(at).ShouldBe(0, 1e-9);
            // Level already: it turns to either side.
            Math.Min(Lead(at > flip.Weight ? 1 : 0), Math.Abs(flip.Change!.Value) < 1e-9 ? -1 : 0).ShouldBeLessThan(0);
            Lead((at + flip.Weight) / 2).ShouldBeGreaterThanOrEqualTo(-1e-12);
        }
        else
        {
            Lead(0).ShouldBeGreaterThanOrEqualTo(-1e-9);
            Lead(1).ShouldBeGreaterThanOrEqualTo(-1e-9);
        }
    }

    private static Decision Regions(double?[] harenkarspel, double?[] hoekscheWaard) => new(
        ["Harenkarspel", "Hoeksche Waard"],
        [.. Names.Select(n => new Criterion(n, 1, true, 0, 1))],
        [Row(harenkarspel), Row(hoekscheWaard)]);

    private static Cell[] Row(double?[] scores) =>
        [.. scores.Select(s => new Cell(s, s is null ? "" : "report of 2011"))];

    private static Decision AnyDecision(Dice dice, int unknownOfTen)
    {
        var criteria = Enumerable.Range(0, 2 + dice.Below(3))
            .Select(i => new Criterion($"{i}", 1 + dice.Below(9), dice.Below(2) == 0, 0, 10)).ToList();
        return new Decision(["a", "b", "c"], criteria, [.. Enumerable.Range(0, 3).Select(_ => criteria
            .Select(_ => new Cell(dice.Below(10) < unknownOfTen ? null : dice.Below(11))).ToArray())]);
    }

    private static RankRange[] Trying(Method method, Decision decision)
    {
        var ranges = Enumerable.Repeat(new RankRange(9, 0), decision.Alternatives.Count).ToArray();
        void Go(int at, List<Cell[]> cells)
        {
            var columns = decision.Criteria.Count;
            if (at == cells.Count * columns)
            {
                var ranks = Ranks.HighestFirst(Methods.Score(method, decision with { Cells = cells }));
                for (var a = 0; a < ranks.Length; a++)
                {
                    ranges[a] = new(Math.Min(ranges[a].Best, ranks[a]), Math.Max(ranges[a].Worst, ranks[a]));
                }

                return;
            }

            var (row, column) = (at / columns, at % columns);
            double?[] values = decision.Cells[row][column].Score is { } known ? [known] : [0, 10];
            foreach (var value in values)
            {
                cells[row][column] = new Cell(value);
                Go(at + 1, cells);
            }
        }

        Go(0, [.. decision.Cells.Select(r => r.ToArray())]);
        return ranges;
    }
}
