namespace Meent.Planning.Rules.Routing;

/// <summary>The day of one lorry: start, stops, intake, stops, intake, (end). Holds for every position what lies
/// before and after it, so that a change is judged in constant time.</summary>
internal sealed class Tour(Model model, LorryModel lorry)
{
    private readonly int products = model.Products;
    private int[] loads = new int[model.Products];

    public LorryModel Lorry { get; } = lorry;

    /// <summary>Nodes; the last is the end, or the last intake where there is no end.</summary>
    public int[] Nodes { get; private set; } = new int[16];

    public int Count { get; private set; }

    /// <summary>Stops in all trips.</summary>
    public int Stops { get; private set; }

    public int Trips { get; private set; }

    /// <summary>By position: which trip; an intake belongs to the trip that it ends.</summary>
    public int[] TripOf { get; private set; } = new int[16];

    /// <summary>By trip: position of the node where it begins (start or the intake before).</summary>
    public int[] Begin { get; private set; } = new int[4];

    /// <summary>By trip: position of its intake.</summary>
    public int[] Until { get; private set; } = new int[4];

    /// <summary>By trip: all that is picked up.</summary>
    public int[] Load { get; private set; } = new int[4];

    /// <summary>By trip: all that is brought.</summary>
    public int[] Brought { get; private set; } = new int[4];

    /// <summary>By trip: moment before which it cannot begin.</summary>
    public int[] Release { get; private set; } = new int[4];

    /// <summary>By position: from the start of the day up to and including it. An intake includes unloading and
    /// waiting for what the next trip brings.</summary>
    public Segment[] Before { get; private set; } = new Segment[16];

    /// <summary>By position: from it to the end of the day.</summary>
    public Segment[] After { get; private set; } = new Segment[16];

    /// <summary>By position: from the first stop of its trip up to and including it.</summary>
    public Segment[] RideBefore { get; private set; } = new Segment[16];

    /// <summary>By position: from it to the arrival at the intake of its trip.</summary>
    public Segment[] RideAfter { get; private set; } = new Segment[16];

    /// <summary>By trip: as <see cref="Before"/> at its begin, without waiting for what it brings.</summary>
    public Segment[] Ready { get; private set; } = new Segment[4];

    public long Distance { get; private set; }

    public int Duration { get; private set; }

    public long Cost { get; private set; }

    /// <summary>By product: what a trip picks up.</summary>
    public ReadOnlySpan<int> LoadsOf(int trip) => loads.AsSpan(trip * products, products);

    /// <summary>Takes these nodes and reckons everything again.</summary>
    /// <returns>False where a moment, a length or a ride is not kept; loads are not looked at.</returns>
    public bool Set(ReadOnlySpan<int> nodes)
    {
        Room(nodes.Length);
        nodes.CopyTo(Nodes);
        Count = nodes.Length;
        return Refresh();
    }

    /// <summary>The day of <paramref name="other"/>, copied.</summary>
    public void Take(Tour other)
    {
        Room(other.Count);
        Array.Copy(other.Nodes, Nodes, other.Count);
        Count = other.Count;
        Refresh();
    }

    /// <summary>Puts a stop behind a position; before the next node comes <paramref name="intake"/> where it is not
    /// -1: a new one with <paramref name="opens"/>, else in the place of the one that stands there.</summary>
    public bool Insert(int position, int stop, int intake, bool opens)
    {
        var more = opens ? 2 : 1;
        Room(Count + more);
        Array.Copy(Nodes, position + 1, Nodes, position + 1 + more, Count - position - 1);
        Nodes[position + 1] = stop;
        if (intake >= 0)
        {
            Nodes[position + 2] = intake;
        }

        Count += more;
        return Refresh();
    }

    private void Room(int length)
    {
        if (Nodes.Length >= length)
        {
            return;
        }

        var size = Math.Max(length, Nodes.Length * 2);
        var grown = new int[size];
        Array.Copy(Nodes, grown, Count);
        (Nodes, TripOf) = (grown, new int[size]);
        (Before, After) = (new Segment[size], new Segment[size]);
        (RideBefore, RideAfter) = (new Segment[size], new Segment[size]);
    }

    private void TripRoom(int trips)
    {
        if (Begin.Length < trips)
        {
            var size = trips * 2;
            (Begin, Until, Load, Brought) = (Grow(Begin, size), Grow(Until, size), Grow(Load, size), Grow(Brought, size));
            Release = Grow(Release, size);
            Ready = new Segment[size];
        }

        if (loads.Length < trips * products)
        {
            loads = Grow(loads, trips * products * 2);
        }
    }

    private static int[] Grow(int[] from, int size)
    {
        Array.Resize(ref from, size);
        return from;
    }

