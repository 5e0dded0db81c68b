using Meent.Planning.Rules;
using Meent.Planning.Rules.Region;

namespace Meent.Tests.Planning.Region;

/// <summary>Each measure on its published example, and on what must always hold.</summary>
public class Measuring_a_region
{
    [Fact]
    public void A_location_quotient_as_published_with_the_package_REAT() =>
        LocationQuotient.Of(1_714, 79_006, 879_213, 15_593_224).ShouldBe(0.38476, 5e-6);

    [Fact]
    public void Location_quotients_weighted_by_the_size_of_regions_are_one_together()
    {
        var employment = Any(7);
        var table = LocationQuotient.Table(employment).Value;
        for (var s = 0; s < employment.Sectors.Count; s++)
        {
            Enumerable.Range(0, employment.Regions.Count)
                .Sum(r => employment.Region(r) / employment.Whole() * table[r][s]).ShouldBe(1, 1e-12);
        }
    }

    [Fact]
    public void A_cluster_has_stars_for_size_specialisation_and_focus()
    {
        // Ten regions of 100; the first has 60 of the 96 in glass, the second 4 of them.
        var counts = Enumerable.Range(0, 10)
            .Select(r => r == 0 ? new double[] { 60, 40 } : new double[] { 4, 96 }).ToList();
        var stars = LocationQuotient.Stars(new Employment(Ten(), ["glass", "rest"], counts)).Value;
        stars[0].ShouldBe([3, 0]);
        stars[1][0].ShouldBe(0);
        // Equals share a place: nine regions are all the largest in the rest, and none is specialised.
        stars[1][1].ShouldBe(2);
    }

    [Fact]
    public void Shift_and_share_as_published_for_construction()
    {
        // The sector grew 6 % here and 3 % everywhere, everything 2 %: 2 %, 1 % and 3 % (as the Clarksville
        // Partnership explains it).
        var shifts = ShiftShare.Of(["construction", "rest"], ([100, 0], [106, 0]), ([1_000, 9_000], [1_030, 9_170]))
            .Value;
        shifts[0].National.ShouldBe(2, 1e-9);
        shifts[0].Mix.ShouldBe(1, 1e-9);
        shifts[0].Regional.ShouldBe(3, 1e-9);
    }

    [Fact]
    public void Shift_and_share_add_up_whatever_the_figures()
    {
        for (var seed = 1UL; seed <= 50; seed++)
        {
            var dice = new Dice(seed);
            double[] Draw(double[]? over) => [.. Enumerable.Range(0, 6).Select(i => dice.Below(500) + (over?[i] ?? 0))];
            var (before, after) = (Draw(null), Draw(null));
            before[0] = 0;
            var shifts = ShiftShare.Of(
                ["a", "b", "c", "d", "e", "f"], (before, after), (Draw(before), Draw(after))).Value;
            for (var s = 0; s < 6; s++)
            {
                (shifts[s].National + shifts[s].Mix + shifts[s].Regional).ShouldBe(after[s] - before[s], 1e-9);
                (shifts[s].Competition + shifts[s].Allocation).ShouldBe(shifts[s].Regional, 1e-9);
            }
        }
    }

    [Fact]
    public void Regions_alike_and_with_nothing_in_common()
    {
        // Farhauer and Kroell 2013, modified in the documentation of REAT.
        Concentration.Krugman([20, 10, 70, 0, 0], [0, 0, 0, 60, 40]).ShouldBe(2, 1e-12);
        double[] industries = [4_388, 37_489, 129_423, 60_941];
        Concentration.Krugman(industries, [.. industries.Select(e => e / 2)]).ShouldBe(0, 1e-12);
    }

    [Fact]
    public void Four_firms_as_in_the_guidelines_on_mergers() =>
        // Horizontal Merger Guidelines of the United States: 30, 30, 20 and 20 % give 2,600 of 10,000.
        (10_000 * Concentration.HerfindahlHirschman([30, 30, 20, 20])).ShouldBe(2_600, 1e-9);

    [Fact]
    public void Specialisation_as_Farhauer_and_Kroell_reckon_it() =>
        Concentration.Gini([700, 600, 500, 10_000, 40_000], [30_000, 15_000, 10_000, 60_000, 50_000])
            .ShouldBe(0.6222222, 5e-8);

