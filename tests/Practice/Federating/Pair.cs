using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Meent.Flows;
using Meent.Host;
using Meent.Host.Commands;
using Meent.Kernel;
using Meent.Platform;
using Meent.Settlement;
using Meent.Tests.Closing;
using NodaTime;
using Npgsql;

namespace Meent.Tests.Federating;

/// <summary>Kirimo Dairy (coop-one) and Tarama Ridge Dairy (coop-two) of demo/federation, in copies that a test may
/// change.</summary>
internal sealed class Pair : IAsyncDisposable
{
    internal const string Demo = "demo/federation", One = "coop-one", Two = "coop-two";

    internal const string Days = "id,date,item,provider,receiver,quantity,unit,reverses";

    private readonly TestInstallation books;
    private readonly string root = Directory.CreateTempSubdirectory("meent-pair-").FullName;

    private Pair(TestInstallation books) => this.books = books;

    internal Installation Installation => books.Installation;

    internal string Owner => books.Owner;

    internal string Records => Path.Combine(root, "records");

    internal string Out => Path.Combine(root, "out");

    internal LocalDate Today { get; set; } = new(2028, 1, 1);

    /// <summary>With the one agreement on tank space.</summary>
    internal static async Task<Pair> New()
    {
        var pair = await Whole();
        foreach (var organisation in (string[])[One, Two])
        {
            File.Delete(Path.Combine(pair.Folder(organisation), "terms", "joint-sale.json"));
            foreach (var file in (string[])["agreements.csv", "events.csv"])
            {
                var path = Path.Combine(pair.Folder(organisation), file);
                File.WriteAllLines(path, [.. File.ReadLines(path).Where(l =>
                    !l.StartsWith("joint-sale", StringComparison.Ordinal)
                    && !l.StartsWith("JS-", StringComparison.Ordinal))]);
            }
        }

        return pair;
    }

    /// <summary>As it stands in the demo.</summary>
    internal static async Task<Pair> Whole() => Made(await TestInstallation.New([.. Modules.All]));

    /// <summary>In a data directory of its own.</summary>
    internal static async Task<Pair> Apart() => Made(await TestInstallation.NewServer([.. Modules.All]));

    private static Pair Made(TestInstallation books)
    {
        var pair = new Pair(books);
        var demo = Path.Combine(Repository.Root, Demo);
        foreach (var file in Directory.EnumerateFiles(demo, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(pair.Records, Path.GetRelativePath(demo, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return pair;
    }

    internal string Folder(string organisation) => Path.Combine(Records, organisation);

    internal void Write(string organisation, string file, params string[] rows) =>
        File.WriteAllText(Path.Combine(Folder(organisation), file), string.Join('\n', rows) + "\n");

    /// <summary>Further rows of what both record; those of the demo stay.</summary>
    internal void Recorded(string organisation, params string[] rows) => Write(organisation, "more.events.csv", rows);

    /// <summary>events.csv with these rows alone; rows are filled up with empty cells.</summary>
    internal void Events(string organisation, params string[] rows) => Write(
        organisation, "events.csv", [Days, .. rows.Select(r => r.Count(c => c == ',') < 7 ? r + "," : r)]);

    /// <summary>A JSON file with some of it said otherwise.</summary>
    internal void Change(string organisation, string file, Action<JsonObject> change)
    {
        var path = Path.Combine(Folder(organisation), file);
        var json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(json);
        File.WriteAllText(path, json.ToJsonString());
    }

    internal async Task<IReadOnlyList<ImportedOrganisation>> Import(params string[] organisations)
    {
        var folders = (organisations.Length == 0 ? [One, Two] : organisations).Select(Folder).ToList();
        var done = (await TryImport([.. folders])).Value;
        done.SelectMany(o => o.Account.Files).Where(f => f.Refusal is not null || f.Quarantined > 0)
            .Select(f => $"{f.File}: {f.Quarantined} {f.Refusal}").ShouldBeEmpty();
        return done;
    }

    internal Task<Outcome<IReadOnlyList<ImportedOrganisation>>> TryImport(params string[] folders) => FolderImport.Run(
        Installation, Modules.All, new ImportRequest(folders, null, false, "Jane"), r => r.ToString(), null, default);

    /// <summary>As meent close does it, made by Jane and signed by Peter.</summary>
    internal async Task<IReadOnlyDictionary<string, Closed>> Close(string period, string? only = null) =>
        (await TryClose(period, only: only)).Value.ToDictionary(c => c.Organisation, c => new Closed(c));

    internal Task<Outcome<IReadOnlyList<ClosedPeriod>>> TryClose(
        string period, string? approver = "Peter", string? only = null) => CloseCommand.All(
        Installation,
        new CloseCommand.Request(
            only is null ? Records : Folder(only), period, Out, approver is null ? "Jane" : null, approver, Today,
            RegisterUnknown: false),
        default);

    internal async Task<IReadOnlyList<Offence>> Verify(string organisation) =>
        (await Verification.Run(Installation, organisation, null, default)).Value;

    /// <summary>Tells the owner of the database, who may do what the program may not.</summary>
    internal async Task<int> AsOwner(string sql)
    {
        await using var connection = new NpgsqlConnection(Owner);
        await connection.OpenAsync();
        return await connection.ExecuteAsync(sql);
    }

    internal async Task<T?> AskOwner<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Owner);
        await connection.OpenAsync();
        return await connection.ExecuteScalarAsync<T>(sql);
    }

    public async ValueTask DisposeAsync()
    {
        await books.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }
}
