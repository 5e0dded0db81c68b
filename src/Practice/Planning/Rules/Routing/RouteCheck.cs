namespace Meent.Planning.Rules.Routing;

/// <summary>A rule that a route does not keep.</summary>
/// <param name="Lorry">Its kind, or the stop that is not visited once.</param>
internal sealed record RouteFault(string Rule, string Lorry, string Figures)
{
    public override string ToString() => $"{Lorry} {Figures}";
}

/// <summary>Checks a solution against the rules without anything of the search: it drives every day through, minute by
/// minute and load by load.</summary>
internal static class RouteCheck
{
    /// <summary>Every rule that is broken, with its figures; empty where all is kept and the
    /// cost is right.</summary>
    public static IReadOnlyList<RouteFault> Faults(RoutingProblem problem, RoutingSolution solution)
    {
        var faults = new List<RouteFault>();
        var seen = new int[problem.Nodes];
        foreach (var left in solution.Left)
        {
            seen[left]++;
        }

        var cost = 0L;
        var lorries = new int[problem.Lorries.Length];
        foreach (var day in solution.Days)
        {
            lorries[day.Type]++;
            cost += new Drive(problem, day, faults, seen).Cost();
        }

        for (var s = 0; s < problem.Stops.Length; s++)
        {
            if (seen[problem.Bases.Length + s] != 1)
            {
                faults.Add(new("visits", problem.Stops[s].Name,
                    $"{problem.Stops[s].Name} is named {seen[problem.Bases.Length + s]} times"));
            }
        }

        for (var k = 0; k < lorries.Length; k++)
        {
            if (lorries[k] > problem.Lorries[k].Count)
            {
                faults.Add(new("lorries", problem.Lorries[k].Name,
                    $"{lorries[k]} lorries of {problem.Lorries[k].Name}, there are {problem.Lorries[k].Count}"));
            }
        }

        if (cost != solution.Cost)
        {
            faults.Add(new("cost", "", $"cost is {cost} and not {solution.Cost}"));
        }

        return faults;
    }

    /// <summary>Cost of the days as they are driven, whatever rules they break.</summary>
    public static long CostOf(RoutingProblem problem, RoutingSolution solution) =>
        solution.Days.Sum(d => new Drive(problem, d, [], new int[problem.Nodes]).Cost());

    private sealed class Drive(RoutingProblem problem, LorryDay day, List<RouteFault> faults, int[] seen)
    {
        private readonly LorryType lorry = problem.Lorries[day.Type];
        private readonly Travel roads = problem.Profiles[problem.Lorries[day.Type].Profile];
        private readonly int last = day.Nodes.Length - 1;
        private readonly int products = problem.Products;

        public long Cost()
        {
            var nodes = day.Nodes;
            if (nodes[0] != lorry.Start || (lorry.End >= 0 && nodes[last] != lorry.End))
            {
                faults.Add(new("start", lorry.Name, "does not start or end where it should"));
            }

            var distance = 0L;
            for (var i = 1; i <= last; i++)
            {
                var step = roads.Distance[(nodes[i - 1] * problem.Nodes) + nodes[i]];
                distance += step;
                if (step >= RoutingProblem.Far)
                {
                    faults.Add(new("way", lorry.Name, "drives where there is no way"));
                }
            }

            var trips = Trips();
            foreach (var (begin, until) in trips)
            {
                Loads(begin, until);
            }

            if (trips.Count > lorry.MaxTrips || distance > lorry.MaxDistance)
            {
                faults.Add(new("trips", lorry.Name, $"makes {trips.Count} trips over {distance}"));
            }

            var duration = Duration(trips);
            return lorry.Fixed + (lorry.PerDistance * distance) + (lorry.PerTime * duration);
        }

        private List<(int Begin, int Until)> Trips()
        {
            var trips = new List<(int, int)>();
            var begin = 0;
            for (var i = 1; i <= last; i++)
            {
                var node = day.Nodes[i];
                if (node >= problem.Bases.Length)
                {
                    seen[node]++;
                    if ((problem.Stops[node - problem.Bases.Length].Lorries >> day.Type & 1) == 0)
                    {
                        faults.Add(new("road", lorry.Name,
                            $"may not come to {problem.Stops[node - problem.Bases.Length].Name}"));
                    }
                }
                else if (i < last || lorry.End < 0)
                {
                    if (!lorry.Intakes.Contains(node) || i == begin + 1)
                    {
                        faults.Add(new("unload", lorry.Name,
                            $"may not unload at base {node}, or has nothing to unload"));
                    }

                    trips.Add((begin, i));
                    begin = i;
                }
            }

            if (begin != (lorry.End < 0 ? last : last - 1))
            {
                faults.Add(new("unload", lorry.Name, "does not unload in the end"));
            }

            return trips;
        }

