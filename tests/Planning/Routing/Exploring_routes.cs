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
        planned.GetProperty("cost").GetDouble().ShouldBeLessThan(today.GetProperty("cost").GetDouble() * 0.75);
        planned.GetProperty("way").GetDouble().ShouldBeLessThan(today.GetProperty("way").GetDouble());
        planned.GetProperty("trips").GetDouble().ShouldBeLessThan(today.GetProperty("trips").GetDouble());

        // Nyokabi lies 0.63649 km from the hub, 1.01838 km by road.
        var alone = tables["trip_list"].Single(r => r.GetProperty("stops").GetString() == "Nyokabi");
        alone.GetProperty("way").GetDouble().ShouldBe(2.036, 0.0005);
        alone.GetProperty("load").GetDouble().ShouldBe(62);

        var parties = tables["parties"].Where(p => p.GetProperty("party").GetString() != "together").ToList();
        parties.Count.ShouldBe(6);
        parties.ShouldAllBe(p => p.GetProperty("share").GetDouble() <= p.GetProperty("alone").GetDouble());
        parties.Sum(p => p.GetProperty("share").GetDouble()).ShouldBe(planned.GetProperty("cost").GetDouble(), 0.01);
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

    [Theory]
    [InlineData("vehicles.csv", "vehicle,count,compartments,per_km\nPick-up,2,wide,40\n", "planning.compartments")]
    [InlineData("vehicles.csv", "vehicle,count,compartments,per_km\nPick-up,2,0,40\n", "planning.no_capacity")]
    [InlineData("vehicles.csv", "vehicle,count,compartments,per_km,intakes\nPick-up,2,100,40,Moon\n", "planning.name_unknown")]
    [InlineData("farms.csv", "farm,lat,lon,morning\nKamau,-0.60,37.06,-5\n", "planning.cell_out_of_bounds")]
    [InlineData("farms.csv", "farm,lat,lon,morning\nKamau,,37.06,5\n", "planning.cell_empty")]
    [InlineData("farms.csv", "farm,lat,lon,morning\nKamau,-0.60,37.06,500\n", "planning.demand_over_lorry")]
    [InlineData("today.csv", "vehicle,number,trip,farm,evening\nPick-up,1,1,Kamau,yes\n", "planning.today_not_a_visit")]
    [InlineData("today.csv", "vehicle,number,trip,farm\nPick-up,1,1,Kamau\nPick-up,1,2,Kamau\n", "planning.today_not_a_visit")]
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
        folder.Write("explore.json", Folder.Settings.Replace("\"language\"", "\"parameters\": { \"share\": \"yes\" }, \"language\""));
        Run(folder, new(Iterations: 100)).Refusal!.Code.ShouldBe("planning.parties_many");
    }

    [Fact]
    public void Ten_thousand_farms_are_refused()
    {
        var farms = string.Concat(Enumerable.Range(1, 10_000).Select(i => $"F{i},-0.6,37.06,10\n"));
        using var folder = Small(("farms.csv", "farm,lat,lon,morning\n" + farms));
        Run(folder, new(Iterations: 100)).Refusal!.Code.ShouldBe("planning.rows_too_many");
    }

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
