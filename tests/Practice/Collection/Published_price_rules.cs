using Meent.Agreements;
using Meent.Claims;
using Meent.Kernel;

namespace Meent.Tests.Practice.Collection;

/// <summary>Rules of buyers and regulators, written as terms and held against their own figures.</summary>
public sealed class Published_price_rules
{
    private const string Components = """
        "protein": { "kind": "measured", "measure": "protein" }, "fat": { "kind": "measured", "measure": "fat" },
        "lactose": { "kind": "measured", "measure": "lactose" }
        """;

    private const string Ladder = """
        "fat": { "kind": "measured", "measure": "fat" }, "acidity": { "kind": "measured", "measure": "acidity" },
        "sediment": { "kind": "measured", "measure": "sediment" }
        """;

    private static readonly RatedItem LadderItem = Trial.Item(("fat", 2), ("acidity", 2), ("sediment", 0));

    /// <summary>FrieslandCampina, guaranteed price February 2020 (news of 2020-01-27) and organic January 2019 (news of
    /// 2018-12-31), euro for 100 kg; golden/frieslandcampina_guaranteed_price.csv.</summary>
    [Theory]
    [InlineData("3.57", "4.42", "4.53", "585.59", "292.80", "58.56", "36.50")]
    [InlineData("3.47", "4.41", "4.51", "783.55", "391.77", "78.35", "48.00")]
    [Proves("K7.b")]
    public void FrieslandCampina_100_kg(
        string protein, string fat, string lactose, string perProtein, string perFat, string perLactose, string price)
    {
        var item = Trial.Item(("protein", 2), ("fat", 2), ("lactose", 2));
        foreach (var decimals in new[] { "", ", \"decimals\": 2" })
        {
            var terms = Trial.Terms(
                Trial.Clause($$"""
                    "kind": "component", "per": 100 {{decimals}},
                    "rates": { "protein": "{{perProtein}}", "fat": "{{perFat}}", "lactose": "{{perLactose}}" }
                    """),
                Components, "EUR");

            Trial.Amount(terms, Trial.Event("100", item: item, measures: [protein, fat, lactose]), item)
                .ShouldBe(price);
        }
    }

    /// <summary>Constants that unions and dairies use; CLR 28 and fat 4.0 give all four.</summary>
    [Theory]
    [InlineData("0.21", "0.14", "7.98")]
    [InlineData("0.21", "0.36", "8.20")]
    [InlineData("0.25", "0.44", "8.44")]
    [InlineData("0.20", "0.50", "8.30")]
    [Proves("K7.b")]
    public void Solids_not_fat_from_the_lactometer(string perFat, string plus, string snf)
    {
        var item = Trial.Item(("clr", 1), ("fat", 1));
        var terms = Trial.Terms(
            Trial.Clause("\"kind\": \"component\", \"rates\": { \"snf\": \"1\" }"),
            $$"""
            "clr": { "kind": "measured", "measure": "clr" }, "fat": { "kind": "measured", "measure": "fat" },
            "snf": { "kind": "linear", "terms": { "clr": "0.25", "fat": "{{perFat}}" }, "plus": "{{plus}}" }
            """);

        Trial.Amount(terms, Trial.Event("100", item: item, measures: ["28.0", "4.0"]), item).ShouldBe(snf);
    }

