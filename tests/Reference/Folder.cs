using System.Globalization;
using System.Text.Json;

namespace Meent.Reference;

internal sealed record Item(
    string Code, string Unit, string Provider, decimal? Density, decimal? Most, string[] Grades);

internal sealed record RailRule(string Code, string Kind, decimal Step, decimal Minimum);

/// <summary>A person with all their numbers.</summary>
internal sealed record Person(string Number, string Name, string Language, string Rail, string Account);

/// <summary>org.json and the registers, as docs/spec/folder.md describes them.</summary>
internal sealed class Folder
{
    private static readonly Dictionary<string, int> Places = new()
    {
        ["UGX"] = 0, ["RWF"] = 0, ["BIF"] = 0, ["JPY"] = 0, ["TND"] = 3, ["KWD"] = 3,
    };

    private readonly JsonElement org;
    private ILookup<string, Row>? rowsOfPerson;

    public Folder(string path)
    {
        Path = path;
        org = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(path, "org.json"))).RootElement;
        Currency = org.GetProperty("currency").GetString()!;
        Decimals = Places.GetValueOrDefault(Currency, 2);
        MainItem = Text(org, "mainItem", "");
        Items = Table.Read(path, "items.csv").ToDictionary(r => r["item"], r => new Item(
            r["item"], r["unit"], r["provider"], Optional(r["density"]), Optional(r["most"]),
            r["grades"].Split('|', StringSplitOptions.RemoveEmptyEntries)));
        Rails = org.GetProperty("rails").EnumerateArray().Select(r => new RailRule(
            r.GetProperty("code").GetString()!, r.GetProperty("kind").GetString()!,
            Number(Text(r, "step", "0.01")), Number(Text(r, "minimum", "0")))).ToDictionary(r => r.Code);
        MemberRows = [.. Table.Read(path, "members.csv")];
        PersonOfNumber = MemberRows.GroupBy(r => r["number"]).ToDictionary(
            g => g.Key, g => g.Select(r => r["person"]).FirstOrDefault(p => p.Length > 0) ?? g.Key);
        Terms = TermsBook.Read(System.IO.Path.Combine(path, "terms"));
        var agreements = Table.Read(path, "agreements.csv");
        Joined = [.. agreements.Select(r => (r["terms"], r["member"], Day(r["from"]), Day(r["until"])))];
    }

    public string Path { get; }
    public string Currency { get; }
    public int Decimals { get; }
    public string MainItem { get; }
    public Dictionary<string, Item> Items { get; }
    public Dictionary<string, RailRule> Rails { get; }
    public Row[] MemberRows { get; }
    public Dictionary<string, string> PersonOfNumber { get; }
    public List<TermsSet> Terms { get; }
    public List<(string Terms, string Member, DateOnly? From, DateOnly? Until)> Joined { get; }

    public decimal ProtectedAmount => Protection is { } p ? Number(Text(p, "amount", "0")) : 0;

    public (decimal Over, decimal Under) ProtectedShare => Share(Protection is { } p ? Text(p, "share", "0") : "0");

    /// <summary>Null where the organisation gives no credit.</summary>
    public (decimal Over, decimal Under)? CreditShare =>
        org.TryGetProperty("creditLimit", out var limit) ? Share(Text(limit, "share", "0")) : null;

    public (decimal Arrears, decimal Credit)? OpeningTotals => org.TryGetProperty("openingTotals", out var totals)
        ? (Number(Text(totals, "arrears", "0")), Number(Text(totals, "credit", "0")))
        : null;

    private JsonElement? Protection =>
        org.TryGetProperty("deductions", out var d) && d.TryGetProperty("protected", out var p) ? p : null;

    /// <summary>Who a person is on the last day of a period: the lowest number speaks for the others.</summary>
    public Person PersonOn(string person, DateOnly day)
    {
        rowsOfPerson ??= MemberRows.ToLookup(r => PersonOfNumber[r["number"]]);
        var rows = rowsOfPerson[person].Where(r => (Day(r["from"]) ?? DateOnly.MinValue) <= day)
            .OrderBy(r => r["number"], StringComparer.Ordinal).ThenBy(r => Day(r["from"])).ToArray();
        var ofLowest = rows.Where(r => r["number"] == rows[0]["number"]).ToArray();
        var (rail, account) = (ofLowest[0]["rail"], ofLowest[0]["account"]);
        foreach (var row in ofLowest[1..])
        {
            var confirmed = row["entered_by"].Length > 0 && row["confirmed_by"].Length > 0
                && row["entered_by"] != row["confirmed_by"];
            if (confirmed || row["account"] == account)
            {
                (rail, account) = (row["rail"], row["account"]);
            }
        }

        var last = ofLowest[^1];
        var language = last["language"].Length > 0 ? last["language"] : Text(org, "language", "en");
        return new Person(last["number"], last["name"], language, rail, account);
    }

    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    public static decimal Number(string text) => decimal.Parse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    public static decimal? Optional(string text) => decimal.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
        out var value)
        ? value
        : null;

    public static string Text(JsonElement element, string name, string otherwise) =>
        element.TryGetProperty(name, out var value) ? value.GetString() ?? otherwise : otherwise;

    private static (decimal Over, decimal Under) Share(string text) =>
        text.EndsWith('%') ? (Number(text[..^1]), 100)
        : text.Split('/') is [var over, var under] ? (Number(over), Number(under))
        : (Number(text), 1);
}
