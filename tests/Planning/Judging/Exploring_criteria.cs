using System.Text.Json;
using Meent.Planning.Explore;
using Meent.Planning.Judging;
using Meent.Tests.Planning.Explore;

namespace Meent.Tests.Planning.Judging;

public class Exploring_criteria
{
    private static readonly CriteriaExploration Criteria = new();

    [Fact]
    [Proves("P5", Partly = true)]
    [Proves("AT-B5-1", "B5.c")]
    public void Harenkarspel_could_be_it_and_public_land_would_turn_the_order()
    {
        using var folder = Folder.Of("demo/explore/criteria");
        using var json = Run(folder);
        var root = json.RootElement;
        root.GetProperty("verdict").GetProperty("message").GetString()!
            .ShouldStartWith("Harenkarspel is where it could be");
        root.GetProperty("verdict").GetProperty("message").GetString()!.ShouldContain("no proof");
        var ranking = Table(root, "ranking");
        ranking[0].GetProperty("alternative").GetString().ShouldBe("Harenkarspel");
        ranking[0].GetProperty("sum").GetDouble().ShouldBe(600 / 7.0, 1e-6);
        ranking[1].GetProperty("sum").GetDouble().ShouldBe(400 / 7.0, 1e-6);
        var flip = root.GetProperty("why")[0];
        flip.GetProperty("code").GetString().ShouldBe("flip");
        flip.GetProperty("facts").GetProperty("criterion").GetString().ShouldBe("Government with land positions");
        flip.GetProperty("facts").GetProperty("to").GetDouble().ShouldBe(100 / 3.0, 1e-6);
        // Where Hoeksche Waard has no public land either there is no such weight.
        folder.Write("scores.csv", folder.Read("scores.csv").Replace(
            "Hoeksche Waard,Government with land positions,1", "Hoeksche Waard,Government with land positions,0"));
        using var other = Run(folder);
        other.RootElement.GetProperty("why")[0].GetProperty("code").GetString().ShouldBe("no_flip");
    }

    [Fact]
    [Proves("NF11", Partly = true)]
    [Proves("AT-B5-2")]
    public void An_assessor_who_does_not_know_all_gives_best_and_worst_ranks()
    {
        using var folder = Folder.Of("demo/explore/criteria");
        folder.Write("scores.csv", string.Join('\n', folder.Read("scores.csv").Split('\n')
            .Where(l => !l.StartsWith("project"))));
        using var json = Run(folder);
        // Five of seven and one unknown against four and one unknown: first for certain, or level.
        json.RootElement.GetProperty("verdict").GetProperty("code").GetString().ShouldBe("could_be_several");
        Table(json.RootElement, "ranking").Select(r =>
                (r.GetProperty("best_rank").GetInt32(), r.GetProperty("worst_rank").GetInt32()))
            .ShouldBe([(1, 1), (1, 2)]);
    }

    [Theory]
    [InlineData("topsis")]
    [InlineData("vikor")]
    [InlineData("promethee")]
    [InlineData("spotis")]
    public void Every_method_orders_them_and_is_printed(string method)
    {
        using var folder = Folder.Of("demo/explore/criteria");
        folder.Write("explore.json", folder.Read("explore.json").Replace("weighted_sum", method));
        using var json = Run(folder);
        Table(json.RootElement, "ranking")[0].GetProperty("alternative").GetString().ShouldBe("Harenkarspel");
        json.RootElement.GetProperty("method")[1].GetProperty("code").GetString().ShouldBe(method);
    }

    [Fact]
    public void Weights_come_from_comparisons_where_there_are_any()
    {
        using var folder = new Folder(
            ("explore.json", Folder.Settings),
            ("criteria.csv", "criterion,weight,better,low,high\nprice,0,less,0,100\nsoil,0,more,0,10\n"),
            ("pairs.csv", "first,second,times\nsoil,price,3\n"),
            ("scores.csv", "alternative,criterion,score\na,price,50\na,soil,8\nb,price,20\nb,soil,?\n"));
        using var json = Run(folder);
        // a: 0.25 x 0.5 + 0.75 x 0.8 = 72.5 %; b: 0.25 x 0.8 + 0.75 x (0 to 1) = 20 to 95 %.
        Table(json.RootElement, "ranking").Single(r => r.GetProperty("alternative").GetString() == "a")
            .GetProperty("sum").GetDouble().ShouldBe(72.5, 1e-9);
        var b = Table(json.RootElement, "ranking").Single(r => r.GetProperty("alternative").GetString() == "b");
        b.GetProperty("sum").GetProperty("low").GetDouble().ShouldBe(20, 1e-9);
        b.GetProperty("sum").GetProperty("high").GetDouble().ShouldBe(95, 1e-9);
        folder.Write("pairs.csv", "first,second,times\n");
        Code(folder).ShouldBe("planning.criteria_pairs_not_reciprocal");
        File.Delete(Path.Combine(folder.Path, "pairs.csv"));
        Code(folder).ShouldBe("planning.criteria_weights_zero");
    }

    [Fact]
    public void Comparisons_that_contradict_each_other_prove_no_order()
    {
        using var folder = new Folder(
            ("explore.json", Folder.Settings),
            ("criteria.csv", "criterion,weight\na,0\nb,0\nc,0\n"),
            ("pairs.csv", "first,second,times\na,b,9\nb,c,9\nc,a,9\n"),
            ("scores.csv", "alternative,criterion,score\nx,a,1\nx,b,1\nx,c,1\ny,a,0\ny,b,0\ny,c,0\n"));
        using var json = Run(folder);
        var verdict = json.RootElement.GetProperty("verdict");
        verdict.GetProperty("standing").GetString().ShouldBe("depends");
        verdict.GetProperty("code").GetString().ShouldBe("could_be_unsure");
        // Eigenvalue 1 + 9 + 1/9; (10.111 - 3) / 2 / 0.58.
        verdict.GetProperty("facts").GetProperty("ratio").GetDouble().ShouldBe(6.13, 0.005);
        json.RootElement.GetProperty("warnings").EnumerateArray()
            .ShouldContain(w => w.GetProperty("code").GetString() == "contradiction");
        folder.Write("pairs.csv", "first,second,times\na,b,3\nb,c,3\na,c,9\n");
        using var consistent = Run(folder);
        consistent.RootElement.GetProperty("verdict").GetProperty("standing").GetString().ShouldBe("for");
        consistent.RootElement.GetProperty("warnings").EnumerateArray()
            .ShouldNotContain(w => w.GetProperty("code").GetString() == "contradiction");
    }

    private static JsonDocument Run(Folder folder)
    {
        Exploring.Run(Criteria, folder.Path, new ExploreOptions(), new Silence(), default).Refusal.ShouldBeNull();
        return JsonDocument.Parse(folder.Read("explore/criteria/answer.json"));
    }

    private static string? Code(Folder folder) =>
        Exploring.Run(Criteria, folder.Path, new ExploreOptions(), new Silence(), default).Refusal?.Code;

    private static List<JsonElement> Table(JsonElement root, string name) =>
        [.. root.GetProperty("tables").EnumerateArray().Single(t => t.GetProperty("name").GetString() == name)
            .GetProperty("rows").EnumerateArray()];
}
