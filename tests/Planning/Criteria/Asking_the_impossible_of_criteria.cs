using Meent.Planning.Rules.Criteria;

namespace Meent.Tests.Planning.Criteria;

public class Asking_the_impossible_of_criteria
{
    private static readonly Criterion Soil = new("soil", 1, true, 0, 10);

    [Fact]
    public void Criteria_that_cannot_be_are_refused()
    {
        Code([], [[]]).ShouldBe("planning.criteria_none");
        Code([Soil], []).ShouldBe("planning.criteria_no_alternatives");
        Code([Soil with { Weight = 0 }], [[new(1)]]).ShouldBe("planning.criteria_weights_zero");
        Code([Soil with { Weight = -1 }], [[new(1)]]).ShouldBe("planning.criteria_weight_wrong");
        Code([Soil with { Weight = double.NaN }], [[new(1)]]).ShouldBe("planning.criteria_weight_wrong");
        Code([Soil with { High = 0 }], [[new(1)]]).ShouldBe("planning.criteria_range_wrong");
        Code([Soil], [[new(11)]]).ShouldBe("planning.criteria_cell_outside");
        Code([Soil], [.. Enumerable.Repeat(new Cell[] { new(1) }, 201)]).ShouldBe("planning.criteria_too_many");
        Assessors.Judge([]).Refusal!.Code.ShouldBe("planning.criteria_no_alternatives");
    }

    [Fact]
    public void More_unknown_cells_than_can_be_tried_are_refused_where_they_must_be_tried()
    {
        var cells = Enumerable.Range(0, 17).Select(_ => new Cell[] { new(null) }).ToArray();
        Code([Soil], cells, Method.Topsis).ShouldBe("planning.criteria_too_many_unknown");
        Code([Soil], cells, Method.WeightedSum).ShouldBeNull();
    }

    [Fact]
    public void Comparisons_that_do_not_mirror_each_other_are_refused()
    {
        Ahp.Eigenvector([[1, 3], [0.5, 1]]).Refusal!.Code.ShouldBe("planning.criteria_pairs_not_reciprocal");
        Ahp.GeometricMean([[1, 0], [0, 1]]).Refusal!.Code.ShouldBe("planning.criteria_pairs_not_reciprocal");
        Ahp.Eigenvector([[1, 3]]).Refusal!.Code.ShouldBe("planning.criteria_pairs_not_square");
        Ahp.Eigenvector([]).Refusal!.Code.ShouldBe("planning.criteria_none");
        Ahp.Eigenvector([[1, 3], [0.333, 1]]).Value.Weights[0].ShouldBe(0.75, 0.001);
    }

    private static string? Code(Criterion[] criteria, Cell[][] cells, Method method = Method.WeightedSum) =>
        Unknowns.Range(method, new Decision([.. cells.Select((_, i) => $"{i}")], criteria, cells)).Refusal?.Code;
}
