using System.Text.Json;
using Meent.Planning.Chains;
using Meent.Planning.Explore;

namespace Meent.Tests.Planning.Explore;

public class Exploring_a_move
{
    private const string Demo = "demo/explore/relocate";
    private static readonly RelocateExploration Move = new();

    private static Answer Run(Folder folder) =>
        Exploring.Run(Move, folder.Path, new ExploreOptions(), new Silence(), CancellationToken.None).Value;

    private static string? Code(Folder folder) =>
        Exploring.Run(Move, folder.Path, new ExploreOptions(), new Silence(), default).Refusal?.Code;

    private static List<JsonElement> Rows(JsonElement root, string table) =>
        [.. root.GetProperty("tables").EnumerateArray().Single(t => t.GetProperty("name").GetString() == table)
            .GetProperty("rows").EnumerateArray()];

    /// <summary>One end of an effect; an exact one is a number.</summary>
    private static double End(JsonElement row, string end) =>
        row.GetProperty("effect") is { ValueKind: JsonValueKind.Number } exact
            ? exact.GetDouble() : row.GetProperty("effect").GetProperty(end).GetDouble();

    private static string? Area(JsonElement row) => row.GetProperty("area").GetString();

    [Fact]
    [Proves("P24")]
    [Proves("C3.a")]
    [Proves("C3.c")]
    [Proves("AT-C3-2")]
    public void Ten_areas_give_ten_rows_and_one_for_staying_with_all_that_was_asked()
    {
        using var folder = Folder.Of(Demo);
        Run(folder);
        using var json = JsonDocument.Parse(folder.Read("explore/relocate/answer.json"));
        var rows = Rows(json.RootElement, "areas");
        rows.Count.ShouldBe(11);
        Area(rows[0]).ShouldBe("stay");
        foreach (var row in rows)
        {
            foreach (var figure in (string[])
                ["cost", "lead", "margin", "beyond", "rank", "rank_cheaper", "rank_dearer"])
            {
                row.GetProperty(figure).ValueKind.ShouldBe(JsonValueKind.Number, figure);
            }

            var ranks = ((string[])["rank", "rank_cheaper", "rank_dearer"])
                .Select(r => row.GetProperty(r).GetDouble()).ToArray();
            row.GetProperty("rank_changes").GetString()
                .ShouldBe(ranks.Distinct().Count() > 1 ? "changes" : "stays_same");
        }

        rows.Select(r => r.GetProperty("rank").GetDouble()).Order()
            .ShouldBe(Enumerable.Range(1, 11).Select(i => (double)i));
        json.RootElement.GetProperty("assumptions").EnumerateArray()
            .Single(a => a.GetProperty("name").GetString() == "fuel_change").GetProperty("base").GetDouble()
            .ShouldBe(0.2);
    }

    [Fact]
    public void The_row_of_the_example_is_the_one_reckoned_by_hand()
    {
        using var folder = Folder.Of(Demo);
        Run(folder).Found.Standing.ShouldBe(Standing.Depends);
        using var json = JsonDocument.Parse(folder.Read("explore/relocate/answer.json"));
        var row = Rows(json.RootElement, "areas").Single(r => Area(r) == "Moerdijk");
        var net = row.GetProperty("net");
        (net.GetProperty("low").GetDouble(), net.GetProperty("high").GetDouble())
            .ShouldSatisfyAllConditions(r => r.Item1.ShouldBe(-226_288, 1), r => r.Item2.ShouldBe(61_283, 1));
        net.GetProperty("base").GetDouble().ShouldBe(-101_393, 1);
        var money = Rows(json.RootElement, "money").Single(r => Area(r) == "Moerdijk");
        money.GetProperty("difference").GetProperty("base").GetDouble().ShouldBe(-324_907, 1);
        money.GetProperty("payback").GetDouble().ShouldBe(9.05, 0.005);
        money.GetProperty("break_even").GetDouble().ShouldBe(3_372_427, 1);
        var leg = Rows(json.RootElement, "legs").Single(l => Area(l) == "Moerdijk"
            && l.GetProperty("from").GetString() == "Duinrand Cucumbers"
            && l.GetProperty("to").GetString() == "Clock Hall");
        leg.GetProperty("transport").GetDouble().ShouldBe(129_882.85, 0.01);
        leg.GetProperty("stock").GetDouble().ShouldBe(657.27, 0.01);
        var party = Rows(json.RootElement, "parties").Where(r => Area(r) == "Moerdijk").ToArray();
        party.Take(3).Select(p => Math.Floor(p.GetProperty("effect").GetProperty("base").GetDouble() + 0.5))
            .ShouldBe([280_270, 126_689, 37_544]);
    }

    [Fact]
    [Proves("C3.e")]
    public void Legs_that_change_carry_their_difference_to_the_total()
    {
        using var folder = Folder.Of(Demo);
        Run(folder);
        using var json = JsonDocument.Parse(folder.Read("explore/relocate/answer.json"));
        string[] parts = ["transport", "handling", "stock", "loss"];
        double Cost(JsonElement leg) => parts.Sum(p => leg.GetProperty(p).GetDouble());
        string Key(JsonElement leg) => $"{leg.GetProperty("chain")} {leg.GetProperty("from")} {leg.GetProperty("to")}";
        var legs = Rows(json.RootElement, "legs");
        var stay = legs.Where(l => Area(l) == "stay").ToDictionary(Key, Cost);
        foreach (var leg in legs)
        {
            double Of(string name) => leg.GetProperty(name).GetDouble();
            Of("transport").ShouldBe(
                Of("trips") * (1 + (Of("empty") / 100))
                    * ((Of("kilometres") * Of("tariff_km")) + (Of("hours") * Of("tariff_hour"))), 0.01);
        }

        foreach (var row in Rows(json.RootElement, "areas").Skip(1))
        {
            var money = Rows(json.RootElement, "money").Single(m => Area(m) == Area(row));
            var yearly = money.GetProperty("yearly").GetDouble();
            var changed = legs.Where(l => Area(l) == Area(row)).Sum(l => Cost(l) - stay[Key(l)]);
            money.GetProperty("difference").GetProperty("base").GetDouble().ShouldBe(changed + yearly, 0.1);
        }
    }