        private void Loads(int begin, int until)
        {
            var picked = new int[products];
            var aboard = Stops(begin, until).Sum(s => s.Delivery);
            if (lorry.Deck >= 0 && aboard > lorry.Deck)
            {
                faults.Add(new("load", lorry.Name, $"has {aboard} on a deck of {lorry.Deck}"));
            }

            foreach (var stop in Stops(begin, until))
            {
                if (lorry.Deck < 0 && aboard > lorry.Compartments.Sum())
                {
                    faults.Add(new("load", lorry.Name, $"has {aboard} aboard before {stop.Name}"));
                }

                aboard += stop.Pickup - stop.Delivery;
                picked[stop.Product] += stop.Pickup;
            }

            if ((lorry.Deck < 0 && aboard > lorry.Compartments.Sum()) || !Fit(picked, 0, lorry.Compartments.ToArray()))
            {
                faults.Add(new("load", lorry.Name, $"cannot hold {string.Join(" + ", picked)}"));
            }
        }

        private IEnumerable<Stop> Stops(int begin, int until) =>
            Enumerable.Range(begin + 1, until - begin - 1).Select(i =>
                problem.Stops[day.Nodes[i] - problem.Bases.Length]);

        /// <summary>Pours product after product, compartment by compartment, in every order.</summary>
        private static bool Fit(int[] left, int product, int[] rooms)
        {
            if (product == left.Length)
            {
                return true;
            }

            if (left[product] <= 0)
            {
                return Fit(left, product + 1, rooms);
            }

            for (var r = 0; r < rooms.Length; r++)
            {
                if (rooms[r] == 0)
                {
                    continue;
                }

                var (size, before) = (rooms[r], left[product]);
                (rooms[r], left[product]) = (0, before - size);
                var good = Fit(left, product, rooms);
                (rooms[r], left[product]) = (size, before);
                if (good)
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Drives as early as possible; then, from the end back, leaves as late as still arrives at the same
        /// moments: that is the shortest day, and trip by trip the shortest ride.</summary>
        private int Duration(List<(int Begin, int Until)> trips)
        {
            if (!problem.IsTimed)
            {
                return 0;
            }

            var end = new int[last + 1];
            end[0] = Math.Max(lorry.Earliest, Release(trips, 0));
            for (var i = 1; i <= last; i++)
            {
                var (open, close, service) = Window(i);
                var arrival = end[i - 1] + Time(i - 1);
                if (arrival > close)
                {
                    faults.Add(new("window", lorry.Name,
                        $"comes to node {day.Nodes[i]} at {arrival}, it closes at {close}"));
                }

                end[i] = Math.Max(Math.Max(arrival, open) + service, Release(trips, i));
            }

            foreach (var (begin, until) in trips)
            {
                var arrival = Math.Max(end[until - 1] + Time(until - 1), Window(until).Open);
                var ride = arrival - Latest(begin + 1, until, arrival);
                if (ride > lorry.MaxRide)
                {
                    faults.Add(new("ride", lorry.Name, $"rides {ride}, longer than {lorry.MaxRide}"));
                }
            }

            var duration = end[last] - Latest(0, last, end[last] - Window(last).Service);
            if (duration > lorry.MaxDuration)
            {
                faults.Add(new("day", lorry.Name, $"is under way {duration}, longer than {lorry.MaxDuration}"));
            }

            return duration;
        }

        /// <summary>Latest begin at position <paramref name="from"/> with which position <paramref name="to"/> still
        /// begins at this moment.</summary>
        private int Latest(int from, int to, int moment)
        {
            for (var i = to - 1; i >= from; i--)
            {
                var (_, close, service) = Window(i);
                moment = Math.Min(close, moment - Time(i) - service);
            }

            return moment;
        }

        private (int Open, int Close, int Service) Window(int i)
        {
            var node = day.Nodes[i];
            if (i == 0)
            {
                return (lorry.Earliest, lorry.Latest, 0);
            }

            if (node >= problem.Bases.Length)
            {
                var stop = problem.Stops[node - problem.Bases.Length];
                return (stop.Earliest, stop.Latest, stop.Service);
            }

            var home = problem.Bases[node];
            var isEnd = i == last && lorry.End >= 0;
            return (home.Open, Math.Min(home.Close, lorry.Latest), isEnd ? 0 : home.Unload);
        }

        private int Release(List<(int Begin, int Until)> trips, int position)
        {
            foreach (var (begin, until) in trips)
            {
                if (begin == position)
                {
                    return Stops(begin, until).Select(s => s.Release).DefaultIfEmpty().Max();
                }
            }

            return 0;
        }

        private int Time(int from) => roads.Time[(day.Nodes[from] * problem.Nodes) + day.Nodes[from + 1]];
    }
}
