using System.Collections.Immutable;
using Meent.Kernel;
using Meent.Planning.Distances;
using Meent.Planning.Explore;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Routing.Rounds;

namespace Meent.Planning.Routing;

/// <summary>Fuel of a kind of lorry; unknown where the folder does not say.</summary>
/// <param name="PerHundred">Litres on a hundred kilometres.</param>
internal sealed record Fuel(double? PerHundred, string Kind);

/// <summary>The tables of a collection: farms.csv, yards.csv, vehicles.csv, and today.csv where there is one.</summary>
/// <param name="Today">How it is driven now; empty where nobody wrote it down.</param>
/// <param name="Carbon">kg CO2 of a litre, by kind of fuel.</param>
internal sealed record RoutesFolder(
    Round Round, IReadOnlyList<Fuel> Fuels, IReadOnlyList<DrivenStop> Today, DistanceTable Distances,
    IReadOnlyDictionary<string, Band> Carbon)
{
    private const int MostFarms = 3_000;
    private const int MostYards = 50;
    private const int MostVehicles = 32;
    /// <summary>Of one farm: all of them together still fit a whole number.</summary>
    private const int MostLoad = 100_000;
    private const int LastMinute = 24 * 60;

    public static Outcome<RoutesFolder> Read(ExploreFolder folder, CancellationToken ct)
    {
        var yardTable = folder.Table("yards.csv", MostYards, "yard", "lat", "lon", "open?", "close?", "unload?");
        var yardNumbers = yardTable.Numbered("yard");
        var yards = yardTable.Select(YardOf).ToImmutableArray();
        var farmTable = folder.Table(
            "farms.csv", MostFarms, "farm", "party?", "lat", "lon", "morning", "evening?", "product?", "road?",
            "every_days?", "bring?");
        var farmNumbers = farmTable.Numbered("farm");
        var farms = farmTable.Select(FarmOf).ToImmutableArray();
        var vehicleTable = folder.Table(
            "vehicles.csv", MostVehicles, "vehicle", "count", "compartments", "deck?", "road?", "start?", "intakes?",
            "end?", "fixed?", "per_km", "per_hour?", "from?", "until?", "max_hours?", "max_km?", "max_ride?", "trips?",
            "speed?", "fuel?", "fuel_kind?");
        var vehicleNumbers = vehicleTable.Numbered("vehicle");
        var vehicles = vehicleTable.Select(r => new VehicleRow(r, yardNumbers).Read()).ToImmutableArray();
        var fuels = vehicleTable.Select(r => new Fuel(
            r.NumberOrUnknown("fuel", 0, 100), Kind(r))).ToList();
        var hours = new Hours(
            Clock(folder, "morning_from", 5), Clock(folder, "morning_until", 10), Clock(folder, "evening_from", 15),
            Clock(folder, "evening_until", 20), folder.Parameter("stop_minutes", 4, "min", 0, 600),
            folder.Parameter("minutes_per_100", 3, "min", 0, 600));
        var today = ReadToday(folder, farmNumbers, vehicleNumbers);
        if (folder.Refused is { } no)
        {
            return no;
        }

        var carbon = fuels.Where(f => f.PerHundred is not null).Select(f => f.Kind).Distinct()
            .ToDictionary(k => k, k => folder.Factor($"combustion.{k}.litre"));
        GeoPoint[] points =
            [.. yards.Select(y => new GeoPoint(y.Name, y.Lat, y.Lon)),
                .. farms.Select(f => new GeoPoint(f.Name, f.Lat, f.Lon))];
        return DistanceSources.Between(folder, points, ct).Then<RoutesFolder>(distances => new RoutesFolder(
            new Round(farms, yards, vehicles, hours, distances.Metres, distances.Seconds), fuels, today, distances,
                carbon));
    }

    private static string Kind(Row r) => r.TextOr("fuel_kind", "diesel") == "diesel"
        ? "diesel" : ((string[])["diesel", "petrol"])[r.Choice("fuel_kind", "diesel", "petrol")];

    /// <summary>A parameter in hours of the day, as minutes.</summary>
    private static int Clock(ExploreFolder folder, string name, double usual) =>
        (int)Math.Floor((folder.Parameter(name, usual, "h", 0, 24) * 60) + 0.5);

    private static Yard YardOf(Row r)
    {
        var (lat, lon) = r.Position();
        return new Yard(
            r.Text("yard"), lat, lon, r.TimeOr("open", 0), r.TimeOr("close", LastMinute),
                r.WholeOr("unload", 0, 0, LastMinute));
    }

    private static Farm FarmOf(Row r)
    {
        var (lat, lon) = r.Position();
        return new Farm(
            r.Text("farm"), r.TextOr("party", ""), lat, lon, r.Whole("morning", 0, MostLoad),
            r.WholeOr("evening", 0, 0, MostLoad), r.TextOr("product", ""), r.WholeOr("road", 3, 1, 3),
            r.WholeOr("every_days", 1, 1, 2), r.WholeOr("bring", 0, 0, MostLoad));
    }

    private static IReadOnlyList<DrivenStop> ReadToday(
        ExploreFolder folder, Dictionary<string, int> farms, Dictionary<string, int> vehicles) =>
        folder.TableIfAny("today.csv", "vehicle", "number", "day?", "trip", "farm", "evening?") is not { } table ? []
        : [.. table.Select(r => new DrivenStop(
            r.Known("vehicle", vehicles, "vehicles.csv"), r.Whole("number", 1, 1000), r.WholeOr("day", 1, 1, 2) - 1,
            r.Whole("trip", 1, 100), r.Known("farm", farms, "farms.csv"), r.YesNo("evening") ?? false))];

    /// <summary>A row of vehicles.csv.</summary>
    private sealed class VehicleRow(Row row, Dictionary<string, int> yards)
    {

        public Vehicle Read()
        {
            var open = row.TextOr("start", "") == "-";
            return new Vehicle(
                row.Text("vehicle"), row.Whole("count", 1, 3_000), Compartments(),
                    row.WholeOr("deck", -1, 0, 1_000_000),
                row.WholeOr("road", 3, 1, 3), open ? -1 : Yard("start", 0), Intakes(), Yard("end", -1),
                row.NumberOr("fixed", 0, 0, 1e7) * 100, row.Number("per_km", 0, 1e5) * 100,
                row.NumberOr("per_hour", 0, 0, 1e5) * 100, row.TimeOr("from", 0), row.TimeOr("until", LastMinute),
                row.NumberOr("max_hours", 0, 0, 24), row.NumberOr("max_km", 0, 0, 2_000),
                row.WholeOr("max_ride", 0, 0, LastMinute), row.WholeOr("trips", 1, 1, 20),
                    row.NumberOr("speed", 0, 1, 120));
        }

        private int Yard(string column, int otherwise) =>
            row.TextOr(column, "") is "" or "-" ? otherwise : row.Known(column, yards, "yards.csv");

        private ImmutableArray<int> Intakes()
        {
            var text = row.TextOr("intakes", "");
            if (text.Length == 0)
            {
                return [.. yards.Values.Order()];
            }

            var names = text.Split('+', StringSplitOptions.TrimEntries);
            if (names.FirstOrDefault(n => !yards.ContainsKey(n)) is not null)
            {
                row.Table.Trouble.Note(row.About("planning.name_unknown", "intakes", ("where", "yards.csv")));
                return [0];
            }

            return [.. names.Select(n => yards[n]).Distinct()];
        }

        private ImmutableArray<int> Compartments()
        {
            var parts = row.Text("compartments").Split('+', StringSplitOptions.TrimEntries);
            if (parts.All(p => int.TryParse(p, null, out var size) && size is >= 0 and <= 1_000_000))
            {
                return [.. parts.Select(p => int.Parse(p, null))];
            }

            row.Table.Trouble.Note(row.About("planning.compartments", "compartments"));
            return [1];
        }
    }
}

/// <summary>One visit as it is driven today.</summary>
/// <param name="Number">Which of the lorries of this kind; counted from 1.</param>
internal sealed record DrivenStop(int Vehicle, int Number, int Day, int Trip, int Farm, bool Evening);
