using Meent.Planning.Rules;
using Meent.Planning.Rules.Routing.Population;

namespace Meent.Tests.Planning.Population;

public class Cutting_a_tour
{
    [Fact]
    public void The_linear_split_costs_what_trying_every_cut_costs()
    {
        for (var seed = 1UL; seed <= 60; seed++)
        {
            var limit = seed % 3 == 0 ? 3000 : 0;
            Agrees(Made.InAPlane(seed, 25, 20, maxDistance: limit), seed);
            Agrees(Made.Asymmetric(seed, 25, 20, maxDistance: limit), seed);
        }
    }

    [Fact]
    public void With_a_fleet_no_more_routes_are_cut_than_it_has_lorries()
    {
        for (var seed = 1UL; seed <= 60; seed++)
        {
            var limit = seed % 3 == 0 ? 6000 : 0;
            Agrees(Made.InAPlane(seed, 25, 20, lorries: 3 + (int)(seed % 5), maxDistance: limit), seed);
            Agrees(Made.Asymmetric(seed, 25, 20, lorries: 3 + (int)(seed % 5), maxDistance: limit), seed);
        }
    }

    private static void Agrees(PlainProblem problem, ulong seed)
    {
        var network = new Network(problem);
        var made = new Individual(problem.Size);
        Enumerable.Range(1, problem.Size - 1).ToArray().CopyTo(made.Tour, 0);
        new Dice(seed).Shuffle<int>(made.Tour);
        var (perLoad, perDistance) = (seed % 7 * 10.0, problem.MaxDistance > 0 ? 2.0 : 0);
        var cost = new Split(network).Cut(made, perLoad, perDistance);
        made.Reckon(network);
        made.RouteCount.ShouldBeLessThanOrEqualTo(network.Lorries);
        (made.Distance + (perLoad * made.ExcessLoad) + (perDistance * made.ExcessDistance)).ShouldBe(cost, 1e-6);
        // With a maximal distance a route holds at most one and a half loads, where the fleet is large enough for that.
        var most = problem.MaxDistance > 0 ? problem.Capacity * 1.5 : double.MaxValue;
        var tried = Tried(problem, made.Tour, network.Lorries, perLoad, perDistance, most);
        tried = tried < double.MaxValue
            ? tried : Tried(problem, made.Tour, network.Lorries, perLoad, perDistance, double.MaxValue);
        cost.ShouldBe(tried, 1e-6);
    }

    private static double Tried(
        PlainProblem problem, int[] tour, int lorries, double perLoad, double perDistance, double most)
    {
        var count = tour.Length;
        var least = new double[lorries + 1, count + 1];
        for (var k = 0; k <= lorries; k++)
        {
            for (var j = 0; j <= count; j++)
            {
                least[k, j] = j == 0 ? 0 : double.MaxValue;
                for (var i = 0; k > 0 && i < j; i++)
                {
                    least[k, j] = Math.Min(least[k, j], least[k - 1, i] + Cost(tour[i..j]));
                }
            }
        }

        return least[lorries, count];

        double Cost(int[] route)
        {
            var arcs = route.Append(0).Zip(route.Prepend(0));
            var distance = arcs.Sum(a => problem.Distance[(a.Second * problem.Size) + a.First]);
            var load = route.Sum(c => problem.Demand[c]);
            return load > most ? double.MaxValue : distance + (perLoad * Math.Max(0, load - problem.Capacity))
                + (problem.MaxDistance > 0 ? perDistance * Math.Max(0, distance - problem.MaxDistance) : 0);
        }
    }
}
