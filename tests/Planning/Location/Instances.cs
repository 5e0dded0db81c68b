using Meent.Bench.Planning;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Location;

namespace Meent.Tests.Planning.Location;

/// <summary>Small random questions, and answers to them found in another way: every choice is tried, and demand is
/// spread by unit steps along shortest paths (Bellman and Ford).</summary>
internal sealed record Instance(List<Customer> Customers, List<Site> Sites, double[] Cost, int Least, int Most)
{
    public static Instance Random(ulong seed, bool limited, bool counted)
    {
        var dice = new Dice(seed);
        var (n, m) = (3 + dice.Below(6), 2 + dice.Below(4));
        var customers = Enumerable.Range(0, n).Select(i => new Customer($"m{i}", dice.Below(6))).ToList();
        var total = customers.Sum(c => c.Demand);
        var sites = new List<Site>();
        for (var j = 0; j < m; j++)
        {
            var sizes = Enumerable.Range(0, limited ? 1 + dice.Below(2) : 1).Select(k => new SiteSize(
                $"z{k}", dice.Below(30), limited ? 2 + dice.Below((int)total + 2) : SiteSize.Unlimited,
                limited ? dice.Below(3) : 0)).ToList();
            sites.Add(new Site($"s{j}", sizes, dice.Below(3) == 0 ? dice.Below(10) : 0,
                dice.Below(8) == 0, false));
        }

        var cost = new double[n * m];
        for (var at = 0; at < cost.Length; at++)
        {
            cost[at] = dice.Below(12) == 0 ? double.PositiveInfinity
                : dice.Below(20) * (limited ? customers[at / m].Demand : 1);
        }

        var least = counted ? 1 + dice.Below(m) : 1;
        return new Instance(customers, sites, cost, least, counted ? Math.Min(m, least + dice.Below(2)) : 0);
    }

    public LocationProblem? Problem() =>
        LocationProblem.From(Customers, Sites, Cost, Least, Most) is { Refused: false } outcome ? outcome.Value : null;

    /// <summary>The optimum; infinite where there is no plan.</summary>
    public double Optimum()
    {
        var best = double.PositiveInfinity;
        var size = new int[Sites.Count];
        while (true)
        {
            var open = size.Count(s => s > 0);
            var most = Most == 0 ? Sites.Count : Most;
            if (open >= Math.Max(1, Least) && open <= most && !Sites.Where((s, j) => s.Forced && size[j] == 0).Any())
            {
                best = Math.Min(best, CostOf(size));
            }

            var at = 0;
            while (at < size.Length && ++size[at] > Sites[at].Sizes.Count)
            {
                size[at++] = 0;
            }

            if (at == size.Length)
            {
                return best;
            }
        }
    }

    /// <summary>Of a choice of sizes; 0 is closed.</summary>
    public double CostOf(int[] size)
    {
        var cost = Sites.Select((s, j) => size[j] == 0 ? s.Closed : s.Sizes[size[j] - 1].Fixed).Sum();
        for (var i = 0; i < Customers.Count; i++)
        {
            if (Customers[i].Demand == 0)
            {
                cost += Sites.Select((s, j) => size[j] == 0 ? double.PositiveInfinity
                    : Cost[(i * Sites.Count) + j]).Min();
            }
        }

        return cost + Spread(size);
    }

    /// <summary>Min-cost flow, one unit at a time: node 0 source, customers, sites, last the sink.</summary>
    private double Spread(int[] size)
    {
        var (n, m) = (Customers.Count, Sites.Count);
        var arcs = new List<(int From, int To, long Room, double Cost)>();
        void Arc(int from, int to, long room, double cost)
        {
            arcs.Add((from, to, room, cost));
            arcs.Add((to, from, 0, -cost));
        }

        for (var i = 0; i < n; i++)
        {
            Arc(0, 1 + i, Customers[i].Demand, 0);
            for (var j = 0; j < m && Customers[i].Demand > 0; j++)
            {
                if (size[j] > 0 && double.IsFinite(Cost[(i * m) + j]))
                {
                    Arc(1 + i, 1 + n + j, Customers[i].Demand, Cost[(i * m) + j] / Customers[i].Demand);
                }
            }
        }

        for (var j = 0; j < m; j++)
        {
            if (size[j] > 0)
            {
                var chosen = Sites[j].Sizes[size[j] - 1];
                Arc(1 + n + j, n + m + 1, Math.Min(chosen.Capacity, 1000), chosen.PerUnit);
            }
        }

        return UnitByUnit(arcs, n + m + 2, Customers.Sum(c => c.Demand));
    }

    private static double UnitByUnit(List<(int From, int To, long Room, double Cost)> arcs, int nodes, long units)
    {
        var sum = 0.0;
        for (var unit = units; unit > 0; unit--)
        {
            var far = Enumerable.Repeat(double.PositiveInfinity, nodes).ToArray();
            var via = new int[far.Length];
            far[0] = 0;
            for (var round = 0; round < far.Length; round++)
            {
                for (var a = 0; a < arcs.Count; a++)
                {
                    if (arcs[a].Room > 0 && far[arcs[a].From] + arcs[a].Cost < far[arcs[a].To] - 1e-9)
                    {
                        (far[arcs[a].To], via[arcs[a].To]) = (far[arcs[a].From] + arcs[a].Cost, a);
                    }
                }
            }

            sum += far[^1];
            if (double.IsInfinity(sum))
            {
                return sum;
            }

            for (var node = nodes - 1; node != 0; node = arcs[via[node]].From)
            {
                var (used, back) = (via[node], via[node] ^ 1);
                arcs[used] = arcs[used] with { Room = arcs[used].Room - 1 };
                arcs[back] = arcs[back] with { Room = arcs[back].Room + 1 };
            }
        }

        return sum;
    }

    public static string Folder()
    {
        var folder = Published.Folder("location");
        Assert.SkipWhen(folder is null, "../shared/data/location is not here: published data that is not shipped");
        return folder!;
    }

    /// <summary>Fails where a plan breaks a rule of the question; gives its cost, added up from nothing.</summary>
    public double Checked(LocationPlan plan)
    {
        var m = Sites.Count;
        var open = plan.Option.Count(o => o > 0);
        open.ShouldBeInRange(Math.Max(1, Least), Most == 0 ? m : Most);
        var cost = 0.0;
        for (var j = 0; j < m; j++)
        {
            var into = plan.Flows.Where(f => f.Site == j).ToList();
            var chosen = plan.Option[j] == 0 ? null : Sites[j].Sizes[plan.Option[j] - 1];
            (chosen is null && (Sites[j].Forced || into.Count > 0)).ShouldBeFalse();
            into.Sum(f => f.Quantity).ShouldBeLessThanOrEqualTo(chosen?.Capacity ?? 0);
            cost += chosen?.Fixed ?? Sites[j].Closed;
            cost += into.Sum(f => f.Quantity * (chosen?.PerUnit ?? 0));
        }

        for (var i = 0; i < Customers.Count; i++)
        {
            var from = plan.Flows.Where(f => f.Customer == i).ToList();
            from.Sum(f => f.Quantity).ShouldBe(Customers[i].Demand);
            cost += from.Sum(f => Cost[(i * m) + f.Site]
                * (Customers[i].Demand == 0 ? 1 : (double)f.Quantity / Customers[i].Demand));
        }

        return cost;
    }
}
