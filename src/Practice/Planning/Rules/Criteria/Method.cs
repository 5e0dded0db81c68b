namespace Meent.Planning.Rules.Criteria;

/// <summary>Ways to make one order out of many criteria.</summary>
internal enum Method
{
    WeightedSum,
    Topsis,
    Vikor,
    Promethee,
    Spotis,
}

internal static class Methods
{
    /// <summary>Whether an alternative's score hangs on its own cells alone, and only rises with them.</summary>
    public static bool IsOwn(Method method) => method is Method.WeightedSum or Method.Spotis;

    /// <summary>One figure for each alternative, the highest first. Only where nothing is unknown.</summary>
    /// <remarks>What is best when small (VIKOR, SPOTIS) is given with its sign turned. PROMETHEE takes each criterion
    /// as
    /// V-shaped between its bounds.</remarks>
    public static double[] Score(Method method, Decision decision)
    {
        if (method == Method.WeightedSum)
        {
            return WeightedSum.Score(decision);
        }

        var (matrix, weights, more) = (decision.Scores(), decision.Weights(), decision.MoreIsBetter());
        return method switch
        {
            Method.Topsis => Topsis.Closeness(matrix, weights, more),
            Method.Vikor => [.. Vikor.Score(matrix, weights, more).Compromise.Select(q => -q)],
            Method.Promethee => Promethee.Flows(matrix, weights, more,
                [.. decision.Criteria.Select(c => new Preference(PreferenceType.VShape, P: c.High - c.Low))]).Net,
            _ => [.. Spotis.Distance(matrix, weights, more, [.. decision.Criteria.Select(c => (c.Low, c.High))])
                .Select(d => -d)],
        };
    }
}
