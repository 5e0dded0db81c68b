using Meent.Kernel;

namespace Meent.Planning.Rules.Matching;

/// <summary>Finds the matches that bring most together, with the reasons for each pair.</summary>
internal static class Matcher
{
    public static Outcome<MatchPlan> Find(MatchingProblem problem)
    {
        if (problem.Fault() is { } fault)
        {
            return fault;
        }

        var pairs = PairRules.All(problem);
        // What pays at low costs only is no match at base costs, but it belongs to the range.
        var possible = pairs.Where(p => p.Against.All(a => a.Code == "planning.pair_money")).ToList();
        var placings = new List<Placing>();
        foreach (var level in problem.Levels)
        {
            var placing = Placing.Best(problem, possible, level);
            if (placing.Refused)
            {
                return placing.Refusal!;
            }

            placings.Add(placing.Value);
        }

        var middle = problem.Levels.Count / 2;
        var matches = Enumerable.Range(0, possible.Count)
            .Select(i => MatchOf(problem, possible, placings, middle, i)).OfType<Match>()
            .OrderByDescending(m => m.Money.Gain).ThenBy(m => m.Pair.Offer).ThenBy(m => m.Pair.Want).ToList();
        return new MatchPlan(problem, pairs, [.. matches.Where(m => m.Thousandths > 0)],
            [.. matches.Where(m => m.Thousandths == 0)], placings, middle,
            Leftover.Of(problem, pairs, possible, placings[middle], offers: true),
            Leftover.Of(problem, pairs, possible, placings[middle], offers: false));
    }

    private static Match? MatchOf(
        MatchingProblem problem, List<Pair> pairs, List<Placing> placings, int middle, int pair)
    {
        var levels = placings.ConvertAll(p => On(p, pair).Sum(part => part.Thousandths));
        if (levels.All(units => units == 0))
        {
            return null;
        }

        var parts = On(placings[middle], pair).ToList();
        long Minor(Func<UnitMoney, long> one) => Exact.Divide(
            parts.Aggregate((Int128)0, (sum, p) => sum
                + UnitPrice.Numerator(p.Thousandths, one(p.Unit), problem.Currency)),
            UnitPrice.Denominator(1), Rounding.HalfUp);
        var money = new MatchMoney(Minor(u => u.Gate), Minor(u => u.Purchase), Minor(u => u.Transport),
            Minor(u => u.Treatment), Minor(u => u.Storage), Minor(u => u.Output));
        var units = parts.Select(p => p.Unit).DefaultIfEmpty(pairs[pair].Unit).ToList();
        return new Match(pairs[pair], levels[middle], [.. parts.Select(p => (p.Made, p.Used, p.Thousandths))], levels,
            money, units.Max(u => u.Floor), units.Min(u => u.Ceiling));
    }

    private static IEnumerable<(int Made, int Used, long Thousandths, UnitMoney Unit)> On(Placing placing, int pair)
    {
        for (var lane = 0; lane < placing.Lanes.Count; lane++)
        {
            if (placing.Lanes[lane].Pair == pair && placing.Thousandths[lane] > 0)
            {
                var (_, made, used, unit) = placing.Lanes[lane];
                yield return (made, used, placing.Thousandths[lane], unit);
            }
        }
    }
}
