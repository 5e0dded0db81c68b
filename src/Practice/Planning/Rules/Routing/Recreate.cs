namespace Meent.Planning.Rules.Routing;

/// <summary>Puts absent stops back one by one, each at the cheapest place where every rule is kept; now and then a
/// place is overlooked, so that the same ruin is not always rebuilt (Christiaens, Vanden Berghe 2020).</summary>
internal sealed class Recreate(Model model, Plan plan, Alone alone, Dice dice)
{
    private const double Blink = 0.01;
    private static readonly double LogOfSeeing = Math.Log(1 - Blink);

    private readonly double[] keys = new double[model.Nodes];
    private readonly int[] order = new int[model.Nodes];
    private readonly List<int> still = [];
    private int untilBlink;

    private long best;
    private int bestSlot;
    private int bestPosition;
    private int bestIntake;
    private bool bestOpens;
    private LorryModel? bestLorry;

    public void Apply()
    {
        if (plan.Absent.Count == 0)
        {
            return;
        }

        var count = Sort();
        still.Clear();
        untilBlink = NextBlink();
        for (var i = 0; i < count; i++)
        {
            var stop = order[i];
            Find(stop);
            if (best == long.MaxValue)
            {
                still.Add(stop);
            }
            else
            {
                Place(stop);
            }
        }

        plan.Absent.Clear();
        plan.Absent.AddRange(still);
    }

    private int NextBlink() => (int)(Math.Log(1 - dice.Fraction()) / LogOfSeeing);

    private int Sort()
    {
        var count = plan.Absent.Count;
        var kind = dice.Below(model.IsTimed ? 17 : 11);
        var from = model.Lorries[0].Type.Start * model.Nodes;
        var distance = model.Lorries[0].Distance;
        for (var i = 0; i < count; i++)
        {
            var stop = plan.Absent[i];
            order[i] = stop;
            keys[i] = kind switch
            {
                < 4 => dice.Fraction(),
                < 8 => -(model.Pickup[stop] + model.Delivery[stop]),
                < 10 => -distance[from + stop],
                10 => distance[from + stop],
                < 13 => model.Visit[stop].Latest - (double)model.Visit[stop].Earliest,
                < 15 => model.Visit[stop].Earliest,
                _ => -model.Visit[stop].Latest,
            };
        }

        Array.Sort(keys, order, 0, count);
        return count;
    }

    private void Find(int stop)
    {
        best = long.MaxValue;
        bestLorry = null;
        foreach (var lorry in model.Lorries)
        {
            var cost = alone.Cost(lorry.Index, stop);
            if (cost < best && plan.Spare(lorry) > 0)
            {
                (best, bestLorry, bestIntake) = (cost, lorry, alone.Intake(lorry.Index, stop));
            }
        }

        for (var slot = 0; slot < plan.Count; slot++)
        {
            var tour = plan[slot];
            if (tour.Stops == 0 || (model.Allowed[stop] & tour.Lorry.Bit) == 0)
            {
                continue;
            }

            for (var trip = 0; trip < tour.Trips; trip++)
            {
                if (Room.Fits(model, tour, trip, stop))
                {
                    Within(slot, tour, trip, stop);
                }
            }

            if (tour.Trips < tour.Lorry.Type.MaxTrips && Room.Fits(model, tour.Lorry, stop))
            {
                NewTrip(slot, tour, stop);
            }
        }
    }

    private void Place(int stop)
    {
        var before = 0L;
        Tour tour;
        if (bestLorry is { } lorry)
        {
            bestSlot = plan.Open(lorry);
            tour = plan[bestSlot];
            ReadOnlySpan<int> nodes = [lorry.Type.Start, stop, bestIntake, lorry.Type.End];
            tour.Set(lorry.Type.End >= 0 ? nodes : nodes[..3]);
        }
        else
        {
            var old = plan[bestSlot];
            before = old.Cost;
            tour = plan.Touch(bestSlot);
            if (!ReferenceEquals(old, tour))
            {
                tour.Take(old);
            }

            if (!tour.Insert(bestPosition, stop, bestIntake, bestOpens))
            {
                throw new InvalidOperationException("A place that was judged good is not.");
            }
        }

        plan.SlotOf[stop] = bestSlot;
        plan.Reckon(tour.Cost - before - model.Missing);
    }

