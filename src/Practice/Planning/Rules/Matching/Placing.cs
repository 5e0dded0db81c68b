using Meent.Kernel;

namespace Meent.Planning.Rules.Matching;

/// <summary>Units that may go from an offer of one period to a want of the same or a later one.</summary>
/// <param name="Pair">Its position among the possible pairs.</param>
internal readonly record struct Lane(int Pair, int Made, int Used, UnitMoney Unit);

/// <summary>How much goes where at one level of costs.</summary>
/// <param name="Thousandths">On each lane.</param>
/// <param name="OfferWorth">What a unit more of each offer in each period would bring, millionths; a dual
/// value.</param>
/// <param name="WantWorth">What room for a unit more of each want in each period would bring.</param>
/// <param name="GainMicros">What all lanes bring in thousandths x millionths, conversions that nobody takes from taken
/// off.</param>
internal sealed record Placing(CostLevel Level, IReadOnlyList<Lane> Lanes, long[] Thousandths,
    long[,] OfferWorth, long[,] WantWorth, Int128 GainMicros)
{
    /// <summary>The lanes that are possible, at a level of costs.</summary>
    public static List<Lane> Open(MatchingProblem problem, IReadOnlyList<Pair> pairs, CostLevel level)
    {
        var lanes = new List<Lane>();
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            var (offer, want) = (pairs[pair].Offer, pairs[pair].Want);
            var made = problem.Conversions.Any(c => c.Offer == offer);
            for (var wait = 0; wait <= problem.Offers[offer].Keeps; wait++)
            {
                var unit = PairRules.Money(problem, offer, want, pairs[pair].Metres!.Value, wait, level.Permille);
                for (var period = 0; period + wait < problem.Periods.Count; period++)
                {
                    if ((made || problem.Offers[offer].Thousandths[period] > 0)
                        && problem.Wants[want].Thousandths[period + wait] > 0)
                    {
                        lanes.Add(new Lane(pair, period, period + wait, unit));
                    }
                }
            }
        }

        return lanes;
    }

    /// <summary>The placing that brings most: whole and exact by network simplex where a unit counts as much at both
    /// ends, otherwise as a linear program.</summary>
    /// <param name="pairs">The possible ones.</param>
    public static Outcome<Placing> Best(MatchingProblem problem, IReadOnlyList<Pair> pairs, CostLevel level) =>
        problem.IsPlain
            ? PlainPlacing.Solve(problem, pairs, Open(problem, pairs, level), level)
            : ConvertingPlacing.Solve(problem, pairs, Open(problem, pairs, level), level);
}
