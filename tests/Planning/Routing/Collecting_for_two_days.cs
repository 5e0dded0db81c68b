using Meent.Planning;
using Meent.Planning.Rules.Routing;

namespace Meent.Tests.Planning.Routing;

/// <summary>H. P. Williams, Model Building in Mathematical Programming, 5th ed., problem 23: one tanker, nine farms
/// every day, eleven every other day.</summary>
public class Collecting_for_two_days
{
    /// <summary>x and y in tens of miles, load in thousands of litres, visits in two days.</summary>
    private static readonly (double X, double Y, int Load, int Visits)[] Farms =
    [
        (-3, 3, 5, 2), (1, 11, 4, 2), (4, 7, 3, 2), (-5, 9, 6, 2), (-5, -2, 7, 2), (-4, -7, 3, 2), (6, 0, 4, 2),
        (3, -6, 6, 2), (-1, -3, 5, 2), (0, -6, 4, 1), (6, 4, 7, 1), (2, 5, 3, 1), (-2, 8, 4, 1), (6, 10, 5, 1),
        (1, 8, 6, 1), (-3, 1, 8, 1), (-6, 5, 5, 1), (2, 9, 7, 1), (-6, -5, 6, 1), (5, -4, 6, 1),
    ];

    [Fact]
    public void The_shortest_two_days_are_found()
    {
        var visits = Farms.SelectMany((f, i) => f.Visits == 2
            ? new[] { (Farm: i, Days: 1UL), (Farm: i, Days: 2UL) } : [(i, 3UL)]).ToList();
        const double Scale = 100_000;
        var problem = new RoutingProblem(
            [new Base("dairy")],
            [.. visits.Select(v => new Stop($"{v.Farm + 1}", Farms[v.Farm].Load, Lorries: v.Days))],
            [new LorryType("day 1", 1, [80], 0, [0]), new LorryType("day 2", 1, [80], 0, [0])],
            [Any.Plane([(0, 0), .. visits.Select(v => (Farms[v.Farm].X, Farms[v.Farm].Y))], Scale)]);

        var solution = Router.Solve(problem, 1, 1, Budget.Iterations(4_000));

        RouteCheck.Faults(problem, solution).ShouldBeEmpty();
        (solution.Cost / Scale).ShouldBe(123.05624, 0.0002);
    }
}
