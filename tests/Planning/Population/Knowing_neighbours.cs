using Meent.Planning.Rules.Routing.Population;

namespace Meent.Tests.Planning.Population;

public class Knowing_neighbours
{
    [Fact]
    public void The_nearest_customers_are_those_that_sorting_all_gives()
    {
        foreach (var problem in new[] { Made.InAPlane(1, 90, 20), Made.Asymmetric(2, 90, 20), Made.InAPlane(3, 5, 20) })
        {
            var (n, d) = (problem.Size, problem.Distance);
            var network = new Network(problem, 10);
            for (var i = 1; i < n; i++)
            {
                var sorted = Enumerable.Range(1, n - 1).Where(j => j != i)
                    .OrderBy(j => Math.Min(d[(i * n) + j], d[(j * n) + i])).ThenBy(j => j).Take(10);
                network.Nearest.Items.AsSpan(i * network.NearCount, network.NearCount).ToArray().ShouldBe(sorted);
            }
        }
    }

    [Fact]
    public void Positions_derived_from_the_distances_of_a_plane_keep_them()
    {
        var problem = Made.InAPlane(5, 40, 20);
        var (x, y) = Positions.From(problem);
        for (var i = 0; i < 40; i++)
        {
            for (var j = 0; j < 40; j++)
            {
                double.Hypot(x[i] - x[j], y[i] - y[j]).ShouldBe(problem.Distance[(i * 40) + j], 5);
            }
        }
    }
}
