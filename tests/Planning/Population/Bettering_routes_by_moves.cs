using Meent.Planning.Rules;
using Meent.Planning.Rules.Routing.Population;

namespace Meent.Tests.Planning.Population;

public class Bettering_routes_by_moves
{
    [Fact]
    public void Never_costs_more_and_keeps_every_customer_once()
    {
        for (var seed = 1UL; seed <= 40; seed++)
        {
            Better(Made.InAPlane(seed, 60, 30), seed);
            Better(Made.InAPlane(seed, 60, 30, maxDistance: 3500), seed);
            Better(Made.Asymmetric(seed, 60, 30), seed);
            Better(Made.Asymmetric(seed, 60, 30, lorries: 11, maxDistance: 3500), seed);
        }
    }

    [Fact]
    public void A_step_of_annealing_that_is_taken_back_leaves_nothing_behind()
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var problem = seed % 2 == 0 ? Made.InAPlane(seed, 80, 40) : Made.Asymmetric(seed, 80, 40);
            var network = new Network(problem);
            var annealing = new Strings(network, new Dice(seed), 40);
            annealing.Load(Alone(network));
            for (var k = 0; k < 3000; k++)
            {
                annealing.Step(k % 100);
                if (k % 100 == 0)
                {
                    var now = annealing.Current();
                    now.Reckon(network);
                    PlainCheck.Faults(problem, now.Solution()).ShouldBeEmpty();
                    now.Distance.ShouldBe(annealing.Now);
                }
            }

            annealing.BestTour.Reckon(network);
            annealing.BestTour.Distance.ShouldBe(annealing.Best);
        }
    }

    /// <summary>As many customers on each lorry as there are lorries for.</summary>
    private static Individual Alone(Network network)
    {
        var made = new Individual(network.Size);
        Enumerable.Range(1, network.Size - 1).ToArray().CopyTo(made.Tour, 0);
        new Split(network).Cut(made, 1000, 0);
        made.Reckon(network);
        made.Feasible.ShouldBeTrue();
        return made;
    }

    private static void Better(PlainProblem problem, ulong seed)
    {
        var network = new Network(problem);
        var dice = new Dice(seed);
        var penalties = new Penalties(network);
        var made = new Individual(problem.Size);
        Enumerable.Range(1, problem.Size - 1).ToArray().CopyTo(made.Tour, 0);
        var search = new LocalSearch(network, dice);
        for (var again = 0; again < 3; again++)
        {
            dice.Shuffle<int>(made.Tour);
            new Split(network).Cut(made, penalties);
            var before = made.Cost;
            search.Run(made, penalties);
            made.Cost.ShouldBeLessThanOrEqualTo(before + 1e-6);
            var faults = PlainCheck.Faults(problem, made.Solution());
            faults.Where(f => f.Contains("visit") || f.Contains("the distance")).ShouldBeEmpty();
            var bettered = made.Cost;
            search.Run(made, penalties);
            made.Cost.ShouldBeLessThanOrEqualTo(bettered + 1e-6);
        }
    }
}
