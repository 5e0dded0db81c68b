namespace Meent.Planning.Rules.Routing.Rounds;

/// <summary>Makes up a hub with its farms on ridges, its roads and its lorries: litres are log-normal, narrow roads
/// have small farms, two products that must not mix, two intakes, a part of the farms fetched every other
/// day.</summary>
internal static class MadeUpHub
{
    private const double Lat = -0.62;
    private const double Lon = 37.05;
    private const double KilometresPerDegree = 111.195;
    private const double Detour = 1.4;

    /// <param name="everyOtherDay">Share of the farms with a cooler of their own, fetched every other day.</param>
    public static Round Make(int farms, ulong seed, double everyOtherDay = 0)
    {
        var dice = new Dice(seed);
        Yard[] yards = [new("Hub", Lat, Lon, 300, 1380, 20), new("Upper cooler", Lat + 0.09, Lon - 0.05, 300, 1380,
            15)];
        var ridges = Enumerable.Range(0, Math.Max(4, farms / 25))
            .Select(_ => (Lat: Lat + Spread(dice, 0.13), Lon: Lon + Spread(dice, 0.13),
                Turn: dice.Fraction() * Math.PI))
            .ToList();
        var made = Enumerable.Range(0, farms).Select(i => Farm(dice, i, ridges, everyOtherDay)).ToList();
        double[][] at = [.. yards.Select(y => new[] { y.Lat, y.Lon }), .. made.Select(f => new[] { f.Lat, f.Lon })];
        return new Round([.. made], [.. yards], Fleet(farms), new Hours(330, 570, 930, 1200, 4, 3), Metres(at), []);
    }

    private static Farm Farm(Dice dice, int i, List<(double Lat, double Lon, double Turn)> ridges, double everyOtherDay)
    {
        var (lat, lon, turn) = ridges[dice.Below(ridges.Count)];
        var (along, aside) = (Spread(dice, 0.045), Spread(dice, 0.006));
        var road = dice.Fraction() switch { < 0.12 => 1, < 0.45 => 2, _ => 3 };
        var median = road switch { 1 => 14, 2 => 45, _ => 90 };
        var morning = (int)Math.Clamp(median * Math.Exp(0.6 * Normal(dice)), 4, road == 1 ? 50 : 600);
        var evening = Math.Max(3, (int)(morning * (0.55 + (0.25 * dice.Fraction()))));
        var cools = road == 3 && dice.Fraction() < everyOtherDay;
        return new Farm(
            $"F{i + 1:0000}", $"{(char)('A' + dice.Below(6))}",
            lat + (along * Math.Sin(turn)) + (aside * Math.Cos(turn)),
            lon + (along * Math.Cos(turn)) - (aside * Math.Sin(turn)), morning, evening,
            dice.Fraction() < 0.2 ? "organic" : "plain", road, cools ? 2 : 1,
            road > 1 && dice.Fraction() < 0.1 ? 50 + (50 * dice.Below(3)) : 0);
    }

    private static System.Collections.Immutable.ImmutableArray<Vehicle> Fleet(int farms) =>
    [
        new("Tanker", Math.Max(2, farms / 30), [2000, 2000, 1000], 600, 3, 0, [0, 1], 0, 450_000, 7_500, 60_000, 300,
            1380,
            14, 400, 180, 3, 32),
        new("Pick-up", Math.Max(3, farms / 20), [600, 400], 300, 2, 0, [0, 1], 0, 180_000, 3_800, 45_000, 300, 1380, 14,
            300, 180, 4, 28),
        new("Motorbike", Math.Max(4, farms / 8), [60, 40], 0, 1, -1, [0, 1], -1, 20_000, 1_400, 18_000, 300, 1380,
            14, 150,
            120, 6, 24),
    ];

    private static int[] Metres(double[][] at)
    {
        var metres = new int[at.Length * at.Length];
        for (var a = 0; a < at.Length; a++)
        {
            for (var b = 0; b < at.Length; b++)
            {
                var north = (at[a][0] - at[b][0]) * KilometresPerDegree;
                var east = (at[a][1] - at[b][1]) * KilometresPerDegree * Math.Cos(Lat * Math.PI / 180);
                metres[(a * at.Length) + b] = (int)(Math.Sqrt((north * north) + (east * east)) * Detour * 1000);
            }
        }

        return metres;
    }

    private static double Spread(Dice dice, double width) => (dice.Fraction() + dice.Fraction() - 1) * width;

    private static double Normal(Dice dice) =>
        Math.Sqrt(-2 * Math.Log(1 - dice.Fraction())) * Math.Cos(2 * Math.PI * dice.Fraction());
}
