using System.Text.Json;
using Meent.Planning;
using Meent.Planning.Explore;
using Meent.Planning.Routing;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Routing;

namespace Meent.Tests.Planning.Routing;

public class Finding_routes
{
    [Fact]
    public void Whatever_the_rules_are_the_checker_finds_no_fault()
    {
        for (var seed = 1UL; seed <= 300; seed++)
        {
            var problem = Any.Problem(seed, 5 + (int)(seed % 25));
            var solution = Router.Solve(problem, seed, 1, Budget.Iterations(400));
            RouteCheck.Faults(problem, solution).ShouldBeEmpty($"seed {seed}");
            var kept = RoutesExploration.Search(
                problem, NearestFirst.Solve(problem), seed, new ExploreOptions(), Budget.Iterations(100));
            kept.Left.Length.ShouldBeLessThanOrEqualTo(NearestFirst.Solve(problem).Left.Length, $"seed {seed}");
            RouteCheck.Faults(problem, NearestFirst.Solve(problem)).ShouldBeEmpty($"nearest first, seed {seed}");
        }
    }

    [Fact]
    public void The_same_seed_and_iterations_give_the_same_routes()
    {
        var problem = Any.Problem(11, 30);
        string Once() => JsonSerializer.Serialize(Router.Solve(problem, 3, 1, Budget.Iterations(1000)));
        Once().ShouldBe(Once());
    }

    [Fact]
    public void Two_threads_find_routes_that_keep_every_rule()
    {
        var problem = Any.Problem(12, 30);
        RouteCheck.Faults(problem, Router.Solve(problem, 3, 2, Budget.Iterations(1000))).ShouldBeEmpty();
    }

    [Fact]
    public void The_order_of_the_stops_does_not_decide_whether_they_can_be_served()
    {
        for (var seed = 1UL; seed <= 40; seed++)
        {
            var problem = Any.Problem(seed, 8);
            var turned = Turned(problem);
            var (one, other) = (Router.Solve(problem, 1, 1, Budget.Iterations(3000)),
                Router.Solve(turned, 1, 1, Budget.Iterations(3000)));
            other.Left.Length.ShouldBe(one.Left.Length, $"seed {seed}");
            (ProblemCheck.Refuse(turned) is null).ShouldBe(ProblemCheck.Refuse(problem) is null, $"seed {seed}");
        }
    }

    [Fact]
    public void Few_stops_are_routed_as_well_as_can_be()
    {
        for (var seed = 1UL; seed <= 30; seed++)
        {
            var dice = new Dice(seed);
            var at = Enumerable.Range(0, 9).Select(_ => (X: dice.Fraction() * 100, Y: dice.Fraction() * 100)).ToList();
            int[] load = [0, .. Enumerable.Range(0, 8).Select(_ => 1 + dice.Below(9))];
            var travel = Any.Plane(at, 10);
            var problem = new RoutingProblem(
                [new Base("hub")], [.. load.Skip(1).Select((l, i) => new Stop($"{i}", l))],
                [new LorryType("lorry", 8, [20], 0, [0])], [travel]);
            Router.Solve(problem, 1, 1, Budget.Iterations(3000)).Cost.ShouldBe(Best(travel, load, 20), $"seed {seed}");
        }
    }

    /// <summary>Shortest closed way through each set of stops (Held, Karp 1962), then the cheapest division into
    /// sets that fit.</summary>
    private static long Best(Travel travel, int[] load, int capacity)
    {
        var n = load.Length - 1;
        var way = new long[1 << n, n];
        var (round, best) = (new long[1 << n], new long[1 << n]);
        for (var set = 1; set < 1 << n; set++)
        {
            (round[set], best[set]) = (long.MaxValue, long.MaxValue);
            for (var last = 0; last < n; last++)
            {
                way[set, last] = long.MaxValue / 4;
                if ((set >> last & 1) == 0)
                {
                    continue;
                }

                var rest = set & ~(1 << last);
                way[set, last] = rest == 0 ? travel.Distance[last + 1] : Enumerable.Range(0, n)
                    .Where(p => (rest >> p & 1) == 1)
                    .Min(p => way[rest, p] + travel.Distance[((p + 1) * travel.Size) + last + 1]);
                round[set] = Math.Min(round[set], way[set, last] + travel.Distance[(last + 1) * travel.Size]);
            }

            for (var part = set; part > 0; part = (part - 1) & set)
            {
                if (Enumerable.Range(0, n).Where(i => (part >> i & 1) == 1).Sum(i => load[i + 1]) <= capacity)
                {
                    best[set] = Math.Min(best[set], round[part] + (part == set ? 0 : best[set & ~part]));
                }
            }
        }

        return best[(1 << n) - 1];
    }

    private static RoutingProblem Turned(RoutingProblem problem)
    {
        var (bases, n) = (problem.Bases.Length, problem.Nodes);
        int Old(int node) => node < bases ? node : bases + n - 1 - node;
        return problem with
        {
            Stops = [.. problem.Stops.Reverse()],
            Profiles =
            [
                .. problem.Profiles.Select(p => new Travel(
                    n, [.. Turn(p.Distance, n, Old)], [.. Turn(p.Time, n, Old)])),
            ],
        };
    }

    private static IEnumerable<int> Turn(int[] matrix, int n, Func<int, int> old) =>
        from a in Enumerable.Range(0, n) from b in Enumerable.Range(0, n) select matrix[(old(a) * n) + old(b)];
}
