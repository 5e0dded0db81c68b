using FsCheck;
using FsCheck.Fluent;
using Meent.Agreements;
using Meent.Claims;
using Meent.Kernel;

namespace Meent.Tests.Spine.Claims;

/// <summary>Versions, counterparties, reversals, order, refusals.</summary>
public sealed class Rating_a_month
{
    private const string Grade = """ "grade": { "kind": "measured", "measure": "grade" } """;

    private static readonly RatedItem Item = Trial.Item(("fat", 2));

    private static readonly string Everything = string.Join(",",
        Trial.Clause("\"kind\": \"price\", \"unitPrice\": \"45.123457\"", "main"),
        Trial.Clause("\"kind\": \"price\", \"unitPrice\": \"0.333333\"", "line", each: "line", mode: "halfEven"),
        Trial.Clause("""
            "kind": "step", "fact": "grade", "table": { "A": "2", "B": "0", "C": "-1.5" }
            """, "grade", mode: "up"),
        Trial.Clause("""
            "kind": "component", "rates": { "fat": "3.7777" }, "decimals": 3
            """, "fat", mode: "down"),
        Trial.Clause("""
            "kind": "fixed", "amount": "1.00", "each": "event", "max": "5"
            """, "stop", "charge", each: "line"),
        Trial.Clause("""
            "kind": "percent", "of": ["main", "grade"], "percent": "1.25"
            """, "fee", "charge", each: "line"),
        Trial.Clause("""
            "kind": "percent", "of": ["main"], "percent": "0.75", "max": "4"
            """, "levy", "charge"),
        Trial.Clause("\"kind\": \"fixed\", \"amount\": \"100\", \"each\": \"period\"", "dues", "deduction"),
        Trial.Clause("""
            "kind": "tier", "marginal": true,
            "bands": [{ "upTo": "20", "value": "0" }, { "above": "20", "value": "0.5" }]
            """, "volume", each: "line"),
        Trial.Clause("""
            "kind": "tier", "bands": [{ "upTo": "30", "value": "0" }, { "above": "30", "value": "0.25" }]
            """, "loyalty", each: "line"));

    private static readonly StandardTerms Terms = TermsFile.Parse(Trial.Json(
        Trial.Version(Everything, Grade + """, "fat": { "kind": "measured", "measure": "fat" } """) + ","
        + Trial.Version(Everything.Replace("45.123457", "46", StringComparison.Ordinal),
            Grade + """, "fat": { "kind": "measured", "measure": "fat" } """, from: "2026-10-16"))).Value;

    private static readonly Gen<RatedEvent> Events =
        from party in Gen.Choose(0, 4)
        from day in Gen.Choose(1, 31)
        from quantity in Gen.Choose(1, 40_000)
        from grade in Gen.Choose(0, 2)
        from fat in Gen.Choose(250, 600)
        from provider in Gen.Elements(0, 0, 0, 9)
        select Trial.Event("0", party) with
        {
            Day = Trial.Number(Trial.From) + day - 1, Quantity = quantity, Grade = (short)grade, M1 = fat,
            Counterparty = provider,
        };

