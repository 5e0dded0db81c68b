using Meent.Kernel;

namespace Meent.Planning.Rules.Location;

/// <summary>A row of the comparison as a location problem.</summary>
/// <param name="Size">[site][option - 1]: index of the size in the candidate's catalogue.</param>
/// <param name="Shift">To be added to the problem's costs: a sale of closed sites makes them negative.</param>
internal sealed record PlaceProblem(LocationProblem Problem, IReadOnlyList<IReadOnlyList<int>> Size, double Shift)
{
    public static Outcome<PlaceProblem> From(PlaceCase asked, PlanKind kind, int count)
    {
        var (sites, sizes, shift) = (new List<Site>(), new List<IReadOnlyList<int>>(), 0.0);
        for (var j = 0; j < asked.Candidates.Count; j++)
        {
            var c = asked.Candidates[j];
            var fixedSize = kind == PlanKind.SameSites && c.TodaySize >= 0;
            IReadOnlyList<int> used = fixedSize ? [c.TodaySize] : [.. Enumerable.Range(0, c.Sizes.Count)];
            var less = Math.Min(0, asked.ClosingOf(j));
            shift += less;
            var kept = kind is PlanKind.SameSites or PlanKind.KeepAndAdd && c.TodaySize >= 0;
            sizes.Add(used);
            sites.Add(new Site(c.Name,
                [.. used.Select(k => new SiteSize(c.Sizes[k].Name, asked.FixedOf(j, k) - less, c.Sizes[k].Capacity,
                    c.Sizes[k].PerLitre * asked.Days))],
                asked.ClosingOf(j) - less,
                kept || (c.Forced && kind != PlanKind.SameSites),
                !kept && (c.Forbidden || (kind == PlanKind.SameSites && c.TodaySize < 0))));
        }

        var customers = asked.Members.Select(m => new Customer(m.Name, m.Litres)).ToList();
        var most = kind == PlanKind.Count ? count : kind == PlanKind.SameSites ? 0 : asked.Most;
        var made = LocationProblem.From(customers, sites, Costs(asked), kind == PlanKind.Count ? count : 1, most);
        return made.Refused ? made.Refusal! : new PlaceProblem(made.Value, sizes, shift);
    }

    /// <summary>Way of each pair; infinite beyond what may be asked of a member.</summary>
    private static double[] Costs(PlaceCase asked)
    {
        var cost = new double[asked.Km.Length];
        var m = asked.Candidates.Count;
        for (var at = 0; at < cost.Length && at / m < asked.Members.Count; at++)
        {
            var km = asked.Km[at];
            var beyond = double.IsInfinity(km) || (asked.MostKm > 0 && km > asked.MostKm);
            cost[at] = beyond ? double.PositiveInfinity
                : double.IsNaN(km) || km < 0 ? double.NaN
                : asked.Transport(at / m, at % m, asked.Members[at / m].Litres);
        }

        return cost;
    }
}
