namespace Meent.Planning.Rules.Routing;

/// <summary>The solution a search works on. A tour that is about to change is first put aside, so that a change that
/// turns out badly is taken back at once.</summary>
internal sealed class Plan
{
    private readonly Model model;
    private readonly List<Tour> slots = [];
    private readonly List<Tour?> aside = [];
    private readonly List<int> touched = [];
    private readonly Stack<Tour>[] pool;
    private readonly int[] used;
    private readonly int[] usedBefore;
    private readonly List<int> absentBefore = [];
    private int slotsBefore;
    private long costBefore;

    public Plan(Model model)
    {
        this.model = model;
        pool = [.. model.Lorries.Select(_ => new Stack<Tour>())];
        used = new int[model.Lorries.Length];
        usedBefore = new int[used.Length];
        SlotOf = new int[model.Nodes];
        Array.Fill(SlotOf, -1);
        for (var stop = model.Bases; stop < model.Nodes; stop++)
        {
            Absent.Add(stop);
        }

        Cost = Absent.Count * model.Missing;
    }

    public IReadOnlyList<Tour> Tours => slots;

    public int Count => slots.Count;

    /// <summary>By node: the slot of its tour; -1 where it is in none.</summary>
    public int[] SlotOf { get; }

    /// <summary>Stops in no tour.</summary>
    public List<int> Absent { get; } = [];

    /// <summary>Of all tours, and of every stop that is left out.</summary>
    public long Cost { get; private set; }

    public Tour this[int slot] => slots[slot];

    public int Spare(LorryModel lorry) => lorry.Type.Count - used[lorry.Index];

    /// <summary>From here on a change can be taken back.</summary>
    public void Begin()
    {
        slotsBefore = slots.Count;
        costBefore = Cost;
        used.CopyTo(usedBefore, 0);
        absentBefore.Clear();
        absentBefore.AddRange(Absent);
    }

    /// <summary>The tour in this slot, free to be changed; the one before is kept aside.</summary>
    public Tour Touch(int slot)
    {
        if (slot >= slotsBefore || aside[slot] is not null)
        {
            return slots[slot];
        }

        var before = slots[slot];
        var now = Fresh(before.Lorry);
        aside[slot] = before;
        touched.Add(slot);
        slots[slot] = now;
        return now;
    }

    /// <summary>What stood in the slot when the change began.</summary>
    public Tour Before(int slot) => aside[slot] ?? slots[slot];

    public bool IsTouched(int slot) => slot < aside.Count && aside[slot] is not null;

    public void Reckon(long difference) => Cost += difference;

    /// <summary>The lorry of a tour that lost its last stop is free again.</summary>
    public void Free(LorryModel lorry) => used[lorry.Index]--;

    /// <summary>A lorry more.</summary>
    public int Open(LorryModel lorry)
    {
        slots.Add(Fresh(lorry));
        aside.Add(null);
        used[lorry.Index]++;
        return slots.Count - 1;
    }

    /// <summary>Keeps the change. Lorries without a stop go home.</summary>
    public void Keep()
    {
        foreach (var slot in touched)
        {
            pool[aside[slot]!.Lorry.Index].Push(aside[slot]!);
            aside[slot] = null;
        }

        touched.Clear();
        for (var slot = slots.Count - 1; slot >= 0; slot--)
        {
            if (slots[slot].Stops == 0)
            {
                Close(slot);
            }
        }
    }

    /// <summary>As it was before the change.</summary>
    public void TakeBack()
    {
        for (var slot = slots.Count - 1; slot >= slotsBefore; slot--)
        {
            pool[slots[slot].Lorry.Index].Push(slots[slot]);
            slots.RemoveAt(slot);
            aside.RemoveAt(slot);
        }

        foreach (var slot in touched)
        {
            pool[slots[slot].Lorry.Index].Push(slots[slot]);
            slots[slot] = aside[slot]!;
            aside[slot] = null;
            Name(slot);
        }

        touched.Clear();
        Absent.Clear();
        Absent.AddRange(absentBefore);
        foreach (var stop in Absent)
        {
            SlotOf[stop] = -1;
        }

        usedBefore.CopyTo(used, 0);
        Cost = costBefore;
    }

    /// <summary>Everything as in <paramref name="tours"/>.</summary>
    public void Load(IReadOnlyList<SavedTour> tours)
    {
        slots.Clear();
        aside.Clear();
        touched.Clear();
        Array.Clear(used);
        Array.Fill(SlotOf, -1);
        Cost = 0;
        foreach (var saved in tours)
        {
            var slot = Open(model.Lorries[saved.Type]);
            slots[slot].Set(saved.Nodes);
            Name(slot);
            Cost += slots[slot].Cost;
        }

        Absent.Clear();
        for (var stop = model.Bases; stop < model.Nodes; stop++)
        {
            if (SlotOf[stop] < 0)
            {
                Absent.Add(stop);
            }
        }

        Cost += Absent.Count * model.Missing;
    }

    public List<SavedTour> Save() =>
        [.. slots.Where(t => t.Stops > 0).Select(t => new SavedTour(t.Lorry.Index, t.Nodes.AsSpan(0, t.Count).ToArray()))];

    private void Close(int slot)
    {
        var last = slots.Count - 1;
        var gone = slots[slot];
        pool[gone.Lorry.Index].Push(gone);
        slots[slot] = slots[last];
        slots.RemoveAt(last);
        aside.RemoveAt(last);
        if (slot < last)
        {
            Name(slot);
        }
    }

    private void Name(int slot)
    {
        var tour = slots[slot];
        for (var i = 1; i < tour.Count; i++)
        {
            if (tour.Nodes[i] >= model.Bases)
            {
                SlotOf[tour.Nodes[i]] = slot;
            }
        }
    }

    private Tour Fresh(LorryModel lorry) => pool[lorry.Index].TryPop(out var tour) ? tour : new Tour(model, lorry);
}

/// <summary>A tour put down: its lorry type and its nodes.</summary>
internal sealed record SavedTour(int Type, int[] Nodes);
