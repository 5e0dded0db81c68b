namespace Meent.Planning.Rules.Routing;

/// <summary>Whether loads of several products fit into compartments that hold one product each. A product may be
/// spread over several compartments.</summary>
internal static class Compartments
{
    /// <param name="sizes">At most 16.</param>
    /// <param name="loads">By product.</param>
    public static bool Fit(ReadOnlySpan<int> sizes, ReadOnlySpan<int> loads)
    {
        if (sizes.Length == 1)
        {
            return OneOnly(sizes[0], loads);
        }

        long room = 0;
        long load = 0;
        foreach (var size in sizes)
        {
            room += size;
        }

        foreach (var l in loads)
        {
            load += l;
        }

        return load <= room && Place(sizes, loads, 0, (1 << sizes.Length) - 1);
    }

    private static bool OneOnly(int size, ReadOnlySpan<int> loads)
    {
        var used = false;
        foreach (var load in loads)
        {
            if (load > 0)
            {
                if (used || load > size)
                {
                    return false;
                }

                used = true;
            }
        }

        return true;
    }

    /// <summary>Gives each product in turn a set of the free compartments that is big enough and of which none can be
    /// missed.</summary>
    private static bool Place(ReadOnlySpan<int> sizes, ReadOnlySpan<int> loads, int product, int free)
    {
        while (product < loads.Length && loads[product] == 0)
        {
            product++;
        }

        if (product == loads.Length)
        {
            return true;
        }

        for (var set = free; set > 0; set = (set - 1) & free)
        {
            if (IsTight(sizes, set, loads[product]) && Place(sizes, loads, product + 1, free & ~set))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTight(ReadOnlySpan<int> sizes, int set, int load)
    {
        long room = 0;
        var smallest = int.MaxValue;
        for (var i = 0; i < sizes.Length; i++)
        {
            if ((set >> i & 1) == 1)
            {
                room += sizes[i];
                smallest = Math.Min(smallest, sizes[i]);
            }
        }

        return room >= load && room - smallest < load;
    }
}