    [Fact]
    public void The_order_of_events_does_not_matter() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Pairs().ToArbitrary(), pair => Same(pair.Events, pair.Shuffled)));

    [Fact]
    public void A_reversal_takes_its_event_back_exactly() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Pairs().ToArbitrary(), pair =>
        {
            var reversed = pair.Events.Where(e => e.Quantity % 2 == 0).ToList();
            var kept = pair.Events.Where(e => e.Quantity % 2 == 1).ToList();
            var rated = Rate([.. pair.Shuffled, .. reversed.Select(Trial.Reversed)]);

            // The earliest day and the common price of a line still know the events that were taken back.
            return rated.Select(Sum).SequenceEqual(Rate(kept).Select(Sum));
        }));

    [Fact]
    public void The_events_of_one_party_alone_give_its_lines() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Pairs().ToArbitrary(), pair => Enumerable.Range(0, 5).All(party =>
            Rate([.. pair.Events.Where(e => e.Party == party)])
                .SequenceEqual(Rate(pair.Shuffled).Where(l => l.Party == party)))));

    [Fact]
    public void The_parts_of_its_events_add_up_to_a_line() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Pairs().ToArbitrary(), pair =>
        {
            var rater = Trial.Rater(Terms, Item).Value;
            var parts = pair.Events.SelectMany(e => rater.Explain(in e).Value
                .Select(p => (e.Party, Part: p))).Where(p => p.Part.Amount is not null).ToList();
            var lines = Rate(pair.Events);
            return parts.GroupBy(p => (p.Party, p.Part.Clause)).All(g =>
                g.Sum(p => p.Part.Amount!.Value)
                == lines.Where(l => (l.Party, l.Clause) == g.Key).Sum(l => l.Amount));
        }));

    [Fact]
    [Proves("AT-K7-1")]
    public void Two_parties_with_the_same_quantity_and_different_grades_differ_by_exactly_the_schedule()
    {
        var terms = Trial.Terms(
            Trial.Clause("\"kind\": \"price\", \"unitPrice\": \"37.00\"", "base") + ","
            + Trial.Clause("""
                "kind": "step", "fact": "grade", "table": { "A": "2", "B": "1", "C": "0" }
                """, "grade"),
            Grade);

        var lines = Trial.Rate(terms, [Trial.Event("31.4", 0, grade: 0), Trial.Event("31.4", 1, grade: 1)]).Value;

        // 31.4 x (2.00 - 1.00)
        var gross = lines.GroupBy(l => l.Party).ToDictionary(g => g.Key, g => g.Sum(l => l.Amount));
        (gross[0] - gross[1]).ShouldBe(3140);
        lines.Where(l => l.Clause == "grade").Select(l => l.UnitPrice).ShouldBe([2_000_000, 1_000_000]);
    }

    [Fact]
    public void A_price_that_changes_in_the_month_makes_two_lines()
    {
        var lines = Rate([
            Trial.Event("10", day: "2026-10-15", grade: 0, item: Item, measures: "4.00"),
            Trial.Event("10", day: "2026-10-16", grade: 0, item: Item, measures: "4.00"),
        ]);

        lines.Where(l => l.Clause == "main").Select(l => (l.Version, l.Amount, l.UnitPrice))
            .ShouldBe([(1, 45123, 45_123_457), (2, 46000, 46_000_000)]);
        lines.Where(l => l.Clause == "dues").Select(l => (l.Version, l.Amount)).ShouldBe([(2, 10000)]);
    }

    [Fact]
    public void A_tier_counts_the_whole_period_although_the_price_changed_in_it()
    {
        var lines = Rate([
            Trial.Event("20", day: "2026-10-01", grade: 1, item: Item, measures: "4.00"),
            Trial.Event("15", day: "2026-10-31", grade: 1, item: Item, measures: "4.00"),
        ]);

        lines.Where(l => l.Clause == "loyalty").Select(l => l.Amount).ShouldBe([500, 375]);
        lines.Where(l => l.Clause == "volume").Select(l => l.Amount).ShouldBe([0, 750]);
    }

    [Fact]
    public void Providers_outside_have_lines_of_their_own()
    {
        var terms = Trial.Terms(Trial.Clause("\"kind\": \"agreed\"", "visit", "deduction"));
        var visit = Trial.Event("1") with { AgreedAmount = 50000 };

        Trial.Rate(terms, [visit with { Counterparty = 12 }, visit, visit with { Counterparty = 12 }]).Value
            .Select(l => (l.Counterparty, l.Amount)).ShouldBe([(0, 50000), (12, 100000)]);
    }

    [Fact]
    public void What_no_clause_covers_has_no_price()
    {
        var e = Trial.Event("1", 3);
        var terms = TermsFile.Parse(Trial.Json(Trial.Version(
            Trial.Clause("\"kind\": \"price\", \"unitPrice\": \"1\""), from: "2026-10-05", until: "2026-10-06"))).Value;
        Trial.Rate(terms, [e]).Refused.ShouldBeFalse();

        RatedEvent[] others =
            [e with { Item = 2 }, e with { Terms = 8 }, e with { Day = e.Day - 1 }, e with { Day = e.Day + 2 }];
        foreach (var other in others)
        {
            var refusal = Trial.Rate(terms, [e, other]).Refusal!;
            refusal.Code.ShouldBe("claims.no_price");
            refusal.Fact("party").ShouldBe("3");
        }

        var named = Trial.Rate(terms, [e with { Day = e.Day - 1 }]).Refusal!;
        (named.Fact("item"), named.Fact("day"), named.Fact("terms")).ShouldBe(("goods", "2026-10-04", "supply"));
    }

    [Fact]
    public void The_earliest_refusal_is_said_whatever_came_first()
    {
        var terms = Trial.Terms(
            Trial.Clause("\"kind\": \"step\", \"fact\": \"grade\", \"table\": { \"A\": \"2\" }"), Grade);
        RatedEvent[] events =
        [
            Trial.Event("1", 2, "2026-10-09"), Trial.Event("1", 4, "2026-10-08", 1), Trial.Event("1", 1, "2026-10-08"),
        ];

        foreach (var order in new[] { events, [.. events.Reverse()] })
        {
            var refusal = Trial.Rate(terms, order).Refusal!;
            (refusal.Code, refusal.Fact("party"), refusal.Fact("fact")).ShouldBe(("claims.fact_missing", "1", "grade"));
        }
    }

    [Fact]
    public void An_event_that_cannot_be_rated_and_was_taken_back_refuses_nothing()
    {
        var terms = Trial.Terms(
            Trial.Clause("\"kind\": \"step\", \"fact\": \"grade\", \"table\": { \"A\": \"2\" }"), Grade);
        var wrong = Trial.Event("1");

        Trial.Rate(terms, [wrong, Trial.Event("1", grade: 0), Trial.Reversed(wrong)]).Value
            .Single().Amount.ShouldBe(200);
    }

    [Fact]
    public void Terms_in_another_currency_and_terms_with_a_finding_are_not_rated()
    {
        var terms = Trial.Terms(Trial.Clause("\"kind\": \"price\", \"unitPrice\": \"1\""));
        PeriodRater.For([new RatedTerms(7, terms)], [Item], Currency.Of("USD"), 1, Trial.From, Trial.Until, [])
            .Refusal!.Code.ShouldBe("claims.mixed_currencies");

        var unsound = Trial.Terms(Trial.Clause("\"kind\": \"price\", \"unitPrice\": \"1.1234567\""));
        Trial.Rater(unsound).Refusal!.Code.ShouldBe("agreements.too_many_decimals");

        var many = Item with { Measures = [.. Enumerable.Range(1, 7).Select(i => ($"m{i}", 0))] };
        Trial.Rater(terms, many).Refusal!.Code.ShouldBe("claims.too_many_measures");
    }

    private static Gen<(RatedEvent[] Events, RatedEvent[] Shuffled)> Pairs() =>
        from events in Events.ArrayOf()
        from shuffled in Gen.Shuffle(events)
        select (events, shuffled);

    private static bool Same(RatedEvent[] one, RatedEvent[] other) => Rate(one).SequenceEqual(Rate(other));

    private static (int, int, string, int, long, long, int) Sum(RatedLine l) =>
        (l.Party, l.Version, l.Clause, l.Counterparty, l.Amount, l.Quantity, l.Events);

    private static IReadOnlyList<RatedLine> Rate(IReadOnlyList<RatedEvent> events) =>
        Trial.Rate(Terms, events, Item).Value;
}
