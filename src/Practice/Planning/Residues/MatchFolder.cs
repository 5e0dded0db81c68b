using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Rules.Matching;

namespace Meent.Planning.Residues;

/// <summary>The folder of meent explore match.</summary>
/// <param name="Places">Latitude and longitude of each firm; null where it has none.</param>
/// <param name="Stops">Position of the firm whose stopping is shown in full; -1: the one that means most.</param>
internal sealed record MatchFolder(MatchingProblem Problem, IReadOnlyList<Facility> Facilities,
    IReadOnlyList<(double Lat, double Lon)?> Places, int Stops)
{
    private const int MostFirms = 500;

    private static readonly string[] Statuses =
        ["product", "byproduct", "endofwaste", "waste", "category1", "category2", "manure", "category3", "milk",
            "catering"];

    private static readonly string[] Uses = ["feed", "digestion", "compost", "land", "fuel", "industry"];

    private static readonly string[] Permits = ["feed", "waste", "registered", "biogas", "combustion"];

    public static Outcome<MatchFolder> Read(ExploreFolder folder)
    {
        var firms = folder.Table("firms.csv", MostFirms, "firm", "name?", "lat?", "lon?");
        var names = firms.Numbered("firm");
        var materials = ReadMaterials(folder);
        var (offers, wants) = (OfferTable(folder), WantTable(folder));
        var (offerIds, wantIds) = (offers.Numbered("offer"), wants.Numbered("want"));
        var quantities = Quantities.Read(folder, offerIds, wantIds);
        var qualities = Known(folder.TableIfAny("qualities.csv", "offer", "property", "low", "high?"), offerIds);
        var windows = Known(folder.TableIfAny("windows.csv", "want", "property", "least?", "most?"), wantIds);
        var replaces = Known(folder.TableIfAny("replaces.csv", "want", "material", "share"), wantIds);
        var conversions = folder.TableIfAny("conversions.csv", "want", "offer", "material", "yield");
        if (!Currency.TryParse(folder.Settings.Currency, out var currency))
        {
            return ExploreSettings.Wrong("currency", folder.Settings.Currency);
        }

        var places = firms.Select(Place).ToList();
        var problem = new MatchingProblem(currency, quantities.Periods,
            [.. firms.Select(r => new Firm(r.Text("firm"), r.TextOr("name", r.Text("firm"))))], materials,
            [.. offers.Select(r => ReadOffer(r, names, quantities.Of(r.Text("offer")), Rows(qualities, "offer", r)))],
            [.. wants.Select(r => ReadWant(
                r, names, quantities.Of(r.Text("want")), Rows(windows, "want", r), Rows(replaces, "want", r)))],
            FirmDistances.Read(folder, names, places))
        {
            Conversions = [.. (conversions?.ToArray() ?? []).Select(r => new Conversion(
                r.Known("want", wantIds, "wants.csv"), r.Known("offer", offerIds, "offers.csv"), r.Text("material"),
                r.Number("yield", 0, 1e6)))],
            Levels = Levels(folder),
        };
        var stops = folder.Choice("stops", ["", .. names.Keys]);
        var facilities = ReadFacilities(folder, names, currency);
        return folder.Refused is { } no ? no
            : FirmDistances.Fault(problem, places) is { } far ? far
            : new MatchFolder(problem, facilities, places, names.GetValueOrDefault(stops, -1));
    }

    private static Table OfferTable(ExploreFolder folder) => folder.Table("offers.csv", "offer", "firm", "material",
        "unit", "status", "conditions?", "sterilised?", "keeps?", "gate?", "storage?", "most_km?");

    private static Table WantTable(ExploreFolder folder) => folder.Table("wants.csv", "want", "firm", "material",
        "unit", "use", "approvals?", "waste_codes?", "price?", "treatment?", "most_km?");

    private static Taxonomy ReadMaterials(ExploreFolder folder)
    {
        var table = folder.Table(
            "materials.csv", "material", "parent?", "unit", "waste_code?", "carrying?", "handling?");
        var names = table.Numbered("material");
        return new Taxonomy(table.DistinctBy(r => r.Text("material")).Select(r => new Material(r.Text("material"),
            r.TextOr("parent", "") is { Length: > 0 } parent && r.Known("parent", names, "materials.csv") >= 0
                ? parent : null,
            r.Text("unit"), r.TextOr("waste_code", ""), Micros(r, "carrying"), Micros(r, "handling"))));
    }

    private static Offer ReadOffer(Row r, IReadOnlyDictionary<string, int> firms, long[] thousandths,
        IEnumerable<Row> qualities) =>
        new(r.Text("offer"), r.Known("firm", firms, "firms.csv"), r.Text("material"), r.Text("unit"), thousandths)
        {
            Status = (LegalStatus)(1 + r.Choice("status", Statuses)),
            Test = r.TextOr("conditions", "abcd").Aggregate(ByProductTest.None, (test, c) =>
                c is >= 'a' and <= 'd' ? test | (ByProductTest)(1 << (c - 'a')) : test),
            Sterilised = r.YesNo("sterilised") == true,
            Keeps = r.WholeOr("keeps", 0, 0, MatchingProblem.MostPeriods),
            GateMicros = Micros(r, "gate", -1e6),
            StorageMicros = Micros(r, "storage"),
            MostMetres = r.NumberOrUnknown("most_km", 0, 40_000) is { } km ? Thousandths(km) : null,
            Measured = [.. qualities.Select(q => q.Number("low") is var low ? new Measured(
                q.Text("property"), Thousandths(low), Thousandths(q.NumberOr("high", low))) : null!)],
        };

    private static Want ReadWant(Row r, IReadOnlyDictionary<string, int> firms, long[] thousandths,
        IEnumerable<Row> windows, IEnumerable<Row> replaces) =>
        new(r.Text("want"), r.Known("firm", firms, "firms.csv"), r.Text("material"), r.Text("unit"), thousandths)
        {
            Use = (Use)(1 + r.Choice("use", Uses)),
            Approvals = Approved(r),
            WasteCodes = r.TextOr("waste_codes", "").Split(';',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            PriceMicros = Micros(r, "price", -1e6),
            TreatmentMicros = Micros(r, "treatment"),
            MostMetres = r.NumberOrUnknown("most_km", 0, 40_000) is { } km ? Thousandths(km) : null,
            Windows = [.. windows.Select(w => new Window(w.Text("property"),
                w.NumberOrUnknown("least") is { } least ? Thousandths(least) : null,
                w.NumberOrUnknown("most") is { } most ? Thousandths(most) : null))],
            Replaces = replaces.DistinctBy(w => w.Text("material"))
                .ToDictionary(w => w.Text("material"), w => Thousandths(w.Number("share", 0.001, 1_000))),
        };

    private static Approvals Approved(Row r)
    {
        var approvals = Approvals.None;
        foreach (var word in r.TextOr("approvals", "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = Array.IndexOf(Permits, word);
            if (at < 0)
            {
                r.Table.Trouble.Note(r.About(
                    "planning.cell_not_a_choice", "approvals", ("choices", string.Join(", ", Permits))));
            }

            approvals |= at < 0 ? 0 : (Approvals)(1 << at);
        }

        return approvals;
    }

    private static IReadOnlyList<CostLevel> Levels(ExploreFolder folder)
    {
        var factor = folder.Ranged("cost_factor", new(0.75, 1, 1.35), "x", 0.01, 100);
        return factor.IsExact
            ? [new("base", (int)Thousandths(factor.Base))]
            : [new("low", (int)Thousandths(factor.Low)), new("base", (int)Thousandths(factor.Base)),
                new("high", (int)Thousandths(factor.High))];
    }

    private static List<Facility> ReadFacilities(
        ExploreFolder folder, Dictionary<string, int> firms, Currency currency)
    {
        if (folder.TableIfAny("facilities.csv", "facility", "keeper", "cost") is not { } table)
        {
            return [];
        }

        var names = table.Numbered("facility");
        var use = folder.Table("facility_use.csv", "facility", "firm", "quantity")
            .Select(r => (At: r.Known("facility", names, "facilities.csv"), Firm: r.Known("firm", firms, "firms.csv"),
                Units: Thousandths(r.Number("quantity", 0, 1e9)))).ToList();
        return [.. table.Select((r, i) => new Facility(r.Text("facility"), r.Known("keeper", firms, "firms.csv"),
            (long)Math.Round(r.Number("cost", 0, 1e9) * currency.MinorPerMajor, MidpointRounding.AwayFromZero),
            use.Where(u => u.At == i).GroupBy(u => u.Firm).ToDictionary(g => g.Key, g => g.Sum(u => u.Units))))];
    }

    /// <summary>A table about offers or wants names those that there are.</summary>
    private static Table? Known(Table? table, Dictionary<string, int> ids)
    {
        var column = table is not null && table.Has("offer") ? "offer" : "want";
        foreach (var row in table?.ToArray() ?? [])
        {
            row.Known(column, ids, $"{column}s.csv");
        }

        return table;
    }

    private static IEnumerable<Row> Rows(Table? table, string column, Row of) =>
        table?.Where(r => r.Text(column) == of.Text(column)) ?? [];

    private static (double Lat, double Lon)? Place(Row r) =>
        r.TextOr("lat", "").Length + r.TextOr("lon", "").Length == 0 ? null : r.Position();

    private static long Micros(Row r, string column, double least = 0) =>
        (long)Math.Round(r.NumberOr(column, 0, least, 1e6) * 1e6, MidpointRounding.AwayFromZero);

    private static long Thousandths(double value) =>
        (long)Math.Round(value * 1e3, MidpointRounding.AwayFromZero);
}
