using Meent.Planning.Rules;
using Meent.Planning.Rules.Routing.Population;

namespace Meent.Tests.Planning.Population;

/// <summary>Small problems made by lot, and their optimum found by looking at everything.</summary>
internal static class Made
{
    public static PlainProblem InAPlane(ulong seed, int size, int capacity, int lorries = 0, long maxDistance = 0)
    {
        var dice = new Dice(seed);
        var (x, y) = (new double[size], new double[size]);
        var demand = new int[size];
        for (var i = 0; i < size; i++)
        {
            (x[i], y[i], demand[i]) = (dice.Below(1000), dice.Below(1000), i == 0 ? 0 : 1 + dice.Below(9));
        }

        var distance = new int[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                distance[(i * size) + j] = (int)(double.Hypot(x[i] - x[j], y[i] - y[j]) + 0.5);
            }
        }

        return new PlainProblem(size, distance, demand, capacity, lorries, x, y, maxDistance);
    }

    /// <summary>Distances by lot: no plane, no triangle inequality, another way back.</summary>
    public static PlainProblem Asymmetric(ulong seed, int size, int capacity, int lorries = 0, long maxDistance = 0)
    {
        var dice = new Dice(seed);
        var demand = new int[size];
        var distance = new int[size * size];
        for (var i = 0; i < size; i++)
        {
            demand[i] = i == 0 ? 0 : 1 + dice.Below(9);
            for (var j = 0; j < size; j++)
            {
                distance[(i * size) + j] = i == j ? 0 : 100 + dice.Below(900);
            }
        }

        return new PlainProblem(size, distance, demand, capacity, lorries, null, null, maxDistance);
    }

    /// <summary>Held and Karp for each set of customers as one route, then the best partition of all into
    /// routes.</summary>
    /// <returns>null where no partition is feasible.</returns>
    public static long? Optimum(PlainProblem problem)
    {
        var all = (1 << (problem.Size - 1)) - 1;
        var route = Routes(problem, all);
        var most = problem.MaxLorries > 0 ? problem.MaxLorries : problem.Size;
        var least = new long[all + 1];
        Array.Fill(least, long.MaxValue / 4, 1, all);
        for (var k = 0; k < most; k++)
        {
            var next = (long[])least.Clone();
            for (var set = 1; set <= all; set++)
            {
                for (var part = set; part > 0; part = (part - 1) & set)
                {
                    next[set] = Math.Min(next[set], route[part] + least[set ^ part]);
                }
            }

            if (next.AsSpan().SequenceEqual(least))
            {
                break;
            }

            least = next;
        }

        return least[all] >= long.MaxValue / 4 ? null : least[all];
    }

    private static long[] Routes(PlainProblem problem, int all)
    {
        var (n, d) = (problem.Size, problem.Distance);
        var ending = new long[all + 1, n];
        var route = new long[all + 1];
        for (var set = 1; set <= all; set++)
        {
            route[set] = long.MaxValue / 4;
            var load = 0L;
            for (var last = 1; last < n; last++)
            {
                ending[set, last] = long.MaxValue / 4;
                if ((set >> (last - 1) & 1) == 0)
                {
                    continue;
                }

                load += problem.Demand[last];
                var rest = set ^ (1 << (last - 1));
                for (var before = 1; before < n; before++)
                {
                    if ((rest >> (before - 1) & 1) != 0)
                    {
                        ending[set, last] = Math.Min(ending[set, last], ending[rest, before] + d[(before * n) + last]);
                    }
                }

                ending[set, last] = rest == 0 ? d[last] : ending[set, last];
                route[set] = Math.Min(route[set], ending[set, last] + d[last * n]);
            }

            if (load > problem.Capacity || (problem.MaxDistance > 0 && route[set] > problem.MaxDistance))
            {
                route[set] = long.MaxValue / 4;
            }
        }

        return route;
    }
}
