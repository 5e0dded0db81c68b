using Meent.Claims;

namespace Meent.Tests.Spine.Claims;

public sealed class Facts_from_observations
{
    /// <summary>300000 x 300002 is above 300000 squared by less than any rounding of the root would show.</summary>
    [Theory]
    [InlineData("300000", "300000", "0.00")]
    [InlineData("300000", "300001", "-0.60")]
    [InlineData("299999", "300001", "0.00")]
    [InlineData("1", "90000000000", "0.00")]
    [InlineData("1", "90000000001", "-0.60")]
    public void A_geometric_mean_is_never_rounded_before_it_is_compared(string one, string two, string amount)
    {
        var terms = Trial.Terms(
            Step("{ \"upTo\": \"300000\", \"value\": \"0\" }, { \"above\": \"300000\", \"value\": \"-0.60\" }"),
            Observed("geomean", "\"months\": 3"));

        Trial.Amount(terms, Trial.Event("1"), null,
            [Trial.Observed("scc", 0, "2026-08-01", one), Trial.Observed("scc", 0, "2026-10-31", two)])
            .ShouldBe(amount);
    }

    [Theory]
    [InlineData("last", "", "5")]
    [InlineData("highest", "", "9")]
    [InlineData("lowest", "", "2")]
    [InlineData("sum", "", "16")]
    [InlineData("sum", "\"last\": 2", "14")]
    [InlineData("count", "", "3")]
    [InlineData("sum", "\"months\": 2", "17")]
    [InlineData("mean", "\"decimals\": 2, \"rounding\": \"halfUp\"", "5.33")]
    public void What_is_taken_from_the_window(string take, string more, string value)
    {
        var terms = Trial.Terms(
            Trial.Clause("\"kind\": \"component\", \"rates\": { \"scc\": \"1\" }"),
            Observed(take, more.Length == 0 ? "\"months\": 1" : more));

        Trial.Amount(terms, Trial.Event("100"), null, Window).ShouldBe(
            value.Contains('.', StringComparison.Ordinal) ? value : value + ".00");
    }

    [Fact]
    public void Every_result_counts_where_each_is_taken()
    {
        var terms = Trial.Terms(
            Step("{ \"upTo\": \"4\", \"value\": \"0\" }, { \"above\": \"4\", \"value\": \"-5\" }"),
            Observed("each", "\"last\": 0"));

        Trial.Amount(terms, Trial.Event("1"), null, Window).ShouldBe("-10.00");
    }

    [Theory]
    [InlineData("\"refuse\"", "claims.fact_missing")]
    [InlineData("\"skip\"", "0")]
    [InlineData("\"4\"", "100")]
    [InlineData("\"8\"", "200")]
    public void A_missing_value_does_what_the_terms_say(string missing, string said)
    {
        foreach (var take in new[] { "last", "geomean" })
        {
            var terms = Trial.Terms(
                Step("{ \"upTo\": \"5\", \"value\": \"1\" }, { \"above\": \"5\", \"value\": \"2\" }"),
                Observed(take, $"\"missing\": {missing}"));

            var rated = Trial.Rate(terms, [Trial.Event("1", 1)], null, Window);

            (rated.Refusal?.Code ?? rated.Value.Sum(l => l.Amount).ToString()).ShouldBe(said);
            (rated.Refusal?.Fact("party") ?? "1").ShouldBe("1");
        }
    }

    [Fact]
    public void A_decision_asks_for_a_value_only_where_no_row_before_decided()
    {
        var item = Trial.Item(("a", 0), ("b", 0));
        var terms = Trial.Terms(
            Trial.Clause("\"kind\": \"step\", \"fact\": \"x\", \"table\": { \"yes\": \"1\", \"no\": \"2\" }"),
            """
            "a": { "kind": "measured", "measure": "a" }, "b": { "kind": "measured", "measure": "b" },
            "x": { "kind": "table", "of": ["a", "b"], "rows": [
              { "when": ["1", "*"], "then": "yes" }, { "when": [{ "from": "2" }, "5"], "then": "no" }] }
            """);

        Trial.Amount(terms, Trial.Event("1", item: item, measures: ["1", null]), item).ShouldBe("1.00");
        Trial.Amount(terms, Trial.Event("1", item: item, measures: ["2", "5"]), item).ShouldBe("2.00");
        Refused(terms, item, "2", null).ShouldBe(("claims.fact_missing", "b"));
        Refused(terms, item, "2", "6").ShouldBe(("claims.outside_table", "x"));
    }

    private static readonly Observed[] Window =
    [
        Trial.Observed("scc", 0, "2026-09-30", "1"), Trial.Observed("scc", 0, "2026-10-01", "2"),
        Trial.Observed("scc", 0, "2026-10-20", "9"), Trial.Observed("scc", 0, "2026-10-31", "5"),
        Trial.Observed("scc", 0, "2026-11-01", "100"), Trial.Observed("scc", 2, "2026-10-01", "100"),
        Trial.Observed("scc", null, "2026-10-01", "100"),
    ];

    private static (string Code, string Fact) Refused(
        Meent.Agreements.StandardTerms terms, RatedItem item, params string?[] measures)
    {
        var refusal = Trial.Rate(terms, [Trial.Event("1", item: item, measures: measures)], item).Refusal!;
        return (refusal.Code, refusal.Fact("fact"));
    }

    private static string Step(string bands) =>
        Trial.Clause($"\"kind\": \"step\", \"fact\": \"scc\", \"bands\": [ {bands} ]");

    private static string Observed(string take, string more) =>
        $$"""
        "scc": { "kind": "observed", "measure": "scc", "take": "{{take}}", {{more}} }
        """;
}
