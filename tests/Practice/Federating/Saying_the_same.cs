namespace Meent.Tests.Federating;

/// <summary>An event between two counts when both have said the same of it.</summary>
[Collection(Pair.Demo)]
public sealed class Saying_the_same : IAsyncLifetime
{
    private const string First = "TS-01,2026-10-01,tank,coop-one,coop-two,2000,l",
        Second = "TS-02,2026-10-02,tank,coop-one,coop-two,2000,l",
        Less = "TS-02,2026-10-02,tank,coop-one,coop-two,1900,l";
    private Pair pair = null!;

    public async ValueTask InitializeAsync()
    {
        pair = await Pair.New();
        Both(First, Second);
    }

    public async ValueTask DisposeAsync() => await pair.DisposeAsync();

    [Fact]
    [Proves("AT-V1-1", "V1.b")]
    public async Task what_one_side_alone_says_waits_and_is_pointed_out_to_both()
    {
        pair.Events(Pair.Two, First);
        var closed = await pair.Close("2026-10");
        Amounts(closed).ShouldBe((300_00, -300_00));
        closed[Pair.One].Exceptions("settlement.unconfirmed_exchange").ShouldBe(
            ["TS-02,agreement=tank-space; other=coop-two; day=2026-10-02"]);
        closed[Pair.Two].Exceptions("settlement.unrecorded_exchange").ShouldBe(
            ["TS-02,agreement=tank-space; other=coop-one; day=2026-10-02"]);
        await VerifyBoth();
    }

    [Fact]
    [Proves("AT-V1-1", "V1.b")]
    public async Task what_is_said_late_is_an_adjustment_of_the_next_month_on_both_sides()
    {
        pair.Events(Pair.Two, First);
        var october = await pair.Close("2026-10");
        var files = october[Pair.One].Files;
        Both(First, Second);
        Milk();
        var november = await pair.Close("2026-11");
        Amounts(november).ShouldBe((600_00, -600_00));
        november[Pair.One].Period.Exchanges.Single().Month.ShouldBe("2026-10");
        november[Pair.One][Pair.Two, "receivable"].ShouldBe("300.00");
        november[Pair.Two][Pair.One, "adjustments"].ShouldBe("300.00");
        november.Values.ShouldAllBe(c => c.Figures.Exceptions == 0);
        await VerifyBoth();
        (await pair.Close("2026-10"))[Pair.One].Files.ShouldBe(files, ignoreOrder: true);
    }

    [Fact]
    [Proves("V1.b")]
    public async Task what_they_say_differently_does_not_count_and_the_difference_is_named()
    {
        pair.Events(Pair.Two, First, Less);
        var closed = await pair.Close("2026-10");
        Amounts(closed).ShouldBe((300_00, -300_00));
        closed[Pair.One].Exceptions("settlement.exchange_differs").Single()
            .ShouldContain("day=2026-10-02; difference=quantity: 2000, 1900");
        closed[Pair.Two].Exceptions("settlement.exchange_differs").Single().ShouldContain("quantity: 1900, 2000");
        await VerifyBoth();
    }

    [Fact]
    public async Task the_same_number_in_another_currency_is_not_the_same()
    {
        pair.Change(Pair.Two, "org.json", o => o["currency"] = "EUR");
        foreach (var terms in (string[])["terms/milk.json", "terms/tank-space.json"])
        {
            pair.Change(Pair.Two, terms, t => t["currency"] = "EUR");
        }

        var closed = await pair.Close("2026-10");
        closed.Values.SelectMany(c => c.Period.Exchanges).ShouldBeEmpty();
        closed[Pair.One].Exceptions("settlement.exchange_differs").First().ShouldContain("currency: KES, EUR");
    }

    [Fact]
    public async Task who_was_wrong_takes_it_back_and_both_say_anew()
    {
        pair.Events(Pair.Two, First, Less);
        await pair.Close("2026-10");
        const string back = "R-02,2026-10-02,tank,coop-one,coop-two,", anew =
            "TS-02b,2026-10-02,tank,coop-one,coop-two,1950,l";
        pair.Events(Pair.One, First, Second, $"{back}2000,l,TS-02", anew);
        pair.Events(Pair.Two, First, Less, $"{back}1900,l,TS-02", anew);
        Milk();
        var november = await pair.Close("2026-11");
        Amounts(november).ShouldBe((592_50, -592_50));
        november.Values.SelectMany(c => c.Rows("exceptions.csv")).ShouldBeEmpty();
        await VerifyBoth();
    }

    [Fact]
    public async Task what_counted_is_taken_back_when_both_take_it_back()
    {
        await pair.Close("2026-10");
        const string back = "R-02,2026-10-02,tank,coop-one,coop-two,2000,l,TS-02";
        pair.Events(Pair.One, First, Second, back);
        Milk();
        var november = await pair.Close("2026-11");
        november.Values.SelectMany(c => c.Period.Exchanges).ShouldBeEmpty();
        november[Pair.One].Exceptions("settlement.unconfirmed_exchange").Single().ShouldStartWith("R-02,");
        november[Pair.Two].Exceptions("settlement.unrecorded_exchange").Single().ShouldStartWith("R-02,");
        Both(First, Second, back);
        Milk(12);
        Amounts(await pair.Close("2026-12")).ShouldBe((300_00, -300_00));
        await VerifyBoth();
    }

    [Fact]
    public async Task a_close_of_one_side_does_not_wait_for_the_other()
    {
        await pair.Import(Pair.One);
        var one = await pair.Close("2026-10", Pair.One);
        one[Pair.One].Period.Exchanges.ShouldBeEmpty();
        Milk();
        await pair.Import();
        var november = await pair.Close("2026-11", Pair.One);
        november[Pair.One].Period.Exchanges.Single().Amount.ShouldBe(600_00);
        await pair.Close("2026-10", Pair.Two);
        await pair.Close("2026-11", Pair.Two);
        await VerifyBoth();
    }

    private void Both(params string[] rows)
    {
        pair.Events(Pair.One, rows);
        pair.Events(Pair.Two, rows);
    }

    /// <summary>A delivery of a later month, so that it has something to close.</summary>
    private void Milk(int month = 11)
    {
        foreach (var organisation in (string[])[Pair.One, Pair.Two])
        {
            pair.Write(organisation, "deliveries.csv", "id,member,date,session,item,quantity,unit,recorded_by",
                $"L{month},0001,2026-{month}-03,AM,milk,10.0,l,clerk");
        }
    }

    private async Task VerifyBoth() =>
        (await pair.Verify(Pair.One)).Concat(await pair.Verify(Pair.Two)).ShouldBeEmpty();

    private static (long One, long Two) Amounts(IReadOnlyDictionary<string, Closing.Closed> closed) =>
        (closed[Pair.One].Period.Exchanges.Single().Amount, closed[Pair.Two].Period.Exchanges.Single().Amount);
}
