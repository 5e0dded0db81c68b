using Meent.Agreements;
using Meent.Claims;
using Meent.Kernel;

namespace Meent.Tests.Spine.Claims;

/// <summary>Each kind of clause, each rounding, each end of a band.</summary>
public sealed class Rating_a_clause
{
    private static readonly RatedItem Item = Trial.Item(("fat", 1), ("snf", 2));

    private const string Facts = """
        "fat": { "kind": "measured", "measure": "fat" }, "snf": { "kind": "measured", "measure": "snf" }
        """;

    [Theory]
    [InlineData("halfUp", "0.005", "0.01")]
    [InlineData("halfUp", "0.015", "0.02")]
    [InlineData("halfUp", "-0.015", "-0.02")]
    [InlineData("halfUp", "0.0149", "0.01")]
    [InlineData("halfEven", "0.005", "0.00")]
    [InlineData("halfEven", "0.015", "0.02")]
    [InlineData("halfEven", "-0.025", "-0.02")]
    [InlineData("down", "0.0199", "0.01")]
    [InlineData("down", "-0.0199", "-0.01")]
    [InlineData("up", "0.0101", "0.02")]
    [InlineData("up", "-0.0101", "-0.02")]
    [InlineData("up", "0.01", "0.01")]
    public void Rounding_is_the_one_that_is_named(string mode, string price, string amount)
    {
        foreach (var each in new[] { "event", "line" })
        {
            var terms = Trial.Terms(
                Trial.Clause($"\"kind\": \"price\", \"unitPrice\": \"{price}\"", mode: mode, each: each));
            Trial.Amount(terms, Trial.Event("1")).ShouldBe(amount);
        }
    }

    [Fact]
    public void By_event_three_halves_are_rounded_three_times_and_by_line_once()
    {
        RatedEvent[] three = [Trial.Event("0.5"), Trial.Event("0.5"), Trial.Event("0.5")];

        Lines(three, "event", "0.01").Single().Amount.ShouldBe(3);
        Lines(three, "line", "0.01").Single().Amount.ShouldBe(2);
        Lines(three, "line", "0.01").Single().Quantity.ShouldBe(1500);
    }

    [Theory]
    [InlineData(1, "45", "450.00")]
    [InlineData(100, "45", "4.50")]
    [InlineData(112, "45", "4.02")]
    public void A_price_is_for_so_many_units(int per, string price, string amount)
    {
        var terms = Trial.Terms(Trial.Clause($"\"kind\": \"price\", \"unitPrice\": \"{price}\", \"per\": {per}"));

        var line = Trial.Rate(terms, [Trial.Event("10")]).Value.Single();

        new Money(line.Amount, terms.Currency).ToString().ShouldBe(amount);
        (line.UnitPrice, line.PerUnits).ShouldBe((45_000_000, per));
    }

    [Theory]
    [InlineData("UGX", "1500", "15000")]
    [InlineData("TND", "1.234567", "12.346")]
    public void Minor_units_are_those_of_the_currency(string currency, string price, string amount) =>
        Trial.Amount(
            Trial.Terms(Trial.Clause($"\"kind\": \"price\", \"unitPrice\": \"{price}\""), currency: currency),
            Trial.Event("10")).ShouldBe(amount);

    [Theory]
    [InlineData("3.0", "8.00", "30.00")]
    [InlineData("3.1", "8.09", "30.25")]
    [InlineData("3.0", "8.10", "30.30")]
    [InlineData("3.1", "8.19", "30.55")]
    [InlineData("2.9", "7.00", "30.00")]
    [InlineData("9.9", "9.99", "30.55")]
    public void A_chart_of_two_facts_clamped_at_its_edges(string fat, string snf, string amount) =>
        Trial.Amount(Chart("clamp"), At(fat, snf), Item).ShouldBe(amount);

    [Theory]
    [InlineData("2.9", "8.00")]
    [InlineData("3.2", "8.00")]
    [InlineData("3.0", "7.99")]
    [InlineData("3.0", "8.20")]
    public void A_chart_that_refuses_what_is_outside(string fat, string snf)
    {
        Trial.Amount(Chart("refuse"), At("3.1", "8.19"), Item).ShouldBe("30.55");

        Trial.Rate(Chart("refuse"), [At(fat, snf)], Item).Refusal!.Code.ShouldBe("claims.outside_chart");
    }

    [Theory]
    [InlineData("above", "upTo", "3.0", false)]
    [InlineData("above", "upTo", "3.1", true)]
    [InlineData("above", "upTo", "4.0", true)]
    [InlineData("above", "upTo", "4.1", false)]
    [InlineData("from", "below", "2.9", false)]
    [InlineData("from", "below", "3.0", true)]
    [InlineData("from", "below", "3.9", true)]
    [InlineData("from", "below", "4.0", false)]
    public void A_band_holds_its_closed_ends_only(string lower, string upper, string fat, bool inside)
    {
        var terms = Trial.Terms(
            Trial.Clause($$"""
                "kind": "step", "fact": "fat", "bands": [{ "{{lower}}": "3.0", "{{upper}}": "4.0", "value": "1" }]
                """), Facts);

        Trial.Rate(terms, [At(fat, "8.00")], Item).Refused.ShouldBe(!inside);
    }

    [Fact]
    public void What_the_event_carries_is_an_amount_before_a_price()
    {
        var terms = Trial.Terms(Trial.Clause("\"kind\": \"agreed\"", line: "deduction"));
        var bare = Trial.Event("3");

        Trial.Amount(terms, bare with { UnitPrice = 12_345_678 }).ShouldBe("37.04");
        Trial.Amount(terms, bare with { UnitPrice = 12_345_678, AgreedAmount = 3000 }).ShouldBe("30.00");
        Trial.Rate(terms, [bare]).Refusal!.Code.ShouldBe("claims.no_price");
    }

