using Meent.Planning.Rules.Location;
using NodaTime;

namespace Meent.Tests.Planning.Location;

/// <summary>A park of 350 ha with a quay: what is taken of it, and what will be asked.</summary>
public class Demand_against_a_business_park
{
    private static readonly List<CapacityPart> Register =
    [
        Plot("A", 120, (new(2026, 1, 1), PlotState.Reserved), (new(2026, 9, 1), PlotState.Issued)),
        Plot("B", 80, (new(2025, 3, 1), PlotState.Issued), (new(2027, 1, 1), PlotState.Free)),
        Plot("C", 150),
        new("quay", "m", "North quay", 400),
        new("quay", "m", "South quay", 250, 2029),
    ];

    [Fact]
    [Proves("AT-C1b-1", "C1b.b")]
    public void Issued_reserved_and_free_are_the_whole_site_at_every_date()
    {
        for (var day = new LocalDate(2024, 12, 1); day.Year < 2028; day = day.PlusDays(7))
        {
            SiteCapacity.On(Register, "plots", day).Values.Sum().ShouldBe(350m);
        }

        SiteCapacity.On(Register, "plots", new LocalDate(2026, 8, 31)).ShouldBe(new Dictionary<PlotState, decimal>
        {
            [PlotState.Free] = 150, [PlotState.Reserved] = 120, [PlotState.Issued] = 80,
        });
    }

    /// <summary>Quay: 400 m until 2028, then 650. The high line asks 300 in 2026 and 700 in 2030: 100 m more a year,
    /// so that 2028 asks 500 and lacks 100; 2029 asks 600 of 650; 2030 lacks 50.</summary>
    [Fact]
    [Proves("C1b.c")]
    public void What_lacks_what_stands_idle_and_the_first_year_of_shortage()
    {
        List<CapacityDemand> demand =
        [
            new("low", "quay", 2026, 300), new("low", "quay", 2030, 300),
            new("high", "quay", 2026, 300), new("high", "quay", 2030, 700),
            new("high", "plots", 2026, 350), new("high", "plots", 2030, 350),
        ];
        var outlook = SiteCapacity.Outlook(Register, demand).Value;
        var low = outlook.Single(o => o is { Scenario: "low", Kind: "quay" });
        low.FirstShort.ShouldBeNull();
        low.Years.Select(y => y.Idle).ShouldBe([100, 100, 100, 350, 350]);
        var high = outlook.Single(o => o is { Scenario: "high", Kind: "quay" });
        high.Years.Select(y => y.Missing).ShouldBe([0, 0, 100, 0, 50]);
        high.Years.Select(y => y.Idle).ShouldBe([100, 0, 0, 50, 0]);
        high.FirstShort.ShouldBe(2028);
        high.Worst.Year.ShouldBe(2028);
        var plots = outlook.Single(o => o.Kind == "plots");
        plots.FirstShort.ShouldBeNull();
        plots.Years.ShouldAllBe(y => y.Missing == 0 && y.Idle == 0);
    }

    [Fact]
    public void A_demand_that_equals_what_there_is_differs_by_exactly_nothing()
    {
        List<CapacityPart> thirds = [.. Enumerable.Range(0, 3).Select(k => new CapacityPart("t", "t", $"{k}", 1 / 3m))];
        var outlook = SiteCapacity.Outlook(thirds, [new("base", "t", 2026, thirds.Sum(t => t.Quantity))]).Value;
        outlook[0].Years.ShouldBe([new CapacityYear(2026, 3 * (1 / 3m), 3 * (1 / 3m))]);
        (outlook[0].Years[0].Missing, outlook[0].Years[0].Idle).ShouldBe((0, 0));
    }

    [Fact]
    public void Facts_that_contradict_are_refused()
    {
        string? Code(List<CapacityPart> register, params CapacityDemand[] demand) =>
            SiteCapacity.Outlook(register, demand).Refusal?.Code;
        var one = new CapacityDemand("high", "quay", 2026, 3);
        Code(Register, one).ShouldBeNull();
        Code([new("quay", "m", "North", 0)], one).ShouldBe("planning.plots_part");
        Code([new("quay", "m", "North", 3), new("quay", "km", "South", 3)], one).ShouldBe("planning.plots_units");
        Code(Register, one with { Quantity = -1 }).ShouldBe("planning.plots_demand");
        Code(Register, one with { Kind = "rail" }).ShouldBe("planning.plots_kind");
        Code(Register, one, one).ShouldBe("planning.plots_twice");
        Code(Register, one, one with { Year = 2126 }).ShouldBe("planning.plots_years");
    }

    private static CapacityPart Plot(string name, decimal hectares, params (LocalDate, PlotState)[] states) =>
        new("plots", "ha", name, hectares) { States = states };
}
