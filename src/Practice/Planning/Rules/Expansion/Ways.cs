using Meent.Kernel;

namespace Meent.Planning.Rules.Expansion;

/// <summary>A way to go: its plan made for the likely growth, carried out whatever comes.</summary>
/// <param name="Step">The one step that it uses; null: none ("do not buy") or all of them.</param>
/// <param name="Carried">By pace: what the plan comes to.</param>
/// <param name="Adapted">By pace: what it would come to, had the growth been known.</param>
/// <param name="Regret">By pace: what the carried plan costs above the cheapest of all plans for that growth.</param>
internal sealed record Way(
    int? Step,
    bool Mixed,
    StepPlan Plan,
    IReadOnlyList<PlanResult> Carried,
    IReadOnlyList<double> Adapted,
    IReadOnlyList<double> Regret)
{
    /// <summary>Nothing is bought, rented or sold: also where a way turns out not to pay.</summary>
    public bool IsNothing => Plan.Moves.Count == 0;

    public double WorstRegret => Regret.Max();
}

/// <summary>All ways side by side.</summary>
/// <param name="Cheapest">Index of the way that costs least at the likely growth; the one that does least among equals.
/// </param>
/// <param name="LeastRegret">Index of the way whose worst regret is smallest (Savage 1951).</param>
internal sealed record WaysCompared(IReadOnlyList<Way> Ways, int Cheapest, int LeastRegret)
{
    public bool DoNotBuy => Ways[Cheapest].IsNothing;
}

/// <summary>"Do not buy", each step by itself, and all steps mixed.</summary>
internal static class ComparingWays
{
    private static readonly Pace[] Paces = [Pace.Low, Pace.Base, Pace.High];

    public static Outcome<WaysCompared> Compare(Volume volume, TankQuestion question)
    {
        if (volume.Wrong() is { } noVolume)
        {
            return noVolume;
        }

        if (question.Wrong() is { } wrong)
        {
            return wrong;
        }

        var litres = Paces.Select(volume.ByMonth).ToArray();
        var (ways, n) = (new List<Way>(), question.Steps.Count);
        var all = Enumerable.Repeat(true, n).ToArray();
        var best = new double[Paces.Length];
        for (var p = 0; p < Paces.Length; p++)
        {
            var plan = StepSearch.Find(question, litres[p], all);
            if (plan.Refusal is { } tooMany)
            {
                return tooMany;
            }

            best[p] = plan.Value.Cost;
        }

        ways.Add(Make(question, litres, new bool[n], null, best));
        for (var i = 0; i < n && n > 1; i++)
        {
            ways.Add(Make(question, litres, [.. all.Select((_, k) => k == i)], i, best));
        }

        if (n > 0)
        {
            ways.Add(Make(question, litres, all, n == 1 ? 0 : null, best));
        }

        return new WaysCompared(ways, Least(ways, w => w.Plan.Cost), Least(ways, w => w.WorstRegret));
    }

    /// <summary>The slowest growth a year at which a step pays, to a hundredth of a per cent; null where none pays even
    /// at the fastest. That a step goes on paying when milk grows faster is taken for granted.</summary>
    public static double? GrowthFromWhichItPays(Volume volume, TankQuestion question)
    {
        bool Pays(double growth) => Buys(
            volume with { Growth = new Growth(growth, growth, growth) }, question);
        return Bisect(Math.Min(0, volume.Growth.Low), Math.Max(volume.Growth.High, 0.01), 0.0001, Pays);
    }

    /// <summary>The smallest margin of a litre at which a step pays, to a thousandth of the one given.</summary>
    public static double? MarginFromWhichItPays(Volume volume, TankQuestion question) =>
        Bisect(0, 4 * question.MarginPerLitre, question.MarginPerLitre / 1000,
            margin => Buys(volume, question with { MarginPerLitre = margin }));

    /// <summary>What the first of a step costs when it comes in each month, alone: the best moment is the lowest.
    /// </summary>
    /// <returns>Worth now of everything, by month of arrival; null before it can be there.</returns>
    public static double?[] Moments(Volume volume, TankQuestion question, int step)
    {
        var litres = volume.ByMonth(Pace.Base);
        return [.. Enumerable.Range(0, litres.Length).Select(m => m < question.Steps[step].LeadMonths
            ? (double?)null
            : Reckoning.Of(question, litres, [new Move(m, step, Taken: true)]).Cost)];
    }

    private static bool Buys(Volume volume, TankQuestion question) =>
        StepSearch.Find(question, volume.ByMonth(Pace.Base), [.. question.Steps.Select(s => s.Kind != StepKind.Sell)])
            .Value.Moves.Count > 0;

    private static double? Bisect(double low, double high, double fine, Func<double, bool> holds)
    {
        if (!holds(high))
        {
            return null;
        }

        if (holds(low))
        {
            return low;
        }

        while (high - low > fine)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }

    private static Way Make(TankQuestion question, double[][] litres, bool[] allowed, int? step, double[] best)
    {
        // The states of some steps are fewer than those of all, which were found to be few enough.
        var plan = StepSearch.Find(question, litres[(int)Pace.Base], allowed).Value;
        var carried = litres.Select(l => Reckoning.Of(question, l, plan.Moves)).ToList();
        var adapted = litres.Select(l => StepSearch.Find(question, l, allowed).Value.Cost).ToList();
        return new Way(step, step is null && allowed.Contains(true), plan, carried, adapted,
            [.. carried.Select((c, p) => c.Cost - best[p] is > 1e-6 and var more ? more : 0)]);
    }

    private static int Least(List<Way> ways, Func<Way, double> of)
    {
        var least = 0;
        for (var i = 1; i < ways.Count; i++)
        {
            if (of(ways[i]) < of(ways[least]) - 1e-6)
            {
                least = i;
            }
        }

        return least;
    }
}
