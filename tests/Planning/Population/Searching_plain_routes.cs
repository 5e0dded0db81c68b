using Meent.Bench.Planning;
using Meent.Planning;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Routing.Population;

namespace Meent.Tests.Planning.Population;

public class Searching_plain_routes
{
    [Fact]
    public void Small_problems_are_solved_to_their_optimum()
    {
        for (var seed = 1UL; seed <= 12; seed++)
        {
            var size = 2 + (int)(seed % 8);
            Optimal(Made.InAPlane(seed, size, 15), seed);
            Optimal(Made.Asymmetric(seed, size, 15), seed);
            Optimal(Made.InAPlane(seed, size, 15, maxDistance: 2600), seed);
            Optimal(Made.Asymmetric(seed, size, 20, lorries: 2), seed);
            Optimal(Made.InAPlane(seed, size, 20, lorries: 3, maxDistance: 2900), seed);
        }
    }

    [Fact]
    public void The_same_seed_and_iterations_give_the_same_answer()
    {
        foreach (var problem in new[] { Made.InAPlane(1, 80, 40), Made.Asymmetric(2, 80, 40) })
        {
            var one = Solve(problem, 5, 60_000).ShouldNotBeNull();
            var other = Solve(problem, 5, 60_000).ShouldNotBeNull();
            Written(other).ShouldBe(Written(one));
        }
    }

    [Fact]
    public void Every_answer_passes_the_independent_check()
    {
        for (var seed = 1UL; seed <= 6; seed++)
        {
            Passes(Made.InAPlane(seed, 120, 50), seed, 1);
            Passes(Made.InAPlane(seed, 120, 50) with { X = null, Y = null }, seed, 1);
            Passes(Made.Asymmetric(seed, 90, 50), seed, 2);
            Passes(Made.InAPlane(seed, 90, 50, maxDistance: 4000), seed, 2);
        }
    }

    [Fact]
    public void Renumbering_the_customers_never_changes_whether_it_can_be_done()
    {
        for (var seed = 1UL; seed <= 10; seed++)
        {
            var problem = Made.InAPlane(seed, 9, 20, lorries: 2 + (int)(seed % 2));
            var renumbered = Renumbered(problem, new Dice(seed));
            (Solve(renumbered, seed, 3000) is null).ShouldBe(Solve(problem, seed, 3000) is null);
        }
    }

    [Fact]
    public void A_fleet_that_just_carries_all_is_kept_to()
    {
        for (var seed = 1UL; seed <= 5; seed++)
        {
            var free = Made.InAPlane(seed, 60, 30);
            var needed = (int)Math.Ceiling(free.Demand.Sum() / 30.0);
            var problem = free with { MaxLorries = needed };
            var found = Solve(problem, seed, 60_000).ShouldNotBeNull();
            PlainCheck.Faults(problem, found).ShouldBeEmpty();
            found.Routes.Count.ShouldBe(needed);
        }
    }

    [Fact]
    public void Nothing_is_answered_where_the_fleet_cannot_do_it()
    {
        var problem = Made.InAPlane(3, 20, 30);
        Solve(problem with { MaxLorries = 1 }, 1, 5000).ShouldBeNull();
        Solve(problem with { Capacity = problem.Demand.Max() - 1 }, 1, 5000).ShouldBeNull();
        Solve(problem with { MaxDistance = 10 }, 1, 5000).ShouldBeNull();
        // Three times two of three on two lorries of five: all together fit, one by one they do not.
        var three = new PlainProblem(4, new int[16], [0, 3, 3, 3], 5, 2, null, null);
        Solve(three, 1, 5000).ShouldBeNull();
    }

    [Fact]
    public void Nobody_to_visit_is_no_route() =>
        Solve(new PlainProblem(1, [0], [0], 10, 0, null, null), 1, 10).ShouldNotBeNull().Routes.ShouldBeEmpty();

    [Fact]
    public void What_was_found_before_is_never_made_worse()
    {
        var problem = Made.InAPlane(4, 100, 40);
        var first = Solve(problem, 1, 100_000).ShouldNotBeNull();
        var second = PopulationSearch.Solve(problem, 2, 1, Budget.Iterations(1000), null, [first]).ShouldNotBeNull();
        second.Distance.ShouldBeLessThanOrEqualTo(first.Distance);
        PlainCheck.Faults(problem, second).ShouldBeEmpty();
    }

    [Fact]
    public void Who_waits_hears_of_shorter_and_shorter_routes()
    {
        var heard = new Heard();
        var problem = Made.InAPlane(4, 60, 40);
        var found = PopulationSearch.Solve(problem, 2, 2, Budget.Iterations(40_000), heard).ShouldNotBeNull();
        heard.Distances.ShouldBe(heard.Distances.OrderDescending().Distinct());
        heard.Distances[^1].ShouldBe(found.Distance);
    }

    /// <summary>X-n101-k25 of CVRPLIB (Uchoa et al. 2017): the best known, proven, is 27591.</summary>
    [Fact]
    public void A_published_problem_of_a_hundred_customers_is_within_a_percent()
    {
        var folder = Published.Folder("vrp");
        Assert.SkipWhen(folder is null, "shared/data/vrp is not here");
        var instance = PublishedRoutes.Read(Path.Combine(folder!, "x/X-n101-k25.vrp"));
        instance.BestKnown.ShouldBe(27591);
        var found = Solve(instance.Problem, 1, 250_000).ShouldNotBeNull();
        PlainCheck.Faults(instance.Problem, found).ShouldBeEmpty();
        found.Distance.ShouldBeInRange(27591, 27591 * 101 / 100);
    }

    private static void Optimal(PlainProblem problem, ulong seed)
    {
        var found = Solve(problem, seed, 6000);
        found?.Distance.ShouldBe(Made.Optimum(problem).ShouldNotBeNull());
        (found is null).ShouldBe(Made.Optimum(problem) is null);
        if (found is not null)
        {
            PlainCheck.Faults(problem, found).ShouldBeEmpty();
        }
    }

    private static void Passes(PlainProblem problem, ulong seed, int threads)
    {
        var found = PopulationSearch.Solve(problem, seed, threads, Budget.Iterations(30_000), null).ShouldNotBeNull();
        PlainCheck.Faults(problem, found).ShouldBeEmpty();
    }

    private static PlainSolution? Solve(PlainProblem problem, ulong seed, long iterations) =>
        PopulationSearch.Solve(problem, seed, 1, Budget.Iterations(iterations), null);

    private static string Written(PlainSolution solution) =>
        string.Join('|', solution.Routes.Select(r => string.Join(' ', r)));

    private static PlainProblem Renumbered(PlainProblem problem, Dice dice)
    {
        var n = problem.Size;
        var order = Enumerable.Range(0, n).ToArray();
        dice.Shuffle(order.AsSpan(1));
        var distance = new int[n * n];
        for (var i = 0; i < n * n; i++)
        {
            distance[i] = problem.Distance[(order[i / n] * n) + order[i % n]];
        }

        return problem with
        {
            Distance = distance,
            Demand = [.. order.Select(i => problem.Demand[i])],
            X = [.. order.Select(i => problem.X![i])],
            Y = [.. order.Select(i => problem.Y![i])],
        };
    }

    private sealed class Heard : IProgress<PlainSolution>
    {
        public List<long> Distances { get; } = [];

        public void Report(PlainSolution value) => Distances.Add(value.Distance);
    }
}
