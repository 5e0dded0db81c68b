using System.Text;
using System.Text.Json.Nodes;
using Meent.Flows;
using Meent.Host;
using Meent.Kernel;
using Meent.Platform;
using Meent.Settlement;
using NodaTime;

namespace Meent.Tests.Closing;

/// <summary>A hub in a folder of a few lines, taken into the books and closed as the program does it.</summary>
internal sealed class Hub : IAsyncDisposable
{
    internal const string Deliveries =
        "id,member,date,session,item,quantity,grade,accepted,reason,reverses,recorded_by";
    internal const string Purchases = "id,member,date,item,quantity,unit_price,amount,provider,reverses,recorded_by";
    internal const string Members =
        "number,name,person,language,from,rail,account,phone,expected_per_day,entered_by,confirmed_by";

    private static int made;
    private readonly TestInstallation books;
    private readonly string root = Directory.CreateTempSubdirectory("meent-hub-").FullName;

    private Hub(TestInstallation books) => this.books = books;

    internal Installation Installation => books.Installation;

    /// <summary>How who owns the database reaches it: past what the program may do.</summary>
    internal string Owner => books.Owner;

    /// <summary>The folder of its records.</summary>
    internal string Folder { get; private set; } = "";

    internal string Id { get; private set; } = "";

    /// <summary>Where its closed months are written.</summary>
    internal string Out => Path.Combine(root, "out");

    /// <summary>Today for the close when nobody says it: long after every month of the tests.</summary>
    internal IClock Clock { get; set; } = new At(Instant.FromUtc(2028, 1, 1, 0, 0));

    /// <summary>A dairy hub in Kenya with two members, milk, feed, a vet, mobile money and cash.</summary>
    internal static async Task<Hub> New(Action<JsonObject>? change = null)
    {
        var hub = new Hub(await TestInstallation.New([.. Modules.All]));
        hub.Id = $"hub-{Interlocked.Increment(ref made)}";
        hub.Folder = Directory.CreateDirectory(Path.Combine(hub.root, "records")).FullName;
        hub.Organisation(change ?? (_ => { }));
        hub.Write("items.csv", "item,name,unit,kind,provider,grades,measures",
            "milk,Raw milk,l,good,,A|B,fat:2", "feed,Dairy meal,bag,good,,,", "vet,Visit of the vet,visit,service,,,");
        hub.Write("parties.csv", "party,name,role,kind", "agrovet,Highlands Agrovet,supplier,firm",
            "vets,Vets,supplier,firm");
        hub.Write("members.csv", Members,
            "0007,Wanjiku Kamau,,en,2024-01-01,cash",
            "0008,Achieng Otieno,,sw,2024-01-01,mobile,254700000008,254700000008");
        hub.Terms("milk", Clauses.Price("milk", "30.00"));
        hub.Terms("credit", Clauses.OnCredit("feed", 4), Clauses.OnCredit("vet", 5));
        return hub;
    }

    /// <summary>A folder that stands elsewhere.</summary>
    internal static async Task<Hub> Of(string folder, string id) =>
        new(await TestInstallation.New([.. Modules.All])) { Folder = folder, Id = id };

    /// <summary>org.json with some of it said otherwise.</summary>
    internal void Organisation(Action<JsonObject> change)
    {
        var file = Path.Combine(Folder, "org.json");
        var json = JsonNode.Parse(File.Exists(file) ? File.ReadAllText(file) : $$"""
            { "folderVersion": 1, "id": "{{Id}}", "name": "Kirimo Dairy", "country": "KE", "timeZone": "Africa/Nairobi",
              "currency": "KES", "language": "en", "mainItem": "milk",
              "cycles": [{ "code": "month", "kind": "month", "payDay": 5, "first": "2026-09" }],
              "deductions": { "protected": { "amount": "0", "share": "0%" } },
              "creditLimit": { "share": "50%", "of": "expected", "withoutHistory": "stated" },
              "rails": [{ "code": "mobile", "kind": "mobile-money", "step": "1", "minimum": "10",
                          "columns": { "MSISDN": "account", "Amount": "amount" } },
                        { "code": "cash", "kind": "cash" }] }
            """)!.AsObject();
        change(json);
        Write("org.json", json.ToJsonString());
    }

    internal void Terms(string code, params string[] clauses) => Terms(code, ("2024-01-01", clauses));

    internal void Terms(string code, params (string From, string[] Clauses)[] versions) =>
        TermsWith(code, "", versions);

