using Meent.Planning.Rules.Routing.Population;

namespace Meent.Bench.Planning;

/// <summary>One instance of CVRPLIB as published; distances are Euclidean, rounded to the nearest whole
/// number.</summary>
internal sealed record PublishedRoutes(string Name, PlainProblem Problem, long BestKnown)
{
    public static IReadOnlyList<PublishedRoutes> All(string folder) =>
        [.. Directory.GetFiles(folder, "*.vrp").Select(Read).OrderBy(i => i.Problem.Size)];

    public static PublishedRoutes Read(string path)
    {
        var file = new Vrplib(path);
        var at = file.Rows("NODE_COORD_SECTION");
        var n = file.Size;
        var distance = new int[n * n];
        for (var i = 0; i < n * n; i++)
        {
            var (one, other) = (at[i / n], at[i % n]);
            distance[i] = (int)Math.Floor(double.Hypot(one[0] - other[0], one[1] - other[1]) + 0.5);
        }

        var demand = file.Rows("DEMAND_SECTION").Select(d => (int)d[0]).ToArray();
        var problem = new PlainProblem(
            n, distance, demand, (int)file["CAPACITY"], 0, [.. at.Select(p => p[0])], [.. at.Select(p => p[1])]);
        return new PublishedRoutes(
            Path.GetFileNameWithoutExtension(path), problem, Vrplib.BestKnown(Path.ChangeExtension(path, ".sol")));
    }
}
