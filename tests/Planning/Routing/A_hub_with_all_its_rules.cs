using Meent.Planning;
using Meent.Planning.Rules.Routing;
using Meent.Planning.Rules.Routing.Rounds;

namespace Meent.Tests.Planning.Routing;

public class A_hub_with_all_its_rules
{
    [Theory]
    [InlineData(200, 1, 0)]
    [InlineData(120, 2, 0.4)]
    public void Is_served_whole_and_a_tenth_cheaper_than_by_driving_on_to_the_nearest(int farms, ulong seed, double alternate)
    {
        var problem = MadeUpHub.Make(farms, seed, alternate).Problem();
        ProblemCheck.Refuse(problem).ShouldBeNull();
        var nearest = NearestFirst.Solve(problem);
        var plan = Router.Solve(problem, seed, 1, Budget.Iterations(4_000));

        RouteCheck.Faults(problem, nearest).ShouldBeEmpty();
        RouteCheck.Faults(problem, plan).ShouldBeEmpty();
        nearest.Left.ShouldBeEmpty();
        plan.Left.ShouldBeEmpty();
        plan.Cost.ShouldBeLessThan(nearest.Cost * 9 / 10);
    }
}