    [Fact]
    public void Two_sectors_as_Miller_and_Blair_have_them()
    {
        var model = InputOutput.Model(["agriculture", "industry"], [[150, 500], [200, 100]], [1_000, 2_000]).Value;
        model.Coefficients[0].ShouldBe([0.15, 0.25], 1e-12);
        model.Inverse[0].ShouldBe([1.2541, 0.3300], 5e-5);
        model.Inverse[1].ShouldBe([0.2640, 1.1221], 5e-5);
        model.OutputMultiplier.ShouldBe([1.5182, 1.4521], 1e-4);
        model.Output([600, 1_500]).ShouldBe([1_247.5, 1_841.6], 0.05);
        model.Output([350, 1_700]).ShouldBe([1_000, 2_000], 1e-9);
        model.Backward.Average().ShouldBe(1, 1e-12);
        model.Forward.Average().ShouldBe(1, 1e-12);
        // Work of 0.5 and 0.1 for each unit of output.
        var work = model.MultiplierOf([0.5, 0.1]);
        work[0]!.Value.ShouldBe((0.5 * 1.25412 + (0.1 * 0.26403)) / 0.5, 1e-4);
        model.MultiplierOf([0, 1])[0].ShouldBeNull();
    }

    [Fact]
    public void Coefficients_of_a_region_never_exceed_those_of_the_whole()
    {
        double[][] whole = [[0.15, 0.25], [0.20, 0.05]];
        string[] sectors = ["agriculture", "industry"];
        // LQ: (30/50)/(100/400) = 2.4 and (20/50)/(300/400) = 0.5333; CILQ 4.5 and 0.2222; size log2(1.125) = 0.16993.
        var regional = InputOutput.Regional(sectors, whole, [30, 20], [100, 300], 0.3).Value;
        var size = Math.Pow(0.169925, 0.3);
        regional[0][0].ShouldBe(0.15, 1e-9);
        regional[0][1].ShouldBe(0.25, 1e-9);
        regional[1][0].ShouldBe(0.20 * 0.2222222 * size, 1e-6);
        regional[1][1].ShouldBe(0.05 * 0.5333333 * size, 1e-6);
        InputOutput.Regional(sectors, whole, [30, 20], [100, 300], 0).Value[1][0].ShouldBe(0.20 * 0.2222222, 1e-6);
        // The whole as a region of itself is the whole.
        var same = InputOutput.Regional(sectors, whole, [100, 300], [100, 300], 0.3).Value;
        same[0].ShouldBe(whole[0], 1e-12);
        same[1].ShouldBe(whole[1], 1e-12);
    }

    [Fact]
    public void A_table_is_balanced_to_the_totals_of_Miller_and_Blair()
    {
        // Input-Output Analysis (2009), 7.4.2: coefficients of the base year times new outputs; 245, 136, 159 / 251,
        // 107,
        // 182.
        double[][] old = [[0.120, 0.100, 0.049], [0.210, 0.247, 0.265], [0.026, 0.249, 0.145]];
        double[] output = [421, 284, 283];
        var table = old.Select(row => row.Zip(output, (a, x) => a * x).ToArray()).ToArray();
        var balanced = Ras.Balance(table, [245, 136, 159], [251, 107, 182]).Value;
        balanced.Select(row => row.Sum()).ToArray().ShouldBe([245, 136, 159], 1e-9);
        Enumerable.Range(0, 3).Select(j => balanced.Sum(row => row[j])).ToArray().ShouldBe([251, 107, 182], 1e-9);
        // Only rows and columns were scaled: what stands crosswise keeps its proportion.
        (balanced[0][0] * balanced[1][1] / (balanced[0][1] * balanced[1][0]))
            .ShouldBe(table[0][0] * table[1][1] / (table[0][1] * table[1][0]), 1e-9);
        (balanced[0][0] * balanced[2][2] / (balanced[0][2] * balanced[2][0]))
            .ShouldBe(table[0][0] * table[2][2] / (table[0][2] * table[2][0]), 1e-9);
    }

    private static string[] Ten() => [.. Enumerable.Range(0, 10).Select(i => $"{i}")];

    private static Employment Any(ulong seed)
    {
        var dice = new Dice(seed);
        return new Employment(Ten(), ["a", "b", "c"], [.. Enumerable.Range(0, 10)
            .Select(_ => new double[] { dice.Below(900), 1 + dice.Below(90), dice.Below(5000) })]);
    }
}
