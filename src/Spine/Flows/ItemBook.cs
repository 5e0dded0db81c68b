using Dapper;
using Meent.Platform;

namespace Meent.Flows;

/// <summary>A good or service that moves.</summary>
/// <param name="Measures">Names and decimals of what is measured at a movement; at most six.</param>
/// <param name="Provider">Party that provides it; null: the organisation.</param>
/// <param name="Density">Thousandths of a kilo in one litre; null: kilos and litres are not converted.</param>
/// <param name="Most">Largest quantity of one record, thousandths.</param>
public sealed record Item(
    int Id, string Code, string Name, string Unit, string Kind, string Activity, string TaxCategory,
    IReadOnlyList<(string Name, int Decimals)> Measures, IReadOnlyList<string> Grades, int? Provider, long? Density,
    long? Most);

/// <summary>A place: route, collection point, tank.</summary>
public sealed record Place(int Id, string Code, string Name, string Kind, string Parent);

/// <summary>Items, places and devices of one organisation in memory.</summary>
public sealed class ItemBook
{
    private readonly Dictionary<string, Item> items = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Item> itemsById = [];
    private readonly Dictionary<string, Place> places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> devices = new(StringComparer.Ordinal);

    public IEnumerable<Item> Items => itemsById.Values.OrderBy(i => i.Id);

    public IEnumerable<Place> Places => places.Values.OrderBy(p => p.Id);

    public static async Task<ItemBook> Load(Work work, CancellationToken ct)
    {
        var book = new ItemBook();
        var command = new CommandDefinition(AllItems, new { work.OrgId }, work.Transaction, cancellationToken: ct);
        foreach (var r in await work.Connection.QueryAsync<ItemRow>(command))
        {
            book.Keep(new Item(r.ItemId, r.Code, r.Name, r.Unit, r.Kind, r.Activity, r.TaxCategory,
                ParseMeasures(r.Measures), ParseGrades(r.Grades), r.ProviderId, r.Density, r.Most));
        }

        foreach (var (id, code, name, kind, parent) in await work.Connection.QueryAsync<(
            int, string, string, string, string)>(
            new CommandDefinition(AllPlaces, new { work.OrgId }, work.Transaction, cancellationToken: ct)))
        {
            book.Keep(new Place(id, code, name, kind, parent));
        }

        foreach (var (id, code) in await work.Connection.QueryAsync<(int, string)>(
            new CommandDefinition(AllDevices, new { work.OrgId }, work.Transaction, cancellationToken: ct)))
        {
            book.devices[code] = id;
        }

        return book;
    }

    public Item? ByCode(string code) => items.GetValueOrDefault(code);

    public Item this[int id] => itemsById[id];

    public bool Holds(int id) => itemsById.ContainsKey(id);

    public Place? PlaceByCode(string code) => places.GetValueOrDefault(code);

    public int? DeviceByCode(string code) => devices.TryGetValue(code, out var id) ? id : null;

    public void Keep(Item item)
    {
        items[item.Code] = item;
        itemsById[item.Id] = item;
    }

    public void Keep(Place place) => places[place.Code] = place;

    public void KeepDevice(string code, int id) => devices[code] = id;

    public int NextItem() => itemsById.Count == 0 ? 1 : itemsById.Keys.Max() + 1;

    public int NextPlace() => places.Count == 0 ? 1 : places.Values.Max(p => p.Id) + 1;

    public int NextDevice() => devices.Count == 0 ? 1 : devices.Values.Max() + 1;

    /// <summary>"a:2|b:1" as names with decimals; null where it cannot be read.</summary>
    internal static IReadOnlyList<(string Name, int Decimals)>? TryMeasures(string text)
    {
        var list = new List<(string, int)>();
        foreach (var part in text.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || part.Length != colon + 2 || !char.IsAsciiDigit(part[^1]))
            {
                return null;
            }

            list.Add((part[..colon], part[^1] - '0'));
        }

        return list.Count > 6 ? null : list;
    }

    /// <summary>Measures of an item as items.csv writes them.</summary>
    internal static string MeasuresText(Item item) =>
        string.Join('|', item.Measures.Select(m => $"{m.Name}:{m.Decimals}"));

    internal static IReadOnlyList<string> ParseGrades(string text) =>
        text.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IReadOnlyList<(string Name, int Decimals)> ParseMeasures(string text) => TryMeasures(text)!;

    private sealed record ItemRow
    {
        public int ItemId { get; init; }
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string Unit { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Activity { get; init; } = "";
        public string TaxCategory { get; init; } = "";
        public string Measures { get; init; } = "";
        public string Grades { get; init; } = "";
        public int? ProviderId { get; init; }
        public long? Density { get; init; }
        public long? Most { get; init; }
    }

    private const string AllItems = """
        select item_id as ItemId, code, name, unit, kind, activity, tax_category as TaxCategory, measures, grades,
          provider_id as ProviderId, density, most
        from flows.item where org_id = @OrgId order by item_id limit 100000
        """;

    private const string AllPlaces = """
        select place_id, code, name, kind, parent from flows.place where org_id = @OrgId order by place_id limit 1000000
        """;

    private const string AllDevices = """
        select device_id, code from flows.device where org_id = @OrgId order by device_id limit 1000000
        """;
}
