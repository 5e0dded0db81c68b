namespace Meent.Planning.Rules.Routing.Population;

/// <summary>A problem made ready for searching: neighbours, positions, and how many lorries a search may use.</summary>
internal sealed class Network
{
    /// <summary>How many neighbours moves are tried with: Vidal 2022 uses 20.</summary>
    private const int GranularNeighbours = 20;

    public Network(PlainProblem problem, int nearest = 100)
    {
        Size = problem.Size;
        From = new Flat<int>(problem.Distance);
        Demand = new Flat<int>(problem.Demand);
        Capacity = problem.Capacity;
        Limited = problem.MaxDistance > 0;
        MaxDistance = Limited ? problem.MaxDistance : long.MaxValue;
        Symmetric = IsSymmetric(problem);
        Into = Symmetric ? From : new Flat<int>(Turned(problem));
        (X, Y) = problem is { X: { } x, Y: { } y } ? (x, y) : Positions.From(problem);
        NearCount = Math.Min(nearest, Size - 2);
        Nearest = new Flat<int>(NearestOf());
        NearFrom = DistancesOf(From);
        NearInto = Symmetric ? NearFrom : DistancesOf(Into);
        (GranularStart, Granular) = GranularOf();
        FleetLimit = problem.MaxLorries;
        Lorries = LorriesOf(problem);
        for (var i = 1; i < Size; i++)
        {
            TotalDemand += Demand[i];
            MaxDemand = Math.Max(MaxDemand, Demand[i]);
        }

        MaxArc = problem.Distance.Max();
        MeanNear = MeanNearOf();
        CouldFit = MaxDemand <= Capacity && (FleetLimit == 0 || TotalDemand <= (long)Capacity * FleetLimit)
            && Enumerable.Range(1, Size - 1).All(i => From[i] + (long)Into[i] <= MaxDistance);
    }

    public int Size { get; }

    /// <summary>From i to j at i * Size + j.</summary>
    public Flat<int> From { get; }

    /// <summary>From j to i at i * Size + j.</summary>
    public Flat<int> Into { get; }

    public Flat<int> Demand { get; }

    public int Capacity { get; }

    public bool Limited { get; }

    public long MaxDistance { get; }

    public bool Symmetric { get; }

    public double[] X { get; }

    public double[] Y { get; }

    public int NearCount { get; }

    /// <summary>The customers nearest to customer i, nearest first, at i * NearCount.</summary>
    public Flat<int> Nearest { get; }

    /// <summary>Distance from customer i to each of its nearest, in the same places.</summary>
    public Flat<int> NearFrom { get; }

    /// <summary>Distance to customer i from each of its nearest.</summary>
    public Flat<int> NearInto { get; }

    /// <summary>Where the granular neighbours of customer i begin; they end where those of i + 1 begin.</summary>
    public Flat<int> GranularStart { get; }

    public Flat<int> Granular { get; }

    /// <summary>0: none.</summary>
    public int FleetLimit { get; }

    /// <summary>How many routes a search keeps room for.</summary>
    public int Lorries { get; }

    public long TotalDemand { get; }

    public int MaxDemand { get; }

    public int MaxArc { get; }

    /// <summary>Mean distance of a customer to the nearest others.</summary>
    public double MeanNear { get; }

    /// <summary>False where a customer alone is too much for a lorry, or all together for the fleet.</summary>
    public bool CouldFit { get; }

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

    /// <summary>Of each customer the nearest others; of two as far the one with the lower number first. Those found are
    /// sorted whenever four times as many are at hand, and the rest forgotten.</summary>
    private int[] NearestOf()
    {
        var nearest = new int[Size * NearCount];
        var found = new long[4 * NearCount];
        for (var i = 1; i < Size; i++)
        {
            var (count, farthest) = (0, long.MaxValue);
            for (var j = 1; j < Size && NearCount > 0; j++)
            {
                var key = ((long)Math.Min(From[(i * Size) + j], Into[(i * Size) + j]) << 32) | (uint)j;
                if (j == i || key > farthest)
                {
                    continue;
                }

                found[count++] = key;
                if (count == found.Length)
                {
                    Array.Sort(found);
                    count = NearCount;
                    farthest = found[count - 1];
                }
            }

            Array.Sort(found, 0, count);
            for (var k = 0; k < NearCount; k++)
            {
                nearest[(i * NearCount) + k] = (int)found[k];
            }
        }

        return nearest;
    }

    private Flat<int> DistancesOf(Flat<int> rows)
    {
        var distances = new Flat<int>(Size * NearCount);
        for (var k = NearCount; k < Size * NearCount; k++)
        {
            distances[k] = rows[(k / NearCount * Size) + Nearest[k]];
        }

        return distances;
    }

    private double MeanNearOf()
    {
        var near = Math.Min(10, NearCount);
        var sum = 0L;
        for (var i = 1; i < Size; i++)
        {
            for (var k = 0; k < near; k++)
            {
                sum += From[(i * Size) + Nearest[(i * NearCount) + k]];
            }
        }

        return near == 0 ? 1 : Math.Max(1e-6, (double)sum / near / (Size - 1));
    }

    /// <summary>Two customers are neighbours where one is among the nearest of the other.</summary>
    private (Flat<int> Start, Flat<int> Granular) GranularOf()
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
        return (new Flat<int>(start), new Flat<int>([.. all]));
    }

    /// <summary>The limit; without one what first fit decreasing needs, or a third more than the demand fills, and a
    /// few to spare. A maximal distance may ask for a lorry per customer.</summary>
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
