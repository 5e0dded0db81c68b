using System.Collections.Immutable;

namespace Meent.Planning.Rules.Routing;

/// <summary>Where lorries start, unload and end: a yard, an intake, a transporter's home.</summary>
/// <param name="Open">Earliest arrival that is served, seconds.</param>
/// <param name="Close">Latest arrival.</param>
/// <param name="Unload">Seconds that unloading takes.</param>
internal sealed record Base(string Name, int Open = 0, int Close = RoutingProblem.Horizon, int Unload = 0);

/// <summary>One visit. A farm that is visited morning and evening has two.</summary>
/// <param name="Product">What is picked up: products never share a compartment.</param>
/// <param name="Pickup">How much is picked up, in the unit of the lorries' capacity.</param>
/// <param name="Delivery">How much is brought from the start of the trip, such as bags.</param>
/// <param name="Service">Seconds the visit takes.</param>
/// <param name="Earliest">Earliest begin of the visit; who comes before waits.</param>
/// <param name="Latest">Latest begin of the visit.</param>
/// <param name="Lorries">Bit k: lorries of type k may come here (road, day, gate).</param>
/// <param name="Release">What is delivered here cannot leave the base before this moment.</param>
internal sealed record Stop(
    string Name, int Pickup, int Product = 0, int Delivery = 0, int Service = 0, int Earliest = 0,
    int Latest = RoutingProblem.Horizon, ulong Lorries = ulong.MaxValue, int Release = 0);

/// <summary>Lorries, motorbikes or carts that are alike.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Compartments">Capacity of each compartment; a compartment holds one product at a time.</param>
/// <param name="Start">Base where the day begins.</param>
/// <param name="Intakes">Bases where a trip may end; the nearest in the route is taken.</param>
/// <param name="End">Base to which it returns empty after the last trip; -1: the day ends at the intake.</param>
/// <param name="Deck">What it can bring along; -1: deliveries share the (only) compartment with what is picked
/// up.</param>
/// <param name="Fixed">Cost of a day on which it drives.</param>
/// <param name="PerDistance">Cost of a metre.</param>
/// <param name="PerTime">Cost of a second between leaving and the end of the day.</param>
/// <param name="MaxDuration">Longest day, seconds.</param>
/// <param name="MaxDistance">Longest day, metres.</param>
/// <param name="MaxRide">Longest time from the begin of the first visit of a trip to the arrival at the intake.</param>
/// <param name="MaxTrips">Trips in a day.</param>
/// <param name="Profile">Which distances and times apply.</param>
internal sealed record LorryType(
    string Name, int Count, ImmutableArray<int> Compartments, int Start, ImmutableArray<int> Intakes, int End = -1,
    int Deck = -1, long Fixed = 0, long PerDistance = 1, long PerTime = 0, int Earliest = 0,
    int Latest = RoutingProblem.Horizon, int MaxDuration = RoutingProblem.Horizon,
    int MaxDistance = RoutingProblem.Horizon, int MaxRide = RoutingProblem.Horizon, int MaxTrips = 1,
    int Profile = 0);

/// <summary>Distances and times between all nodes, from (row) to (column); not necessarily the same back.</summary>
/// <param name="Distance">Size x size, metres or the unit of the instance; <see cref="RoutingProblem.Far"/> and more:
/// no way.</param>
/// <param name="Time">Size x size, seconds.</param>
internal sealed record Travel(int Size, int[] Distance, int[] Time);

/// <summary>Who must be visited, with what, and over which roads. Node b is base b; node Bases.Length + s is stop
/// s. Cost has the unit of the lorries' cost factors.</summary>
internal sealed record RoutingProblem(
    ImmutableArray<Base> Bases, ImmutableArray<Stop> Stops, ImmutableArray<LorryType> Lorries,
    ImmutableArray<Travel> Profiles)
{
    /// <summary>Later than any moment of a plan.</summary>
    public const int Horizon = 1 << 28;

    /// <summary>There is no way.</summary>
    public const int Far = 1 << 27;

    /// <summary>Most stops: their distances are held as a square.</summary>
    public const int MostStops = 3_000;

    public int Nodes => Bases.Length + Stops.Length;

    public int Products => Stops.Length == 0 ? 1 : Stops.Max(s => s.Product) + 1;

    /// <summary>Whether moments matter at all.</summary>
    public bool IsTimed =>
        Stops.Any(s => s.Earliest > 0 || s.Latest < Horizon || s.Release > 0)
        || Bases.Any(b => b.Open > 0 || b.Close < Horizon)
        || Lorries.Any(l => l.Earliest > 0 || l.Latest < Horizon || l.MaxDuration < Horizon || l.MaxRide < Horizon
            || l.PerTime > 0);

    /// <summary>The same with these stops alone, in this order.</summary>
    public RoutingProblem Only(IReadOnlyList<int> stops)
    {
        int[] nodes = [.. Enumerable.Range(0, Bases.Length), .. stops.Select(s => Bases.Length + s)];
        return this with
        {
            Stops = [.. stops.Select(s => Stops[s])],
            Profiles =
            [
                .. Profiles.Select(p => new Travel(
                    nodes.Length, Part(p.Distance, p.Size, nodes), Part(p.Time, p.Size, nodes))),
            ],
        };
    }

    private static int[] Part(int[] square, int size, int[] nodes)
    {
        var part = new int[nodes.Length * nodes.Length];
        for (var a = 0; a < nodes.Length; a++)
        {
            for (var b = 0; b < nodes.Length; b++)
            {
                part[(a * nodes.Length) + b] = square[(nodes[a] * size) + nodes[b]];
            }
        }

        return part;
    }
}
