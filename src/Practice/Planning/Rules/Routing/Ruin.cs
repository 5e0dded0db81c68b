namespace Meent.Planning.Rules.Routing;

/// <summary>Takes neighbouring strings of stops out of neighbouring tours (Christiaens, Vanden Berghe 2020, "slack
/// induction by string removals").</summary>
internal sealed class Ruin(Model model, Plan plan, Dice dice)
{
    private const double Average = 10;
    private const int LongestString = 10;
    private const double SplitChance = 0.5;
    private const double KeepMore = 0.01;

    /// <summary>How often a whole tour leaves: long tours and lorries that cost by the day need it.</summary>
    private const double WholeChance = 0.02;

    private readonly bool[] leaves = new bool[model.Nodes];
    private int[] stops = new int[64];
    private int[] rest = new int[64];

    public void Apply()
    {
        if (plan.Count > 1 && dice.Fraction() < WholeChance)
        {
            Whole(dice.Below(plan.Count));
        }

        var stopCount = model.Nodes - model.Bases;
        var seed = model.Bases + dice.Below(stopCount);
        var mean = plan.Count == 0 ? 1.0 : (double)(stopCount - plan.Absent.Count) / plan.Count;
        var longest = Math.Min(LongestString, Math.Max(1, mean));
        var most = (4 * Average / (1 + longest)) - 1;
        var wanted = (int)(1 + (dice.Fraction() * most));
        var done = 0;
        Around(seed, longest, ref done);
        foreach (var near in model.Near[seed])
        {
            if (done >= wanted)
            {
                break;
            }

            Around(near, longest, ref done);
        }
    }

    /// <summary>Strings alone seldom empty a tour of thirty stops, or one that costs by the day.</summary>
    private void Whole(int slot)
    {
        var tour = plan[slot];
        for (var i = 1; i < tour.Count; i++)
        {
            leaves[tour.Nodes[i]] = tour.Nodes[i] >= model.Bases;
        }

        Remove(slot);
    }

    private void Around(int stop, double longest, ref int done)
    {
        var slot = plan.SlotOf[stop];
        if (slot < 0 || plan.IsTouched(slot))
        {
            return;
        }

        var before = plan[slot];
        var length = (int)(1 + (dice.Fraction() * Math.Min(before.Stops, longest)));
        length = Math.Min(length, before.Stops);
        Choose(before, stop, length);
        Remove(slot);
        done++;
    }

    /// <summary>Marks a string of so many stops with this one in it; now and then a few in its middle stay.</summary>
    private void Choose(Tour tour, int stop, int length)
    {
        var (count, at) = (0, 0);
        if (stops.Length < tour.Count)
        {
            stops = new int[tour.Count * 2];
        }

        for (var i = 1; i < tour.Count; i++)
        {
            if (tour.Nodes[i] >= model.Bases)
            {
                at = tour.Nodes[i] == stop ? count : at;
                stops[count++] = tour.Nodes[i];
            }
        }

        var kept = 0;
        if (length > 1 && length < count && dice.Fraction() < SplitChance)
        {
            kept = 1;
            while (length + kept < count && dice.Fraction() < KeepMore)
            {
                kept++;
            }
        }

        var span = length + kept;
        var lowest = Math.Max(0, at - span + 1);
        var highest = Math.Min(at, count - span);
        var from = lowest + dice.Below(highest - lowest + 1);
        var hole = kept == 0 ? 0 : from + dice.Below(length + 1);
        for (var i = from; i < from + span; i++)
        {
            leaves[stops[i]] = kept == 0 || i < hole || i >= hole + kept;
        }
    }

    private void Remove(int slot)
    {
        var now = plan.Touch(slot);
        var before = plan.Before(slot);
        if (rest.Length < before.Count)
        {
            rest = new int[before.Count * 2];
        }

        var count = 0;
        for (var i = 0; i < before.Count; i++)
        {
            var node = before.Nodes[i];
            if (node >= model.Bases && leaves[node])
            {
                Leave(node);
                continue;
            }

            // A trip that lost all its stops is no trip.
            var isIntake = i > 0 && node < model.Bases && before.TripOf[i] < before.Trips;
            if (isIntake && rest[count - 1] < model.Bases)
            {
                continue;
            }

            rest[count++] = node;
        }

        if (!now.Set(rest.AsSpan(0, count)) || now.Cost > before.Cost + model.Missing)
        {
            Empty(now, before);
        }

        plan.Reckon(now.Cost - before.Cost);
        if (now.Stops == 0)
        {
            plan.Free(now.Lorry);
        }
    }

    private void Leave(int node)
    {
        leaves[node] = false;
        plan.SlotOf[node] = -1;
        plan.Absent.Add(node);
        plan.Reckon(model.Missing);
    }

    /// <summary>Where a shortcut is longer than the way round (roads are no triangles), what is left may not fit its
    /// windows: then all leave.</summary>
    private void Empty(Tour now, Tour before)
    {
        for (var i = 1; i < before.Count; i++)
        {
            var node = before.Nodes[i];
            if (node >= model.Bases && plan.SlotOf[node] >= 0)
            {
                Leave(node);
            }
        }

        now.Set([now.Lorry.Type.Start]);
    }
}
