namespace Meent.Planning.Rules.Criteria;

/// <summary>A weight at which two alternatives change places.</summary>
/// <param name="Weight">Share that the criterion has now.</param>
/// <param name="FlipsAt">Share at which the two are equal, the others scaled so that all add up to 1; beyond it the
/// order
/// is turned. Null: at no weight.</param>
internal sealed record WeightFlip(int Criterion, double Weight, double? FlipsAt)
{
    /// <summary>How far the weight has to move; null: never far enough.</summary>
    public double? Change => FlipsAt - Weight;
}

/// <summary>
/// How little has to change before the order does, for the weighted sum. With share x for a criterion and the others
/// scaled to 1 - x, the difference of two alternatives is x d + (1 - x) r: it is nothing at x = r / (r - d), with d the
/// difference on the criterion and r that on the others together.
/// </summary>
internal static class Flips
{
    /// <summary>For each criterion, the weight at which <paramref name="behind"/> comes level with
    /// <paramref name="ahead"/>.</summary>
    public static WeightFlip[] Between(Decision decision, int ahead, int behind)
    {
        var weights = decision.Weights();
        var differences = decision.Criteria.Select((c, i) =>
            WeightedSum.Share(c, decision.Cells[ahead][i].Score!.Value)
            - WeightedSum.Share(c, decision.Cells[behind][i].Score!.Value)).ToArray();
        return [.. weights.Select((w, i) => new WeightFlip(i, w, LevelAt(weights, differences, i)))];
    }

    /// <summary>The smallest change of one weight that puts another alternative first.</summary>
    /// <returns>Null: none does.</returns>
    public static (int Behind, WeightFlip Flip)? Smallest(Decision decision, int first)
    {
        (int, WeightFlip)? smallest = null;
        var least = double.PositiveInfinity;
        for (var b = 0; b < decision.Alternatives.Count; b++)
        {
            foreach (var flip in b == first ? [] : Between(decision, first, b))
            {
                if (flip.Change is { } change && Math.Abs(change) < least - Ranks.Same)
                {
                    (smallest, least) = ((b, flip), Math.Abs(change));
                }
            }
        }

        return smallest;
    }

    private static double? LevelAt(double[] weights, double[] differences, int criterion)
    {
        var (others, d) = (1 - weights[criterion], differences[criterion]);
        var r = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            // Where the criterion has all the weight the others share what is taken from it.
            r += i == criterion ? 0
                : differences[i] * (others > Ranks.Same ? weights[i] / others : 1.0 / (weights.Length - 1));
        }

        // Level at the very end of the scale only, or everywhere: the order never turns.
        var now = (weights[criterion] * d) + (others * r);
        var turned = now > 0 ? Math.Min(d, r) < -Ranks.Same : Math.Max(d, r) > Ranks.Same;
        if (Math.Abs(r - d) <= Ranks.Same || !turned)
        {
            return null;
        }

        return r / (r - d);
    }
}
