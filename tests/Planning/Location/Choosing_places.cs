using Meent.Bench.Planning;
using Meent.Planning;
using Meent.Planning.Rules.Location;

namespace Meent.Tests.Planning.Location;

/// <summary>Where collection points come, in which size, and who goes where.</summary>
public class Choosing_places
{
    private static LocationPlan? Solve(LocationProblem problem, long iterations = 200_000) =>
        LocationSearch.Solve(problem, 1, Budget.Iterations(iterations));

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void The_answer_is_the_best_of_all_choices_and_says_so(bool limited, bool counted)
    {
        var answered = 0;
        for (var seed = 1UL; seed <= 400; seed++)
        {
            var instance = Instance.Random(seed, limited, counted);
            if (instance.Problem() is not { } problem)
            {
                continue;
            }

            var optimum = instance.Optimum();
            var plan = Solve(problem);
            if (double.IsInfinity(optimum))
            {
                plan.ShouldBeNull($"seed {seed}");
                continue;
            }

            answered++;
            plan.ShouldNotBeNull($"seed {seed}");
            plan.Cost.ShouldBe(optimum, 1e-6, $"seed {seed}");
            plan.Proven.ShouldBeTrue($"seed {seed}");
            instance.Checked(plan).ShouldBe(plan.Cost, 1e-6, $"seed {seed}");
        }

        answered.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void A_search_that_was_cut_short_never_claims_too_much()
    {
        for (var seed = 1UL; seed <= 150; seed++)
        {
            var instance = Instance.Random(seed, seed % 3 != 0, seed % 2 == 0);
            if (instance.Problem() is not { } problem)
            {
                continue;
            }

            foreach (var iterations in (long[])[1, 5, 20, 60])
            {
                if (Solve(problem, iterations) is { } plan)
                {
                    var optimum = instance.Optimum();
                    plan.Bound.ShouldBeLessThanOrEqualTo(optimum + 1e-6, $"seed {seed}, {iterations}");
                    plan.Cost.ShouldBeGreaterThanOrEqualTo(optimum - 1e-6, $"seed {seed}, {iterations}");
                }
            }
        }
    }

    [Fact]
    public void The_order_of_the_rows_changes_nothing()
    {
        for (var seed = 1UL; seed <= 60; seed++)
        {
            var one = Instance.Random(seed, seed % 2 == 0, false);
            var (n, m) = (one.Customers.Count, one.Sites.Count);
            var other = new Instance([.. Enumerable.Reverse(one.Customers)], [.. Enumerable.Reverse(one.Sites)],
                [.. Enumerable.Range(0, n * m).Select(at => one.Cost[(n * m) - 1 - at])], one.Least, one.Most);
            if (one.Problem() is { } problem)
            {
                var (first, second) = (Solve(problem), Solve(other.Problem()!));
                (first is null).ShouldBe(second is null);
                first?.Cost.ShouldBe(second!.Cost, 1e-6);
            }
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_plan()
    {
        var problem = Instance.Random(4, true, false).Problem()!;
        var (one, other) = (Solve(problem, 50)!, Solve(problem, 50)!);
        one.Option.ShouldBe(other.Option);
        one.Flows.ShouldBe(other.Flows);
        one.Bound.ShouldBe(other.Bound);
    }

    [Theory]
    [InlineData("pmed1")]
    [InlineData("pmed2")]
    [InlineData("pmed3")]
    [InlineData("pmed6")]
    public void Published_medians_are_found_and_proven(string name)
    {
        var folder = Instance.Folder();
        var plan = Solve(Places.ReadMedian(folder, name))!;
        plan.Cost.ShouldBe(Places.Optima(folder)[name]);
        plan.Proven.ShouldBeTrue();
    }

    [Theory]
    [InlineData("cap41")]
    [InlineData("cap42")]
    [InlineData("cap43")]
    [InlineData("cap44")]
    [InlineData("cap71")]
    [InlineData("cap113")]
    public void Published_capacitated_sets_are_found_and_proven(string name)
    {
        var folder = Instance.Folder();
        var plan = Solve(Places.ReadCapacitated(folder, name))!;
        plan.Cost.ShouldBe(Places.Optima(folder)[name], 0.001);
        plan.Proven.ShouldBeTrue();
    }

    /// <summary>Cost of a fixed set, reckoned by hand: 40 + 60 for the sites, 3 x 10 + 2 x 20 for the way, and five
    /// units that do not fit at the first go 9 farther each.</summary>
    [Fact]
    public void What_does_not_fit_goes_on_to_the_next_site()
    {
        List<Customer> customers = [new("near", 10), new("far", 20)];
        List<Site> sites =
        [
            new("one", [new("small", 40, 25)], Forced: true), new("two", [new("small", 60, 100)], Forced: true),
        ];
        var problem = LocationProblem.From(customers, sites, [30, 150, 40, 220]).Value;
        var plan = Solve(problem)!;
        plan.Cost.ShouldBe(40 + 60 + 30 + 40 + (5 * 9), 1e-9);
        plan.Flows.ShouldBe([new Flow(0, 0, 10), new Flow(1, 0, 15), new Flow(1, 1, 5)]);
    }
}
