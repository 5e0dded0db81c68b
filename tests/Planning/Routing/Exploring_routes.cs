using System.Text.Json;
using Meent.Planning.Explore;
using Meent.Planning.Routing;
using Meent.Tests.Planning.Explore;

namespace Meent.Tests.Planning.Routing;

public class Exploring_routes
{
    private const string Yards = "yard,lat,lon\nHub,-0.62,37.05\n";
    private const string Farms = "farm,party,lat,lon,morning,product\nKamau,A,-0.60,37.06,80,plain\n"
        + "Njeri,B,-0.61,37.08,60,plain\n";
    private const string Vehicles = "vehicle,count,compartments,per_km\nPick-up,2,100+100,40\n";

    private static readonly RoutesExploration Routes = new();

    [Fact]
    [Proves("C0.c", "P2")]
    public void The_example_is_as_reckoned_by_hand()
    {
        using var folder = Folder.Of("demo/explore/routes");
        Run(folder, new());
        var tables = Tables(folder);
        var planned = tables["compared"].Single(r => r.GetProperty("plan").GetString() == "planned");
        var today = tables["compared"].Single(r => r.GetProperty("plan").GetString() == "today");
        planned.GetProperty("left_out").GetDouble().ShouldBe(0);
        Base(planned, "cost").ShouldBeLessThan(Base(today, "cost") * 0.75);
        Base(planned, "way").ShouldBeLessThan(Base(today, "way"));
        planned.GetProperty("trips").GetDouble().ShouldBeLessThan(today.GetProperty("trips").GetDouble());

        // Nyokabi lies 0.63649 km from the hub, 1.01838 km by road.
        var alone = tables["trip_list"].Single(r => r.GetProperty("stops").GetString() == "Nyokabi");
        alone.GetProperty("way").GetDouble().ShouldBe(2.036, 0.0005);
        alone.GetProperty("load").GetDouble().ShouldBe(62);

        var parties = tables["parties"].Where(p => p.GetProperty("party").GetString() != "together").ToList();
        parties.Count.ShouldBe(6);
        parties.ShouldAllBe(p => p.GetProperty("share").GetDouble() <= p.GetProperty("alone").GetDouble());
        parties.Sum(p => p.GetProperty("share").GetDouble()).ShouldBe(Base(planned, "cost"), 0.01);
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        using var folder = Folder.Of("demo/explore/routes");
        Run(folder, new(Iterations: 300));
        var once = folder.Read("explore/routes/answer.json");
        Run(folder, new(Iterations: 300, Threads: 4));
        folder.Read("explore/routes/answer.json").ShouldBe(once);
    }

    [Fact]
    public void Where_today_is_as_good_the_answer_is_to_stay()
    {
        using var folder = Small(("today.csv", "vehicle,number,trip,farm\nPick-up,1,1,Kamau\nPick-up,1,1,Njeri\n"));
        var answer = Run(folder, new()).Value;
        answer.Found.Standing.ShouldBe(Standing.Against);
        answer.Found.Verdict.Code.ShouldBe("stay");
    }

    [Fact]
    public void Who_cannot_be_fetched_is_named_with_the_rule_that_would_have_to_go()
    {
        using var folder = Small(("vehicles.csv", Vehicles.Replace("2,100+100", "1,100")));
        var answer = Run(folder, new(Iterations: 200)).Value;
        answer.Found.Standing.ShouldBe(Standing.Against);
        answer.Found.Verdict.Code.ShouldBe("not_all");
        answer.Found.Why.Select(w => w.Code).ShouldContain("rule");
        answer.Found.Tables.Single(t => t.Title.Code == "left").Rows.Count.ShouldBe(1);
    }

    [Fact]
    public void A_dear_lorry_costs_what_it_costs()
    {
        double Cost(string a_day)
        {
            using var folder = Small(("vehicles.csv", "vehicle,count,compartments,per_km,fixed\n"
                + $"Tanker,1,200+200,40,{a_day}\n"));
            return Run(folder, new(Iterations: 100)).Value.Found.Forecast.Single(f => f.Name == "cost").Value.Base;
        }

        (Cost("10000000") - Cost("30000")).ShouldBe(9_970_000, 0.01);
    }

    [Fact]
    public void Waiting_for_the_evening_at_a_wage_is_no_reason_to_leave_the_evening_out()
    {
        using var folder = Small(
            ("farms.csv", "farm,lat,lon,morning,evening\nA,-0.60,37.06,80,60\nB,-0.61,37.08,60,40\n"),
            ("vehicles.csv", "vehicle,count,compartments,per_km,per_hour,trips,max_ride\n"
                + "Pick-up,1,200,40,200,2,180\n"));
        for (var seed = 1; seed <= 4; seed++)
        {
            Run(folder, new(Seed: seed, Iterations: 500)).Value.Found.Verdict.Code.ShouldNotBe("not_all");
        }
    }

