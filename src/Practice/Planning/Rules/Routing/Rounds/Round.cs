using System.Collections.Immutable;

namespace Meent.Planning.Rules.Routing.Rounds;

/// <summary>A farm, or another place where something is fetched.</summary>
/// <param name="Party">Whose it is: farms of one party are priced together.</param>
/// <param name="Morning">What is there in the morning, in the unit of the compartments.</param>
/// <param name="Evening">What is there in the evening; 0: one round a day.</param>
/// <param name="Product">Products never share a compartment.</param>
/// <param name="Road">Widest kind of lorry that gets there: 1 motorbike, 2 small lorry, 3 any.</param>
/// <param name="EveryDays">1: every day; 2: every other day, with what two days gave.</param>
/// <param name="Bring">What is brought along from where the trip starts.</param>
internal sealed record Farm(
    string Name, string Party, double Lat, double Lon, int Morning, int Evening, string Product, int Road,
    int EveryDays, int Bring);

/// <summary>A yard or intake.</summary>
/// <param name="Open">Minute of the day.</param>
/// <param name="Close">Minute of the day.</param>
/// <param name="Unload">Minutes that unloading takes.</param>
internal sealed record Yard(string Name, double Lat, double Lon, int Open, int Close, int Unload);

/// <summary>Lorries that are alike.</summary>
/// <param name="Road">Least road that it needs: 1 gets everywhere.</param>
/// <param name="Start">Yard; -1: it starts at its first farm.</param>
/// <param name="Intakes">Yards where it may unload.</param>
/// <param name="End">Yard; -1: its day ends at the intake.</param>
/// <param name="Deck">Room for what it brings; -1: none beside the compartments.</param>
/// <param name="Fixed">Minor units a day that it drives.</param>
/// <param name="PerKilometre">Minor units.</param>
/// <param name="PerHour">Minor units.</param>
/// <param name="From">Minute of the day.</param>
/// <param name="Until">Minute of the day.</param>
/// <param name="MaxHours">Of a day.</param>
/// <param name="MaxKilometres">Of a day.</param>
/// <param name="MaxRide">Minutes from the first farm of a trip to the intake.</param>
/// <param name="Speed">Kilometres an hour; 0: as long as the roads say.</param>
internal sealed record Vehicle(
    string Name, int Count, ImmutableArray<int> Compartments, int Deck, int Road, int Start,
    ImmutableArray<int> Intakes, int End, double Fixed, double PerKilometre, double PerHour, int From, int Until,
    double MaxHours, double MaxKilometres, int MaxRide, int Trips, double Speed);

/// <summary>When farms are visited. Minutes of the day.</summary>
/// <param name="StopMinutes">A visit takes so long, and</param>
/// <param name="MinutesPer100">so much longer for every 100 units that are fetched.</param>
internal sealed record Hours(
    int MorningFrom, int MorningUntil, int EveningFrom, int EveningUntil, double StopMinutes, double MinutesPer100);

/// <summary>One stop of the problem: which farm, when.</summary>
/// <param name="Day">0 or 1; -1: whichever day suits.</param>
internal sealed record Visit(int Farm, int Day, bool Evening);

