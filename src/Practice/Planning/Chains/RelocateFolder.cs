using Meent.Kernel;
using Meent.Planning.Distances;
using Meent.Planning.Explore;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Chains;

namespace Meent.Planning.Chains;

/// <summary>The tables of a chain network whose parties may move.</summary>
internal sealed record RelocateFolder(
    RelocationCase Case, IReadOnlyList<Layout> Moves, RelocationRanges Ranges, double FuelChange,
    IReadOnlyList<GeoPoint> Points, DistanceTable Distances)
{
    private const int MostSites = 500, MostAreas = 100, MostLegs = 2_000, MostRelations = 5_000;
    private const int WeeksOfYear = 52;

    public static Outcome<RelocateFolder> Read(ExploreFolder folder, CancellationToken ct)
    {
        var sites = folder.Table(
            "sites.csv", MostSites, "site", "party?", "function?", "lat", "lon", "moves?", "removal?", "handling?",
            "handling_hours?");
        var areas = folder.Table("areas.csv", MostAreas, "area", "lat", "lon", "yearly?");
        var (siteNumbers, areaNumbers) = (sites.Numbered("site"), areas.Numbered("area"));
        var parties = sites.Select(PartyOf).Distinct().ToList();
        var partyNumbers = parties.Select((p, i) => (p, i)).ToDictionary(p => p.p, p => p.i, StringComparer.Ordinal);
        var vehicles = folder.Table(
            "vehicles.csv", "vehicle", "capacity", "load?", "empty?", "per_km", "per_hour", "fuel");
        var chains = folder.Table(
            "chains.csv", "chain", "volume", "value?", "decay?", "production?", "reference?", "reference_hours?");
        var siteList = sites.Select(r => new ChainSite(
            r.Text("site"), partyNumbers[PartyOf(r)], r.TextOr("function", ""), r.NumberOr("removal", 0, 0),
            r.NumberOr("handling", 0, 0), r.NumberOr("handling_hours", 0, 0, 8760))).ToArray();
        var legs = ReadLegs(
            folder, siteNumbers, vehicles.Numbered("vehicle"), chains.Numbered("chain"), partyNumbers, siteList);
        var relations = ReadRelations(folder, siteNumbers, legs);
        var moves = ReadMoves(folder, sites, siteList, areaNumbers);
        GeoPoint[] points = [.. sites.Select(r => Point(r, "site")), .. areas.Select(r => Point(r, "area"))];
        if (folder.Refused is { } no)
        {
            return no;
        }

        return DistanceSources.Between(folder, points, ct).Then<RelocateFolder>(table =>
        {
            var ranges = ReadRanges(folder, table);
            var relocation = new RelocationCase(
                parties, siteList, [.. vehicles.Select(Vehicle)], [.. chains.Select(ReadChain)], legs, relations,
                [.. areas.Select(r => new CandidateArea(r.Text("area"), r.NumberOr("yearly", 0)))],
                Of(table), folder.Parameter("rate", 0.05, "1/a", 0, 1),
                folder.Parameter("removal_years", 15, "a", 1, 100), folder.Parameter("within_km", 3, "km", 0, 100),
                folder.Parameter("within_hours", 0.1, "h", 0, 24), folder.Parameter("partner_km", 50, "km", 0, 20_000),
                folder.Parameter("frequent", 12, "1/a", 0, 1e6));
            var change = folder.Parameter("fuel_change", 0.2, "", 0, 1);
            return folder.Refused ?? Unreached(legs, siteList, table) ?? (Outcome<RelocateFolder>)new RelocateFolder(
                relocation, moves, ranges, change, points, table);
        });
    }

    private static string PartyOf(Row row) => row.TextOr("party", row.Text("site"));

    private static GeoPoint Point(Row row, string name)
    {
        var (lat, lon) = row.Position();
        return new GeoPoint(row.Text(name), lat, lon);
    }

    private static ChainVehicle Vehicle(Row r) => new(
        r.Text("vehicle"), r.Number("capacity", 0.001), r.NumberOr("load", 1, 0.01, 1), r.NumberOr("empty", 1, 0, 1),
        r.Number("per_km", 0), r.Number("per_hour", 0), r.Number("fuel", 0, 1000));

    private static Chain ReadChain(Row r) => new(
        r.Text("chain"), r.Number("volume", 0), r.NumberOr("value", 0, 0), r.NumberOr("decay", 0, 0, 100),
        r.NumberOr("production", 0, 0), r.NumberOrUnknown("reference", 0), r.NumberOrUnknown("reference_hours", 0));

    private static ChainDistances Of(DistanceTable table)
    {
        var n = table.Size;
        var (kilometres, hours) = (new double[n * n], new double[n * n]);
        for (var i = 0; i < kilometres.Length; i++)
        {
            var hasWay = table.HasWay(i / n, i % n);
            kilometres[i] = hasWay ? table.Kilometres(i / n, i % n) : double.PositiveInfinity;
            hours[i] = hasWay ? table.Hours(i / n, i % n) : double.PositiveInfinity;
        }

        return new ChainDistances(n, kilometres, hours);
    }

    /// <summary>Where there is no way today, nothing can be compared with staying.</summary>
    private static Refusal? Unreached(ChainLeg[] legs, ChainSite[] sites, DistanceTable table) =>
        legs.FirstOrDefault(l => !table.HasWay(l.From, l.To)) is { } leg
            ? new Refusal("planning.leg_no_way", ("from", sites[leg.From].Name), ("to", sites[leg.To].Name))
            : null;

    private static RelocationRanges ReadRanges(ExploreFolder folder, DistanceTable table)
    {
        folder.Need("fuel_price");
        return new RelocationRanges(
            folder.Ranged("fuel_price", 0, $"{folder.Settings.Currency}/l"),
            folder.Ranged("distance_factor", table.Range, "x", 0.1, 10), folder.Ranged("volume_factor", 1, "x", 0, 100),
            folder.Ranged("hour_factor", 1, "x", 0, 100), folder.Ranged("decay_factor", 1, "x", 0, 100));
    }

    private static ChainLeg[] ReadLegs(
        ExploreFolder folder, Dictionary<string, int> sites, Dictionary<string, int> vehicles,
        Dictionary<string, int> chains, Dictionary<string, int> parties, ChainSite[] siteList)
    {
        var legs = new List<ChainLeg>();
        var reached = new Dictionary<int, int>();
        foreach (var r in folder.Table("legs.csv", MostLegs, "chain", "from", "to", "vehicle", "departures?", "payer?"))
        {
            var chain = r.Known("chain", chains, "chains.csv");
            var (from, to) = (r.Known("from", sites, "sites.csv"), r.Known("to", sites, "sites.csv"));
            if (folder.Refused is not null)
            {
                break;
            }

            // Legs of a chain stand in the order of the way.
            if (reached.TryGetValue(chain, out var at) && at != from)
            {
                folder.Refuse(r.About("planning.leg_not_connected", "from", ("where", siteList[at].Name)));
            }

            reached[chain] = to;
            legs.Add(new ChainLeg(
                chain, from, to, r.Known("vehicle", vehicles, "vehicles.csv"), r.NumberOr("departures", 0, 0, 10_000),
                r.TextOr("payer", "").Length > 0 ? r.Known("payer", parties, "sites.csv") : siteList[from].Party));
        }

        return [.. legs];
    }

    /// <summary>Those of relations.csv, and who hands goods to whom at known times.</summary>
    private static Relation[] ReadRelations(
        ExploreFolder folder, Dictionary<string, int> sites, IReadOnlyList<ChainLeg> legs)
    {
        var relations = new List<Relation>();
        var table = folder.TableIfAny("relations.csv", MostRelations, "from", "to", "times", "kind?", "about?");
        foreach (var r in table?.ToArray() ?? [])
        {
            relations.Add(new Relation(
                r.Known("from", sites, "sites.csv"), r.Known("to", sites, "sites.csv"), r.Number("times", 0),
                r.TextOr("kind", "formal") == "formal" || r.Choice("kind", "formal", "informal") == 0,
                r.TextOr("about", "")));
        }

        var met = relations.Select(r => (Math.Min(r.From, r.To), Math.Max(r.From, r.To))).ToHashSet();
        foreach (var group in legs.Where(l => l.Departures > 0 && l.From != l.To)
            .GroupBy(l => (Math.Min(l.From, l.To), Math.Max(l.From, l.To))))
        {
            if (met.Add(group.Key))
            {
                var first = group.First();
                relations.Add(new Relation(
                    first.From, first.To, group.Max(l => l.Departures) * WeeksOfYear, true, ""));
            }
        }

        return [.. relations];
    }

    /// <summary>moves.csv, else all that may move to each area in turn.</summary>
    private static Layout[] ReadMoves(
        ExploreFolder folder, Table sites, ChainSite[] siteList, Dictionary<string, int> areas)
    {
        if (folder.TableIfAny("moves.csv", "scenario", "moves", "area") is not { } table)
        {
            var may = sites.Select(r => r.YesNo("moves") == true).ToArray();
            return Array.TrueForAll(may, m => !m)
                ? []
                : [.. areas.OrderBy(a => a.Value)
                    .Select(a => new Layout(a.Key, [.. may.Select(m => m ? a.Value : -1)]))];
        }

        var layouts = new List<Layout>();
        foreach (var r in table)
        {
            var name = r.Text("scenario");
            if (layouts.Find(l => l.Name == name) is not { } layout)
            {
                layout = new Layout(name, [.. Enumerable.Repeat(-1, siteList.Length)]);
                layouts.Add(layout);
            }

            var (who, area) = (r.Text("moves"), r.Known("area", areas, "areas.csv"));
            var found = false;
            for (var i = 0; i < siteList.Length; i++)
            {
                if (siteList[i].Name == who || siteList[i].Function == who)
                {
                    (layout.AreaOf[i], found) = (area, true);
                }
            }

            if (!found)
            {
                folder.Refuse(r.About("planning.name_unknown", "moves", ("where", "sites.csv")));
            }
        }

        if (layouts.Count > MostAreas)
        {
            folder.Refuse(new Refusal("planning.rows_too_many", ("file", "moves.csv"), ("limit", $"{MostAreas}")));
        }

        return [.. layouts];
    }
}