    [Fact]
    public void Times_of_the_roads_count_where_no_speed_is_named()
    {
        using var folder = Small(("distances.csv", "from,to,metres,seconds\nHub,Kamau,2000,7200\nHub,Njeri,2000,7200\n"
            + "Kamau,Njeri,1000,7200\n"));
        folder.Write("explore.json", Folder.Settings.Replace(
            "\"language\"", "\"parameters\": { \"distances\": \"file\" }, \"language\""));
        Run(folder, new(Iterations: 100)).Value.Found.Forecast.Single(f => f.Name == "hours").Value.Base
            .ShouldBeGreaterThan(6);
    }

    [Fact]
    public void More_visits_than_can_be_planned_are_refused_before_their_distances_are_laid_out()
    {
        var farms = string.Concat(Enumerable.Range(1, 2_000).Select(i => $"F{i},-0.6,37.06,10,10\n"));
        using var folder = Small(("farms.csv", "farm,lat,lon,morning,evening\n" + farms));
        Run(folder, new(Iterations: 100)).Refusal!.Code.ShouldBe("planning.too_many_stops");
    }

    [Theory]
    [InlineData("yards.csv", "yard,lat,lon\n", "planning.no_yard")]
    [InlineData("vehicles.csv", "vehicle,count,compartments,per_km\nPick-up,2,wide,40\n", "planning.compartments")]
    [InlineData("vehicles.csv", "vehicle,count,compartments,per_km\nPick-up,2,0,40\n", "planning.no_capacity")]
    [InlineData("vehicles.csv", "vehicle,count,compartments,per_km,intakes\nPick-up,2,100,40,Moon\n",
        "planning.name_unknown")]
    [InlineData("farms.csv", "farm,lat,lon,morning\nKamau,-0.60,37.06,-5\n", "planning.cell_out_of_bounds")]
    [InlineData("farms.csv", "farm,lat,lon,morning\nKamau,,37.06,5\n", "planning.cell_empty")]
    [InlineData("farms.csv", "farm,lat,lon,morning\nKamau,-0.60,37.06,500\n", "planning.demand_over_lorry")]
    [InlineData("today.csv", "vehicle,number,trip,farm,evening\nPick-up,1,1,Kamau,yes\n", "planning.today_not_a_visit")]
    [InlineData("today.csv", "vehicle,number,trip,farm\nPick-up,1,1,Kamau\nPick-up,1,2,Kamau\n",
        "planning.today_not_a_visit")]
    public void What_cannot_be_is_refused(string file, string text, string code)
    {
        using var folder = Small((file, text));
        Run(folder, new(Iterations: 100)).Refusal!.Code.ShouldBe(code);
    }

    [Fact]
    public void More_parties_than_can_be_grouped_are_refused()
    {
        var farms = string.Concat(Enumerable.Range(1, 11).Select(i => $"F{i},P{i},-0.6{i:00},37.06,10,plain\n"));
        using var folder = Small(("farms.csv", "farm,party,lat,lon,morning,product\n" + farms));
        folder.Write("explore.json", Folder.Settings.Replace("\"language\"",
            "\"parameters\": { \"share\": \"yes\" }, \"language\""));
        Run(folder, new(Iterations: 100)).Refusal!.Code.ShouldBe("planning.parties_many");
    }

    [Fact]
    public void Ten_thousand_farms_are_refused()
    {
        var farms = string.Concat(Enumerable.Range(1, 10_000).Select(i => $"F{i},-0.6,37.06,10\n"));
        using var folder = Small(("farms.csv", "farm,lat,lon,morning\n" + farms));
        Run(folder, new(Iterations: 100)).Refusal!.Code.ShouldBe("planning.rows_too_many");
    }

    /// <summary>A figure with a range is an object.</summary>
    private static double Base(JsonElement row, string name) =>
        row.GetProperty(name) is { ValueKind: JsonValueKind.Object } band
        ? band.GetProperty("base").GetDouble() : row.GetProperty(name).GetDouble();

    private static Folder Small(params (string File, string Text)[] other)
    {
        var folder = new Folder(
            ("explore.json", Folder.Settings), ("yards.csv", Yards), ("farms.csv", Farms), ("vehicles.csv", Vehicles));
        foreach (var (file, text) in other)
        {
            folder.Write(file, text);
        }

        return folder;
    }

    private static Meent.Kernel.Outcome<Answer> Run(Folder folder, ExploreOptions options) =>
        Exploring.Run(Routes, folder.Path, options, new Silence(), CancellationToken.None);

    private static Dictionary<string, List<JsonElement>> Tables(Folder folder)
    {
        using var json = JsonDocument.Parse(folder.Read("explore/routes/answer.json"));
        return json.RootElement.GetProperty("tables").EnumerateArray().ToDictionary(
            t => t.GetProperty("name").GetString()!,
            t => t.GetProperty("rows").EnumerateArray().Select(r => r.Clone()).ToList());
    }
}
