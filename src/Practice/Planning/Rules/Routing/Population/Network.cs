namespace Meent.Planning.Rules.Routing.Population;

/// <summary>A problem made ready for searching: neighbours, positions, and how many lorries a search may use.</summary>
internal sealed class Network
{
    /// <summary>How many neighbours moves are tried with: Vidal 2022 uses 20.</summary>
    private const int GranularNeighbours = 20;

    public Network(PlainProblem problem, int nearest = 100)
    {
        Size = problem.Size;
        From = new Ints(problem.Distance);
        Demand = new Ints(problem.Demand);
        Capacity = problem.Capacity;
        Limited = problem.MaxDistance > 0;
        MaxDistance = Limited ? problem.MaxDistance : long.MaxValue;
        Symmetric = IsSymmetric(problem);
        Into = Symmetric ? From : new Ints(Turned(problem));
        (X, Y) = problem is { X: { } x, Y: { } y } ? (x, y) : Positions.From(problem);
        NearCount = Math.Min(nearest, Size - 2);
        Nearest = new Ints(NearestOf());
        (GranularStart, Granular) = GranularOf();
        FleetLimit = problem.MaxLorries;
        Lorries = LorriesOf(problem);
        for (var i = 1; i < Size; i++)
        {
            TotalDemand += Demand[i];
            MaxDemand = Math.Max(MaxDemand, Demand[i]);
        }

        MaxArc = problem.Distance.Max();
    }

    public int Size { get; }

    /// <summary>From i to j at i * Size + j.</summary>
    public Ints From { get; }

    /// <summary>From j to i at i * Size + j.</summary>
    public Ints Into { get; }

    public Ints Demand { get; }

    public int Capacity { get; }

    public bool Limited { get; }

    public long MaxDistance { get; }

    public bool Symmetric { get; }

    public double[] X { get; }

    public double[] Y { get; }

    public int NearCount { get; }

    /// <summary>The customers nearest to customer i, nearest first, at i * NearCount.</summary>
    public Ints Nearest { get; }

    /// <summary>Where the granular neighbours of customer i begin; they end where those of i + 1 begin.</summary>
    public Ints GranularStart { get; }

    public Ints Granular { get; }

    /// <summary>0: none.</summary>
    public int FleetLimit { get; }

    /// <summary>How many routes a search keeps room for.</summary>
    public int Lorries { get; }

    public long TotalDemand { get; }

    public int MaxDemand { get; }

    public int MaxArc { get; }

    private static bool IsSymmetric(PlainProblem problem)
    {
        var (n, d) = (problem.Size, problem.Distance);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (d[(i * n) + j] != d[(j * n) + i])
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static int[] Turned(PlainProblem problem)
    {
        var n = problem.Size;
        var turned = new int[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                turned[(j * n) + i] = problem.Distance[(i * n) + j];
            }
        }

        return turned;
    }

    private int[] NearestOf()
    {
        var nearest = new int[Size * NearCount];
        var order = new int[Size - 2];
        var far = new int[Size - 2];
        for (var i = 1; i < Size; i++)
        {
            var count = 0;
            for (var j = 1; j < Size; j++)
            {
                if (j != i)
                {
                    far[count] = Math.Min(From[(i * Size) + j], Into[(i * Size) + j]);
                    order[count++] = j;
                }
            }

            Array.Sort(far, order);
            Array.Copy(order, 0, nearest, i * NearCount, NearCount);
        }

        return nearest;
    }

    /// <summary>Two customers are neighbours where one is among the nearest of the other.</summary>
    private (Ints Start, Ints Granular) GranularOf()
    {
        var near = Math.Min(GranularNeighbours, NearCount);
        var lists = new List<int>[Size];
        for (var i = 0; i < Size; i++)
        {
            lists[i] = [];
        }

        for (var i = 1; i < Size; i++)
        {
            for (var k = 0; k < near; k++)
            {
                var j = Nearest[(i * NearCount) + k];
                lists[i].Add(j);
                lists[j].Add(i);
            }
        }

        var start = new int[Size + 1];
        var all = new List<int>();
        for (var i = 0; i < Size; i++)
        {
            start[i] = all.Count;
            all.AddRange(lists[i].Distinct().OrderBy(j => From[(i * Size) + j]).ThenBy(j => j));
        }

        start[Size] = all.Count;
        return (new Ints(start), new Ints([.. all]));
    }

    /// <summary>The limit; without one what first fit decreasing needs, or a third more than the demand fills, and a few
    /// to spare. A maximal distance may ask for a lorry per customer.</summary>
    private static int LorriesOf(PlainProblem problem)
    {
        var customers = problem.Size - 1;
        if (problem.MaxLorries > 0)
        {
            return Math.Min(problem.MaxLorries, customers);
        }

        if (problem.MaxDistance > 0)
        {
            return customers;
        }

        var rooms = new List<int>();
        foreach (var demand in problem.Demand.Skip(1).OrderDescending())
        {
            var room = rooms.FindIndex(r => r >= demand);
            if (room < 0)
            {
                rooms.Add(problem.Capacity - demand);
            }
            else
            {
                rooms[room] -= demand;
            }
        }

        var filled = problem.Demand.Sum(d => (long)d) / Math.Max(1.0, problem.Capacity);
        return Math.Min(customers, Math.Max(rooms.Count + 1, (int)Math.Ceiling(filled * 1.3)) + 3);
    }
}
