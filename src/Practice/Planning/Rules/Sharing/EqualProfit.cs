using Meent.Kernel;
using Meent.Planning.Rules.Linear;

namespace Meent.Planning.Rules.Sharing;

/// <param name="Gap">Highest less lowest relative saving before rounding, 0 to 1.</param>
/// <param name="Short">By how many minor units every coalition had to give in so that shares exist at all; zero: some
/// division leaves no coalition better off by itself.</param>
/// <param name="Rows">Coalitions that had to be named in the linear program.</param>
internal sealed record EqualProfitShares(long[] Shares, double Gap, double Short, int Rows);

/// <summary>The relative savings as equal as can be, while no coalition would do better by itself; where that cannot
/// be, the least that coalitions must give in is found first.</summary>
/// <remarks>Frisk, Göthe-Lundgren, Jörnsten, Rönnqvist, Cost allocation in collaborative forest transportation, EJOR
/// 205, 2010; the least core: Maschler, Peleg, Shapley, 1979. Rows are added as they are broken. Before rounding: whole
/// minor units may leave a coalition a unit for each of its members.</remarks>
internal static class EqualProfit
{
    public const int MostMembers = 14;

    private const double Tolerance = 1e-7;

    public static Outcome<EqualProfitShares> Of(CostGame game)
    {
        var n = game.Members;
        if (n > MostMembers)
        {
            return new Refusal("planning.sharing_too_many", ("members", $"{n}"), ("most", $"{MostMembers}"));
        }

        if (game.Total == 0 || game.Alone.Any(c => c == 0))
        {
            return new Refusal("planning.sharing_free", ("members", $"{n}"));
        }

        var named = Enumerable.Range(0, n).Select(i => 1UL << i).ToList();
        var least = Generate(game, named, double.NaN);
        var given = least.Values[^1] <= Tolerance ? 0 : least.Values[^1];
        var equal = Generate(game, named, given + Tolerance);
        var shares = Array.ConvertAll(equal.Values[..n], x => x * game.Total);
        return new EqualProfitShares(
            WholeShares.Of(shares, game.Total), equal.Cost, given * game.Total, named.Count);
    }

    /// <summary>Solves and names the coalition that is worst off, until none is.</summary>
    /// <param name="given">What coalitions give in, in parts of the total; not a number: find the least.</param>
    private static LinearResult Generate(CostGame game, List<ulong> named, double given)
    {
        while (true)
        {
            var result = BoundedSimplex.Solve(
                double.IsNaN(given) ? Least(game, named) : Equal(game, named, given));
            var slack = double.IsNaN(given) ? result.Values[^1] : given;
            var (worst, most) = Worst(game, result.Values, slack);
            if (most <= Tolerance || named.Contains(worst))
            {
                return result;
            }

            named.Add(worst);
        }
    }

    private static (ulong Worst, double Most) Worst(CostGame game, double[] values, double slack)
    {
        var (worst, most) = (0UL, 0.0);
        for (var members = 1UL; members < game.All; members++)
        {
            var over = -slack - ((double)game.Cost(members) / game.Total);
            for (var i = 0; i < game.Members; i++)
            {
                over += (members >> i & 1) == 1 ? values[i] : 0;
            }

            (worst, most) = over > most ? (members, over) : (worst, most);
        }

        return (worst, most);
    }

    /// <summary>Shares in parts of the total, and last what coalitions give in, which is least.</summary>
    private static LinearProgram Least(CostGame game, List<ulong> named)
    {
        var n = game.Members;
        var rows = new List<Row> { new(Relation.Equal, 1, Terms(game.All, n)) };
        rows.AddRange(named.Select(s =>
            new Row(Relation.AtMost, (double)game.Cost(s) / game.Total, [.. Terms(s, n), (n, -1)])));
        return new LinearProgram([.. new double[n], 1], Unbounded(n + 1), rows);
    }

    /// <summary>Shares, then the highest and the lowest share over what going alone costs; least difference.</summary>
    private static LinearProgram Equal(CostGame game, List<ulong> named, double given)
    {
        var n = game.Members;
        var rows = new List<Row> { new(Relation.Equal, 1, Terms(game.All, n)) };
        rows.AddRange(named.Select(s =>
            new Row(Relation.AtMost, ((double)game.Cost(s) / game.Total) + given, Terms(s, n))));
        for (var i = 0; i < n; i++)
        {
            var ratio = (double)game.Total / game.Cost(1UL << i);
            rows.Add(new Row(Relation.AtMost, 0, (i, ratio), (n, -1)));
            rows.Add(new Row(Relation.AtMost, 0, (i, -ratio), (n + 1, 1)));
        }

        return new LinearProgram([.. new double[n], 1, -1], Unbounded(n + 2), rows);
    }

    private static (int, double)[] Terms(ulong members, int n) =>
        [.. Enumerable.Range(0, n).Where(i => (members >> i & 1) == 1).Select(i => (i, 1.0))];

    private static double[] Unbounded(int count) => [.. Enumerable.Repeat(double.PositiveInfinity, count)];
}