    /// <summary>Happy Cow and SNV, Ngorika and Olenguruone: base 37, A +2, B +1, C 0. The thresholds are our example;
    /// the
    /// published report that holds the real ones could not be read.</summary>
    [Theory]
    [InlineData("1000000", "0", "-0.525", "12.00", "39.00")]
    [InlineData("1000001", "0", "-0.525", "12.00", "38.00")]
    [InlineData("1000000", "0", "-0.525", "11.99", "38.00")]
    [InlineData("2000000", "0", "-0.525", "9.00", "38.00")]
    [InlineData("2000001", "0", "-0.525", "12.00", "37.00")]
    [InlineData("900000", "1", "-0.540", "12.50", "37.00")]
    [InlineData("900000", "0", "-0.524", "12.50", "37.00")]
    [Proves("K7.b")]
    public void A_grade_from_four_tests_pays_its_premium(
        string count, string antibiotic, string freezing, string solids, string amount)
    {
        var item = Trial.Item(("tpc", 0), ("antibiotic", 0), ("fp", 3), ("ts", 2));
        var terms = Trial.Terms(
            Trial.Clause("\"kind\": \"price\", \"unitPrice\": \"37.00\"", "base") + ","
            + Trial.Clause("""
                "kind": "step", "fact": "grade", "table": { "A": "2.00", "B": "1.00", "C": "0.00" }
                """, "premium"),
            """
            "tpc": { "kind": "measured", "measure": "tpc" },
            "antibiotic": { "kind": "measured", "measure": "antibiotic" },
            "fp": { "kind": "measured", "measure": "fp" }, "ts": { "kind": "measured", "measure": "ts" },
            "grade": { "kind": "table", "of": ["tpc", "antibiotic", "fp", "ts"], "rows": [
              { "when": [{ "upTo": "1000000" }, "0", { "upTo": "-0.525" }, { "from": "12.0" }], "then": "A" },
              { "when": [{ "upTo": "2000000" }, "0", { "upTo": "-0.525" }, "*"], "then": "B" },
              { "when": ["*", "*", "*", "*"], "then": "C" }] }
            """);
        TermsCheck.Findings(terms, ["goods"], ["tpc", "antibiotic", "fp", "ts"]).ShouldBeEmpty();

        var e = Trial.Event("1", item: item, measures: [count, antibiotic, freezing, solids]);

        var lines = Trial.Rate(terms, [e], item).Value;
        new Money(lines.Sum(l => l.Amount), terms.Currency).ToString().ShouldBe(amount);
    }

    /// <summary>Highland Fresh, Philippines: fat in steps of half a point, the lower bound open, the upper
    /// closed.</summary>
    [Theory]
    [InlineData("1.51", "-1.00")]
    [InlineData("2.00", "-1.00")]
    [InlineData("2.01", "-0.75")]
    [InlineData("2.50", "-0.75")]
    [InlineData("2.51", "-0.50")]
    [InlineData("3.00", "-0.50")]
    [InlineData("3.01", "-0.25")]
    [InlineData("3.49", "-0.25")]
    [InlineData("3.50", "0.00")]
    [InlineData("4.00", "0.00")]
    [InlineData("4.01", "0.25")]
    [InlineData("4.50", "0.25")]
    [InlineData("4.51", "0.50")]
    [InlineData("5.00", "0.50")]
    [InlineData("5.01", "0.75")]
    [InlineData("5.51", "1.00")]
    [InlineData("6.01", "1.25")]
    [InlineData("6.51", "1.50")]
    [InlineData("7.01", "1.75")]
    [InlineData("7.51", "2.00")]
    [InlineData("8.00", "2.00")]
    [InlineData("8.01", "2.25")]
    [InlineData("8.50", "2.25")]
    [Proves("K7.b")]
    public void Philippine_fat_ladder(string fat, string perUnit) =>
        Step("fat", fat, """
            { "above": "1.5", "upTo": "2.0", "value": "-1.00" }, { "above": "2.0", "upTo": "2.5", "value": "-0.75" },
            { "above": "2.5", "upTo": "3.0", "value": "-0.50" }, { "above": "3.0", "below": "3.5", "value": "-0.25" },
            { "from": "3.5", "upTo": "4.0", "value": "0" }, { "above": "4.0", "upTo": "4.5", "value": "0.25" },
            { "above": "4.5", "upTo": "5.0", "value": "0.50" }, { "above": "5.0", "upTo": "5.5", "value": "0.75" },
            { "above": "5.5", "upTo": "6.0", "value": "1.00" }, { "above": "6.0", "upTo": "6.5", "value": "1.25" },
            { "above": "6.5", "upTo": "7.0", "value": "1.50" }, { "above": "7.0", "upTo": "7.5", "value": "1.75" },
            { "above": "7.5", "upTo": "8.0", "value": "2.00" }, { "above": "8.0", "upTo": "8.5", "value": "2.25" }
            """).ShouldBe(perUnit);

    [Theory]
    [InlineData("0.18", "0.00")]
    [InlineData("0.19", "-0.25")]
    [InlineData("0.20", "-0.50")]
    [InlineData("0.21", "-0.75")]
    [InlineData("0.22", "-1.00")]
    [InlineData("0.23", "-1.25")]
    [InlineData("0.24", "-1.50")]
    [InlineData("0.25", "claims.outside_bands")]
    [Proves("K7.b")]
    public void Philippine_acidity(string acidity, string perUnit) =>
        Step("acidity", acidity, """
            { "upTo": "0.18", "value": "0" }, { "above": "0.18", "upTo": "0.19", "value": "-0.25" },
            { "above": "0.19", "upTo": "0.20", "value": "-0.50" },
            { "above": "0.20", "upTo": "0.21", "value": "-0.75" },
            { "above": "0.21", "upTo": "0.22", "value": "-1.00" },
            { "above": "0.22", "upTo": "0.23", "value": "-1.25" },
            { "above": "0.23", "below": "0.25", "value": "-1.50" }
            """).ShouldBe(perUnit);

