using Meent.Planning.Rules.Region;

namespace Meent.Tests.Planning.Region;

public class Asking_the_impossible_of_a_region
{
    [Fact]
    public void Figures_that_cannot_be_are_refused()
    {
        LocationQuotient.Table(new Employment([], [], [])).Refusal!.Code.ShouldBe("planning.region_no_activities");
        LocationQuotient.Stars(new Employment(["a"], ["s"], [[-1]])).Refusal!.Code
            .ShouldBe("planning.region_negative");
        LocationQuotient.Table(new Employment(["a"], ["s"], [[0]])).Refusal!.Code.ShouldBe("planning.region_nothing");
        ShiftShare.Of(["s"], ([5], [5]), ([4], [6])).Refusal!.Code.ShouldBe("planning.region_larger_than_nation");
        ShiftShare.Of(["s"], ([-5], [5]), ([4], [6])).Refusal!.Code.ShouldBe("planning.region_negative");
        ShiftShare.Of([], ([], []), ([], [])).Refusal!.Code.ShouldBe("planning.region_no_activities");
    }

    [Fact]
    public void A_sector_that_uses_all_it_makes_has_no_multiplier()
    {
        InputOutput.Model(["s"], [[10]], [10]).Refusal!.Code.ShouldBe("planning.region_uses_more_than_it_makes");
        InputOutput.Model(["s"], [[20]], [10]).Refusal!.Code.ShouldBe("planning.region_uses_more_than_it_makes");
        InputOutput.Model(["s", "t"], [[0, 1], [0, 0]], [0, 10]).Refusal!.Code
            .ShouldBe("planning.region_uses_more_than_it_makes");
        InputOutput.Model(["s"], [[1, 2]], [10]).Refusal!.Code.ShouldBe("planning.region_not_square");
        InputOutput.Model([.. Enumerable.Repeat("s", 501)], [], []).Refusal!.Code.ShouldBe("planning.region_too_many");
    }

    [Fact]
    public void A_table_that_cannot_add_up_is_refused()
    {
        Ras.Balance([[1, 1]], [3], [1, 1]).Refusal!.Code.ShouldBe("planning.region_totals_differ");
        Ras.Balance([[1, 0], [1, 0]], [1, 1], [1, 1]).Refusal!.Code.ShouldBe("planning.region_cannot_balance");
        Ras.Balance([[-1]], [1], [1]).Refusal!.Code.ShouldBe("planning.region_negative");
    }

    [Fact]
    public void A_relation_with_nobody_is_refused()
    {
        RelationGraph.Of(["a"], [new Relation(0, 3, 1)]).Refusal!.Code.ShouldBe("planning.region_unknown_activity");
        RelationGraph.Of(["a", "b"], [new Relation(0, 1, -1)]).Refusal!.Code.ShouldBe("planning.region_negative");
        RelationGraph.Of([], []).Refusal!.Code.ShouldBe("planning.region_no_activities");
        RelationGraph.Of([.. Enumerable.Repeat("a", 5_001)], []).Refusal!.Code.ShouldBe("planning.region_too_many");
    }
}
