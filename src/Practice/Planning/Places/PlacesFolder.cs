using Meent.Planning.Explore;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Distances;
using Meent.Planning.Rules.Location;

namespace Meent.Planning.Places;

/// <summary>Where something is; null where that was not given.</summary>
internal readonly record struct Position(double? Lat, double? Lon)
{
    public bool Known => Lat is not null && Lon is not null;
}

/// <summary>The tables of a question about places.</summary>
/// <param name="Reach">Km within which a member counts as covered; 0 where that was not asked.</param>
/// <param name="Detour">Km by road for a km as the crow flies; exact where every distance was given.</param>
/// <param name="WayPrice">Multiples of what a litre and km costs.</param>
internal sealed record PlacesFolder(PlaceCase Case, IReadOnlyList<Position> Members, IReadOnlyList<Position> Sites,
    double Reach, Band Detour, Band WayPrice, IReadOnlyList<CapacityPart> Parts,
    IReadOnlyList<CapacityDemand> PartDemand)
{
    private static readonly string[] Open = ["free", "open", "never"];

    public bool HasMap => Members.All(p => p.Known) && Sites.All(p => p.Known);

    public static PlacesFolder Read(ExploreFolder folder)
    {
        var currency = folder.Settings.Currency;
        folder.Need("litre_km");
        var rate = folder.Parameter("rate", 0.12, "1/a", 0, 1);
        var years = folder.Parameter("years", 10, "a", 1, 50);
        var detour = DetourOf(folder);
        var sizes = folder.Table("sizes.csv", "size", "litres", "price", "years?", "upkeep", "litre?");
        var sizeNumbers = sizes.Numbered("size");
        List<SizeOffer> offers = [.. sizes.Select(r => new SizeOffer(
            r.Text("size"), r.Whole("litres", -1_000_000_000, 1_000_000_000),
            Annuity.Of(r.Number("price", 0), rate, r.NumberOr("years", years, 1, 100)),
            r.Number("upkeep", 0), r.NumberOr("litre", 0, 0)))];
        var sites = folder.Table(
            "sites.csv", "site", "lat?", "lon?", "today?", "opening?", "closing?", "may?");
        var siteNumbers = sites.Numbered("site");
        List<Candidate> candidates = [.. sites.Select(r => CandidateOf(r, offers, sizeNumbers, rate, years))];
        var members = folder.Table("members.csv", "member", "name?", "lat?", "lon?", "litres", "today?");
        var memberNumbers = members.Numbered("member");
        var places = (Members: members.Select(PositionOf).ToList(), Sites: sites.Select(PositionOf).ToList());
        var demand = folder.Ranged("demand", new Band(0.8, 1, 1.25), "x", 0, 100);
        var ways = Distances(folder, detour.Base, places.Members, places.Sites, memberNumbers, siteNumbers);
        var asked = new PlaceCase(
            [.. members.Select(r => new Member(r.Text("member"), Named(r), r.Whole("litres", -1_000_000_000),
                r.TextOr("today", "").Length > 0 ? r.Known("today", siteNumbers, "sites.csv") : -1))],
            candidates,
            ways.Km,
            folder.Parameter("litre_km", 0, $"{currency}/(l km)"),
            (int)folder.Parameter("days", 365, "d/a", 1, 366),
            folder.Parameter("most_km", 0, "km"),
            folder.Choice("split", "no", "yes") == "no",
            (int)folder.Parameter("most_sites", 0, "", 0, 500),
            folder.Parameter("lost_litre", 0, $"{currency}/l"))
        {
            Scenarios = ScenariosOf(demand),
        };
        return new PlacesFolder(asked, places.Members, places.Sites, folder.Parameter("reach", 0, "km"),
            ways.AllGiven ? detour.Base : detour,
            folder.Ranged("litre_km_factor", new Band(0.8, 1, 1.2), "x", 0, 100),
            ReadParts(folder), ReadPartDemand(folder));
    }

    /// <summary>A number of one's own, else the published one of a kind of country.</summary>
    private static Band DetourOf(ExploreFolder folder) =>
        folder.Settings.Parameters.GetValueOrDefault("detour") is { Number: not null }
            ? folder.Ranged("detour", 1, "x", 1, 5)
            : folder.Factor($"detour.{folder.Choice("detour", "rural", "hilly", "urban", "motorway")}");

    /// <summary>The number of a member and its name, as people know it.</summary>
    private static string Named(Row r) =>
        r.TextOr("name", "") is { Length: > 0 } name ? $"{r.Text("member")} {name}" : r.Text("member");

    private static List<DemandScenario> ScenariosOf(Band demand)
    {
        List<DemandScenario> scenarios = [new("base", demand.Base)];
        if (!demand.IsExact)
        {
            scenarios.Insert(0, new("low", demand.Low));
            scenarios.Add(new("high", demand.High));
        }

        return scenarios;
    }

    private static Candidate CandidateOf(Row r, IReadOnlyList<SizeOffer> offers,
        IReadOnlyDictionary<string, int> sizes, double rate, double years)
    {
        var today = r.TextOr("today", "").Length > 0 ? r.Known("today", sizes, "sizes.csv") : -1;
        var may = r.TextOr("may", "").Length > 0 ? r.Choice("may", Open) : 0;
        return new Candidate(r.Text("site"), r.Text("site"), offers, today,
            Annuity.Of(r.NumberOr("opening", 0, 0), rate, years), Annuity.Of(r.NumberOr("closing", 0), rate, years),
            may == 1, may == 2);
    }

    private static Position PositionOf(Row r) =>
        new(r.NumberOrUnknown("lat", -90, 90), r.NumberOrUnknown("lon", -180, 180));

    /// <summary>Given ones first, else over the sphere with the detour; NaN where neither is known.</summary>
    private static (double[] Km, bool AllGiven) Distances(
        ExploreFolder folder, double detour, List<Position> members, List<Position> sites,
        IReadOnlyDictionary<string, int> memberNumbers, IReadOnlyDictionary<string, int> siteNumbers)
    {
        if (members.Count > LocationProblem.MostCustomers || sites.Count > LocationProblem.MostSites)
        {
            return ([], true);
        }

        var km = new double[members.Count * sites.Count];
        for (var at = 0; at < km.Length; at++)
        {
            var (from, to) = (members[at / sites.Count], sites[at % sites.Count]);
            km[at] = from.Known && to.Known
                ? detour * GreatCircle.Metres(from.Lat!.Value, from.Lon!.Value, to.Lat!.Value, to.Lon!.Value) / 1000
                : double.NaN;
        }

        var given = new HashSet<int>();
        foreach (var row in folder.TableIfAny("distances.csv", 2_500_000, "member", "site", "km")?.ToList() ?? [])
        {
            var at = (row.Known("member", memberNumbers, "members.csv") * sites.Count)
                + row.Known("site", siteNumbers, "sites.csv");
            if (at < km.Length)
            {
                km[at] = row.Text("km") == "none" ? double.PositiveInfinity : row.Number("km", 0, 100_000);
                given.Add(at);
            }
        }

        return (km, given.Count == km.Length);
    }

    private static List<CapacityPart> ReadParts(ExploreFolder folder) =>
        [.. (folder.TableIfAny("plots.csv", "kind", "unit", "part", "quantity", "from_year?")?.ToList() ?? [])
            .Select(r => new CapacityPart(r.Text("kind"), r.Text("unit"), r.Text("part"),
                (decimal)r.Number("quantity", -1e9, 1e9), r.WholeOr("from_year", 0, 0, 9999)))];

    private static List<CapacityDemand> ReadPartDemand(ExploreFolder folder) =>
        [.. (folder.TableIfAny("plot_demand.csv", "scenario", "kind", "year", "quantity")?.ToList() ?? [])
            .Select(r => new CapacityDemand(r.Text("scenario"), r.Text("kind"), r.Whole("year", 0, 9999),
                (decimal)r.Number("quantity", -1e9, 1e9)))];
}
