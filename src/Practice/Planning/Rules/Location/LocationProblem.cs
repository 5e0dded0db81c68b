using Meent.Kernel;

namespace Meent.Planning.Rules.Location;

/// <summary>Somebody who brings goods to a site.</summary>
/// <param name="Demand">Whole units, as litres a day; 0 is allowed.</param>
internal sealed record Customer(string Name, long Demand);

/// <summary>A size that a site can be given.</summary>
/// <param name="Fixed">Cost of having it for the period.</param>
/// <param name="Capacity">Whole units; <see cref="Unlimited"/> where nothing bounds it.</param>
/// <param name="PerUnit">Running cost of a unit that comes in.</param>
internal sealed record SiteSize(string Name, double Fixed, long Capacity, double PerUnit = 0)
{
    public const long Unlimited = long.MaxValue;
}

/// <summary>A place that may be chosen.</summary>
/// <param name="Sizes">One of these, if it is opened.</param>
/// <param name="Closed">Cost of not having it: what closing an existing site costs; 0 for a new one.</param>
internal sealed record Site(string Name, IReadOnlyList<SiteSize> Sizes, double Closed = 0,
    bool Forced = false, bool Forbidden = false);

/// <summary>
/// Which sites to open, in which size, and who goes where: minimise fixed + transport + running cost. Demand may be
/// split among sites, which is the convention of the OR-Library's capacitated sets. With one unlimited size at no cost
/// and exactly p sites this is the p-median problem; without the p the uncapacitated location problem.
/// </summary>
/// <remarks>Flat arrays. A pair is [customer * Sites + site]; the options of site j are First[j] (closed) up to
/// First[j + 1] - 1 and are a set of bits in Allowed[j], bit 0 for closed.</remarks>
internal sealed partial class LocationProblem
{
    public const int MostCustomers = 5_000;
    public const int MostSites = 500;
    public const int MostSizes = 30;

    private LocationProblem(IReadOnlyList<Customer> customers, IReadOnlyList<Site> sites)
    {
        (Customers, Sites) = (customers.Count, sites.Count);
        Demand = [.. customers.Select(c => c.Demand)];
        Total = Demand.Sum();
        First = new int[Sites + 1];
        for (var j = 0; j < Sites; j++)
        {
            First[j + 1] = First[j] + 1 + sites[j].Sizes.Count;
        }

        Cost = new double[Customers * Sites];
        Unit = new double[Cost.Length];
        Sorted = new double[Cost.Length];
        Order = new int[Cost.Length];
        (Fixed, Capacity, Running) = (new double[First[Sites]], new long[First[Sites]], new double[First[Sites]]);
        Allowed = new uint[Sites];
    }

    public int Customers { get; }

    public int Sites { get; }

    public long[] Demand { get; }

    public long Total { get; }

    /// <summary>Of a customer's whole demand, with the lowest running cost of the site in it; <see cref="Far"/> where
    /// there is no way.</summary>
    public double[] Cost { get; }

    /// <summary>Cost for one unit; 0 for a customer without demand.</summary>
    public double[] Unit { get; }

    /// <summary>Sites of each customer, the cheapest first, and their costs.</summary>
    public int[] Order { get; }

    public double[] Sorted { get; }

    public int[] First { get; }

    public double[] Fixed { get; }

    /// <summary>Of each option; <see cref="Need"/> for one that takes everything.</summary>
    public long[] Capacity { get; }

    /// <summary>Running cost of a unit above the lowest of the site.</summary>
    public double[] Running { get; }

    public uint[] Allowed { get; }

    /// <summary>Fewest and most sites that are open.</summary>
    public int Least { get; private set; }

    public int Most { get; private set; }

    /// <summary>Capacity that has to be open: total demand, rounded up to what the sizes can add up to.</summary>
    public long Need { get; private set; }

    /// <summary>Each site has one size, and it takes everything.</summary>
    public bool Uncapacitated { get; private set; }

    /// <summary>All plans cost a multiple of this; 0 where that is not known.</summary>
    public double Grain { get; private set; }

    /// <summary>Stands for "no way": more than any plan without such a pair costs.</summary>
    public double Far { get; private set; }

