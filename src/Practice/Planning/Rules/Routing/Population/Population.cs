namespace Meent.Planning.Rules.Routing.Population;

/// <summary>Feasible and infeasible members apart, each between 25 and 65; survivors are chosen by cost and by what
/// they add in diversity (Vidal et al. 2012). Sizes as in Vidal 2022.</summary>
internal sealed class Population(Dice dice, Penalties penalties, int least = 25, int generation = 40)
{
    private const int Elite = 4;
    private const int Close = 5;

    private readonly List<Individual> feasible = [];
    private readonly List<Individual> infeasible = [];

    /// <summary>The best feasible one since the start or the last restart.</summary>
    public Individual? Best { get; private set; }

    public int Count => feasible.Count + infeasible.Count;

    /// <returns>Whether it is the best feasible one so far.</returns>
    public bool Add(Individual made, bool heed)
    {
        if (heed)
        {
            penalties.Heed(made);
        }

        var members = made.Feasible ? feasible : infeasible;
        foreach (var other in members)
        {
            var distance = made.BrokenPairs(other);
            Insert(other.Near, distance, made);
            Insert(made.Near, distance, other);
        }

        var at = members.Count;
        while (at > 0 && members[at - 1].Cost > made.Cost - 1e-5)
        {
            at--;
        }

        members.Insert(at, made);
        if (members.Count > least + generation)
        {
            while (members.Count > least)
            {
                RemoveWorst(members);
            }
        }

        if (!made.Feasible || (Best is not null && made.Distance >= Best.Distance))
        {
            return false;
        }

        Best = made;
        return true;
    }

    /// <summary>The fitter of two drawn by lot.</summary>
    public Individual Draw()
    {
        var (one, other) = (DrawAny(), DrawAny());
        return one.Fitness < other.Fitness ? one : other;
    }

    public void Rank()
    {
        Rank(feasible);
        Rank(infeasible);
    }

    public void Adapt()
    {
        penalties.Adapt();
        foreach (var member in infeasible)
        {
            member.Price(penalties);
        }

        infeasible.Sort((a, b) => a.Cost.CompareTo(b.Cost));
    }

    public void Clear()
    {
        feasible.Clear();
        infeasible.Clear();
        Best = null;
    }

    private static void Insert(List<(double Distance, Individual Other)> near, double distance, Individual other)
    {
        var at = near.Count;
        while (at > 0 && near[at - 1].Distance > distance)
        {
            at--;
        }

        near.Insert(at, (distance, other));
    }

    private static double Spread(Individual member, int close)
    {
        var sum = 0.0;
        var count = Math.Min(close, member.Near.Count);
        for (var k = 0; k < count; k++)
        {
            sum += member.Near[k].Distance;
        }

        return count == 0 ? 1 : sum / count;
    }

    private static void Rank(List<Individual> members)
    {
        if (members.Count < 2)
        {
            members.ForEach(m => m.Fitness = 0);
            return;
        }

        var size = members.Count;
        var byCost = new int[size];
        var spread = new double[size];
        for (var i = 0; i < size; i++)
        {
            (byCost[i], spread[i]) = (i, -Spread(members[i], Close));
        }

        Array.Sort(spread, byCost);
        for (var i = 0; i < size; i++)
        {
            var rank = (double)i / (size - 1);
            var cost = (double)byCost[i] / (size - 1);
            members[byCost[i]].Fitness = size <= Elite ? cost : cost + ((1 - ((double)Elite / size)) * rank);
        }
    }

    private Individual DrawAny()
    {
        var at = dice.Below(Count);
        return at < feasible.Count ? feasible[at] : infeasible[at - feasible.Count];
    }

    /// <summary>A clone if there is one, else the least fit; never the best.</summary>
    private static void RemoveWorst(List<Individual> members)
    {
        Rank(members);
        var (worst, clone) = (-1, false);
        for (var i = 1; i < members.Count; i++)
        {
            var isClone = Spread(members[i], 1) < 1e-6;
            if (worst < 0 || (isClone && !clone)
                || (isClone == clone && members[i].Fitness > members[worst].Fitness))
            {
                (worst, clone) = (i, isClone);
            }
        }

        var gone = members[worst];
        members.RemoveAt(worst);
        foreach (var member in members)
        {
            member.Near.RemoveAll(x => ReferenceEquals(x.Other, gone));
        }
    }
}
