using Meent.Planning.Rules;
using Meent.Planning.Rules.Location;

namespace Meent.Bench.Planning;

/// <summary>
/// Chilling centres with six tank sizes each, of our own making: farms in clusters, litres from 4 to 40 a day,
/// candidate sites at random farms. No optimum is published: the gap is to the proven bound.
/// </summary>
internal static class Hubs
{
    private static readonly (string Name, int Farms, int Sites)[] Sizes =
        [("hub-200x20", 200, 20), ("hub-1000x60", 1_000, 60), ("hub-5000x500", 5_000, 500)];

    private static readonly (long Litres, double Cost)[] Tanks =
        [(500, 900), (1_000, 1_400), (2_000, 2_150), (3_000, 2_800), (5_000, 3_900), (10_000, 6_100)];

    public static LocationProblem Generate(int farms, int sites, ulong seed)
    {
        var dice = new Dice(seed);
        var clusters = Enumerable.Range(0, 4 + (farms / 60))
            .Select(_ => (X: dice.Fraction() * 40, Y: dice.Fraction() * 40)).ToArray();
        var places = Enumerable.Range(0, farms).Select(_ =>
        {
            var (x, y) = clusters[dice.Below(clusters.Length)];
            return (X: x + ((dice.Fraction() + dice.Fraction() - 1) * 5),
                Y: y + ((dice.Fraction() + dice.Fraction() - 1) * 5));
        }).ToArray();
        var customers = places.Select((_, i) => new Customer($"{i}", 4 + dice.Below(37))).ToList();
        var stand = Enumerable.Range(0, sites).Select(_ => places[dice.Below(farms)]).ToArray();
        var cost = new double[farms * sites];
        for (var i = 0; i < farms; i++)
        {
            for (var j = 0; j < sites; j++)
            {
                var km = 1.35 * Math.Sqrt(Math.Pow(places[i].X - stand[j].X, 2)
                    + Math.Pow(places[i].Y - stand[j].Y, 2));
                cost[(i * sites) + j] = 0.02 * 100 * km * customers[i].Demand / 10;
            }
        }

        var made = stand.Select((_, j) => new Site($"{j}",
            [.. Tanks.Select(t => new SiteSize($"{t.Litres} l", 600 + t.Cost, t.Litres, 0.05))])).ToList();
        return LocationProblem.From(customers, made, cost).Value;
    }

    public static void Measure(Request request)
    {
        var limit = request.Seconds > 0 ? request.Seconds : 10;
        Console.WriteLine($"\nplaces: own generator, at most {limit} s of CPU each, one thread");
        Console.WriteLine("| instance | seed | value | bound | gap % | proven | nodes | iterations | CPU s |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var (name, farms, sites) in Sizes.Where(s => s.Name.StartsWith(request.Only)))
        {
            foreach (var seed in request.Seeds)
            {
                var problem = Generate(farms, sites, seed);
                var from = Places.Cpu();
                var plan = LocationSearch.Solve(problem, seed, Places.CpuBudget(from, limit));
                Console.WriteLine(plan is null ? $"| {name} | {seed} | none |" : FormattableString.Invariant(
                    $"| {name} | {seed} | {plan.Cost:0.0} | {plan.Bound:0.0} | {100 * plan.Gap:0.000} | ")
                    + FormattableString.Invariant($"{(plan.Proven ? "yes" : "no")} | {plan.Nodes} | ")
                    + FormattableString.Invariant($"{plan.Iterations} | {Places.Cpu() - from:0.00} |"));
            }
        }
    }
}