    private void Within(int slot, Tour tour, int trip, int stop)
    {
        var lorry = tour.Lorry;
        var (distance, size, perDistance) = (lorry.Distance, lorry.Size, lorry.Type.PerDistance);
        var (nodes, row, until) = (tour.Nodes, stop * lorry.Size, tour.Until[trip]);
        var spareLength = Math.Min(lorry.Type.MaxDistance - tour.Distance, RoutingProblem.Far - 1);
        for (var i = tour.Begin[trip]; i < until; i++)
        {
            if (untilBlink-- == 0)
            {
                untilBlink = NextBlink();
                continue;
            }

            var (a, b) = (nodes[i], nodes[i + 1]);
            var detour = distance[(a * size) + stop] + distance[row + b] - distance[(a * size) + b];
            var cost = detour * perDistance;
            if (cost < best && detour <= spareLength
                && (!model.IsTimed || KeepsTime(tour, trip, i, stop, ref cost))
                && Room.FitsAt(model, tour, trip, i, stop))
            {
                Remember(cost, slot, i, -1, false);
            }
        }

        if (lorry.Intakes.Length > 1)
        {
            OtherIntake(slot, tour, trip, stop);
        }
    }

    private static bool IsWay(Tour tour, int detour) =>
        detour < RoutingProblem.Far && tour.Distance + detour <= tour.Lorry.Type.MaxDistance;

    private void Remember(long cost, int slot, int position, int intake, bool opens)
    {
        (best, bestSlot, bestPosition, bestIntake, bestOpens) = (cost, slot, position, intake, opens);
        bestLorry = null;
    }

    /// <summary>The day with the stop behind this position, seen by the clock.</summary>
    private bool KeepsTime(Tour tour, int trip, int i, int stop, ref long cost)
    {
        var lorry = tour.Lorry;
        var (time, size) = (lorry.Time, lorry.Size);
        var (a, b) = (tour.Nodes[i], tour.Nodes[i + 1]);
        var (there, on) = (time[(a * size) + stop], time[(stop * size) + b]);
        ref var visit = ref model.Visit[stop];
        Segment day;
        if (model.Release[stop] > tour.Release[trip])
        {
            if (!Later(tour, trip, i, stop, out day))
            {
                return false;
            }
        }
        else
        {
            day = tour.Before[i];
        }

        if (!Segment.Join(day, visit, there, out var with) || !Segment.Join(with, tour.After[i + 1], on, out day)
            || day.Duration > lorry.Type.MaxDuration)
        {
            return false;
        }

        cost += lorry.Type.PerTime * (day.Duration - tour.Duration);
        return cost < best && (lorry.Type.MaxRide >= RoutingProblem.Horizon || KeepsRide(tour, trip, i, stop));
    }

    /// <summary>The day up to position i when the trip has to wait for what this stop gets.</summary>
    private bool Later(Tour tour, int trip, int i, int stop, out Segment day)
    {
        var wait = new Segment(0, model.Release[stop], RoutingProblem.Horizon);
        var begin = tour.Begin[trip];
        if (!Segment.Join(tour.Ready[trip], wait, 0, out day))
        {
            return false;
        }

        return i == begin || Segment.Join(
            day, tour.RideBefore[i], tour.Lorry.Time[(tour.Nodes[begin] * tour.Lorry.Size) + tour.Nodes[begin + 1]],
            out day);
    }

    private bool KeepsRide(Tour tour, int trip, int i, int stop)
    {
        var (time, size) = (tour.Lorry.Time, tour.Lorry.Size);
        var ride = model.Visit[stop];
        if (i > tour.Begin[trip]
            && !Segment.Join(tour.RideBefore[i], ride, time[(tour.Nodes[i] * size) + stop], out ride))
        {
            return false;
        }

        return Segment.Join(ride, tour.RideAfter[i + 1], time[(stop * size) + tour.Nodes[i + 1]], out ride)
            && ride.Duration <= tour.Lorry.Type.MaxRide;
    }

