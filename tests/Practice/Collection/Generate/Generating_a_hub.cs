using System.Security.Cryptography;
using Meent.Collection.Generate;
using NodaTime;

namespace Meent.Tests.Practice.Collection.Generate;

public sealed class Generating_a_hub
{
    private static readonly HubRequest Small = new()
    {
        Members = 60, Days = 6, Grades = true, CanTests = true, Faults = true,
    };

    [Fact]
    public void the_same_seed_gives_the_same_bytes()
    {
        using var one = Made.From(Small);
        using var two = Made.From(Small);
        var (first, second) = (one.Bytes(), two.Bytes());
        first.Keys.ShouldBe(second.Keys, ignoreOrder: true);
        first.ShouldAllBe(f => f.Value.SequenceEqual(second[f.Key]));
    }

    /// <summary>Whoever changes what a seed means changes this on purpose.</summary>
    [Fact]
    public void the_bytes_are_those_of_every_other_machine()
    {
        using var made = Made.From(Small);
        var all = made.Bytes().OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => f.Value).ToArray();
        Convert.ToHexStringLower(SHA256.HashData(all))
            .ShouldBe("c697c44eafd7e916041a6d3e4fe0e1e039d61702b334eb7eb79f9d04fe1fadff");
    }

    [Fact]
    public void another_seed_gives_other_bytes()
    {
        using var one = Made.From(Small);
        using var two = Made.From(Small with { Seed = 2 });
        foreach (var file in new[] { "members.csv", "deliveries.csv", "purchases.csv", "stock.csv" })
        {
            one.Lines(file).ShouldNotBe(two.Lines(file));
        }
    }

    [Fact]
    public void an_option_leaves_the_rest_as_it_was()
    {
        using var plain = Made.From(Small with { Faults = false, CanTests = false });
        using var full = Made.From(Small);
        full.Lines("deliveries.csv").Take(plain.Hub.Deliveries + 1).ShouldBe(plain.Lines("deliveries.csv"));
        full.Lines("purchases.csv").ShouldBe(plain.Lines("purchases.csv"));
    }

    /// <summary>AT-K1-1: what the file must hold before it is imported.</summary>
    [Fact]
    public void a_day_of_3333_varied_deliveries_sums_to_exactly_19250_litres()
    {
        using var made = Made.From(new HubRequest
        {
            Members = 3_333, Days = 1, DeliveriesPerMemberDay = 1, Unit = "l", DailyTotalThousandths = 19_250_000,
            RejectedPerTenThousand = 0,
        });
        var deliveries = made.Rows("deliveries.csv");
        deliveries.Count.ShouldBe(3_333);
        deliveries.Select(d => d["member"]).Distinct().Count().ShouldBe(3_333);
        deliveries.Sum(d => Made.Number(d["quantity"])).ShouldBe(19_250.000m);
        deliveries.Select(d => d["quantity"]).Distinct().Count().ShouldBeGreaterThan(100);
        deliveries.ShouldAllBe(d => d["slip"] == "1" && d["unit"] == "l");
        TankTies(made, 19_250.000m);
    }

    [Fact]
    public void every_day_has_the_exact_total_beside_refused_cans_and_planted_faults()
    {
        using var made = Made.From(Small with { Members = 100, DailyTotalThousandths = 1_000_001 });
        made.Hub.AcceptedThousandths.ShouldBe(6 * 1_000_001);
        made.Rows("deliveries.csv").Take(made.Hub.Deliveries).Where(d => d["accepted"] == "yes").GroupBy(d => d["date"])
            .ShouldAllBe(day => day.Sum(d => Made.Number(d["quantity"])) == 1_000.001m);
        TankTies(made, 6_000.006m);
    }

    [Fact]
    public void deliveries_and_purchases_can_be_exactly_so_many()
    {
        using var made = Made.From(new HubRequest
        {
            Members = 70, First = new LocalDate(2026, 9, 1), Days = 30, DeliveriesPerMemberDay = 2, Purchases = 700,
        });
        made.Rows("deliveries.csv").Count.ShouldBe(4_200);
        made.Rows("deliveries.csv").GroupBy(d => (d["date"], d["session"])).ShouldAllBe(s => s.Count() == 70);
        made.Rows("purchases.csv").Count.ShouldBe(700);
    }

    [Fact]
    public void slips_count_without_gap_for_each_device_and_member()
    {
        using var made = Made.From(Small with { Faults = false, Days = 12, SecondNumbersPerTenThousand = 2_000 });
        foreach (var series in made.Rows("deliveries.csv").GroupBy(d => (d["device"], d["member"])))
        {
            series.Select(d => int.Parse(d["slip"], null)).ShouldBe(Enumerable.Range(1, series.Count()));
        }
    }

    [Fact]
    public void ids_are_uuids_of_version_7_at_the_time_of_the_record()
    {
        using var made = Made.From(Small with { Faults = false });
        var deliveries = made.Rows("deliveries.csv");
        deliveries.Select(d => d["id"]).Distinct().Count().ShouldBe(deliveries.Count);
        foreach (var d in deliveries)
        {
            var id = Guid.Parse(d["id"], null);
            (id.Version, id.Variant >> 2).ShouldBe((7, 2));
            var at = DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(d["id"].Replace("-", "")[..12], 16));
            at.ToOffset(TimeSpan.FromHours(3)).ToString("yyyy-MM-dd HH:mm", null).ShouldBe($"{d["date"]} {d["time"]}");
        }
    }

    [Fact]
    public void nonsense_is_refused_with_the_name_of_the_field()
    {
        var refusal = GenerateHub.Generate(new HubRequest { Unit = "pint" }, Path.GetTempPath(), null).Refusal;
        (refusal!.Code, refusal.Fact("field")).ShouldBe(("collection.generate_request", "Unit"));
    }

    [Fact]
    public void a_folder_that_holds_something_is_refused_and_left_alone()
    {
        using var made = Made.From(Small);
        var before = made.Bytes();
        GenerateHub.Generate(Small with { Seed = 9 }, made.Hub.Folder, null).Refusal!.Code
            .ShouldBe("collection.generate_folder_not_empty");
        made.Bytes().ShouldAllBe(f => f.Value.SequenceEqual(before[f.Key]));
    }

    private static void TankTies(Made made, decimal accepted)
    {
        var stock = made.Rows("stock.csv").ToLookup(s => s["kind"], s => Made.Number(s["quantity"]));
        stock["loss"].Sum().ShouldBeGreaterThan(0);
        (stock["opening"].Sum() + accepted - stock["dispatched"].Sum() - stock["loss"].Sum())
            .ShouldBe(stock["closing"].Single());
    }
}
