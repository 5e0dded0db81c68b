using Meent.Kernel;

namespace Meent.Planning.Rules.Location;

internal sealed partial class LocationProblem
{
    /// <summary>The first thing that makes the question one without an answer.</summary>
    private static Refusal? Wrong(
        IReadOnlyList<Customer> customers, IReadOnlyList<Site> sites, double[] cost, int least, int most) =>
        TooLarge(customers.Count, sites.Count)
        ?? WrongDemand(customers)
        ?? WrongSites(sites)
        ?? WrongCosts(customers, sites, cost)
        ?? WrongNumber(sites, least, most)
        ?? TooLittle(customers, sites, most == 0 ? sites.Count : most);

    private static Refusal? TooLarge(int customers, int sites) =>
        customers == 0 || sites == 0
            ? new Refusal("planning.places_nothing", ("members", $"{customers}"), ("sites", $"{sites}"))
            : customers > MostCustomers || sites > MostSites
                ? new Refusal("planning.places_too_large", ("members", $"{customers}"), ("sites", $"{sites}"),
                    ("mostMembers", $"{MostCustomers}"), ("mostSites", $"{MostSites}"))
                : null;

    private static Refusal? WrongDemand(IReadOnlyList<Customer> customers) =>
        customers.FirstOrDefault(c => c.Demand is < 0 or > 1_000_000_000_000) is { } wrong
            ? new Refusal("planning.places_demand", ("member", wrong.Name), ("value", $"{wrong.Demand}"))
            : null;

    private static Refusal? WrongSites(IReadOnlyList<Site> sites)
    {
        foreach (var site in sites)
        {
            if (site.Forced && site.Forbidden)
            {
                return new Refusal("planning.places_forced_and_forbidden", ("site", site.Name));
            }

            if (site.Sizes.Count is 0 or > MostSizes)
            {
                return new Refusal("planning.places_sizes",
                    ("site", site.Name), ("count", $"{site.Sizes.Count}"), ("most", $"{MostSizes}"));
            }

            if (site.Sizes.FirstOrDefault(s => s.Capacity <= 0) is { } none)
            {
                return new Refusal("planning.places_capacity",
                    ("site", site.Name), ("size", none.Name), ("value", $"{none.Capacity}"));
            }

            if (site.Closed < 0 || !double.IsFinite(site.Closed) || site.Sizes.Any(s => !Amount(s)))
            {
                return new Refusal("planning.places_cost", ("site", site.Name));
            }
        }

        return null;
    }

    private static bool Amount(SiteSize size) =>
        size.Fixed >= 0 && size.PerUnit >= 0 && double.IsFinite(size.Fixed) && double.IsFinite(size.PerUnit);

    private static Refusal? WrongCosts(IReadOnlyList<Customer> customers, IReadOnlyList<Site> sites, double[] cost)
    {
        for (var i = 0; i < customers.Count; i++)
        {
            var reached = false;
            for (var j = 0; j < sites.Count; j++)
            {
                var at = (i * sites.Count) + j;
                if (at >= cost.Length || double.IsNaN(cost[at]) || cost[at] < 0)
                {
                    return new Refusal("planning.places_distance",
                        ("member", customers[i].Name), ("site", sites[j].Name));
                }

                reached |= double.IsFinite(cost[at]) && !sites[j].Forbidden;
            }

            if (!reached)
            {
                return new Refusal("planning.places_unreachable", ("member", customers[i].Name));
            }
        }

        return null;
    }

    private static Refusal? WrongNumber(IReadOnlyList<Site> sites, int least, int most)
    {
        var usable = sites.Count(s => !s.Forbidden);
        if (least > usable)
        {
            return new Refusal("planning.places_points", ("wanted", $"{least}"), ("sites", $"{usable}"));
        }

        var forced = sites.Count(s => s.Forced);
        return most < 0 || (most > 0 && (most < least || most < forced))
            ? new Refusal("planning.places_most",
                ("most", $"{most}"), ("least", $"{Math.Max(least, forced)}"))
            : null;
    }

    /// <summary>Even with the largest sizes at the largest sites there is not room for all.</summary>
    private static Refusal? TooLittle(IReadOnlyList<Customer> customers, IReadOnlyList<Site> sites, int most)
    {
        var total = customers.Sum(c => c.Demand);
        var room = sites.Where(s => !s.Forbidden)
            .Select(s => Math.Min(total, s.Sizes.Max(z => z.Capacity)))
            .OrderDescending().Take(most).Aggregate(0L, (sum, c) => Math.Min(total, sum + c));
        return room < total
            ? new Refusal("planning.places_too_little",
                ("demand", $"{total}"), ("capacity", $"{room}"), ("short", $"{total - room}"))
            : null;
    }
}
