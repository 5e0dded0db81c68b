namespace Meent.Planning.Rules.Routing.Population;

/// <summary>The hybrid genetic search of Vidal et al. (2012) in the simpler form of Vidal (2022), "Hybrid genetic
/// search for the CVRP: open-source implementation and SWAP* neighborhood".</summary>
internal sealed class Genetic
{
    private const int Initial = 100;
    private const int Patience = 20_000;
    private const int Adaptation = 100;
    private const double Repairing = 10;

    private readonly Network network;
    private readonly Dice dice;
    private readonly Penalties penalties;
    private readonly Population population;
    private readonly LocalSearch search;
    private readonly Split split;
    private readonly Crossover crossover;
    private int fruitless;
    private int made;
    private int sown;

    public Genetic(Network network, Dice dice)
    {
        (this.network, this.dice) = (network, dice);
        penalties = new Penalties(network);
        population = new Population(dice, penalties);
        search = new LocalSearch(network, dice);
        split = new Split(network);
        crossover = new Crossover(network.Size, dice);
    }

    public Individual? Best { get; private set; }

    /// <summary>Takes a copy of what was found elsewhere.</summary>
    public void Sow(Individual given)
    {
        var made = Copy(given);
        search.Order(made, penalties);
        Take(made, false);
    }

    /// <summary>Takes a copy that the moves have bettered.</summary>
    public void SowBettered(Individual given)
    {
        var made = Copy(given);
        search.Run(made, penalties, Repairing);
        Take(made, false);
    }

    /// <summary>Makes one more individual: at first by lot, then from two parents.</summary>
    public void Step()
    {
        var child = new Individual(network.Size);
        if (sown < Initial)
        {
            sown++;
            Array.Copy(Enumerable.Range(1, network.Size - 1).ToArray(), child.Tour, network.Size - 1);
            dice.Shuffle<int>(child.Tour);
        }
        else
        {
            population.Rank();
            var (one, other) = (population.Draw(), population.Draw());
            crossover.Mix(one.Tour, other.Tour, child.Tour);
        }

        split.Cut(child, penalties);
        search.Run(child, penalties);
        var better = Take(child, true);
        if (!child.Feasible && dice.Below(2) == 0)
        {
            better |= Repair(child);
        }

        fruitless = better ? 0 : fruitless + 1;
        if (++made % Adaptation == 0)
        {
            population.Adapt();
        }

        if (fruitless > Patience)
        {
            population.Clear();
            (fruitless, sown) = (0, 0);
        }
    }

    /// <summary>The same once more with penalties ten times as high.</summary>
    private bool Repair(Individual child)
    {
        var repaired = Copy(child);
        search.Run(repaired, penalties, Repairing);
        return repaired.Feasible && Take(repaired, false);
    }

    private Individual Copy(Individual given)
    {
        var made = new Individual(network.Size) { RouteCount = given.RouteCount };
        given.Tour.CopyTo(made.Tour, 0);
        given.Start.CopyTo(made.Start, 0);
        return made;
    }

    private bool Take(Individual child, bool heed)
    {
        var better = population.Add(child, heed);
        if (better && (Best is null || child.Distance < Best.Distance))
        {
            Best = child;
        }

        return better;
    }
}
