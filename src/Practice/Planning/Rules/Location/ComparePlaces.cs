using Meent.Kernel;

namespace Meent.Planning.Rules.Location;

/// <summary>
/// Compares staying as it is with what could be: each row is searched with a proven bound, reckoned in the same way
/// from who goes where, and told per member. A row that leaves all as it is differs from today by exactly nothing.
/// </summary>
internal sealed class ComparePlaces
{
    /// <summary>Rows with so many sites fewer, and more, than is best.</summary>
    private const int Nearby = 2;

    private readonly PlaceCase asked;
    private readonly Func<Spent> budget;
    private readonly ulong seed;
    private readonly Reckoning reckoning;
    private readonly List<(PlanKind Kind, int Count, Refusal? Why)> without = [];

    private ComparePlaces(PlaceCase asked, ulong seed, Func<Spent> budget)
    {
        (this.asked, this.seed, this.budget) = (asked, seed, budget);
        reckoning = new Reckoning(asked);
    }

    /// <param name="counts">Numbers of sites that get a row of their own; null for some around what is best.</param>
    /// <param name="budget">Gives each row its own budget.</param>
    public static Outcome<PlaceComparison> Run(
        PlaceCase asked, IReadOnlyList<int>? counts, ulong seed, Func<Spent> budget)
    {
        if (Wrong(asked) is { } refusal)
        {
            return refusal;
        }

        var free = PlaceProblem.From(asked, PlanKind.Free, 0);
        if (free.Refused)
        {
            return free.Refusal!;
        }

        return new ComparePlaces(asked, seed, budget).Rows(counts);
    }

    private static Refusal? Wrong(PlaceCase asked)
    {
        if (asked.Members.FirstOrDefault(m => m.Litres < 0) is { } member)
        {
            return new Refusal("planning.places_demand", ("member", member.Name), ("value", $"{member.Litres}"));
        }

        if (asked.Days <= 0 || !(asked.PerLitreKm >= 0) || !(asked.LostPerLitre >= 0))
        {
            return new Refusal("planning.places_rates",
                ("days", $"{asked.Days}"), ("perLitreKm", $"{asked.PerLitreKm}"), ("lost", $"{asked.LostPerLitre}"));
        }

        foreach (var c in asked.Candidates)
        {
            if (c.TodaySize >= c.Sizes.Count)
            {
                return new Refusal("planning.places_today_size", ("site", c.Name));
            }

            if (c.Sizes.Any(s => s.Capital < 0 || s.Upkeep < 0) || c.Opening < 0)
            {
                return new Refusal("planning.places_cost", ("site", c.Name));
            }
        }

        foreach (var m in asked.Members.Where(m => m.Today >= 0))
        {
            if (m.Today >= asked.Candidates.Count || asked.Candidates[m.Today].TodaySize < 0)
            {
                return new Refusal("planning.places_today", ("member", m.Name));
            }
        }

        return asked.Scenarios.FirstOrDefault(s => !(s.Factor >= 0 && s.Factor <= 100)) is { } wrong
            ? new Refusal("planning.places_scenario", ("scenario", wrong.Name), ("factor", $"{wrong.Factor}"))
            : null;
    }

    private PlaceComparison Rows(IReadOnlyList<int>? counts)
    {
        var plans = new List<PlacePlan>();
        if (asked.HasToday)
        {
            plans.Add(reckoning.Stay());
            Search(plans, PlanKind.SameSites, 0);
            Search(plans, PlanKind.KeepAndAdd, 0);
        }

        Search(plans, PlanKind.Free, 0);
        foreach (var count in (counts ?? Around(plans.LastOrDefault(p => p.Kind == PlanKind.Free))).Order().Distinct())
        {
            Search(plans, PlanKind.Count, count);
        }

        var bound = plans.FirstOrDefault(p => p.Kind == PlanKind.Free)?.Bound ?? 0;
        return new PlaceComparison(asked, WithRegret(plans), bound, without);
    }

    private IEnumerable<int> Around(PlacePlan? free)
    {
        if (free is null)
        {
            return [];
        }

        var count = free.Sites.Count(s => s.Size >= 0);
        var (from, to) = (Math.Max(1, count - Nearby), Math.Min(asked.Candidates.Count, count + Nearby));
        return Enumerable.Range(from, to - from + 1);
    }

    private void Search(List<PlacePlan> plans, PlanKind kind, int count)
    {
        var made = PlaceProblem.From(asked, kind, count);
        if (made.Refused)
        {
            without.Add((kind, count, made.Refusal));
            return;
        }

        if (LocationSearch.Solve(made.Value.Problem, seed, budget()) is not { } plan)
        {
            without.Add((kind, count, null));
            return;
        }

        plans.Add(reckoning.Plan(kind, count, made.Value, plan));
    }

    /// <summary>A row with litres that have no room is compared only where such a litre has its price.</summary>
    private List<PlacePlan> WithRegret(List<PlacePlan> plans)
    {
        bool Compared(ScenarioCost s) => s.NoRoom == 0 || asked.LostPerLitre > 0;
        var least = asked.Scenarios.Select((_, k) => plans.Select(p => p.Scenarios[k]).Where(Compared)
            .Select(s => s.Cost).DefaultIfEmpty(double.NaN).Min()).ToList();
        return [.. plans.Select(p => p with
        {
            Scenarios = [.. p.Scenarios.Select((s, k) =>
                s with { Regret = Compared(s) ? s.Cost - least[k] : double.NaN })],
        })];
    }
}
