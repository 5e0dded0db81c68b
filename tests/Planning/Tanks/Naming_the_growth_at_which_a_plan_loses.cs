using System.Text.Json;
using Meent.Planning.Explore;
using Meent.Planning.Tanks;
using Meent.Tests.Planning.Explore;

namespace Meent.Tests.Planning.Tanks;

/// <summary>No interest, and a tank keeps what its remaining life is worth: each month it stands costs 9,125, as much
/// as 300 litres a day leave. Milk is over today's room from the first month on.</summary>
public class Naming_the_growth_at_which_a_plan_loses
{
    private const string Tank = "step,kind,litres,price,life_years\nTank,buy,5000,1095000,10\n";
    private const string Sale = "step,kind,litres,price,per_year,life_years\nOldest,sell,5000,100000,12000,10\n";

    [Fact]
    public void A_plan_for_likely_growth_that_loses_at_slow_growth_depends()
    {
        // 300 litres a day over: in month 2 at 10 % a year, in month 18 at 1 %. Who knows that milk grows by 1 % waits
        // until then and gains; who has planned for 10 % has bought in month 2 and loses.
        using var folder = Hub(20_000, """{ "value": 0.1, "low": 0.01, "high": 0.15 }""", Tank);
        using var json = Run(folder);
        var verdict = json.RootElement.GetProperty("verdict");
        verdict.GetProperty("standing").GetString().ShouldBe("depends");
        verdict.GetProperty("code").GetString().ShouldBe("pays_depends");
        verdict.GetProperty("message").GetString()!
            .ShouldContain("pays at likely and at fast growth and loses at slow growth");
        var lost = Enumerable.Range(2, 22).Sum(m => 300 - (20_000 * (Math.Pow(1.01, m / 12.0) - 1))) * 365 / 12;
        verdict.GetProperty("facts").GetProperty("lost").GetDouble().ShouldBe(lost, 0.01);
        lost.ShouldBe(61124, 1);
    }

    [Fact]
    public void A_plan_that_pays_at_every_growth_is_for()
    {
        using var folder = Hub(20_000, """{ "value": 0.1, "low": 0.08, "high": 0.15 }""", Tank);
        using var json = Run(folder);
        var verdict = json.RootElement.GetProperty("verdict");
        verdict.GetProperty("standing").GetString().ShouldBe("for");
        verdict.GetProperty("code").GetString().ShouldBe("pays");
    }

    [Fact]
    public void A_tank_too_many_is_sold_because_less_room_is_enough()
    {
        using var folder = Hub(10_000, "0", Sale);
        using var json = Run(folder);
        var verdict = json.RootElement.GetProperty("verdict");
        verdict.GetProperty("standing").GetString().ShouldBe("for");
        verdict.GetProperty("code").GetString().ShouldBe("less_room");
        verdict.GetProperty("message").GetString()!.ShouldStartWith("Less room is enough");
    }

    [Fact]
    public void A_tank_sold_that_fast_growth_would_fill_depends()
    {
        using var folder = Hub(10_000, """{ "value": 0, "low": 0, "high": 0.5 }""", Sale);
        using var json = Run(folder);
        var verdict = json.RootElement.GetProperty("verdict");
        verdict.GetProperty("standing").GetString().ShouldBe("depends");
        verdict.GetProperty("code").GetString().ShouldBe("less_room_depends");
        verdict.GetProperty("message").GetString()!
            .ShouldContain("pays at slow and at likely growth and loses at fast growth");
    }

    [Fact]
    public void A_forgotten_margin_is_refused_and_not_taken_for_nothing()
    {
        using var folder = Hub(20_000, "0.1", Tank);
        folder.Write("explore.json", folder.Read("explore.json").Replace(", \"margin\": 1", ""));
        Exploring.Run(new TankExploration(), folder.Path, new ExploreOptions(), new Silence(), default)
            .Refusal!.Code.ShouldBe("planning.tank_margin_missing");
        folder.Write("explore.json", folder.Read("explore.json").Replace("\"years\"", "\"margin\": 0, \"years\""));
        using var json = Run(folder);
        json.RootElement.GetProperty("verdict").GetProperty("code").GetString().ShouldBe("do_not_buy");
    }

    private static Folder Hub(int litres, string growth, string steps) => new(
        ("explore.json", $$"""
            { "title": "Hub", "currency": "KES", "day": "2026-11-01", "language": "en",
              "parameters": { "litres_a_day": {{litres}}, "standing_litres": 20000, "growth": {{growth}}, "years": 2,
                "interest": 0, "margin": 1 } }
            """),
        ("steps.csv", steps));

    private static JsonDocument Run(Folder folder)
    {
        Exploring.Run(new TankExploration(), folder.Path, new ExploreOptions(), new Silence(), default)
            .Refusal.ShouldBeNull();
        return JsonDocument.Parse(folder.Read("explore/tank/answer.json"));
    }
}
