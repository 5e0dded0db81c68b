namespace Meent.Tests.Closing;

/// <summary>A clerk whose telephone had no network sends the same cans more than once.</summary>
public sealed class A_batch_comes_again : IAsyncLifetime
{
    private static readonly string[] Cans =
        [",0007,2026-10-01,AM,,5.5", ",0007,2026-10-01,AM,,5.5", ",0007,2026-10-02,AM,,6", ",0008,2026-10-01,PM,,4.25"];

    private Hub hub = null!;

    public async ValueTask InitializeAsync() => hub = await Hub.New();

    public async ValueTask DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    [Proves("AT-K1-2", "K1.a")]
    public async Task and_litres_and_money_are_counted_once()
    {
        hub.Delivered(Cans);
        (await hub.Import()).Files.Single(f => f.Kind == "deliveries").Imported.ShouldBe(4);
        var again = await hub.Import();
        (again.Imported, again.Quarantined).ShouldBe((0, 0));
        again.Totals["quantity"].Unchanged.ShouldBe("21.25");
        await Ends(17_000, 4_250);
    }

    [Fact]
    [Proves("AT-K1-2")]
    public async Task and_sorted_otherwise_with_rows_added_only_the_new_ones_count()
    {
        hub.Delivered(Cans);
        await hub.Import();
        hub.Delivered([.. Cans.Reverse(), ",0008,2026-10-03,PM,,2", ",0007,2026-10-01,AM,,5.5"]);
        var account = (await hub.Import()).Files.Single(f => f.Kind == "deliveries");
        (account.Rows, account.Imported, account.Unchanged).ShouldBe((6, 2, 4));
        account.Totals["quantity"].Imported.ShouldBe("7.5");
        await Ends(22_500, 6_250);
    }

    [Fact]
    [Proves("AT-K1-2")]
    public async Task and_two_equal_cans_of_one_morning_are_two_cans()
    {
        hub.Delivered(Cans[..2]);
        var closed = await hub.Close("2026-10");
        closed["0007", "accepted_quantity"].ShouldBe("11");
        closed["0007", "gross"].ShouldBe("330.00");
    }

    [Fact]
    public async Task and_with_ids_another_quantity_is_kept_aside()
    {
        hub.Delivered("C1,0007,2026-10-01,AM,,5.5", "C2,0007,2026-10-02,AM,,6");
        await hub.Import();
        hub.Delivered("C1,0007,2026-10-01,AM,,7.5", "C2,0007,2026-10-02,AM,,6");
        var account = (await hub.Import()).Files.Single(f => f.Kind == "deliveries");
        (account.Unchanged, account.Quarantined, account.Totals["quantity"].Quarantined).ShouldBe((1, 1, "7.5"));
        (await hub.Close("2026-10", strict: false))["0007", "accepted_quantity"].ShouldBe("11.5");
    }

    [Fact]
    [Proves("AT-K1-3")]
    public async Task and_a_refused_can_has_a_reason_earns_nothing_and_stands_on_the_statement()
    {
        hub.Delivered("C1,0007,2026-10-01,AM,,5.5", "C2,0007,2026-10-02,AM,,6.8,,no,alcohol test");
        var closed = await hub.Close("2026-10");
        (closed["0007", "accepted_quantity"], closed["0007", "rejected_quantity"]).ShouldBe(("5.5", "6.8"));
        closed["0007", "gross"].ShouldBe("165.00");
        closed.Page("0007").ShouldContain("alcohol test");
        closed.Page("0007").ShouldContain("Not accepted and not paid.");
        closed.Figures.RejectedQuantity!.Value.ShouldBe(6_800);
    }

    [Fact]
    [Proves("AT-K1-3")]
    public async Task and_a_refused_can_without_a_reason_is_kept_aside()
    {
        hub.Delivered("C2,0007,2026-10-02,AM,,6.8,,no");
        (await hub.Import()).Quarantined.ShouldBe(1);
    }

    private async Task Ends(long wanjiku, long achieng)
    {
        var closed = await hub.Close("2026-10");
        closed.Figures.AcceptedQuantity!.Value.ShouldBe(wanjiku + achieng);
        closed.Figures.Gross.ShouldBe((wanjiku + achieng) * 3);
        closed.Figures.ToPay.ShouldBe((wanjiku * 3) + (achieng * 3 / 100 * 100));
    }
}
