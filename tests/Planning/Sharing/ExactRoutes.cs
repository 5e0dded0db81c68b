using Meent.Planning.Rules.Sharing;

namespace Meent.Tests.Planning.Sharing;

/// <param name="X">Kilometres from the depot, eastwards.</param>
/// <param name="Load">Of the lorry's capacity.</param>
/// <param name="Open">Earliest minute at which it can be delivered.</param>
/// <param name="Close">Last one.</param>
internal sealed record Stop(int X, int Y, int Load, int Open, int Close);

/// <summary>The cheapest trips for a few stops, exactly: the cheapest round for every set by dynamic programming over
/// sets and last stops, then the cheapest way to divide the stops over rounds. A minute for a kilometre.</summary>
internal sealed class ExactRoutes(IReadOnlyList<Stop> stops, int capacity, long perTrip, long perKilometre)
{
    public const int GramsPerKilometre = 800;

    public RouteCost Of(IReadOnlyList<int> chosen)
    {
        var n = chosen.Count;
        var (metres, best, last) = (Rounds(chosen), new long[1 << n], new int[1 << n]);
        for (var set = 1; set < 1 << n; set++)
        {
            best[set] = long.MaxValue / 2;
            for (var part = set; part > 0; part = (part - 1) & set)
            {
                // The round that holds the first stop of the set.
                if ((part & set & -set) != 0 && metres[part] >= 0
                    && best[set ^ part] + perTrip + (metres[part] / 1_000 * perKilometre) < best[set])
                {
                    best[set] = best[set ^ part] + perTrip + (metres[part] / 1_000 * perKilometre);
                    last[set] = part;
                }
            }
        }

        if (best[^1] >= long.MaxValue / 2)
        {
            var late = Enumerable.Range(0, n).FirstOrDefault(i => metres[1 << i] < 0);
            return new RouteCost(0, 0, 0, 0, chosen[late]);
        }

        var (trips, total) = (0, 0L);
        for (var set = (1 << n) - 1; set > 0; set ^= last[set])
        {
            trips++;
            total += metres[last[set]];
        }

        return new RouteCost(trips, total, best[^1], total * GramsPerKilometre / 1_000);
    }

    /// <summary>Metres of the shortest round for each set that keeps load and windows; -1: none.</summary>
    private long[] Rounds(IReadOnlyList<int> chosen)
    {
        var n = chosen.Count;
        var rounds = new long[1 << n];
        for (var set = 1; set < 1 << n; set++)
        {
            var load = Enumerable.Range(0, n).Where(i => (set >> i & 1) == 1).Sum(i => stops[chosen[i]].Load);
            var shortest = load > capacity ? -1 : Shortest(chosen, set, -1, 0, 0);
            rounds[set] = shortest;
        }

        return rounds;
    }

    /// <summary>Tries every order; a lorry leaves as early as it needs to and waits where it is early.</summary>
    private long Shortest(IReadOnlyList<int> chosen, int left, int at, long minute, long metres)
    {
        if (left == 0)
        {
            return metres + Between(at, -1);
        }

        var best = -1L;
        for (var i = 0; i < chosen.Count; i++)
        {
            if ((left >> i & 1) == 0)
            {
                continue;
            }

            var leg = Between(at, chosen[i]);
            var arrives = Math.Max(stops[chosen[i]].Open, minute + (leg / 1_000));
            if (arrives <= stops[chosen[i]].Close)
            {
                var rest = Shortest(chosen, left ^ (1 << i), chosen[i], arrives, metres + leg);
                best = rest >= 0 && (best < 0 || rest < best) ? rest : best;
            }
        }

        return best;
    }

    private long Between(int one, int other)
    {
        (int X, int Y) At(int stop) => stop < 0 ? (0, 0) : (stops[stop].X, stops[stop].Y);
        return 1_000L * (Math.Abs(At(one).X - At(other).X) + Math.Abs(At(one).Y - At(other).Y));
    }
}
