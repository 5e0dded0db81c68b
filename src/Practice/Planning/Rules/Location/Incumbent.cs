namespace Meent.Planning.Rules.Location;

/// <summary>The best plan so far, and the ways to better it by local search.</summary>
internal sealed class Incumbent
{
    private readonly LocationProblem problem;
    private readonly Interchange? interchange;
    private readonly SizeExchange? exchange;
    private readonly bool[] set;
    private readonly int[] trial;

    public Incumbent(LocationProblem problem)
    {
        this.problem = problem;
        Option = [.. problem.First.Take(problem.Sites)];
        interchange = problem.Uncapacitated ? new Interchange(problem) : null;
        exchange = problem.Uncapacitated ? null : new SizeExchange(problem);
        (set, trial) = (new bool[problem.Sites], new int[problem.Sites]);
    }

    public double Cost { get; private set; } = double.PositiveInfinity;

    /// <summary>Work done by the local search, in transportation problems.</summary>
    public long Trials => exchange?.Trials ?? 0;

    /// <summary>Option of each site.</summary>
    public int[] Option { get; }

    /// <summary>A node whose bound is as high as this holds nothing better.</summary>
    public double Cutoff => problem.Grain > 0 || double.IsPositiveInfinity(Cost)
        ? Cost - problem.Grain + 1e-6
        : Cost - (1e-9 * Math.Abs(Cost));

    /// <summary>Searches on from the options that a relaxed problem takes.</summary>
    /// <param name="searched">With local search; else the plan is only completed and reckoned.</param>
    public void Try(Relaxation relaxation, uint[] allowed, bool searched, Func<bool> ends)
    {
        for (var j = 0; j < problem.Sites; j++)
        {
            trial[j] = relaxation.Open[j] ? relaxation.BestOption[j] : problem.First[j];
        }

        Try(trial, allowed, searched, ends);
    }

    public void Try(int[] option, uint[] allowed, bool searched, Func<bool> ends)
    {
        if (interchange is null)
        {
            Take(option, exchange!.Improve(option, allowed, searched, Cost, ends));
            return;
        }

        var open = 0;
        for (var j = 0; j < problem.Sites; j++)
        {
            set[j] = option[j] > problem.First[j];
            open += set[j] ? 1 : 0;
        }

        if (open == 0)
        {
            return;
        }

        if (searched)
        {
            interchange.Improve(set, allowed);
        }

        for (var j = 0; j < problem.Sites; j++)
        {
            option[j] = problem.First[j] + (set[j] ? 1 : 0);
        }

        Take(option, Interchange.CostOf(problem, set));
    }

    private void Take(int[] option, double cost)
    {
        if (cost < Cost && cost < problem.Far)
        {
            Cost = cost;
            option.CopyTo(Option, 0);
        }
    }
}
