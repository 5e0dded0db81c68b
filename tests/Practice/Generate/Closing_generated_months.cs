using Meent.Collection.Generate;
using NodaTime;

namespace Meent.Tests.Practice.Generate;

/// <summary>The close and a program that shares no line with it come to the same, for everyone, to the cent.</summary>
public sealed class Closing_generated_months
{
    public static TheoryData<int, int, bool, bool, string> Large { get; } = Seeds(3_333, 11, 7_000, 21);

    [Theory]
    [InlineData(1, false, "kg")]
    [InlineData(2, true, "l")]
    public async Task a_small_month_with_faults_equals_the_independent_settlement(int seed, bool grades, string unit)
    {
        await using var hub = await ClosedHub.From(new HubRequest
        {
            Seed = seed, Id = $"small-{seed}", Faults = true, Grades = grades, CanTests = grades, Unit = unit,
        });
        hub.EqualsTheReference();
        hub.Closed.Figures.Adjustments.ShouldBeGreaterThan(0);
        hub.Closed.Figures.AcceptedQuantity!.Value.ShouldBe(hub.Hub.AcceptedThousandths);
    }

    [Theory]
    [MemberData(nameof(Large))]
    [Trait("Category", "Slow")]
    public async Task a_large_month_equals_the_independent_settlement(
        int members, int seed, bool faults, bool grades, string unit)
    {
        await using var hub = await ClosedHub.From(new HubRequest
        {
            Members = members, Seed = seed, Id = $"large-{seed}", Faults = faults, Grades = grades, Unit = unit,
        });
        hub.EqualsTheReference();
        hub.Closed.Figures.AcceptedQuantity!.Value.ShouldBe(hub.Hub.AcceptedThousandths);
    }

    /// <summary>A currency without minor units, every kind of rail, an amount that a rail cannot pay.</summary>
    [Fact]
    public async Task a_month_in_a_currency_without_cents_equals_the_independent_settlement()
    {
        await using var hub = await ClosedHub.From(new HubRequest
        {
            Seed = 7, Id = "ugx", Currency = "UGX", PriceMicros = 1_200_500_000, Faults = true,
        });
        hub.EqualsTheReference();
    }

    [Fact]
    [Proves("AT-K2-1")]
    [Trait("Category", "Slow")]
    public async Task a_month_of_3333_members_ties_to_the_cent()
    {
        await using var hub = await ClosedHub.From(new HubRequest
        {
            Members = 3_333, Seed = 31, Id = "average", First = new LocalDate(2026, 9, 1), Days = 30, Unit = "l",
            DeliveriesPerMemberDay = 1, DailyTotalThousandths = 19_248_075, RejectedPerTenThousand = 0,
        });
        hub.EqualsTheReference();
        var f = hub.Closed.Figures;
        f.AcceptedQuantity!.Value.ShouldBe(577_442_250);
        hub.Statements.Values.Sum(s => decimal.Parse(s["accepted_quantity"], null)).ShouldBe(577_442.25m);
        (f.Gross - f.DeductionsDue).ShouldBe(f.Net - f.CarriedForward - f.Receivable);
        f.Debits.ShouldBe(f.Credits);
        f.Debits.ShouldBeGreaterThan(0);
    }

    [Fact]
    [Proves("NF5", Partly = true)]
    [Proves("AT-K2-3")]
    [Trait("Category", "Slow")]
    public async Task a_month_of_420000_deliveries_closes()
    {
        await using var hub = await ClosedHub.From(new HubRequest
        {
            Members = 7_000, Seed = 41, Id = "largest", First = new LocalDate(2026, 9, 1), Days = 30,
            DeliveriesPerMemberDay = 2, Purchases = 7_000,
        });
        hub.Hub.Deliveries.ShouldBe(420_000);
        hub.EqualsTheReference();
        hub.Closed.Figures.Statements.ShouldBeGreaterThanOrEqualTo(7_000);
    }

    private static TheoryData<int, int, bool, bool, string> Seeds(params int[] membersAndFirstSeed)
    {
        var data = new TheoryData<int, int, bool, bool, string>();
        foreach (var pair in membersAndFirstSeed.Chunk(2))
        {
            data.Add(pair[0], pair[1], false, false, "kg");
            data.Add(pair[0], pair[1] + 1, true, false, "kg");
            data.Add(pair[0], pair[1] + 2, false, true, "l");
            data.Add(pair[0], pair[1] + 3, true, true, "kg");
            data.Add(pair[0], pair[1] + 4, true, true, "l");
        }

        return data;
    }
}