    private bool Refresh()
    {
        Measure();
        if (!model.IsTimed)
        {
            Duration = 0;
            Cost = Stops == 0 ? 0 : Lorry.Type.Fixed + (Lorry.Type.PerDistance * Distance);
            return Distance <= Lorry.Type.MaxDistance;
        }

        var good = Forward() && Backward() && Rides();
        Duration = good ? Before[Count - 1].Duration : int.MaxValue;
        Cost = Stops == 0 || !good ? 0 : Lorry.Type.Fixed + (Lorry.Type.PerDistance * Distance)
            + (Lorry.Type.PerTime * Duration);
        return good && Distance <= Lorry.Type.MaxDistance && Duration <= Lorry.Type.MaxDuration;
    }

    private void Measure()
    {
        var (trip, size) = (0, Lorry.Size);
        TripRoom(1);
        Clear(0, 0);
        (Distance, Stops) = (0, 0);
        for (var i = 1; i < Count; i++)
        {
            var node = Nodes[i];
            Distance += Lorry.Distance[(Nodes[i - 1] * size) + node];
            TripOf[i] = trip;
            if (node >= model.Bases)
            {
                Stops++;
                loads[(trip * products) + model.Product[node]] += model.Pickup[node];
                Load[trip] += model.Pickup[node];
                Brought[trip] += model.Delivery[node];
                Release[trip] = Math.Max(Release[trip], model.Release[node]);
            }
            else if (i < Count - 1 || Lorry.Type.End < 0)
            {
                Until[trip++] = i;
                TripRoom(trip + 1);
                Clear(trip, i);
            }
        }

        Trips = trip;
    }

    private void Clear(int trip, int begin)
    {
        (Begin[trip], Load[trip], Brought[trip], Release[trip]) = (begin, 0, 0, 0);
        loads.AsSpan(trip * products, products).Clear();
    }

    /// <summary>The moment of a node: a visit, unloading, or coming home.</summary>
    public Segment MomentAt(int position)
    {
        var node = Nodes[position];
        return node >= model.Bases ? model.Visit[node]
            : position == 0 ? Lorry.Leaving
            : position == Count - 1 && Lorry.Type.End >= 0 ? Lorry.Arriving[node]
            : Lorry.Unloading[node];
    }

    private bool Forward()
    {
        Ready[0] = Lorry.Leaving;
        if (!Wait(Lorry.Leaving, Release[0], out Before[0]))
        {
            return false;
        }

        for (var i = 1; i < Count; i++)
        {
            var travel = Lorry.Time[(Nodes[i - 1] * Lorry.Size) + Nodes[i]];
            if (!Segment.Join(Before[i - 1], MomentAt(i), travel, out Before[i]))
            {
                return false;
            }

            var next = TripOf[i] + 1;
            if (next < Trips && Begin[next] == i)
            {
                Ready[next] = Before[i];
                if (!Wait(Ready[next], Release[next], out Before[i]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool Wait(in Segment before, int release, out Segment waited)
    {
        if (release == 0)
        {
            waited = before;
            return true;
        }

        return Segment.Join(before, new Segment(0, release, RoutingProblem.Horizon), 0, out waited);
    }

    private bool Backward()
    {
        After[Count - 1] = MomentAt(Count - 1);
        for (var i = Count - 2; i >= 0; i--)
        {
            var travel = Lorry.Time[(Nodes[i] * Lorry.Size) + Nodes[i + 1]];
            var here = MomentAt(i);
            var next = i == 0 ? 0 : TripOf[i] + 1;
            if (next < Trips && Begin[next] == i && !Wait(here, Release[next], out here))
            {
                return false;
            }

            if (!Segment.Join(here, After[i + 1], travel, out After[i]))
            {
                return false;
            }
        }

        return true;
    }

    private bool Rides()
    {
        if (Lorry.Type.MaxRide >= RoutingProblem.Horizon && !model.HasReleases)
        {
            return true;
        }

        for (var trip = 0; trip < Trips; trip++)
        {
            var (first, until) = (Begin[trip] + 1, Until[trip]);
            if (first == until)
            {
                continue;
            }

            RideBefore[first] = model.Visit[Nodes[first]];
            for (var i = first + 1; i < until; i++)
            {
                if (!Segment.Join(RideBefore[i - 1], model.Visit[Nodes[i]], Travel(i - 1), out RideBefore[i]))
                {
                    return false;
                }
            }

            RideAfter[until] = Lorry.Arriving[Nodes[until]];
            for (var i = until - 1; i >= first; i--)
            {
                if (!Segment.Join(model.Visit[Nodes[i]], RideAfter[i + 1], Travel(i), out RideAfter[i]))
                {
                    return false;
                }
            }

            if (RideAfter[first].Duration > Lorry.Type.MaxRide)
            {
                return false;
            }
        }

        return true;
    }

    private int Travel(int from) => Lorry.Time[(Nodes[from] * Lorry.Size) + Nodes[from + 1]];
}
