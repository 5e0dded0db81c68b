using Meent.Agreements;

namespace Meent.Tests.Spine.Agreements;

/// <summary>One finding at a time; sound terms have none.</summary>
public sealed class Checking_terms
{
    private const string Fat = """ "fat": { "kind": "measured", "measure": "fat" } """;
    private static readonly string Price = Trial.Clause("\"kind\": \"price\", \"unitPrice\": \"45.00\"");

    [Fact]
    public void Sound_terms_have_no_finding() =>
        Codes(Trial.Version(
            Price + "," + Step("""{ "upTo": "3", "value": "0" }, { "above": "3", "value": "1" }"""), Fat))
            .ShouldBeEmpty();

    [Fact]
    public void No_version() => Codes("").ShouldBe(["Refuse agreements.no_version"]);

    [Theory]
    [InlineData("2026-03-01", "", "2026-03-01", "Refuse agreements.versions_overlap")]
    [InlineData("2026-01-01", "2026-03-01", "2026-03-01", "Refuse agreements.versions_overlap")]
    [InlineData("2026-01-01", "2026-02-27", "2026-03-01", "Warn agreements.versions_gap")]
    [InlineData("2026-01-01", "2025-12-31", "2026-03-01", "Refuse agreements.version_ends_before_start")]
    public void Versions_that_overlap_or_leave_days_out(string from, string until, string next, string code) =>
        Codes(Trial.Version(Price, from: from, until: until) + "," + Trial.Version(Price, from: next)).ShouldBe([code]);

