using Meent.Collection.Rules;
using NodaTime;

namespace Meent.Tests.Practice.Collection;

/// <summary>Published figures: data/dairy/golden/fmmo_class_component.csv.</summary>
public sealed class Federal_order_prices
{
    /// <summary>News of the announcement of USDA/FMMO30 for October 2013; components recomputed.</summary>
    [Fact]
    [Proves("K7.b")]
    public void October_2013_under_the_rule_of_2008_are_those_announced()
    {
        var prices = FederalOrder.Monthly(
            new YearMonth(2013, 10), new CommoditySurvey(1.5454m, 1.8366m, 1.8025m, 0.5731m));

        prices.ShouldBe(new AnnouncedPrices(
            1.6638m, 1.6521m, 3.4107m, 0.3852m, 12.85m, 18.22m, 14.87m, 20.17m, 0.00090m));
    }

    /// <summary>USDA AMS CLS-0825 of 2025-09-04.</summary>
    [Fact]
    [Proves("K7.b")]
    public void August_2025_under_the_rule_of_June_2025_are_those_announced()
    {
        var prices = FederalOrder.Monthly(
            new YearMonth(2025, 8), new CommoditySurvey(2.4778m, 1.2820m, 1.7529m, 0.5779m));

        prices.ShouldBe(new AnnouncedPrices(
            2.7255m, 1.0323m, 1.9646m, 0.3204m, 7.98m, 17.24m, 9.29m, 18.50m, 0.00088m));
        FederalOrder.Class2(9.26m, prices.Butterfat).ShouldBe(new ClassPrice(9.96m, 2.7325m, 19.18m));
    }

    /// <summary>Advanced prices for January 2018, two weeks to 9 and 16 December 2017; Boston, differential
    /// 3.25.</summary>
    [Fact]
    [Proves("K7.b")]
    public void January_2018_in_advance_are_those_announced()
    {
        var month = new YearMonth(2018, 1);
        var advanced = FederalOrder.Monthly(month, new CommoditySurvey(2.2256m, 0.7290m, 1.6513m, 0.2995m));

        (advanced.Butterfat, advanced.Class3Skim, advanced.Class4Skim).ShouldBe((2.4875m, 6.98m, 5.00m));
        FederalOrder.Class2(advanced.Class4Skim, 0m).Skim.ShouldBe(5.70m);
        FederalOrder.Class1(month, advanced, 3.25m).ShouldBe(new ClassPrice(10.23m, 2.5200m, 18.69m));
    }

    [Fact]
    public void From_December_2025_skim_holds_more_protein_and_solids()
    {
        var survey = new CommoditySurvey(2.4778m, 1.2820m, 1.7529m, 0.5779m);

        var prices = FederalOrder.Monthly(new YearMonth(2025, 12), survey);

        prices.Class3Skim.ShouldBe(8.41m);
        prices.Class4Skim.ShouldBe(9.60m);
    }

    [Fact]
    public void The_mover_is_the_average_and_74_cents_from_May_2019_to_May_2025_and_the_higher_one_else()
    {
        var advanced = new AnnouncedPrices(2m, 0m, 0m, 0m, 7.01m, 0m, 9.00m, 0m, 0m);

        FederalOrder.Class1(new YearMonth(2019, 4), advanced, 0m).Skim.ShouldBe(9.00m);
        FederalOrder.Class1(new YearMonth(2019, 5), advanced, 0m).Skim.ShouldBe(8.75m);
        FederalOrder.Class1(new YearMonth(2025, 5), advanced, 0m).Skim.ShouldBe(8.75m);
        FederalOrder.Class1(new YearMonth(2025, 6), advanced, 0m).Skim.ShouldBe(9.00m);
    }

    [Fact]
    public void Announced_prices_pay_components_by_the_pound()
    {
        var month = new YearMonth(2026, 10);
        var prices = new AnnouncedPrices(2.7255m, 1.0323m, 1.9646m, 0.3204m, 7.98m, 17.24m, 9.29m, 18.50m, 0.00088m);
        var item = Trial.Item(("fat", 2), ("protein", 2), ("other", 2));
        var terms = Trial.Terms(
            Trial.Clause("""
                "kind": "component", "rates": { "fat": "bf", "protein": "p", "other": "os" }
                """),
            """
            "fat": { "kind": "measured", "measure": "fat" }, "protein": { "kind": "measured", "measure": "protein" },
            "other": { "kind": "measured", "measure": "other" },
            "bf": { "kind": "published", "measure": "fmmo.butterfat" },
            "p": { "kind": "published", "measure": "fmmo.protein" },
            "os": { "kind": "published", "measure": "fmmo.other_solids" }
            """,
            "USD");

        // 100 lb at the composition of the class: 3.5 x 2.7255 + 2.99 x 1.9646 + 5.69 x 0.3204 = 17.24
        Trial.Amount(terms, Trial.Event("100", item: item, measures: ["3.50", "2.99", "5.69"]), item,
            FederalOrder.Observations(month, prices)).ShouldBe("17.24");
    }
}