    [Theory]
    [InlineData("1", "0.00")]
    [InlineData("2", "-0.50")]
    [InlineData("3", "-1.00")]
    [InlineData("4", "claims.outside_bands")]
    [Proves("K7.b")]
    public void Philippine_sediment(string grade, string perUnit)
    {
        var terms = Trial.Terms(
            Trial.Clause("""
                "kind": "step", "fact": "sediment", "table": { "1": "0", "2": "-0.50", "3": "-1.00" }
                """),
            Ladder, "PHP");

        Said(Trial.Rate(terms, [Trial.Event("1", item: LadderItem, measures: [null, null, grade])], LadderItem), terms)
            .ShouldBe(perUnit);
    }

    /// <summary>Arrabawn, Ireland: total bacterial count in thousands, cent a litre, mean of the last two
    /// tests.</summary>
    [Theory]
    [InlineData("20", "50", "0.00")]
    [InlineData("50", "51", "-1.25")]
    [InlineData("75", "75", "-1.25")]
    [InlineData("90", "91", "-2.25")]
    [InlineData("100", "101", "-3.25")]
    [InlineData("150", "160", "-4.25")]
    [InlineData("200", "202", "-5.25")]
    [InlineData("300", "301", "-7.25")]
    [Proves("K7.b")]
    public void Arrabawn_count_by_the_mean_of_the_last_two(string one, string two, string euroPer100)
    {
        var terms = Trial.Terms(
            Trial.Clause("""
                "kind": "step", "fact": "tbc", "per": 100, "bands": [
                  { "upTo": "50", "value": "0" }, { "above": "50", "upTo": "75", "value": "-1.25" },
                  { "above": "75", "upTo": "100", "value": "-2.25" },
                  { "above": "100", "upTo": "150", "value": "-3.25" },
                  { "above": "150", "upTo": "200", "value": "-4.25" },
                  { "above": "200", "upTo": "300", "value": "-5.25" },
                  { "above": "300", "value": "-7.25" }]
                """),
            """ "tbc": { "kind": "observed", "measure": "tbc", "take": "mean", "months": 2, "last": 2 } """, "EUR");

        Trial.Amount(terms, Trial.Event("100"), null,
            [
                Trial.Observed("tbc", 0, "2026-09-02", "999"),
                Trial.Observed("tbc", 0, "2026-09-20", one),
                Trial.Observed("tbc", 0, "2026-10-20", two),
                Trial.Observed("tbc", 1, "2026-10-21", "999"),
            ]).ShouldBe(euroPer100);
    }

    /// <summary>India, two axes: kg fat and kg solids of litres at 1.03, rupees a kg; 190 and 158 are the figures of
    /// the
    /// source.</summary>
    [Fact]
    public void Kilograms_of_fat_and_solids_are_litres_by_density_and_percentage()
    {
        var item = Trial.Item(("fat", 1), ("snf", 1));
        var terms = Trial.Terms(
            Trial.Clause("""
                "kind": "component", "density": "1.03", "rates": { "fat": "190", "snf": "158" }
                """),
            """
            "fat": { "kind": "measured", "measure": "fat" }, "snf": { "kind": "measured", "measure": "snf" }
            """,
            "INR");

        // 10 l x 1.03 = 10.3 kg; 0.618 kg fat x 190 + 0.927 kg solids x 158 = 117.42 + 146.466
        Trial.Amount(terms, Trial.Event("10", item: item, measures: ["6.0", "9.0"]), item).ShouldBe("263.89");
    }

    private static string Step(string fact, string value, string bands)
    {
        var terms = Trial.Terms(
            Trial.Clause($"\"kind\": \"step\", \"fact\": \"{fact}\", \"bands\": [ {bands} ]"), Ladder, "PHP");
        TermsCheck.Findings(terms, null, null).ShouldBeEmpty();
        string?[] measures = fact == "fat" ? [value, null, null] : [null, value, null];
        return Said(Trial.Rate(terms, [Trial.Event("1", item: LadderItem, measures: measures)], LadderItem), terms);
    }

    private static string Said(Outcome<IReadOnlyList<RatedLine>> rated, StandardTerms terms) =>
        rated.Refusal?.Code ?? new Money(rated.Value.Single().Amount, terms.Currency).ToString();
}