/// <summary>The collection of a hub, as people speak of it, and as a routing problem.</summary>
/// <param name="Metres">Between yards, then farms; row to column.</param>
/// <param name="Seconds">The same as times.</param>
internal sealed record Round(
    ImmutableArray<Farm> Farms, ImmutableArray<Yard> Yards, ImmutableArray<Vehicle> Vehicles, Hours Hours, int[] Metres,
    int[] Seconds)
{
    /// <summary>Cost units of the problem in one minor unit.</summary>
    public const int CostScale = 1000;

    private const int Minute = 60;
    private const int DayLength = 24 * 60;

    /// <summary>Two where some farms are visited every other day, else one.</summary>
    public int Days => Farms.Any(f => f.EveryDays == 2) ? 2 : 1;

    /// <summary>Names of the products, in the order of the problem's numbers.</summary>
    public IReadOnlyList<string> Products => [.. Farms.Select(f => f.Product).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Every visit of the days, in the order of the problem's stops.</summary>
    public IReadOnlyList<Visit> Visits()
    {
        var visits = new List<Visit>();
        for (var i = 0; i < Farms.Length; i++)
        {
            if (Farms[i].EveryDays == 2)
            {
                visits.Add(new Visit(i, -1, false));
                continue;
            }

            for (var day = 0; day < Days; day++)
            {
                if (Farms[i].Morning > 0 || Farms[i].Evening == 0)
                {
                    visits.Add(new Visit(i, day, false));
                }

                if (Farms[i].Evening > 0)
                {
                    visits.Add(new Visit(i, day, true));
                }
            }
        }

        return visits;
    }

    /// <summary>Lorry type v of the problem is vehicle v / <see cref="Days"/> on day v % <see cref="Days"/>. The last
    /// base is nowhere: no way leads there or from there, for those who start at their first farm.</summary>
    public RoutingProblem Problem()
    {
        var (visits, products) = (Visits(), Products.ToList());
        var nowhere = Yards.Length;
        var types = Vehicles.SelectMany(v => Enumerable.Range(0, Days).Select(d => Lorry(v, nowhere, d))).ToList();
        return new RoutingProblem(
            [
                .. Yards.Select(y => new Base(y.Name, y.Open * Minute, y.Close * Minute, y.Unload * Minute)),
                new Base(""),
            ],
            [.. visits.Select(v => StopOf(v, products))],
            [.. types.Select((t, i) => t with { Profile = i / Days })],
            Roads(visits));
    }

    private static LorryType Lorry(Vehicle v, int nowhere, int day) => new(
        $"{v.Name} {day + 1}", v.Count, v.Compartments, v.Start < 0 ? nowhere : v.Start, v.Intakes, v.End, v.Deck,
        Cost(v.Fixed * CostScale), Cost(v.PerKilometre * CostScale / 1000), Cost(v.PerHour * CostScale / 3600),
        v.From * Minute, v.Until * Minute, Bound(v.MaxHours * 3600), Bound(v.MaxKilometres * 1000),
        v.MaxRide > 0 ? v.MaxRide * Minute : RoutingProblem.Horizon, v.Trips);

    private Stop StopOf(Visit visit, List<string> products)
    {
        var farm = Farms[visit.Farm];
        var both = visit.Day < 0;
        var amount = both ? (farm.Morning + farm.Evening) * 2 : visit.Evening ? farm.Evening : farm.Morning;
        var (from, until) = both ? (Hours.MorningFrom, Hours.EveningUntil)
            : visit.Evening ? (Hours.EveningFrom, Hours.EveningUntil) : (Hours.MorningFrom, Hours.MorningUntil);
        var lorries = 0UL;
        for (var v = 0; v < Vehicles.Length; v++)
        {
            for (var day = 0; day < Days && Vehicles[v].Road <= farm.Road; day++)
            {
                lorries |= both || day == visit.Day ? 1UL << ((v * Days) + day) : 0;
            }
        }

        return new Stop(
            farm.Name, amount, products.IndexOf(farm.Product), visit.Evening ? 0 : farm.Bring,
            Whole((Hours.StopMinutes + (Hours.MinutesPer100 * amount / 100)) * Minute), from * Minute, until * Minute,
            lorries);
    }

    /// <summary>One square of distances for all, and one of times for each speed.</summary>
    private ImmutableArray<Travel> Roads(IReadOnlyList<Visit> visits)
    {
        var (yards, places) = (Yards.Length, Yards.Length + Farms.Length);
        int[] place = [.. Enumerable.Range(0, yards), -1, .. visits.Select(v => yards + v.Farm)];
        var distance = Square(place, places, Metres);
        var times = new Dictionary<double, int[]>();
        foreach (var speed in Vehicles.Select(v => v.Speed).Distinct())
        {
            times[speed] = speed == 0 ? Square(place, places, Seconds) : [.. distance.Select(
                m => m >= RoutingProblem.Far ? RoutingProblem.Far : Whole(m * 3.6 / speed))];
        }

        return [.. Vehicles.Select(v => new Travel(place.Length, distance, times[v.Speed]))];
    }

    private static int[] Square(int[] place, int places, int[] between)
    {
        var square = new int[place.Length * place.Length];
        for (var a = 0; a < place.Length; a++)
        {
            for (var b = 0; b < place.Length; b++)
            {
                square[(a * place.Length) + b] =
                    place[a] < 0 || place[b] < 0 ? 0 : between[(place[a] * places) + place[b]];
            }
        }

        return square;
    }

    private static long Cost(double value) => (long)Math.Floor(value + 0.5);

    private static int Whole(double value) => (int)Math.Floor(value + 0.5);

    private static int Bound(double value) => value <= 0 || value >= RoutingProblem.Horizon
        ? RoutingProblem.Horizon : Whole(value);
}
