namespace Meent.Planning.Rules.Routing;

/// <summary>One call of a lorry. Seconds after midnight.</summary>
internal readonly record struct Call(int Node, int Begin, int Leave);

/// <summary>One trip: its stops, then the intake.</summary>
/// <param name="Calls">The last is the arrival at the intake.</param>
/// <param name="Load">What it picks up, all products together.</param>
/// <param name="Distance">From where the trip starts to the intake.</param>
internal sealed record Journey(IReadOnlyList<Call> Calls, int Leave, int Load, long Distance)
{
    /// <summary>Seconds from the begin of the first visit to the arrival.</summary>
    public int Ride => Calls[^1].Begin - Calls[0].Begin;
}

/// <summary>When a lorry is where, on the shortest day that its route allows.</summary>
internal sealed record Timetable(IReadOnlyList<Journey> Journeys, int From, int Until, long Distance)
{
    public static Timetable Of(Model model, LorryDay day)
    {
        var tour = new Tour(model, model.Lorries[day.Type]);
        tour.Set([.. day.Nodes]);
        var latest = Latest(tour);
        var (at, journeys) = (latest[0], new List<Journey>());
        for (var trip = 0; trip < tour.Trips; trip++)
        {
            var (begin, until) = (tour.Begin[trip], tour.Until[trip]);
            var calls = new List<Call>();
            // Waiting is better done at the base than with a first load aboard.
            var leave = Math.Max(at, latest[begin + 1] - Travel(tour, begin));
            var (free, distance) = (leave, 0L);
            for (var i = begin + 1; i <= until; i++)
            {
                distance += tour.Lorry.Distance[(tour.Nodes[i - 1] * tour.Lorry.Size) + tour.Nodes[i]];
                var moment = tour.MomentAt(i);
                var starts = Math.Max(free + Travel(tour, i - 1), moment.Earliest);
                free = starts + moment.Duration;
                calls.Add(new Call(tour.Nodes[i], starts, free));
            }

            at = free;
            journeys.Add(new Journey(calls, leave, tour.Load[trip], distance));
        }

        var home = tour.Lorry.Type.End >= 0 ? Travel(tour, tour.Count - 2) : 0;
        return new Timetable(journeys, latest[0], at + home, tour.Distance);
    }

    /// <summary>By position: the latest begin with which the day still ends as early as it can.</summary>
    private static int[] Latest(Tour tour)
    {
        var (count, end) = (tour.Count, new int[tour.Count]);
        var type = tour.Lorry.Type;
        end[0] = Math.Max(type.Earliest, tour.Release[0]);
        for (var i = 1; i < count; i++)
        {
            var moment = tour.MomentAt(i);
            end[i] = Math.Max(end[i - 1] + Travel(tour, i - 1), moment.Earliest) + moment.Duration;
            var next = tour.TripOf[i] + 1;
            end[i] = next < tour.Trips && tour.Begin[next] == i ? Math.Max(end[i], tour.Release[next]) : end[i];
        }

        var latest = new int[count];
        latest[count - 1] = end[count - 1] - tour.MomentAt(count - 1).Duration;
        for (var i = count - 2; i >= 0; i--)
        {
            var moment = tour.MomentAt(i);
            latest[i] = Math.Min(moment.Latest, latest[i + 1] - Travel(tour, i) - moment.Duration);
        }

        return latest;
    }

    private static int Travel(Tour tour, int from) =>
        tour.Lorry.Time[(tour.Nodes[from] * tour.Lorry.Size) + tour.Nodes[from + 1]];
}
