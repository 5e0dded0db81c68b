using System.Text.Json;
using Meent.Bench.Planning;
using Meent.Planning.Rules.Criteria;

namespace Meent.Tests.Planning.Criteria;

/// <summary>Every vector of the published examples that is about one of the methods.</summary>
public class Reckoning_published_examples
{
    [Fact]
    [Proves("B5.a", Partly = true)]
    public void Comparing_by_twos_as_for_a_leader()
    {
        var v = Vector("AHP-leader");
        var criteria = Ahp.FromUpper(4, (i, j) => v.GetProperty("upper").GetProperty($"{i},{j}").GetDouble());
        var weights = Ahp.Eigenvector(criteria).Value;
        weights.Weights.ShouldBe(Numbers(v, "weights"), 5e-5);
        weights.LargestEigenvalue.ShouldBe(v.GetProperty("lambda_max").GetDouble(), 5e-5);
        weights.ConsistencyIndex.ShouldBe(v.GetProperty("CI").GetDouble(), 5e-5);
        weights.ConsistencyRatio!.Value.ShouldBe(v.GetProperty("CR").GetDouble(), 5e-5);
        Ahp.GeometricMean(criteria).Value.Weights.ShouldBe(Numbers(v, "geometric_mean_weights"), 5e-5);

        var final = new double[3];
        var names = v.GetProperty("criteria").EnumerateArray().Select(c => c.GetString()!).ToList();
        for (var c = 0; c < names.Count; c++)
        {
            var upper = v.GetProperty("alt_upper").GetProperty(names[c]);
            var each = Ahp.Eigenvector(Ahp.FromUpper(3, (i, j) => upper.GetProperty($"{i},{j}").GetDouble())).Value;
            each.Weights.ShouldBe(Numbers(v.GetProperty("alt_weights"), names[c]), 5e-5);
            for (var a = 0; a < 3; a++)
            {
                final[a] += weights.Weights[c] * each.Weights[a];
            }
        }

        final.ShouldBe(Numbers(v, "final"), 5e-5);
    }

    [Fact]
    [Proves("B5.a", Partly = true)]
    public void Nearness_to_the_ideal_as_Tzeng_and_Huang_reckon_it()
    {
        var v = Vector("TOPSIS-tzeng-2011");
        var closeness = Topsis.Closeness(Matrix(v), Numbers(v, "weights"), Direction(v));
        closeness.ShouldBe(Numbers(v, "closeness"), 5e-5);
        Ranks.HighestFirst(closeness).ShouldBe(Whole(v, "rank"));
    }

    [Fact]
    [Proves("B5.a", Partly = true)]
    public void A_compromise_as_Opricovic_and_Tzeng_reckon_it()
    {
        var v = Vector("VIKOR-opricovic-2004");
        var scores = Vikor.Score(Matrix(v), Numbers(v, "weights"), Direction(v));
        scores.Group.ShouldBe(Numbers(v, "S"), 1e-9);
        scores.Complaint.ShouldBe(Numbers(v, "R"), 1e-9);
        scores.Compromise.ShouldBe(Numbers(v, "Q"), 1e-9);
    }

    [Fact]
    [Proves("B5.a", Partly = true)]
    public void Six_kinds_of_preference_as_Brans_and_others_have_them()
    {
        var v = Vector("PROMETHEE-brans-1986");
        var preferences = v.GetProperty("functions").EnumerateArray().Select(f => new Preference(
            f.GetProperty("type").GetString() switch
            {
                "U" => PreferenceType.UShape,
                "V" => PreferenceType.VShape,
                "linear" => PreferenceType.Linear,
                "level" => PreferenceType.Level,
                "gaussian" => PreferenceType.Gaussian,
                _ => PreferenceType.Usual,
            },
            Or0(f, "q"), Or0(f, "p"), Or0(f, "s"))).ToList();
        var flows = Promethee.Flows(Matrix(v), [.. Enumerable.Repeat(1 / 6.0, 6)], Direction(v), preferences);
        flows.Preferred[0].ShouldBe(Numbers(v, "pi_row_0"), 5e-4);
        flows.Leaving.ShouldBe(Numbers(v, "phi_plus"), 5e-5);
        flows.Entering.ShouldBe(Numbers(v, "phi_minus"), 5e-5);
        flows.Net.ShouldBe(Numbers(v, "phi"), 5e-5);
        Ranks.HighestFirst(flows.Net).ShouldBe(Whole(v, "rank"));

        // PROMETHEE I: Austria outranks all; Germany and Sweden can be told apart, Belgium and Sweden cannot.
        Enumerable.Range(0, 6).Where(b => b != 4).ShouldAllBe(b => flows.Outranks(4, b));
        flows.Outranks(1, 3).ShouldBeFalse();
        flows.Outranks(3, 1).ShouldBeFalse();
        flows.Outranks(4, 4).ShouldBeFalse();
    }