    /// <param name="cost">[customer * sites + site], of the whole demand; infinite where there is no way.</param>
    /// <param name="least">Fewest sites.</param>
    /// <param name="most">Most sites; 0 for no bound.</param>
    public static Outcome<LocationProblem> From(
        IReadOnlyList<Customer> customers, IReadOnlyList<Site> sites, double[] cost, int least = 1, int most = 0)
    {
        var wrong = Wrong(customers, sites, cost, least, most);
        return wrong is null ? Trusted(customers, sites, cost, least, most) : wrong;
    }

    /// <summary>Of facts that were checked already.</summary>
    public static LocationProblem Trusted(
        IReadOnlyList<Customer> customers, IReadOnlyList<Site> sites, double[] cost, int least = 1, int most = 0)
    {
        var problem = new LocationProblem(customers, sites)
        {
            Least = Math.Max(least, sites.Count(s => s.Forced)),
            Most = most == 0 ? sites.Count : most,
        };
        problem.TakeSites(sites);
        problem.TakeCosts(sites, cost);
        return problem;
    }

    private void TakeSites(IReadOnlyList<Site> sites)
    {
        Need = RoundedNeed(sites);
        for (var j = 0; j < Sites; j++)
        {
            var site = sites[j];
            var lowest = site.Sizes.Min(s => s.PerUnit);
            Fixed[First[j]] = site.Closed;
            for (var k = 0; k < site.Sizes.Count; k++)
            {
                var o = First[j] + 1 + k;
                Fixed[o] = site.Sizes[k].Fixed;
                Capacity[o] = site.Sizes[k].Capacity >= Total ? Need : site.Sizes[k].Capacity;
                Running[o] = site.Sizes[k].PerUnit - lowest;
            }

            var open = ((1u << site.Sizes.Count) - 1) << 1;
            Allowed[j] = site.Forbidden ? 1 : site.Forced ? open : open | 1;
        }

        Uncapacitated = sites.All(s => s.Sizes.Count == 1 && s.Sizes[0].Capacity >= Total);
    }

    /// <summary>Sizes that do not take everything are multiples of their greatest common divisor, and so is what they
    /// add up to; one that takes everything counts as all that is needed.</summary>
    private long RoundedNeed(IReadOnlyList<Site> sites)
    {
        long divisor = 0;
        foreach (var size in sites.SelectMany(s => s.Sizes).Where(s => s.Capacity < Total))
        {
            divisor = Gcd(divisor, size.Capacity);
        }

        return divisor == 0 ? Total : (Total + divisor - 1) / divisor * divisor;
    }

    private void TakeCosts(IReadOnlyList<Site> sites, double[] cost)
    {
        Far = 1 + Fixed.Sum();
        for (var i = 0; i < Customers; i++)
        {
            Far += Finite(cost.AsSpan(i * Sites, Sites)) + (Demand[i] * sites.Max(s => s.Sizes.Max(z => z.PerUnit)));
        }

        var whole = Uncapacitated && Array.TrueForAll(Fixed, double.IsInteger);
        for (var i = 0; i < Customers; i++)
        {
            for (var j = 0; j < Sites; j++)
            {
                var at = (i * Sites) + j;
                var way = cost[at] + (Demand[i] * sites[j].Sizes.Min(s => s.PerUnit));
                Cost[at] = double.IsInfinity(way) ? Far : way;
                Unit[at] = Demand[i] == 0 ? 0 : Cost[at] / Demand[i];
                whole = whole && (double.IsInteger(way) || double.IsInfinity(way));
                Order[at] = j;
            }

            Array.Copy(Cost, i * Sites, Sorted, i * Sites, Sites);
            Array.Sort(Sorted, Order, i * Sites, Sites);
        }

        Grain = whole ? 1 : 0;
    }

    /// <summary>The highest cost that is not infinite.</summary>
    private static double Finite(ReadOnlySpan<double> costs)
    {
        var most = 0.0;
        foreach (var c in costs)
        {
            most = double.IsInfinity(c) ? most : Math.Max(most, c);
        }

        return most;
    }

    private static long Gcd(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
