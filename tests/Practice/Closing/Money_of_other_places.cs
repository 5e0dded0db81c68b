using NodaTime;

namespace Meent.Tests.Closing;

/// <summary>Other currencies, other days, taxes.</summary>
public sealed class Money_of_other_places
{
    [Theory]
    [InlineData("UGX", "1500", "8663", "8650", "5000")]
    [InlineData("TND", "1.250", "7.219", "0.000", "0.500")]
    [InlineData("JPY", "150", "866", "850", "16")]
    public async Task have_the_decimals_of_their_currency(
        string currency, string price, string gross, string paid, string feed)
    {
        await using var hub = await Hub.New(o =>
        {
            o["currency"] = currency;
            o["rails"]![0]!["step"] = "50";
        });
        hub.Terms("milk", Clauses.Price("milk", price));
        hub.Terms("credit", Clauses.OnCredit("feed", 4));
        hub.Delivered("C1,0008,2026-10-01,AM,,5.775", "C2,0007,2026-10-01,AM,,5.775");
        hub.Bought($"P1,0007,2026-10-02,feed,1,,{feed}");
        var closed = await hub.Close("2026-10");
        (closed["0008", "gross"], closed["0008", "to_pay"]).ShouldBe((gross, paid));
        closed["0007", "deductions"].ShouldBe(feed);
        closed.Page("0007").ShouldContain(currency);
        closed.Figures.Debits.ShouldBe(closed.Figures.Credits);
    }

    [Fact]
    [Proves("NF15", Partly = true)]
    public async Task have_no_cents_where_the_currency_has_none()
    {
        await using var hub = await Hub.New(o => o["currency"] = "UGX");
        hub.Terms("credit", Clauses.OnCredit("feed", 4));
        hub.Bought("P1,0007,2026-10-02,feed,1,,400.50");
        (await hub.Import()).Quarantined.ShouldBe(1);
    }

    [Theory]
    [InlineData("Europe/Amsterdam", "2026-03", "2026-03-31T21:59:59Z", "2026-03-31T22:00:00Z")]
    [InlineData("Europe/Amsterdam", "2026-10", "2026-10-31T22:59:59Z", "2026-10-31T23:00:00Z")]
    [InlineData("Africa/Nairobi", "2026-10", "2026-10-31T20:59:59Z", "2026-10-31T21:00:00Z")]
    [InlineData("America/Chicago", "2026-10", "2026-11-01T04:59:59Z", "2026-11-01T05:00:00Z")]
    public async Task end_their_month_at_their_own_midnight(string zone, string month, string before, string after)
    {
        await using var hub = await Hub.New(o =>
        {
            o["timeZone"] = zone;
            o["cycles"]![0]!["first"] = "2026-01";
        });
        hub.Delivered($"C1,0007,{month}-29,PM,,10");
        await hub.Import();
        hub.Clock = Clock(before);
        (await hub.TryClose(month)).Refusal!.Code.ShouldBe("settlement.period_not_over");
        (await hub.TryClose(null)).Refusal!.Code.ShouldBe("settlement.period_not_over");
        hub.Clock = Clock(after);
        (await hub.TryClose(month)).Value.State.ShouldBe("closed");
    }

    [Fact]
    public async Task round_tax_once_for_each_rate()
    {
        await using var hub = await Shop();
        hub.Delivered("C1,0007,2026-10-01,,tomato,37.5", "C2,0007,2026-10-01,,beer,24",
            "C3,0007,2026-10-01,,cheese,4.385", "C4,0007,2026-10-01,,transport,1");
        var closed = await hub.Close("2026-10");

        // 9 % of 80.63 + 51.74 + 12.00 = 144.37 is 12.99; 21 % of 26.40 is 5.54. By line it would be 18.54.
        (closed["0007", "gross"], closed["0007", "tax"], closed["0007", "to_pay"])
            .ShouldBe(("170.77", "18.53", "189.30"));
        closed["0007", "net"].ShouldBe("170.77");
        closed.Page("0007").ShouldContain("12.99");
        closed.Page("0007").ShouldContain("5.54");
        (closed.Figures.Tax, closed.Figures.Debits).ShouldBe((1_853, closed.Figures.Credits));
        closed.Text("journal.journal").ShouldContain("Assets:Tax  18.53 EUR");
    }

    [Fact]
    public async Task take_tax_back_with_the_price_that_is_corrected()
    {
        await using var hub = await Shop();
        string[] october = ["C1,0007,2026-10-01,,beer,24", "C2,0007,2026-10-02,,beer,10"];
        hub.Delivered(october);
        (await hub.Close("2026-10"))["0007", "tax"].ShouldBe("7.85");
        hub.Delivered([.. october, "R2,0007,2026-11-02,,beer,10,,,not delivered,C2", "C3,0007,2026-11-02,,beer,100"]);
        var november = await hub.Close("2026-11");

        // 21 % of 110.00 - 11.00.
        (november["0007", "gross"], november["0007", "net"], november["0007", "tax"])
            .ShouldBe(("110.00", "99.00", "20.79"));
    }

    [Fact]
    public async Task pay_a_flat_rate_that_the_terms_name_as_tax_beside_gross()
    {
        await using var hub = await Shop();
        hub.Terms("milk", Clauses.Price("milk", "0.50"), $$"""
            { "kind": "percent", "code": "flat", "line": "tax", "of": ["milk"], "percent": "5.4", {{Clauses.ByLine}} }
            """);
        hub.Delivered("C1,0007,2026-10-01,AM,milk,1000");
        var closed = await hub.Close("2026-10");
        (closed["0007", "gross"], closed["0007", "tax"], closed["0007", "to_pay"])
            .ShouldBe(("500.00", "27.00", "527.00"));
        closed.Text("journal.journal").ShouldNotContain("Assets:Tax");
        closed.Figures.Debits.ShouldBe(closed.Figures.Credits);
    }

    private static async Task<Hub> Shop()
    {
        var hub = await Hub.New(o =>
        {
            o["currency"] = "EUR";
            o["timeZone"] = "Europe/Amsterdam";
            o["mainItem"] = "";
        });
        hub.Write("items.csv", "item,name,unit,kind", "tomato,Tomatoes,kg,good", "beer,Beer,bottle,good",
            "cheese,Cheese,kg,good", "transport,Transport,ride,service",
            "feed,Feed,bag,good", "vet,Vet,visit,service", "milk,Milk,l,good");
        const string low = """ "tax": { "category": "S", "percent": "9" } """;
        const string high = """ "tax": { "category": "S", "percent": "21" } """;
        hub.Terms("milk", Clauses.Price("milk", "0.50", low));
        hub.Terms("credit", Clauses.OnCredit("feed", 4), Clauses.OnCredit("vet", 5));
        hub.Terms("shop", Clauses.Price("tomato", "2.15", low), Clauses.Price("beer", "1.10", high),
            Clauses.Price("cheese", "11.80", low), Clauses.Price("transport", "12.00", low));
        return hub;
    }

    private static Fixed Clock(string instant) => new(NodaTime.Text.InstantPattern.General.Parse(instant).Value);

    private sealed class Fixed(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
