using FsCheck;
using FsCheck.Fluent;
using Meent.Planning;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Sharing;

namespace Meent.Tests.Planning.Sharing;

public sealed class Dividing_what_it_costs_together
{
    [Fact]
    public void two_members_halve_what_they_save()
    {
        // Alone 900 and 600, together 1,100: 400 saved, 200 each.
        var game = Game(900, 600, 1_100);
        Shapley.Exact(game).Value.Shares.ShouldBe([700, 400]);
    }

    [Fact]
    public void a_runway_is_paid_step_by_step_by_those_who_need_the_step()
    {
        // Littlechild and Owen, 1973: with needs 12, 28, 40 shares are 4, 4 + 8, 4 + 8 + 12.
        Shapley.Exact(Runway(12, 28, 40)).Value.Shares.ShouldBe([4, 12, 24]);
    }

    [Fact]
    public void any_runway_is_divided_by_the_closed_form() => Check(dice =>
    {
        var needs = Enumerable.Range(0, 1 + dice.Below(9)).Select(_ => 100L + dice.Below(100_000)).ToArray();
        var shares = Shapley.Exact(Runway(needs)).Value.Shares;
        var expected = RunwayShares(needs);
        shares.Sum().ShouldBe(needs.Max());
        for (var i = 0; i < needs.Length; i++)
        {
            ((double)shares[i]).ShouldBe(expected[i], 1.0);
        }
    });

    [Fact]
    public void shares_are_the_mean_over_all_orders() => Check(dice =>
    {
        var game = Draw(dice, 1 + dice.Below(6));
        var n = game.Members;
        var sums = new long[n];
        var orders = Orders([.. Enumerable.Range(0, n)]).ToList();
        foreach (var order in orders)
        {
            var members = 0UL;
            foreach (var i in order)
            {
                sums[i] += game.Cost(members | (1UL << i)) - game.Cost(members);
                members |= 1UL << i;
            }
        }

        var shares = Shapley.Exact(game).Value.Shares;
        shares.Sum().ShouldBe(game.Total);
        for (var i = 0; i < n; i++)
        {
            Math.Abs((shares[i] * (long)orders.Count) - sums[i]).ShouldBeLessThan(orders.Count);
        }
    });

    [Fact]
    public void who_adds_the_same_pays_the_same_and_who_adds_only_its_own_pays_its_own()
    {
        // Members 0 and 1 alike; member 2 always adds 500.
        long[] pairs = [0, 1_000, 1_000, 1_400];
        var game = new CostGame(3, s => pairs[s & 3] + ((s & 4) == 0 ? 0 : 500));
        Shapley.Exact(game).Value.Shares.ShouldBe([700, 700, 500]);
    }

    [Fact]
    public void what_cannot_be_halved_goes_to_the_earlier_one() =>
        Shapley.Exact(Game(10, 10, 15)).Value.Shares.ShouldBe([8, 7]);

    [Fact]
    public void more_than_twelve_are_sampled_within_one_percent()
    {
        // A runway for 30: the closed form says what is right.
        var needs = Enumerable.Range(1, 30).Select(i => i * 10_000L).ToArray();
        var expected = RunwayShares(needs);
        var sampled = Shapley.Sampled(Runway(needs), 7, Budget.Iterations(700));
        sampled.Shares.Sum().ShouldBe(300_000);
        var error = sampled.Shares.Select((s, i) => Math.Abs(s - expected[i])).Sum() / 300_000;
        error.ShouldBeLessThan(0.01);
        sampled.Shares.Select((s, i) => Math.Abs(s - expected[i]) <= sampled.HalfWidths[i] + 1).Count(ok => ok)
            .ShouldBeGreaterThanOrEqualTo(26);
        Shapley.Sampled(Runway(needs), 7, Budget.Iterations(5)).Shares
            .ShouldBe(Shapley.Sampled(Runway(needs), 7, Budget.Iterations(5)).Shares);
    }

    [Fact]
    public void thirteen_exactly_are_refused() =>
        Shapley.Exact(Runway([.. Enumerable.Repeat(1L, 13)])).Refusal!.Code.ShouldBe("planning.sharing_too_many");

    [Fact]
    public void the_group_that_could_do_better_alone_is_named()
    {
        // Three pairs at 60, all at 120 (Shubik's form): an even 40 each leaves every pair paying 80.
        var game = new CostGame(3, s => CostGame.Size(s) switch { 1 => 50, 2 => 60, _ => 120 });
        var core = CoreCheck.Of(game, [40, 40, 40]);
        core.ShouldBe(new CoreCheck(true, 3, 0b011, 20));
        CoreCheck.Of(Runway(12, 28, 40), [4, 12, 24]).Blocking.ShouldBe(0);
        CoreCheck.Of(Runway([.. Enumerable.Repeat(1L, 21)]), new long[21]).Decided.ShouldBeFalse();
    }