    /// <summary>The stop as the last of its trip, which then unloads elsewhere.</summary>
    private void OtherIntake(int slot, Tour tour, int trip, int stop)
    {
        var lorry = tour.Lorry;
        var (distance, size, until) = (lorry.Distance, lorry.Size, tour.Until[trip]);
        var (a, old) = (tour.Nodes[until - 1], tour.Nodes[until]);
        var next = until + 1 < tour.Count ? tour.Nodes[until + 1] : -1;
        foreach (var intake in lorry.Intakes)
        {
            if (intake == old)
            {
                continue;
            }

            var detour = distance[(a * size) + stop] + distance[(stop * size) + intake] - distance[(a * size) + old];
            detour += next < 0 ? 0 : distance[(intake * size) + next] - distance[(old * size) + next];
            if (detour * lorry.Type.PerDistance < best && IsWay(tour, detour)
                && Ends(tour, trip, until - 1, stop, intake, until, out var cost)
                && cost + (detour * lorry.Type.PerDistance) < best && Room.FitsAt(model, tour, trip, until - 1, stop))
            {
                Remember(cost + (detour * lorry.Type.PerDistance), slot, until - 1, intake, false);
            }
        }
    }

    /// <summary>The day with the stop behind position i as the last of a trip that unloads at the intake, going on
    /// behind position <paramref name="after"/>.</summary>
    private bool Ends(Tour tour, int trip, int i, int stop, int intake, int after, out long cost)
    {
        cost = 0;
        if (!model.IsTimed)
        {
            return true;
        }

        var (lorry, time, size) = (tour.Lorry, tour.Lorry.Time, tour.Lorry.Size);
        var opens = after == i;
        var day = opens && trip < tour.Trips ? tour.Ready[trip] : tour.Before[i];
        var release = opens || model.Release[stop] > tour.Release[trip] ? model.Release[stop] : 0;
        if (release > 0)
        {
            var good = opens
                ? Segment.Join(day, new Segment(0, release, RoutingProblem.Horizon), 0, out day)
                : Later(tour, trip, i, stop, out day);
            if (!good)
            {
                return false;
            }
        }

        if (!Segment.Join(day, model.Visit[stop], time[(tour.Nodes[i] * size) + stop], out day)
            || !Segment.Join(day, lorry.Unloading[intake], time[(stop * size) + intake], out day))
        {
            return false;
        }

        var next = opens ? trip : trip + 1;
        if (after + 1 < tour.Count)
        {
            var wait = next < tour.Trips ? tour.Release[next] : 0;
            if ((wait > 0 && !Segment.Join(day, new Segment(0, wait, RoutingProblem.Horizon), 0, out day))
                || !Segment.Join(day, tour.After[after + 1], time[(intake * size) + tour.Nodes[after + 1]], out day))
            {
                return false;
            }
        }

        cost = lorry.Type.PerTime * (day.Duration - tour.Duration);
        return day.Duration <= lorry.Type.MaxDuration && RidesTo(tour, trip, i, stop, intake, opens);
    }

    private bool RidesTo(Tour tour, int trip, int i, int stop, int intake, bool opens)
    {
        if (tour.Lorry.Type.MaxRide >= RoutingProblem.Horizon)
        {
            return true;
        }

        var (time, size) = (tour.Lorry.Time, tour.Lorry.Size);
        var ride = model.Visit[stop];
        return (opens || i == tour.Begin[trip]
                || Segment.Join(tour.RideBefore[i], ride, time[(tour.Nodes[i] * size) + stop], out ride))
            && Segment.Join(ride, tour.Lorry.Arriving[intake], time[(stop * size) + intake], out ride)
            && ride.Duration <= tour.Lorry.Type.MaxRide;
    }

    /// <summary>The stop in a trip of its own: before one of the trips, or after the last.</summary>
    private void NewTrip(int slot, Tour tour, int stop)
    {
        var lorry = tour.Lorry;
        var (distance, size) = (lorry.Distance, lorry.Size);
        for (var trip = 0; trip <= tour.Trips; trip++)
        {
            var at = trip < tour.Trips ? tour.Begin[trip] : tour.Until[trip - 1];
            var (a, next) = (tour.Nodes[at], at + 1 < tour.Count ? tour.Nodes[at + 1] : -1);
            foreach (var intake in lorry.Intakes)
            {
                var detour = distance[(a * size) + stop] + distance[(stop * size) + intake];
                detour += next < 0 ? 0 : distance[(intake * size) + next] - distance[(a * size) + next];
                var way = detour * lorry.Type.PerDistance;
                if (way < best && IsWay(tour, detour)
                    && Ends(tour, trip, at, stop, intake, at, out var cost) && cost + way < best)
                {
                    Remember(cost + way, slot, at, intake, true);
                }
            }
        }
    }
}