    [Fact]
    [Proves("B5.a", Partly = true)]
    public void Preference_without_a_threshold_as_Zhao_and_others_have_it()
    {
        var v = Vector("PROMETHEE-zhao-2013");
        var flows = Promethee.Flows(Matrix(v), Numbers(v, "weights"), Direction(v), new Preference[3]);
        flows.Leaving.ShouldBe(Numbers(v, "phi_plus"), 1e-9);
        flows.Entering.ShouldBe(Numbers(v, "phi_minus"), 1e-9);
        flows.Net.ShouldBe(Numbers(v, "phi"), 1e-9);
    }

    [Fact]
    [Proves("B5.a", Partly = true)]
    public void Distance_between_fixed_bounds_as_Dezert_and_others_reckon_it()
    {
        var v = Vector("SPOTIS-dezert-2020");
        var bounds = v.GetProperty("bounds").EnumerateArray()
            .Select(b => (b[0].GetDouble(), b[1].GetDouble())).ToArray();
        Spotis.Distance(Matrix(v), Numbers(v, "weights"), Direction(v), bounds)
            .ShouldBe(Numbers(v, "score_lower_is_better"), 5e-5);
    }

    [Fact]
    [Proves("B5.a", Partly = true)]
    public void Weighted_sum_over_columns_as_Kracka_and_others_reckon_it()
    {
        var v = Vector("WSM-kracka-2010");
        var scores = WeightedSum.ByColumnSum(Matrix(v), [.. Enumerable.Repeat(1 / 7.0, 7)], Direction(v));
        scores.ShouldBe(Numbers(v, "score"), 5e-9);
        Ranks.HighestFirst(scores).ShouldBe(Whole(v, "rank"));
    }

    [Fact]
    [Proves("B5.a", Partly = true)]
    public void Concordance_as_Cebrian_and_Porcar_reckon_it_for_a_place_in_Aragon()
    {
        var v = Vector("ELECTRE1-cebrian-2009");
        var concordance = Electre.Concordance(Matrix(v), Numbers(v, "weights"), Direction(v));
        var published = v.GetProperty("concordance");
        for (var a = 0; a < 6; a++)
        {
            for (var b = 0; b < 6; b++)
            {
                if (a != b)
                {
                    concordance[a][b].ShouldBe(published[a][b].GetDouble(), 1e-9);
                }
            }
        }
    }

    private static JsonElement Vector(string id)
    {
        var folder = Published.Folder("mcda");
        Assert.SkipWhen(folder is null, "The published examples (shared/data/mcda) do not lie beside the project.");
        using var all = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder!, "vectors.json")));
        return all.RootElement.GetProperty("vectors").EnumerateArray()
            .Single(v => v.GetProperty("id").GetString() == id).Clone();
    }

    private static double[] Numbers(JsonElement of, string name) =>
        [.. of.GetProperty(name).EnumerateArray().Select(x => x.GetDouble())];

    private static int[] Whole(JsonElement of, string name) =>
        [.. of.GetProperty(name).EnumerateArray().Select(x => x.GetInt32())];

    private static double[][] Matrix(JsonElement of) =>
        [.. of.GetProperty("matrix").EnumerateArray()
            .Select(row => row.EnumerateArray().Select(x => x.GetDouble()).ToArray())];

    private static bool[] Direction(JsonElement of) => [.. Numbers(of, "direction").Select(d => d > 0)];

    private static double Or0(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
}
