namespace Meent.Planning.Rules.Routing;

/// <summary>Whether what a trip carries fits into the lorry.</summary>
internal static class Room
{
    /// <summary>The stop alone.</summary>
    public static bool Fits(Model model, LorryModel lorry, int stop)
    {
        Span<int> loads = stackalloc int[model.Products];
        loads.Clear();
        loads[model.Product[stop]] = model.Pickup[stop];
        return Compartments.Fit(lorry.Sizes, loads)
            && model.Delivery[stop] <= (lorry.Type.Deck >= 0 ? lorry.Type.Deck : lorry.Capacity);
    }

    /// <summary>The stop with what the trip already carries, wherever in the trip it comes; where deliveries and
    /// pick-ups share a room, <see cref="FitsAt"/> has to be asked as well.</summary>
    public static bool Fits(Model model, Tour tour, int trip, int stop)
    {
        var lorry = tour.Lorry;
        if (model.HasDeliveries
            && tour.Brought[trip] + model.Delivery[stop] > (lorry.Type.Deck >= 0 ? lorry.Type.Deck : lorry.Capacity))
        {
            return false;
        }

        if (tour.Load[trip] + model.Pickup[stop] > lorry.Capacity)
        {
            return false;
        }

        if (lorry.IsOneRoom)
        {
            return true;
        }

        Span<int> loads = stackalloc int[model.Products];
        tour.LoadsOf(trip).CopyTo(loads);
        loads[model.Product[stop]] += model.Pickup[stop];
        return Compartments.Fit(lorry.Sizes, loads);
    }

    /// <summary>What is aboard after each visit of the trip when the stop comes behind this position.</summary>
    public static bool FitsAt(Model model, Tour tour, int trip, int position, int stop)
    {
        if (!model.HasDeliveries || tour.Lorry.Type.Deck >= 0)
        {
            return true;
        }

        var (aboard, most) = (tour.Brought[trip] + model.Delivery[stop], tour.Lorry.Capacity);
        for (var i = tour.Begin[trip]; i < tour.Until[trip] && aboard <= most; i++)
        {
            if (i > tour.Begin[trip])
            {
                aboard += model.Pickup[tour.Nodes[i]] - model.Delivery[tour.Nodes[i]];
            }

            if (i == position && aboard <= most)
            {
                aboard += model.Pickup[stop] - model.Delivery[stop];
            }
        }

        return aboard <= most;
    }
}
