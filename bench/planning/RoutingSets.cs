using System.Collections.Immutable;
using Meent.Planning.Rules.Routing;

namespace Meent.Bench.Planning;

/// <summary>Published routing instances as problems of ours, each with its own convention of rounding.</summary>
internal static class RoutingSets
{
    /// <summary>Solomon 1987, by distance alone: distances and times in tenths, truncated.</summary>
    public static RoutingProblem Solomon(string path)
    {
        var rows = File.ReadLines(path).Select(l => l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(c => c.Length > 0 && char.IsAsciiDigit(c[0][0]))
            .Select(c => c.Select(n => double.Parse(n, null)).ToArray()).ToList();
        var nodes = rows.Skip(1).ToList();
        var travel = Travel([.. nodes.Select(n => n[1..3])], d => (int)(d * 10));
        return new RoutingProblem(
            [new Base("depot", 0, Tenths(nodes[0][5]))],
            [.. nodes.Skip(1).Select(n => new Stop($"{n[0]}", (int)n[3], Service: Tenths(n[6]), Earliest: Tenths(n[4]),
                Latest: Tenths(n[5])))],
            [new LorryType("lorry", (int)rows[0][0], [(int)rows[0][1]], 0, [0])], [travel]);
    }

    /// <summary>Cordeau, Laporte 2001, site-dependent with windows: thousandths, rounded.</summary>
    public static RoutingProblem SiteDependent(string path)
    {
        var file = new Vrplib(path);
        var travel = Travel(file.Rows("NODE_COORD_SECTION"), d => Thousandths(d));
        var capacity = file.Rows("CAPACITY_SECTION");
        var allowed = file.Rows("VEHICLES_ALLOWED_CLIENTS_SECTION");
        var longest = Thousandths(file["VEHICLES_MAX_DURATION"]);
        var kinds = Enumerable.Range(0, capacity.Count)
            .GroupBy(v => $"{capacity[v][0]}:{string.Join(",", allowed[v])}").Select(g => g.ToList()).ToList();
        var (demand, service) = (file.Rows("DEMAND_SECTION"), file.Rows("SERVICE_TIME_SECTION"));
        var window = file.Rows("TIME_WINDOW_SECTION");
        var stops = Enumerable.Range(1, file.Size - 1).Select(i => new Stop(
            $"{i}", (int)demand[i][0], Service: Thousandths(service[i][0]), Earliest: Thousandths(window[i][0]),
            Latest: Thousandths(window[i][1]), Lorries: Mask(kinds, allowed, i + 1)));
        return new RoutingProblem(
            [new Base("depot", 0, Thousandths(window[0][1]))], [.. stops],
            [.. kinds.Select((k, i) => new LorryType(
                $"{i}", k.Count, [(int)capacity[k[0]][0]], 0, [0], MaxDuration: longest))],
            [travel]);
    }

    /// <summary>Yang 2023, several trips with release times: tenths, truncated.</summary>
    public static RoutingProblem MultiTrip(string path)
    {
        var file = new Vrplib(path);
        var travel = Travel(file.Rows("NODE_COORD_SECTION"), d => (int)(d * 10));
        var (demand, release) = (file.Rows("DEMAND_SECTION"), file.Rows("RELEASE_TIME_SECTION"));
        var window = file.Rows("TIME_WINDOW_SECTION");
        var service = Tenths(file["SERVICE_TIME"]);
        var stops = Enumerable.Range(1, file.Size - 1).Select(i => new Stop(
            $"{i}", (int)demand[i][0], Service: service, Earliest: Tenths(window[i][0]), Latest: Tenths(window[i][1]),
            Release: Tenths(release[i][0])));
        return new RoutingProblem(
            [new Base("depot", 0, Tenths(window[0][1]))], [.. stops],
            [new LorryType("lorry", (int)file["VEHICLES"], [(int)file["CAPACITY"]], 0, [0], MaxTrips: 20)], [travel]);
    }

    private static ulong Mask(List<List<int>> kinds, IReadOnlyList<double[]> allowed, int number)
    {
        var mask = 0UL;
        for (var k = 0; k < kinds.Count; k++)
        {
            mask |= allowed[kinds[k][0]].Contains(number) ? 1UL << k : 0;
        }

        return mask;
    }

    private static int Tenths(double value) => (int)((value * 10) + 0.5);

    private static int Thousandths(double value) => (int)Math.Floor((value * 1000) + 0.5);

    private static Travel Travel(IReadOnlyList<double[]> at, Func<double, int> round)
    {
        var size = at.Count;
        var distance = new int[size * size];
        for (var a = 0; a < size; a++)
        {
            for (var b = 0; b < size; b++)
            {
                distance[(a * size) + b] = round(double.Hypot(at[a][0] - at[b][0], at[a][1] - at[b][1]));
            }
        }

        return new Travel(size, distance, distance);
    }
}
