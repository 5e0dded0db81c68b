using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Routing;
using Meent.Planning.Rules.Routing.Rounds;
using Meent.Planning.Rules.Sharing;

namespace Meent.Planning.Routing;

/// <summary>What it is worth that parties share lorries: every group of them is routed by itself, and what all cost
/// together is divided so that none pays more than alone.</summary>
internal sealed class Bundles(RoutesFolder read, RoutingProblem problem, RoutingSolution all, ExploreFolder folder)
{
    /// <summary>Every group is a routing problem of its own: with so many parties there are a thousand.</summary>
    public const int MostParties = 10;

    private const long OfGroup = 4_000;
    private const long OfParty = 20_000;

    /// <summary>Null where farms.csv names fewer than two parties, or not all can be fetched.</summary>
    public Outcome<BundlePlan?> Plan(
        ulong seed, ExploreOptions options, IProgress<Stage> progress, CancellationToken ct)
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

        var (done, groups) = (0, 1 << parties);
        RouteCost Route(IReadOnlyList<int> chosen)
        {
            ct.ThrowIfCancellationRequested();
            progress.Report(new Stage(new("explore.routes.sharing"), Math.Min(1, ++done / (double)groups)));
            var members = chosen.Select(i => shipments[i].Member).Distinct(StringComparer.Ordinal).Count();
            return Carried(chosen, members, groups, seed, options);
        }

        return Bundling.Plan(
                shipments, Currency.Of(folder.Settings.Currency), Route, SharingMethod.Shapley, seed,
                Budget.Iterations(20_000))
            .Then<BundlePlan?>(p => p);
    }

    /// <summary>Who would pay alone is routed with the same care as all together; groups between with less.</summary>
    private RouteCost Carried(
        IReadOnlyList<int> chosen, int members, int groups, ulong seed, ExploreOptions options)
    {
        var whole = chosen.Count == problem.Stops.Length;
        var part = whole ? problem : problem.Only(chosen);
        var budget = options.Seconds is { } seconds
            ? Budget.Time(TimeSpan.FromSeconds(seconds / groups))
            : Budget.Iterations(Math.Min(options.Iterations ?? OfParty, members == 1 ? OfParty : OfGroup));
        var plan = whole ? all : RoutesExploration.Search(part, NearestFirst.Solve(part), seed, options, budget);
        var sums = Sums.Of(part, plan);
        var late = plan.Left.Length == 0 ? -1 : chosen[plan.Left[0] - part.Bases.Length];
        return new RouteCost(
            sums.Trips, sums.Distance, sums.Cost / Round.CostScale / read.Round.Days, Grams(sums), late);
    }

    /// <summary>Of all days; 0 where a kind of lorry has no fuel figure: then nothing is said of CO2.</summary>
    private long Grams(Sums sums)
    {
        var kilograms = Carbon.Of(read, sums).Base * read.Round.Days;
        return double.IsFinite(kilograms) ? (long)Math.Floor((1000 * kilograms) + 0.5) : 0;
    }
}
