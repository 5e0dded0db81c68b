using Meent.Planning.Explore;
using Meent.Planning.Tanks;
using Meent.Tests.Planning.Explore;

namespace Meent.Tests.Planning.Tanks;

/// <summary>A hub that took in 588,225 kg in September and 607,850 kg in October 2026; a litre weighs 1.03
/// kg.</summary>
public class Starting_from_closed_months
{
    private const string Steps = "step,kind,litres,price,life_years\nTank,buy,5000,2600000,15\n";

    [Fact]
    public void The_last_closed_month_is_where_the_forecast_begins()
    {
        using var folder = Hub(", \"kg_per_litre\": 1.03");
        using var books = Books("kg");
        var answer = Run(folder, new(Closed: books.Path)).Value;
        // 607,850 / 31 / 1.03
        answer.Found.Forecast.Single(f => f.Name == "litres_a_day" && f.Period == "2026-11").Value.Base
            .ShouldBe(19_037.0, 0.05);
    }

    [Fact]
    public void What_an_earlier_forecast_said_of_a_closed_month_is_laid_beside_it()
    {
        using var folder = Hub(", \"litres_a_day\": 19250, \"kg_per_litre\": 1.03", "2026-10-01");
        Run(folder, new()).Refusal.ShouldBeNull();
        using var books = Books("kg");
        var compared = Run(folder, new(Closed: books.Path)).Value.Happened!;
        compared.ShouldAllBe(c => c.Happened.Period == "2026-10");
        compared[0].Expected!.Value.Base.ShouldBe(19_250);
        compared[0].Happened.Value.Base.ShouldBe(19_037.0, 0.05);
        compared[0].Deviation!.Value.ShouldBe(-213.0, 0.05);
    }

    [Fact]
    public void Weighed_milk_is_no_litres_without_a_density()
    {
        using var folder = Hub("");
        using var books = Books("kg");
        Run(folder, new(Closed: books.Path)).Refusal!.Code.ShouldBe("planning.closed_unit");
        using var litres = Books("l");
        Run(folder, new(Closed: litres.Path)).Refusal.ShouldBeNull();
    }

    [Fact]
    public void An_item_that_was_never_taken_in_is_refused()
    {
        using var folder = Hub(", \"item\": \"honey\"");
        using var books = Books("l");
        Run(folder, new(Closed: books.Path)).Refusal!.Code.ShouldBe("planning.closed_item");
    }

    [Fact]
    public void A_folder_without_a_closed_month_is_refused()
    {
        using var folder = Hub("");
        Run(folder, new(Closed: folder.Path)).Refusal!.Code.ShouldBe("planning.closed_missing");
        Run(folder, new(Closed: folder.Path + "/none")).Refusal!.Code.ShouldBe("planning.closed_missing");
    }

    private static Folder Hub(string parameters, string day = "2026-11-01") => new(
        ("explore.json", $$"""
            { "title": "Hub", "currency": "KES", "day": "{{day}}", "language": "en",
              "parameters": { "standing_litres": 20000, "growth": 0.05, "years": 2, "margin": 1.5{{parameters}} } }
            """),
        ("steps.csv", Steps));

    /// <summary>Two closed months, one draft and a folder that is none.</summary>
    private static Folder Books(string unit)
    {
        var books = new Folder();
        foreach (var (month, state, quantity) in ((string, string, string)[])
            [("2026-09", "closed", "588225"), ("2026-10", "closed", "607850"), ("2026-11", "draft", "1"),
                ("x", "closed", "1")])
        {
            Directory.CreateDirectory(Path.Combine(books.Path, month));
            books.Write($"{month}/summary.json", $$"""
                { "state": "{{state}}", "quantities": [ { "item": "milk", "unit": "{{unit}}",
                    "accepted": "{{quantity}}" } ] }
                """);
        }

        return books;
    }

    private static Meent.Kernel.Outcome<Answer> Run(Folder folder, ExploreOptions options) =>
        Exploring.Run(new TankExploration(), folder.Path, options, new Silence(), CancellationToken.None);
}