    [Fact]
    public void equal_profit_saves_everybody_the_same_percentage_where_no_group_objects()
    {
        // Alone 1,000, 2,000 and 3,000; pairs save little; all save a quarter.
        var game = new CostGame(3, s => s switch { 1 => 1_000, 2 => 2_000, 4 => 3_000, 3 => 3_000, 5 => 4_000,
            6 => 5_000, _ => 4_500 });
        var shares = EqualProfit.Of(game).Value;
        shares.Shares.ShouldBe([750, 1_500, 2_250]);
        shares.Gap.ShouldBe(0, 1e-5);
        shares.Short.ShouldBe(0);
    }

    [Fact]
    public void equal_profit_keeps_every_group_in_where_that_can_be() => Check(dice =>
    {
        var game = Draw(dice, 2 + dice.Below(5));
        var shares = EqualProfit.Of(game).Value;
        shares.Shares.Sum().ShouldBe(game.Total);
        for (var s = 1UL; s < game.All; s++)
        {
            ((double)(CostGame.Paid(s, shares.Shares) - game.Cost(s)))
                .ShouldBeLessThan(shares.Short + CostGame.Size(s) + 0.1);
        }
    });

    [Fact]
    public void an_empty_core_says_how_much_groups_must_give_in()
    {
        var game = new CostGame(3, s => CostGame.Size(s) switch { 1 => 50, 2 => 60, _ => 120 });
        EqualProfit.Of(game).Value.Short.ShouldBe(20, 1e-3);
    }

    [Fact]
    public void a_division_by_nothing_is_refused()
    {
        EqualProfit.Of(Game(0, 5, 5)).Refusal!.Code.ShouldBe("planning.sharing_free");
        Division.Of(Game(5, 5, 11), SharingMethod.Proportional, 1, Budget.Iterations(1)).Refusal!.Code
            .ShouldBe("planning.sharing_dearer");
    }

    [Fact]
    public void whatever_the_method_nobody_pays_more_than_alone_and_shares_are_the_total() => Check(dice =>
    {
        var game = Draw(dice, 1 + dice.Below(7));
        foreach (var method in Enum.GetValues<SharingMethod>())
        {
            var division = Division.Of(game, method, 1, Budget.Iterations(10)).Value;
            division.Total.ShouldBe(game.Total);
            division.Shares.Zip(division.Alone).ShouldAllBe(x => x.First <= x.Second);
        }
    });

    [Fact]
    public void who_would_pay_more_than_alone_is_cut_down_and_named()
    {
        // With member 2 every other coalition gets dearer, but all three together are cheap: its Shapley share is high.
        var game = new CostGame(3, s => s switch { 1 => 100, 2 => 100, 3 => 100, 4 => 100, 7 => 280, _ => 300 });
        var division = Division.Of(game, SharingMethod.Shapley, 1, Budget.Iterations(1)).Value;
        division.Capped.ShouldBe([2]);
        division.Shares[2].ShouldBe(100);
        division.Total.ShouldBe(280);
    }

    private static void Check(Action<Dice> property) => Prop.ForAll(
        Arb.From(Gen.Choose(1, int.MaxValue)), seed => property(new Dice((ulong)seed)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static CostGame Game(long one, long other, long both) =>
        new(2, s => s switch { 1 => one, 2 => other, _ => both });

    private static CostGame Runway(params long[] needs) => new(needs.Length, s =>
    {
        long longest = 0;
        for (; s != 0; s &= s - 1)
        {
            longest = Math.Max(longest, needs[System.Numerics.BitOperations.TrailingZeroCount(s)]);
        }

        return longest;
    });

    /// <summary>Every step of the runway is shared by those whose need reaches it.</summary>
    private static double[] RunwayShares(long[] needs)
    {
        var order = Enumerable.Range(0, needs.Length).OrderBy(i => needs[i]).ToArray();
        var shares = new double[needs.Length];
        double before = 0, share = 0;
        for (var k = 0; k < order.Length; k++)
        {
            share += (needs[order[k]] - before) / (order.Length - k);
            before = needs[order[k]];
            shares[order[k]] = share;
        }

        return shares;
    }

    /// <summary>Any costs at which nobody is dearer together than apart.</summary>
    private static CostGame Draw(Dice dice, int members)
    {
        var costs = new long[1 << members];
        for (var s = 1; s < costs.Length; s++)
        {
            costs[s] = 100 + dice.Below(10_000);
            for (var part = (s - 1) & s; part > 0; part = (part - 1) & s)
            {
                costs[s] = Math.Min(costs[s], costs[part] + costs[s ^ part]);
            }
        }

        return new CostGame(members, s => costs[s]);
    }

    private static IEnumerable<int[]> Orders(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany(first => Orders([.. items.Where(i => i != first)])
            .Select(rest => (int[])[first, .. rest]));
}
