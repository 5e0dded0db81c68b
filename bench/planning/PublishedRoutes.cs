using Meent.Planning.Rules.Routing.Population;

namespace Meent.Bench.Planning;

/// <summary>One instance of CVRPLIB as published; distances are Euclidean, rounded to the nearest whole number.</summary>
internal sealed record PublishedRoutes(string Name, PlainProblem Problem, long BestKnown)
{
    public static IReadOnlyList<PublishedRoutes> All(string folder) =>
        [.. Directory.GetFiles(folder, "*.vrp").Select(Read).OrderBy(i => i.Problem.Size)];

    public static PublishedRoutes Read(string path)
    {
        var (size, capacity, part) = (0, 0, "");
        double[] x = [], y = [];
        int[] demand = [];
        foreach (var line in File.ReadLines(path))
        {
            var words = line.Split([' ', '\t', ':'], StringSplitOptions.RemoveEmptyEntries);
            switch (words.FirstOrDefault())
            {
                case "DIMENSION":
                    size = int.Parse(words[1], null);
                    (x, y, demand) = (new double[size], new double[size], new int[size]);
                    break;
                case "CAPACITY": capacity = int.Parse(words[1], null); break;
                case "NODE_COORD_SECTION" or "DEMAND_SECTION" or "DEPOT_SECTION": part = words[0]; break;
                case { } word when part == "NODE_COORD_SECTION":
                    var node = int.Parse(word, null) - 1;
                    (x[node], y[node]) = (double.Parse(words[1], null), double.Parse(words[2], null));
                    break;
                case { } word when part == "DEMAND_SECTION":
                    demand[int.Parse(word, null) - 1] = int.Parse(words[1], null);
                    break;
                default: break;
            }
        }

        var problem = new PlainProblem(size, Rounded(x, y), demand, capacity, 0, x, y);
        return new PublishedRoutes(Path.GetFileNameWithoutExtension(path), problem, BestOf(path));
    }

    private static int[] Rounded(double[] x, double[] y)
    {
        var n = x.Length;
        var distance = new int[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var (dx, dy) = (x[i] - x[j], y[i] - y[j]);
                distance[(i * n) + j] = (int)Math.Floor(Math.Sqrt((dx * dx) + (dy * dy)) + 0.5);
            }
        }

        return distance;
    }

    private static long BestOf(string path) =>
        File.ReadLines(Path.ChangeExtension(path, ".sol"))
            .Where(l => l.StartsWith("Cost", StringComparison.Ordinal))
            .Select(l => (long)double.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], null))
            .First();
}
