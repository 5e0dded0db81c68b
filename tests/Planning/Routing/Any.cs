using System.Collections.Immutable;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Routing;

namespace Meent.Tests.Planning.Routing;

/// <summary>Random problems with every rule in them.</summary>
internal static class Any
{
    public static RoutingProblem Problem(ulong seed, int stops)
    {
        var dice = new Dice(seed);
        var bases = 2 + dice.Below(2);
        var size = bases + stops;
        var (distance, time) = Roads(dice, size);
        var products = 1 + dice.Below(2);
        var releases = dice.Below(3) == 0;
        var deliveries = dice.Below(2) == 0;
        return new RoutingProblem(
            [.. Enumerable.Range(0, bases).Select(b => new Base($"base {b}", dice.Below(20), 900 + dice.Below(200), dice.Below(15)))],
            [.. Enumerable.Range(0, stops).Select(i => Stop(dice, i, products, releases, deliveries))],
            [.. Enumerable.Range(0, 1 + dice.Below(3)).Select(k => Lorry(dice, k, bases))],
            [new Travel(size, distance, time)]);
    }

    private static Stop Stop(Dice dice, int i, int products, bool releases, bool deliveries)
    {
        var from = dice.Below(2) == 0 ? 0 : dice.Below(300);
        return new Stop(
            $"stop {i}", dice.Below(9), dice.Below(products), deliveries ? dice.Below(4) : 0, dice.Below(10), from,
            dice.Below(2) == 0 ? 1000 : from + 150 + dice.Below(300),
            dice.Below(4) == 0 ? 1UL << dice.Below(2) : ulong.MaxValue, releases ? dice.Below(200) : 0);
    }

    private static LorryType Lorry(Dice dice, int k, int bases)
    {
        ImmutableArray<int> rooms = dice.Below(2) == 0 ? [20] : [10, 8, 6];
        return new LorryType(
            $"lorry {k}", 1 + dice.Below(4), rooms, dice.Below(bases), [.. Enumerable.Range(0, 1 + dice.Below(bases))],
            dice.Below(2) == 0 ? -1 : dice.Below(bases), dice.Below(2) == 0 ? -1 : 8, dice.Below(50), 1 + dice.Below(3),
            dice.Below(3), dice.Below(30), 1100, dice.Below(2) == 0 ? RoutingProblem.Horizon : 700,
            dice.Below(2) == 0 ? RoutingProblem.Horizon : 900, dice.Below(2) == 0 ? RoutingProblem.Horizon : 200,
            1 + dice.Below(3));
    }

    /// <summary>Not the same in both directions; now and then no triangles, now and then a missing way.</summary>
    private static (int[] Distance, int[] Time) Roads(Dice dice, int size)
    {
        var (x, y) = (new int[size], new int[size]);
        for (var i = 0; i < size; i++)
        {
            (x[i], y[i]) = (dice.Below(100), dice.Below(100));
        }

        var wild = dice.Below(2) == 0 ? 30 : 1;
        var (distance, time) = (new int[size * size], new int[size * size]);
        for (var a = 0; a < size; a++)
        {
            for (var b = 0; b < size; b++)
            {
                var way = a == b ? 0 : (int)double.Hypot(x[a] - x[b], y[a] - y[b]) + dice.Below(wild);
                var none = a != b && wild > 1 && dice.Below(40) == 0;
                distance[(a * size) + b] = none ? RoutingProblem.Far : way;
                time[(a * size) + b] = none ? RoutingProblem.Far : way + dice.Below(wild);
            }
        }

        return (distance, time);
    }

    /// <summary>Distances between points, rounded after multiplying.</summary>
    public static Travel Plane(IReadOnlyList<(double X, double Y)> at, double scale)
    {
        var distance = new int[at.Count * at.Count];
        for (var a = 0; a < at.Count; a++)
        {
            for (var b = 0; b < at.Count; b++)
            {
                distance[(a * at.Count) + b] =
                    (int)Math.Floor((double.Hypot(at[a].X - at[b].X, at[a].Y - at[b].Y) * scale) + 0.5);
            }
        }

        return new Travel(at.Count, distance, distance);
    }
}
