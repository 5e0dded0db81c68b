namespace Meent.Planning.Rules.Matching;

/// <summary>What is left unmatched, and what it would take. A linear program cuts each lane down to thousandths: as
/// much as that is rounding and not left.</summary>
internal static class Leftover
{
    /// <param name="pairs">All pairs.</param>
    /// <param name="possible">Those that the lanes of the placing count.</param>
    /// <param name="offers">Of the offers; otherwise of the wants.</param>
    public static List<Unmatched> Of(MatchingProblem problem, IReadOnlyList<Pair> pairs, IReadOnlyList<Pair> possible,
        Placing placing, bool offers)
    {
        var left = offers ? Offered(problem, possible, placing) : Wanted(problem, possible, placing);
        var result = new List<Unmatched>();
        for (var at = 0; at < left.Length; at++)
        {
            if (left[at] > 0)
            {
                var own = pairs.Where(p => (offers ? p.Offer : p.Want) == at).ToList();
                var nearest = own.Where(p => !p.Possible && p.Against.All(a => a.Code != "planning.pair_material"))
                    .OrderBy(p => p.Against.Count).ThenByDescending(p => p.Unit.Gain).ThenBy(p => p.Metres)
                    .ThenBy(p => p.Offer).ThenBy(p => p.Want).FirstOrDefault();
                result.Add(new Unmatched(at, left[at], nearest, [.. own.Where(p => p.Possible)]));
            }
        }

        return result;
    }

    private static long[] Offered(MatchingProblem problem, IReadOnlyList<Pair> possible, Placing placing)
    {
        var left = problem.Offers.Select(o => o.Thousandths.Sum()).ToArray();
        var made = new double[left.Length];
        var cut = new double[left.Length];
        for (var lane = 0; lane < placing.Lanes.Count; lane++)
        {
            var (offer, want) = (possible[placing.Lanes[lane].Pair].Offer, possible[placing.Lanes[lane].Pair].Want);
            left[offer] -= placing.Thousandths[lane];
            cut[offer]++;
            foreach (var one in problem.Conversions
                .Where(c => c.Want == want && c.Material == problem.Offers[offer].Material))
            {
                made[one.Offer] += one.Yield * placing.Thousandths[lane];
                cut[one.Offer] += one.Yield;
            }
        }

        return [.. left.Select((units, i) => units + made[i] > (problem.IsPlain ? 0 : cut[i] + 1)
            ? (long)Math.Floor(units + made[i])
            : 0)];
    }

    private static long[] Wanted(MatchingProblem problem, IReadOnlyList<Pair> possible, Placing placing)
    {
        var left = problem.Wants.Select(w => (Int128)w.Thousandths.Sum() * 1_000).ToArray();
        var cut = new long[left.Length];
        for (var lane = 0; lane < placing.Lanes.Count; lane++)
        {
            var pair = possible[placing.Lanes[lane].Pair];
            var replaces = problem.Wants[pair.Want].ReplacesThousandths(problem.Offers[pair.Offer].Material);
            left[pair.Want] -= (Int128)placing.Thousandths[lane] * replaces;
            cut[pair.Want] += replaces;
        }

        return [.. left.Select((units, i) => units > (problem.IsPlain ? 0 : cut[i]) ? (long)(units / 1_000) : 0)];
    }
}
