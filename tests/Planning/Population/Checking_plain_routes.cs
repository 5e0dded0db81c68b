using Meent.Planning.Rules.Routing.Population;

namespace Meent.Tests.Planning.Population;

public class Checking_plain_routes
{
    /// <summary>A depot and three customers ten apart on a road; two loads fit on a lorry.</summary>
    private static readonly PlainProblem Road = new(
        4, [0, 10, 20, 30, 10, 0, 10, 20, 20, 10, 0, 10, 30, 20, 10, 0], [0, 1, 1, 1], 2, 2, null, null, 60);

    [Fact]
    public void Good_routes_have_no_fault() =>
        PlainCheck.Faults(Road, new PlainSolution([[1], [2, 3]], 80)).ShouldBeEmpty();

    [Fact]
    public void Each_kind_of_fault_is_named()
    {
        Fault(Road, [[1], [2, 3]], 81).ShouldContain("the distance is 80 and not 81");
        Fault(Road, [[1, 2, 3]], 60).ShouldContain("a route carries 3 of 2");
        Fault(Road, [[1], [2], [3]], 120).ShouldContain("too many lorries");
        Fault(Road, [[1], [2, 2]], 60).ShouldContain("a customer is not visited once");
        Fault(Road, [[1], [2, 3], []], 80).ShouldContain("a route is empty");
        Fault(Road, [[1], [2, 4]], 80).ShouldContain("a route visits what is no customer");
        Fault(Road with { MaxDistance = 59 }, [[1], [2, 3]], 80).ShouldContain("a route is 60 long");
    }

    private static IReadOnlyList<string> Fault(PlainProblem problem, int[][] routes, long distance) =>
        PlainCheck.Faults(problem, new PlainSolution(routes, distance));
}