    [Fact]
    public void A_version_until_the_day_before_the_next_is_sound() =>
        Codes(Trial.Version(Price, until: "2026-02-28") + "," + Trial.Version(Price, from: "2026-03-01"))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("""{ "upTo": "2.9", "value": "0" }, { "from": "3.0", "value": "1" }""", "band_gap")]
    [InlineData("""{ "below": "3", "value": "0" }, { "above": "3", "value": "1" }""", "band_gap")]
    [InlineData("""{ "upTo": "3", "value": "0" }, { "from": "3", "value": "1" }""", "band_overlap")]
    [InlineData("""{ "from": "8", "upTo": "10", "value": "0" }, { "from": "8.4", "upTo": "8.7", "value": "1" }""",
        "band_overlap")]
    [InlineData("""{ "upTo": "3", "value": "0" }, { "above": "3", "upTo": "3", "value": "2" }""", "band_unreachable")]
    [InlineData("""{ "from": "5", "upTo": "4", "value": "2" }""", "band_unreachable")]
    [InlineData("""{ "above": "5", "from": "4", "value": "2" }""", "band_unreachable")]
    [InlineData("""{ "upTo": "3" }, { "above": "3", "value": "1" }""", "band_without_value")]
    [InlineData("""{ "value": "1.1234567" }""", "too_many_decimals")]
    [InlineData("""{ "upTo": "3.1234567", "value": "1" }""", "too_many_decimals")]
    public void Bands(string bands, string code) =>
        Codes(Trial.Version(Step(bands), Fat)).ShouldBe(["Refuse agreements." + code]);

    [Theory]
    [InlineData(""" "line": "price", "pays": "receiver" """)]
    [InlineData(""" "rank": 1 """)]
    public void A_clause_says_either_its_line_or_who_pays(string said) =>
        Codes(Trial.Version($$"""
            { "kind": "price", "code": "milk", "items": ["goods"], "unitPrice": "1", {{said}},
              "rounding": { "mode": "halfUp", "each": "line" } }
            """)).ShouldBe(["Refuse agreements.line_or_pays"]);

    [Fact]
    public void A_clause_without_rounding_is_found() =>
        Codes(Trial.Version("""
            { "kind": "price", "code": "milk", "line": "price", "items": ["goods"], "unitPrice": "1" }
            """)).ShouldBe(["Refuse agreements.rounding_incomplete"]);

    [Theory]
    [InlineData("60", "40", "surplus", "")]
    [InlineData("60", "41", "surplus", "pool_over_whole")]
    [InlineData("60", "40", "profit", "unknown_pool")]
    [InlineData("0", "40", "surplus", "out_of_range")]
    [InlineData("101", "", "surplus", "out_of_range")]
    public void Shares_of_a_pool(string one, string other, string pool, string code)
    {
        string Share(string name, string percent) => $$"""
            { "kind": "share", "code": "{{name}}", "line": "price", "pool": "{{pool}}", "percent": "{{percent}}",
              "key": { "by": "equal" } }
            """;
        var clauses = other.Length == 0 ? Share("a", one) : $"{Share("a", one)}, {Share("b", other)}";
        var version = Trial.Version(clauses).Replace(
            "\"clauses\"",
            """ "pools": { "surplus": { "amount": "1000.00" } }, "clauses" """, StringComparison.Ordinal);
        var found = Codes(version);
        (code.Length == 0 ? [] : found.Where(f => f == "Refuse agreements." + code)).Any().ShouldBe(code.Length > 0);
        (found.Length == 0).ShouldBe(code.Length == 0);
    }

    [Fact]
    public void The_overlap_of_a_real_chart_is_found()
    {
        // A chart of a union of India: 7.8 to 8.3, 8.4 to 8.7 and 8 to 10, a slip for 8.8 to 10.
        var codes = Codes(Trial.Version(Step("""
            { "from": "7.8", "upTo": "8.3", "value": "1" }, { "from": "8.4", "upTo": "8.7", "value": "2" },
            { "from": "8", "upTo": "10", "value": "3" }
            """), Fat));

        codes.ShouldBe(["Refuse agreements.band_overlap", "Refuse agreements.band_overlap"]);
    }

    [Theory]
    [InlineData("\"kind\": \"step\", \"fact\": \"fat\"", "step_without_values")]
    [InlineData("\"kind\": \"step\", \"fact\": \"fat\", \"table\": { \"A\": \"1\" }", "fact_not_number")]
    [InlineData("\"kind\": \"step\", \"fact\": \"protein\", \"table\": { \"1\": \"1\" }", "unknown_fact")]
    [InlineData("\"kind\": \"component\", \"rates\": { \"protein\": \"1\" }", "unknown_fact")]
    [InlineData("\"kind\": \"price\", \"unitPrice\": \"gasoline\"", "unknown_fact")]
    [InlineData("\"kind\": \"price\", \"unitPrice\": \"45.0000001\"", "too_many_decimals")]
    [InlineData("\"kind\": \"fixed\", \"amount\": \"0.005\", \"each\": \"event\"", "too_many_decimals")]
    [InlineData("\"kind\": \"price\", \"unitPrice\": \"45\", \"min\": \"0.001\"", "too_many_decimals")]
    [InlineData("\"kind\": \"price\", \"unitPrice\": \"45\", \"min\": \"2\", \"max\": \"1\"", "out_of_range")]
    [InlineData("\"kind\": \"price\", \"unitPrice\": \"45\", \"per\": 0", "out_of_range")]
    [InlineData("\"kind\": \"percent\", \"of\": [\"main\"], \"percent\": \"1\"", "percent_of_later")]
    [InlineData("\"kind\": \"percent\", \"of\": [\"other\"], \"percent\": \"1\"", "unknown_clause")]
    [InlineData("\"kind\": \"tier\", \"bands\": [{ \"value\": \"1\" }]", "tier_by_event")]
    [InlineData("\"kind\": \"step\", \"fact\": \"fat\", \"table\": { \"1.0000001\": \"1\" }", "too_many_decimals")]
    public void A_clause_alone(string members, string code) =>
        Codes(Trial.Version(Trial.Clause(members), Fat)).ShouldBe(["Refuse agreements." + code]);

    [Fact]
    public void A_chart_with_rows_of_different_lengths()
    {
        var chart = Trial.Clause("""
            "kind": "chart", "x": "fat", "y": "fat", "xFrom": "3", "xStep": "0.1", "yFrom": "8", "yStep": "0.1",
            "outside": "clamp", "cells": [["30", "31"], ["32"]]
            """);

        Codes(Trial.Version(chart, Fat)).ShouldBe(["Refuse agreements.chart_ragged"]);
    }

    [Fact]
    public void Two_clauses_with_one_code_and_an_item_that_nobody_knows()
    {
        Codes(Trial.Version(Price + "," + Price)).ShouldBe(["Refuse agreements.code_twice"]);
        Codes(Trial.Version(Price.Replace("goods", "gold", StringComparison.Ordinal)))
            .ShouldBe(["Refuse agreements.unknown_item"]);
        Codes(Trial.Version(Price.Replace("\"goods\"", "", StringComparison.Ordinal)))
            .ShouldBe(["Refuse agreements.no_item"]);
    }

    [Fact]
    public void A_percentage_of_each_event_of_a_clause_that_is_rounded_by_line()
    {
        var main = Trial.Clause("\"kind\": \"price\", \"unitPrice\": \"45\"", each: "line");
        var fee = Trial.Clause("\"kind\": \"percent\", \"of\": [\"main\"], \"percent\": \"1\"", "fee", "charge");

        Codes(Trial.Version(main + "," + fee)).ShouldBe(["Refuse agreements.percent_of_line_by_event"]);
    }

    [Fact]
    public void A_percentage_with_items_of_its_own_that_leave_out_those_of_its_clauses()
    {
        var milk = Price.Replace("\"goods\"", "\"goods\", \"whey\"", StringComparison.Ordinal);
        var fee = Trial.Clause("\"kind\": \"percent\", \"of\": [\"main\"], \"percent\": \"1\"", "fee", "charge");
        var own = fee.Replace("\"items\": [\"goods\"],", "", StringComparison.Ordinal);

        Codes(Trial.Version(milk + "," + fee), "goods", "whey").ShouldBe(["Refuse agreements.percent_items"]);
        Codes(Trial.Version(milk + "," + own), "goods", "whey").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"x\": { \"kind\": \"measured\", \"measure\": \"colour\" }", "Refuse agreements.unknown_measure")]
    [InlineData("\"x\": { \"kind\": \"linear\", \"terms\": { \"y\": \"1\" } }", "Refuse agreements.unknown_fact")]
    [InlineData("\"x\": { \"kind\": \"linear\", \"terms\": { \"x\": \"1\" } }", "Refuse agreements.fact_circle")]
    [InlineData("\"x\": { \"kind\": \"linear\", \"terms\": { \"fat\": \"0.1234567\" } }",
        "Refuse agreements.too_many_decimals")]
    [InlineData("\"x\": { \"kind\": \"linear\", \"terms\": { \"fat\": \"0.1\" }, \"decimals\": 2 }",
        "Refuse agreements.rounding_incomplete")]
    [InlineData("\"x\": { \"kind\": \"observed\", \"measure\": \"fat\", \"take\": \"last\", \"months\": 0 }",
        "Refuse agreements.out_of_range")]
    [InlineData("\"x\": { \"kind\": \"measured\", \"measure\": \"fat\", \"missing\": \"A\" }",
        "Refuse agreements.fact_not_number")]
    public void A_fact_alone(string fact, string code) =>
        Codes(Trial.Version(Price, Fat + "," + fact)).ShouldBe([code]);

    [Fact]
    public void A_linear_fact_of_a_linear_fact_of_one_more_has_to_be_rounded_in_between()
    {
        const string Chain = """
            , "a": { "kind": "linear", "terms": { "fat": "0.123456" } }
            , "b": { "kind": "linear", "terms": { "a": "0.5" }
            """;

        Codes(Trial.Version(Price, Fat + Chain + "}"))
            .ShouldBe(["Refuse agreements.rounding_incomplete"]);
        Codes(Trial.Version(Price, Fat + Chain + ", \"decimals\": 3, \"rounding\": \"halfUp\" }")).ShouldBeEmpty();
    }

    [Fact]
    public void An_exact_mean_may_be_compared_but_not_multiplied()
    {
        const string Mean = """ "x": { "kind": "observed", "measure": "fat", "take": "mean" } """;

        Codes(Trial.Version(Trial.Clause("\"kind\": \"component\", \"rates\": { \"x\": \"1\" }"), Mean))
            .ShouldBe(["Refuse agreements.fact_not_number"]);
        Codes(Trial.Version(Step("{ \"value\": \"1\" }").Replace("\"fat\"", "\"x\"", StringComparison.Ordinal), Mean))
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""["*"], "then": "A" }, { "when": [{ "upTo": "3" }]""", "Refuse agreements.row_unreachable")]
    [InlineData("""[{ "upTo": "3" }], "then": "A" }, { "when": [{ "above": "3" }], "then": "B" }, { "when": ["*"]""",
        "Refuse agreements.row_unreachable")]
    [InlineData("""[{ "upTo": "3" }], "then": "A" }, { "when": [{ "from": "3.1" }]""", "Warn agreements.table_gap")]
    [InlineData("""["3"], "then": "A" }, { "when": ["4"]""", "Warn agreements.table_gap")]
    [InlineData("""["*", "*"], "then": "A" }, { "when": ["4"]""", "Refuse agreements.table_ragged")]
    [InlineData("""["A"], "then": "A" }, { "when": ["*"]""", "Refuse agreements.fact_not_number")]
    public void A_decision_table(string rows, string code) =>
        Codes(Trial.Version(Price, Fat + $$"""
            , "x": { "kind": "table", "of": ["fat"], "rows": [{ "when": {{rows}}, "then": "C" }] }
            """)).ShouldBe([code]);

    [Fact]
    public void A_row_of_a_step_that_no_decision_gives()
    {
        var step = Trial.Clause("\"kind\": \"step\", \"fact\": \"x\", \"table\": { \"A\": \"1\", \"B\": \"2\" }");
        const string Table = """ "x": { "kind": "table", "of": ["fat"], "rows": [{ "when": ["*"], "then": "A" }] } """;

        Codes(Trial.Version(step, Fat + "," + Table)).ShouldBe(["Refuse agreements.row_unreachable"]);
    }

    [Fact]
    public void Every_finding_names_terms_and_version()
    {
        var terms = TermsFile.Parse(Trial.Json(Trial.Version(Price + "," + Price))).Value;

        var what = TermsCheck.Findings(terms, null, null).Single().What;


        (what.Fact("terms"), what.Fact("version"), what.Fact("clause")).ShouldBe(("supply", "2026-01-01", "main"));
    }

    private static string Step(string bands) =>
        Trial.Clause($"\"kind\": \"step\", \"fact\": \"fat\", \"bands\": [ {bands} ]", "bonus");

    private static string[] Codes(string versions) => Codes(versions, "goods");

    private static string[] Codes(string versions, params string[] items) =>
    [
        .. TermsCheck.Findings(TermsFile.Parse(Trial.Json(versions)).Value, items, ["fat"])
            .Select(f => $"{f.Severity} {f.What.Code}"),
    ];
}
