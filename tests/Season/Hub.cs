using System.Text;

namespace Meent.Tests.Season;

/// <summary>A hub's folder that a test may spoil: a small one, or a copy of the example.</summary>
public sealed class Hub : IDisposable
{
    public const string Header = "id,member,date,session,item,quantity,unit,accepted,reason,reverses";

    private static readonly string[] Delivered =
    [
        "D1,00001,2026-10-02,AM,milk,8.4,kg,yes,,", "D2,00002,2026-10-02,AM,milk,5.2,kg,yes,,",
        "D3,00001,2026-10-16,AM,milk,7.9,kg,yes,,", "D4,00003,2026-10-20,PM,milk,11.5,kg,yes,,",
        "D5,00002,2026-10-31,AM,milk,6.0,kg,no,sour,",
    ];

    private readonly TestFolder folder = new();

    private Hub(string id)
    {
        Id = id;
        Directory.CreateDirectory(folder.Path);
    }

    public string Id { get; }

    public string Path => folder.Path;

    public static string Root { get; } = FindRoot();

    /// <summary>Three members, five cans of milk at 45.00 with a levy of 0.20, and a bag of feed.</summary>
    public static Hub Small(string id = "kitale")
    {
        var hub = new Hub(id);
        hub.Write("org.json", Settings.Replace("ID", id, StringComparison.Ordinal));
        hub.Write("items.csv", "item,name,unit,kind,density,most\nmilk,Milk,kg,good,1.03,120\nfeed,Feed,kg,good,,\n");
        hub.Write(
            "members.csv",
            """
            number,name,language,from,rail,account,phone,entered_by,confirmed_by
            00001,Wanjiku Kamau,en,2024-01-01,mobile,254700000001,254700000001,office,treasurer
            00002,Achieng Otieno,sw,2024-01-01,cash,,254700000002,office,treasurer
            00003,Joris Bakker,nl,2024-01-01,mobile,254700000003,254700000003,office,treasurer

            """);
        hub.Write("deliveries.csv", Header + "\n" + string.Join('\n', Delivered) + "\n");
        hub.Write("purchases.csv", "id,member,date,item,quantity,amount\nP1,00001,2026-10-10,feed,1,100.00\n");
        hub.Write("terms/milk.json", Milk);
        hub.Write("terms/feed.json", Feed);
        return hub;
    }

    /// <summary>A copy of the example hub.</summary>
    public static Hub Example()
    {
        var hub = new Hub("tarama");
        var source = System.IO.Path.Combine(Root, "demo", "dairy-hub");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            hub.Write(System.IO.Path.GetRelativePath(source, file), File.ReadAllText(file));
        }

        return hub;
    }

    public string At(string name) => System.IO.Path.Combine(folder.Path, name);

    public Hub Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public Hub Write(string name, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(name))!);
        File.WriteAllBytes(At(name), content);
        return this;
    }

    public Hub Append(string name, string line)
    {
        File.AppendAllText(At(name), line + "\n");
        return this;
    }

    /// <summary>Puts other words into a file, which must stand there.</summary>
    public Hub Change(string name, string was, string now)
    {
        var text = File.ReadAllText(At(name));
        text.ShouldContain(was);
        return Write(name, text.Replace(was, now, StringComparison.Ordinal));
    }

    public Hub Delete(string name)
    {
        File.Delete(At(name));
        return this;
    }

    public void Dispose() => folder.Dispose();

    private static string FindRoot()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(at, "Meent.slnx")))
        {
            at = System.IO.Path.GetDirectoryName(at) ?? throw new DirectoryNotFoundException("Meent.slnx");
        }

        return at;
    }

    private const string Settings = """
        {
          "folderVersion": 1, "id": "ID", "name": "Hub of Kitale", "legalForm": "co-operative", "country": "KE",
          "timeZone": "Africa/Nairobi", "currency": "KES", "language": "en", "mainItem": "milk",
          "settledRoles": ["member"],
          "cycles": [{ "code": "month", "kind": "month", "payDay": 5, "first": "2026-10" }],
          "fiscalYearStart": "01-01",
          "deductions": { "protected": { "amount": "0.00", "share": "1/3" } },
          "creditLimit": { "share": "50%", "of": "expected", "withoutHistory": "none" },
          "rails": [
            { "code": "mobile", "kind": "mobile-money", "step": "1.00", "minimum": "10.00",
              "columns": { "MSISDN": "account", "Amount": "amount", "Name": "name", "Reference": "reference" } },
            { "code": "cash", "kind": "cash", "step": "1.00" }
          ],
          "contact": "0700 000 000", "disputeDays": 14
        }
        """;

    private const string Milk = """
        {
          "terms": "milk", "title": { "en": "Milk", "nl": "Melk", "sw": "Maziwa" }, "currency": "KES",
            "joins": "members",
          "versions": [
            { "from": "2026-01-01", "adopted": "2025-12-10", "adoptedBy": "general meeting",
              "clauses": [
                { "kind": "price", "code": "milk", "line": "price", "items": ["milk"], "unitPrice": "45.00",
                  "rounding": { "mode": "halfUp", "each": "line" } },
                { "kind": "price", "code": "levy", "line": "charge", "items": ["milk"], "unitPrice": "0.20",
                  "statutory": true, "rank": 1, "rounding": { "mode": "halfUp", "each": "line" } }
              ] }
          ]
        }
        """;

    private const string Feed = """
        {
          "terms": "feed", "title": { "en": "Feed", "nl": "Voer", "sw": "Chakula" }, "currency": "KES",
            "joins": "members",
          "versions": [
            { "from": "2026-01-01", "adopted": "2025-12-10", "adoptedBy": "general meeting",
              "clauses": [
                { "kind": "agreed", "code": "feed", "line": "deduction", "items": ["feed"], "rank": 4,
                  "rounding": { "mode": "halfUp", "each": "event" } }
              ] }
          ]
        }
        """;
}