    [Fact]
    public void A_percentage_of_lines_is_rounded_once_and_of_events_each_time()
    {
        foreach (var (each, amount) in new[] { ("event", 2L), ("line", 1L) })
        {
            var terms = Trial.Terms(
                Trial.Clause("\"kind\": \"price\", \"unitPrice\": \"1.00\"", "main") + ","
                + Trial.Clause(
                    "\"kind\": \"percent\", \"of\": [\"main\"], \"percent\": \"0.5\"", "fee", "charge", each: each));

            var fee = Trial.Rate(terms, [Trial.Event("1"), Trial.Event("1")]).Value.Single(l => l.Clause == "fee");

            (fee.Amount, fee.Line, fee.Events).ShouldBe((amount, LineKind.Charge, 2));
        }
    }

    [Fact]
    public void Floor_and_cap_are_of_each_event_or_of_the_line()
    {
        foreach (var (each, amount) in new[] { ("event", 200L + 500L), ("line", 500L) })
        {
            var terms = Trial.Terms(Trial.Clause(
                "\"kind\": \"price\", \"unitPrice\": \"1\", \"min\": \"2.00\", \"max\": \"5.00\"", each: each));

            Trial.Rate(terms, [Trial.Event("1"), Trial.Event("6")]).Value.Single().Amount.ShouldBe(amount);
        }
    }

    [Fact]
    public void A_fixed_amount_for_each_event_and_one_for_the_period()
    {
        var terms = Trial.Terms(
            Trial.Clause("\"kind\": \"fixed\", \"amount\": \"2.50\", \"each\": \"event\"", "stop", "charge") + ","
            + Trial.Clause("\"kind\": \"fixed\", \"amount\": \"100\", \"each\": \"period\"", "dues", "deduction"));

        var lines = Trial.Rate(terms, [Trial.Event("1"), Trial.Event("6"), Trial.Event("1", party: 1)]).Value;

        lines.Select(l => (l.Party, l.Clause, l.Amount)).ShouldBe(
            [(0, "stop", 500), (0, "dues", 10000), (1, "stop", 250), (1, "dues", 10000)]);
    }

    [Theory]
    [InlineData(false, "99.999", "0.00")]
    [InlineData(false, "100", "0.00")]
    [InlineData(false, "100.001", "50.00")]
    [InlineData(false, "250", "250.00")]
    [InlineData(true, "100", "0.00")]
    [InlineData(true, "150", "25.00")]
    [InlineData(true, "250", "100.00")]
    public void A_tier_by_the_quantity_of_the_period(bool marginal, string quantity, string amount)
    {
        var terms = Tier(marginal);

        Trial.Amount(terms, Trial.Event(quantity)).ShouldBe(amount);
    }

    [Fact]
    public void A_component_may_be_priced_by_what_is_published_on_the_day()
    {
        var terms = Trial.Terms(
            Trial.Clause("\"kind\": \"price\", \"unitPrice\": \"pool\""),
            """ "pool": { "kind": "published", "measure": "pool" } """);
        Observed[] published =
            [Trial.Observed("pool", null, "2026-09-01", "40"), Trial.Observed("pool", null, "2026-10-10", "41.5")];

        Trial.Amount(terms, Trial.Event("1", day: "2026-10-09"), null, published).ShouldBe("40.00");
        Trial.Amount(terms, Trial.Event("1", day: "2026-10-10"), null, published).ShouldBe("41.50");
        Trial.Rate(terms, [Trial.Event("1")]).Refusal!.Code.ShouldBe("claims.fact_missing");
    }

    [Fact]
    public void A_linear_fact_may_be_rounded_before_it_is_used()
    {
        foreach (var (rounding, amount) in new[] { ("down", "3.10"), ("up", "3.20") })
        {
            var terms = Trial.Terms(
                Trial.Clause("\"kind\": \"component\", \"rates\": { \"x\": \"1\" }"),
                Facts + $$"""
                , "x": { "kind": "linear", "terms": { "fat": "0.5", "snf": "0.1" }, "plus": "0.01",
                    "decimals": 1, "rounding": "{{rounding}}" }
                """);

            // 0.5 x 4.5 + 0.1 x 8.55 + 0.01 = 3.115
            Trial.Amount(terms, Trial.Event("100", item: Item, measures: ["4.5", "8.55"]), Item).ShouldBe(amount);
        }
    }

    private static IReadOnlyList<RatedLine> Lines(RatedEvent[] events, string each, string price) =>
        Trial.Rate(
            Trial.Terms(Trial.Clause($"\"kind\": \"price\", \"unitPrice\": \"{price}\"", each: each)), events).Value;

    private static RatedEvent At(string fat, string snf) => Trial.Event("1", item: Item, measures: [fat, snf]);

    private static StandardTerms Chart(string outside) => Trial.Terms(
        Trial.Clause($$"""
            "kind": "chart", "x": "fat", "y": "snf", "xFrom": "3.0", "xStep": "0.1", "yFrom": "8.0", "yStep": "0.1",
            "outside": "{{outside}}", "cells": [["30.00", "30.25"], ["30.30", "30.55"]]
            """), Facts);

    private static StandardTerms Tier(bool marginal) => Trial.Terms(Trial.Clause($$"""
        "kind": "tier", "marginal": {{(marginal ? "true" : "false")}}, "bands": [
          { "upTo": "100", "value": "0" }, { "above": "100", "upTo": "200", "value": "0.5" },
          { "above": "200", "value": "1" }]
        """, each: "line"));
}