    internal void TermsWith(string code, string facts, params (string From, string[] Clauses)[] versions)
    {
        var currency = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "org.json")))!["currency"]!;
        var texts = versions.Select(v => $$"""
            { "from": "{{v.From}}", "adopted": "2023-12-01", "adoptedBy": "general meeting",
              "facts": { {{facts}} }, "clauses": [{{string.Join(",", v.Clauses)}}] }
            """);
        Write($"terms/{code}.json", $$"""
            { "terms": "{{code}}", "title": { "en": "{{code}}" }, "currency": "{{currency}}", "joins": "members",
              "versions": [{{string.Join(",", texts)}}] }
            """);
    }

    /// <summary>A file; rows are filled up with empty cells.</summary>
    internal void Write(string file, string first, params string[] rows)
    {
        var columns = first.Count(c => c == ',');
        var text = new StringBuilder(first).Append('\n');
        foreach (var row in rows)
        {
            text.Append(row).Append(',', Math.Max(0, columns - row.Count(c => c == ','))).Append('\n');
        }

        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text.ToString());
    }

    internal void Delivered(params string[] rows) => Write("deliveries.csv", Deliveries, rows);

    internal void Bought(params string[] rows) => Write("purchases.csv", Purchases, rows);

    internal async Task<ImportAccount> Import(bool registerUnknown = false, params string[] further)
    {
        var done = await TryImport(registerUnknown, further);
        var account = done.Value.Single().Account;
        account.Files.Where(f => f.Refusal is not null).Select(f => $"{f.File}: {f.Refusal}").ShouldBeEmpty();
        return account;
    }

    internal Task<Outcome<IReadOnlyList<ImportedOrganisation>>> TryImport(
        bool registerUnknown = false, params string[] further) => FolderImport.Run(
        Installation, Modules.All, new ImportRequest([Folder, .. further], null, registerUnknown, "Jane"),
        r => r.ToString(), null, default);

    /// <summary>Imports the folder and closes the month, made by Jane and signed by Peter.</summary>
    internal async Task<Closed> Close(string? period, string? approver = "Peter", bool strict = true)
    {
        var account = await Import();
        if (strict)
        {
            account.Quarantined.ShouldBe(0);
        }

        return new Closed((await TryClose(period, approver)).Value);
    }

    internal async Task<IReadOnlyList<Offence>> Verify() =>
        (await Verification.Run(Installation, Id, null, default)).Value;

    internal Task<Outcome<ClosedPeriod>> TryClose(string? period, string? approver = "Peter", string maker = "Jane") =>
        PeriodClose.Run(
            Installation, new CloseRequest(Id, period, maker, approver, null, Out), Clock, null, default);

    /// <summary>What was kept aside of a file, with the reasons.</summary>
    internal string Quarantined(string file) =>
        File.ReadAllText(Path.Combine(Installation.DataDirectory, "quarantine", Id, file));

    public async ValueTask DisposeAsync()
    {
        await books.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    private sealed class At(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}

/// <summary>A closed month: figures, and what its files say.</summary>
internal sealed class Closed(ClosedPeriod period)
{
    internal ClosedPeriod Period => period;

    internal CloseFigures Figures => period.Figures;

    /// <summary>A figure of a statement, such as net of 0007.</summary>
    internal string this[string number, string column] => Cell("statements.csv", number, column);

    internal string Text(string file) => File.ReadAllText(Path.Combine(period.Folder, file));

    internal string Page(string number) => Text($"statements/{number}.html");

    /// <summary>Rows of a list that begin with this cell.</summary>
    internal IEnumerable<string> Rows(string file, string first = "") => Text(file)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Where(l => first.Length == 0 || l.StartsWith(first + ",", StringComparison.Ordinal));

    internal string Cell(string file, string first, string column)
    {
        var header = Text(file).Split('\n')[0].Split(',');
        return Rows(file, first).Single().Split(',')[Array.IndexOf(header, column)];
    }

    internal IEnumerable<string> Exceptions(string code) =>
        Rows("exceptions.csv", code).Select(r => r[(code.Length + 1)..]);

    /// <summary>Every file with its bytes.</summary>
    internal IReadOnlyDictionary<string, string> Files => Directory
        .EnumerateFiles(period.Folder, "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(period.Folder, f), f => Convert.ToHexString(File.ReadAllBytes(f)));
}
