namespace Meent.Planning.Rules.Expansion;

/// <summary>
/// Steps for a volume that grows by the same amount each period and may never be turned away. With costs that rise less
/// than the size, a step comes only when the room is used up (Wagner and Whitin 1958; Manne 1961), so that the periods
/// still to go are state enough.
/// </summary>
internal static class SteadyGrowth
{
    /// <param name="cost">Cost of a step that lasts so many periods, from 1; index 0 is not read.</param>
    /// <param name="discount">Worth now of 1 a period later.</param>
    /// <param name="horizon">Periods that must be served.</param>
    /// <returns>Periods that the first step lasts, and the worth now of all steps.</returns>
    public static (int First, double Cost) Plan(double[] cost, double discount, int horizon)
    {
        var longest = cost.Length - 1;
        var worth = new double[longest + 1];
        for (var k = 0; k <= longest; k++)
        {
            worth[k] = Math.Pow(discount, k);
        }

        var toGo = new double[horizon + 1];
        var first = 0;
        for (var n = 1; n <= horizon; n++)
        {
            var best = double.PositiveInfinity;
            for (var k = 1; k <= Math.Min(n, longest); k++)
            {
                var c = cost[k] + (worth[k] * toGo[n - k]);
                if (c < best)
                {
                    (best, first) = (c, k);
                }
            }

            toGo[n] = best;
        }

        return (first, toGo[horizon]);
    }
}
