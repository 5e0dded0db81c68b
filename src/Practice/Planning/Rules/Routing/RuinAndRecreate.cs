namespace Meent.Planning.Rules.Routing;

/// <summary>Ruin and recreate under simulated annealing (Christiaens, Vanden Berghe 2020), for any mix of rules: only
/// plans that keep every rule are ever built, and a stop that has no place is left out at a price.</summary>
internal sealed class RuinAndRecreate
{
    private const int Breath = 100;

    private readonly Plan plan;
    private readonly Ruin ruin;
    private readonly Recreate recreate;
    private readonly Dice dice;
    private readonly int stops;

    public RuinAndRecreate(Model model, Alone alone, Dice dice)
    {
        plan = new Plan(model);
        (this.dice, stops) = (dice, model.Nodes - model.Bases);
        ruin = new Ruin(model, plan, dice);
        recreate = new Recreate(model, plan, alone, dice);
        plan.Begin();
        recreate.Apply();
        plan.Keep();
        (Best, BestCost) = (plan.Save(), plan.Cost);
    }

    public long BestCost { get; private set; }

    public List<SavedTour> Best { get; private set; }

    public long Iterations { get; private set; }

    /// <summary>Goes on from a plan that another search found.</summary>
    public void Adopt(IReadOnlyList<SavedTour> tours)
    {
        plan.Load(tours);
        Remember();
    }

    /// <summary>Searches until the budget is spent, cooling from <paramref name="hot"/> to
    /// <paramref name="cold"/>, both parts of the mean cost of a stop.</summary>
    /// <param name="meet">Called now and then, with the part spent; may <see cref="Adopt"/>.</param>
    public void Run(Spent spent, double hot, double cold, Action<double>? meet = null)
    {
        var unit = (double)BestCost / Math.Max(1, stops);
        var temperature = unit * hot;
        while (stops > 0)
        {
            if (Iterations % Breath == 0)
            {
                var part = spent(Iterations);
                if (part >= 1)
                {
                    return;
                }

                temperature = unit * hot * Math.Pow(cold / hot, part);
                meet?.Invoke(part);
            }

            Step(temperature);
            Iterations++;
        }
    }

    private void Step(double temperature)
    {
        var current = plan.Cost;
        plan.Begin();
        ruin.Apply();
        recreate.Apply();
        if (plan.Cost < current - (temperature * Math.Log(1 - dice.Fraction())))
        {
            plan.Keep();
            Remember();
        }
        else
        {
            plan.TakeBack();
        }
    }

    private void Remember()
    {
        if (plan.Cost < BestCost)
        {
            (Best, BestCost) = (plan.Save(), plan.Cost);
        }
    }
}
