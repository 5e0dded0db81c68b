using Meent.Tests.Closing;

namespace Meent.Tests.Kinds;

/// <summary>demo/mutual and demo/mixed, reckoned by hand in their README.</summary>
public sealed class Insurance_and_refunds
{
    [Fact]
    [Proves("AT-O4-1", "O4.a")]
    public async Task a_mutual_insurance_takes_premiums_and_pays_losses_by_the_same_close()
    {
        await using var hub = await Example.Open("mutual", "veefonds");
        var closed = await hub.Close(null);
        closed.ShouldBeAsReckoned("mutual");
        closed.Page("02").ShouldContain("987,75");
        closed.Page("02").ShouldContain("72,00");
        closed["01", "carried_forward"].ShouldBe("28.80");
        closed.Figures.Gross.ShouldBe(3_432_00);
        (await hub.Verify()).ShouldBeEmpty();
        (await hub.Close(null)).Period.OutputHash.ShouldBe(closed.Period.OutputHash);
    }

    [Fact]
    [Proves("AT-V6-1", "V5.b")]
    public async Task a_surplus_of_a_thousand_is_refunded_to_the_last_cent_on_deliveries_and_purchases()
    {
        await using var hub = await Example.Open("mixed", "streekmand");
        var closed = await hub.Close(null);
        closed.ShouldBeAsReckoned("mixed");
        var refunds = File.ReadLines(Path.Combine(hub.Folder, "README.md"))
            .Where(l => l.StartsWith("| P", StringComparison.Ordinal) || l.StartsWith("| C", StringComparison.Ordinal))
            .Select(l => l.Trim('|', ' ').Split(" | ")).Where(r => r.Length == 3).ToList();
        refunds.Sum(r => Example.Cents(r[2])).ShouldBe(1_000_00);
        refunds.Where(r => r[0][0] == 'P').Sum(r => Example.Cents(r[2])).ShouldBe(600_00);
        foreach (var refund in refunds)
        {
            closed.Page(refund[0]).ShouldContain(refund[2].Replace('.', ','));
        }

        (await hub.Verify()).ShouldBeEmpty();
        (await hub.Close(null)).Period.OutputHash.ShouldBe(closed.Period.OutputHash);
    }
}
