using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Routing;
using Meent.Planning.Rules.Routing.Rounds;
using Meent.Planning.Rules.Sharing;

namespace Meent.Planning.Routing;

/// <summary>What it is worth that parties share lorries: every group of them is routed by itself, and what all cost
/// together is divided so that none pays more than alone.</summary>
internal sealed class Bundles(ExploreFolder folder, RoutesFolder read, RoutingProblem problem, RoutingSolution all, ulong seed)
{
    /// <summary>Every group is a routing problem of its own: with so many parties there are a thousand.</summary>
    public const int MostParties = 10;

    private const long Iterations = 3_000;

    /// <summary>Null where farms.csv names fewer than two parties, or not all can be fetched.</summary>
    public Outcome<BundlePlan?> Plan(IProgress<Stage> progress, CancellationToken ct)
    {
        var visits = read.Round.Visits();
        var shipments = visits.Select((v, i) => new Shipment(
            $"{read.Round.Farms[v.Farm].Name} {i}", read.Round.Farms[v.Farm].Party, folder.Settings.Day, "")).ToList();
        var parties = shipments.Select(s => s.Member).Distinct(StringComparer.Ordinal).Count();
        if (parties > MostParties)
        {
            return new Refusal("planning.parties_many", ("parties", $"{parties}"), ("limit", $"{MostParties}"));
        }

        if (parties < 2 || all.Left.Length > 0)
        {
            return (BundlePlan?)null;
        }

        var done = 0;
        RouteCost Route(IReadOnlyList<int> chosen)
        {
            ct.ThrowIfCancellationRequested();
            progress.Report(new Stage(new("explore.routes.sharing"), Math.Min(1, ++done / (double)(1 << parties))));
            return Carried(chosen);
        }

        return Bundling.Plan(
                shipments, Currency.Of(folder.Settings.Currency), Route, SharingMethod.Shapley, seed,
                Budget.Iterations(20_000))
            .Then<BundlePlan?>(p => p);
    }

    private RouteCost Carried(IReadOnlyList<int> chosen)
    {
        var part = chosen.Count == problem.Stops.Length ? problem : problem.Only(chosen);
        var plan = part == problem ? all : Router.Solve(part, seed, 1, Budget.Iterations(Iterations), trade: false);
        var sums = Sums.Of(part, plan);
        var late = plan.Left.Length == 0 ? -1 : chosen[plan.Left[0] - part.Bases.Length];
        var days = read.Round.Days;
        return new RouteCost(
            sums.Trips, sums.Distance, sums.Cost / Round.CostScale / days, (long)(1000 * Grams(sums)), late);
    }

    /// <summary>Kilograms; 0 where a kind of lorry has no fuel figure.</summary>
    private double Grams(Sums sums)
    {
        var carbon = Carbon.Of(read, sums).Base;
        return double.IsFinite(carbon) ? carbon : 0;
    }
}
