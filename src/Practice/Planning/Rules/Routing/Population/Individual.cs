namespace Meent.Planning.Rules.Routing.Population;

/// <summary>One member of the population: all routes behind each other as a giant tour.</summary>
internal sealed class Individual(int size)
{
    /// <summary>The customers, route after route; Size - 1 of them.</summary>
    public int[] Tour { get; } = new int[size - 1];

    /// <summary>Where each route begins in the tour; at RouteCount the end of the last.</summary>
    public int[] Start { get; } = new int[size + 1];

    public int RouteCount { get; set; }

    /// <summary>Who comes after each customer; 0 the depot.</summary>
    public int[] After { get; } = new int[size];

    public int[] Before { get; } = new int[size];

    public long Distance { get; set; }

    /// <summary>Load over capacity, all routes together.</summary>
    public long ExcessLoad { get; set; }

    /// <summary>Distance over the maximal distance of a route, all routes together.</summary>
    public long ExcessDistance { get; set; }

    public bool Feasible => ExcessLoad == 0 && ExcessDistance == 0;

    /// <summary>Distance and penalties, at the penalties of the moment.</summary>
    public double Cost { get; set; }

    /// <summary>Rank in cost and diversity together (Vidal et al. 2012); lower is better.</summary>
    public double Fitness { get; set; }

    /// <summary>Broken pairs distance to each other member, nearest first.</summary>
    public List<(double Distance, Individual Other)> Near { get; } = [];

    /// <summary>Share of the customers whose neighbour in the tour differs.</summary>
    public double BrokenPairs(Individual other)
    {
        var broken = 0;
        for (var i = 1; i < After.Length; i++)
        {
            var (after, before) = (After[i], Before[i]);
            var (otherAfter, otherBefore) = (other.After[i], other.Before[i]);
            if (after != otherAfter && after != otherBefore)
            {
                broken++;
            }

            if (before == 0 && otherBefore != 0 && otherAfter != 0)
            {
                broken++;
            }
        }

        return (double)broken / Tour.Length;
    }

    /// <summary>Sets neighbours, distance and excess from tour and starts.</summary>
    public void Reckon(Network network)
    {
        var n = network.Size;
        (Distance, ExcessLoad, ExcessDistance) = (0, 0, 0);
        for (var r = 0; r < RouteCount; r++)
        {
            var (at, load, distance) = (0, 0L, 0L);
            for (var k = Start[r]; k < Start[r + 1]; k++)
            {
                var next = Tour[k];
                (Before[next], After[at]) = (at, next);
                distance += network.From[(at * n) + next];
                load += network.Demand[next];
                at = next;
            }

            After[at] = 0;
            distance += network.From[at * n];
            Distance += distance;
            ExcessLoad += Math.Max(0, load - network.Capacity);
            ExcessDistance += Math.Max(0, distance - network.MaxDistance);
        }
    }

    public void Price(Penalties penalties) =>
        Cost = Distance + (penalties.Load * ExcessLoad) + (penalties.Distance * ExcessDistance);

    public PlainSolution Solution()
    {
        var routes = new List<int[]>(RouteCount);
        for (var r = 0; r < RouteCount; r++)
        {
            if (Start[r + 1] > Start[r])
            {
                routes.Add(Tour[Start[r]..Start[r + 1]]);
            }
        }

        return new PlainSolution(routes, Distance);
    }

    public static Individual Of(Network network, PlainSolution solution)
    {
        var made = new Individual(network.Size);
        var at = 0;
        foreach (var route in solution.Routes)
        {
            made.Start[made.RouteCount++] = at;
            route.CopyTo(made.Tour, at);
            at += route.Length;
        }

        made.Start[made.RouteCount] = at;
        made.Reckon(network);
        return made;
    }
}
