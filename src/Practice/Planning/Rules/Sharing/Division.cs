using Meent.Kernel;

namespace Meent.Planning.Rules.Sharing;

internal enum SharingMethod
{
    /// <summary>In proportion to what going alone costs: everybody saves the same percentage.</summary>
    Proportional = 1,

    /// <summary>By what each adds, over all orders of joining.</summary>
    Shapley = 2,

    /// <summary>As equal in percentage as can be while no group would do better by itself.</summary>
    EqualProfit = 3,
}

/// <summary>How what it costs together is divided.</summary>
/// <param name="Shares">Whole minor units; the total together, and none above its own of going alone.</param>
/// <param name="Alone">What going alone costs each.</param>
/// <param name="Capped">Members whose share by the method was above going alone, and was cut down to it.</param>
/// <param name="HalfWidths">See <see cref="ShapleyShares"/>; zero where nothing was sampled.</param>
internal sealed record Division(SharingMethod Method, IReadOnlyList<long> Shares, IReadOnlyList<long> Alone,
    IReadOnlyList<int> Capped, IReadOnlyList<double> HalfWidths, CoreCheck Core)
{
    public long Total => Shares.Sum();

    public long Saved => Alone.Sum() - Total;

    /// <param name="seed">For sampling, beyond <see cref="Shapley.MostExact"/> members.</param>
    /// <param name="spent">See <see cref="Shapley.Sampled"/>.</param>
    public static Outcome<Division> Of(CostGame game, SharingMethod method, ulong seed, Spent spent)
    {
        var alone = game.Alone;
        if (game.Total > alone.Sum())
        {
            return new Refusal("planning.sharing_dearer", ("together", $"{game.Total}"), ("alone", $"{alone.Sum()}"));
        }

        var widths = new double[game.Members];
        Outcome<long[]> shares = method switch
        {
            SharingMethod.Proportional => game.Total == 0 ? alone : Allocation.Split(game.Total, alone),
            SharingMethod.EqualProfit => EqualProfit.Of(game).Then<long[]>(e => e.Shares),
            _ => (game.Members <= Shapley.MostExact ? Shapley.Exact(game) : Shapley.Sampled(game, seed, spent))
                .Then<long[]>(s =>
                {
                    widths = s.HalfWidths;
                    return s.Shares;
                }),
        };
        return shares.Then<Division>(s =>
        {
            var (kept, capped) = Cap(s, alone);
            return new Division(method, kept, alone, capped, widths, CoreCheck.Of(game, kept));
        });
    }

    /// <summary>Nobody pays more than alone: what is above goes to the others in proportion to what they still save.
    /// </summary>
    private static (long[] Shares, int[] Capped) Cap(long[] shares, long[] alone)
    {
        var capped = Enumerable.Range(0, shares.Length).Where(i => shares[i] > alone[i]).ToArray();
        if (capped.Length == 0)
        {
            return (shares, capped);
        }

        var above = capped.Sum(i => shares[i] - alone[i]);
        var room = shares.Select((s, i) => Math.Max(0, alone[i] - s)).ToArray();
        var more = Allocation.Split(above, room);
        return ([.. shares.Select((s, i) => Math.Min(s, alone[i]) + more[i])], capped);
    }
}