    [Fact]
    [Proves("C3.d")]
    public void A_trader_who_stays_behind_is_named_though_all_together_gain()
    {
        using var folder = Folder.Of(Demo);
        var answer = Run(folder);
        using var json = JsonDocument.Parse(folder.Read("explore/relocate/answer.json"));
        var best = Rows(json.RootElement, "areas").Single(r => r.TryGetProperty("mark", out _));
        best.GetProperty("net").GetProperty("base").GetDouble().ShouldBeLessThan(0);
        Rows(json.RootElement, "ties").Single(r => Area(r) == Area(best)).GetProperty("losers").GetString()!
            .ShouldContain("Lierpoort Packing");
        Rows(json.RootElement, "parties").Single(r => Area(r) == Area(best)
                && r.GetProperty("party").GetString() == "Lierpoort Packing")
            .GetProperty("mark").GetString().ShouldBe("loses");
        answer.Found.Why.ShouldContain(w => w.Code == "losers");
        folder.Read("explore/relocate/report.html").ShouldContain("Lierpoort Packing");
    }

    [Fact]
    public void Who_could_be_worse_off_within_the_range_is_marked_and_named()
    {
        using var folder = Folder.Of(Demo);
        Run(folder);
        using var json = JsonDocument.Parse(folder.Read("explore/relocate/answer.json"));
        var seen = 0;
        foreach (var row in Rows(json.RootElement, "parties"))
        {
            double At(string end) => End(row, end);
            var named = Rows(json.RootElement, "ties").Single(t => Area(t) == Area(row)).GetProperty("perhaps_losers")
                .GetString()!.Split(", ").Contains(row.GetProperty("party").GetString());
            named.ShouldBe(At("base") <= 0 && At("high") > 0);
            row.TryGetProperty("mark", out _).ShouldBe(At("high") > 0);
            seen += named ? 1 : 0;
        }

        seen.ShouldBeGreaterThan(0);
        var flowers = Rows(json.RootElement, "parties").Single(
            r => Area(r) == "Klazienaveen" && r.GetProperty("party").GetString() == "Kassenlaan Flowers");
        flowers.GetProperty("mark").GetString().ShouldBe("loses");
    }

    [Fact]
    public void Nobody_is_said_only_where_nobody_loses_anywhere_in_the_range()
    {
        using var folder = Folder.Of(Demo);
        foreach (var area in (string[])["Klazienaveen", "Moerdijk", "Huissen"])
        {
            folder.Write("moves.csv", $"scenario,moves,area\nx,Kassenlaan Flowers,{area}\n");
            var found = Run(folder).Found;
            using var json = JsonDocument.Parse(folder.Read("explore/relocate/answer.json"));
            var parties = Rows(json.RootElement, "parties");
            bool Some(Func<double, double, bool> loses) =>
                parties.Any(p => loses(End(p, "base"), End(p, "high")));
            found.Why.Any(w => w.Code == "losers").ShouldBe(Some((middle, _) => middle > 0));
            found.Why.Any(w => w.Code == "perhaps_losers").ShouldBe(Some((middle, high) => middle <= 0 && high > 0));
            found.Why.Any(w => w.Code == "no_losers").ShouldBe(!Some((_, high) => high > 0));
        }
    }

    [Fact]
    public void Scenarios_of_ones_own_move_sites_and_functions()
    {
        using var folder = Folder.Of(Demo);
        folder.Write("moves.csv", "scenario,moves,area\nAll go,grower,Moerdijk\nAll go,trader,Moerdijk\n"
            + "One goes,Kruk Tomatoes,Huissen\n");
        var rows = Run(folder).Found.Tables[0].Rows;
        rows.Select(r => r.Cells[0].Text).ShouldBe(["explore.relocate.stay", "All go", "One goes"]);
        folder.Write("moves.csv", "scenario,moves,area\nx,nobody,Moerdijk\n");
        Code(folder).ShouldBe("planning.name_unknown");
    }

    [Fact]
    public void What_cannot_be_reckoned_is_refused_or_unknown()
    {
        using var folder = Folder.Of(Demo);
        var legs = folder.Read("legs.csv");
        folder.Write("legs.csv", legs + "Trays,Clock Hall,Store Veghel,Artic,1,\n");
        Code(folder).ShouldBe("planning.leg_not_connected");
        folder.Write("legs.csv", "chain,from,to,vehicle\n");
        Run(folder).Found.Standing.ShouldBe(Standing.Unknown);
        folder.Write("legs.csv", legs);
        var settings = folder.Read("explore.json");
        folder.Write("explore.json", settings.Replace("great-circle", "file"));
        var sites = folder.Read("sites.csv").Split('\n')[1..^1].Concat(folder.Read("areas.csv").Split('\n')[1..^1])
            .Select(l => l.Split(',')[0]).ToArray();
        folder.Write("distances.csv", "from,to,metres,seconds\n" + string.Concat(sites.SelectMany((a, i) =>
            sites[(i + 1)..].Select(b => b == "Clock Hall" ? $"{a},{b},,\n" : $"{a},{b},20000,1200\n"))));
        Code(folder).ShouldBe("planning.leg_no_way");
        folder.Write("explore.json", settings.Replace("\"fuel_price\"", "\"fuel\""));
        Code(folder).ShouldBe("planning.setting_wrong");
    }
}
