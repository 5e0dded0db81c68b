using System.Globalization;
using Dapper;
using Meent.Collection.Generate;
using Meent.Flows;
using Meent.Host;
using Meent.Platform;
using NodaTime;
using Npgsql;

namespace Meent.Bench;

/// <summary>A server of its own in a temporary folder, a generated hub, and databases copied from templates.</summary>
internal sealed class Bed : IAsyncDisposable
{
    public const string Code = "hub", Month = "2026-09";
    public const int Members = 7000, Purchases = 70_000, Days = 30, DeliveriesOfDay = 2;
    private const string Registers = "registers", Full = "records", Run = "trial";

    private readonly string folder;
    private readonly Installation keeper;
    private readonly HashSet<string> templates = [];
    private int outs;

    private Bed(string folder, Installation keeper) => (this.folder, this.keeper) = (folder, keeper);

    /// <summary>Folder of the hub without its records, and one with the deliveries alone.</summary>
    public string Hub => Path.Combine(folder, "hub");

    /// <summary>A place of its own for each run: a file system is slow where many files were just deleted.</summary>
    public string Out() => Path.Combine(folder, $"out-{++outs}");

    public static async Task<Bed> Make(CancellationToken ct)
    {
        var folder = $"/tmp/meent-bench-{Environment.ProcessId}";
        Directory.CreateDirectory(folder);
        var options = new InstallationOptions(Path.Combine(folder, "data"), null, "bench");
        var keeper = (await Installation.Open(options, Modules.All, ct)).Value;
        Cpu.Postmaster = int.Parse(
            File.ReadLines(Path.Combine(folder, "data", "pg", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        return new Bed(folder, keeper);
    }

    /// <summary>Generates a hub once and gives its folder.</summary>
    public string Generated(int members, int purchases)
    {
        var place = Path.Combine(folder, $"hub-{members}");
        if (!Directory.Exists(place))
        {
            var request = new HubRequest
            {
                Id = Code, Members = members, First = new LocalDate(2026, 9, 1), Days = Days,
                DeliveriesPerMemberDay = DeliveriesOfDay, Purchases = purchases, Dormant = 0,
                RejectedPerTenThousand = 0,
            };
            _ = GenerateHub.Generate(request, place, null).Value;
        }

        return place;
    }

    public string Generated() => Generated(Members, Purchases);

    /// <summary>A fresh database with the registers and terms of the hub, and no record.</summary>
    public async Task<Installation> WithRegisters(CancellationToken ct)
    {
        var place = Path.Combine(folder, "registers");
        if (!Directory.Exists(place))
        {
            Copy(Generated(), place, f =>
                Path.GetFileName(f) is not ("deliveries.csv" or "purchases.csv" or "stock.csv"));
        }

        return await Fresh(Registers, [place], ct);
    }

    /// <summary>A folder that brings the deliveries alone.</summary>
    public string DeliveriesAlone()
    {
        var place = Path.Combine(folder, "deliveries");
        if (!Directory.Exists(place))
        {
            Copy(Generated(), place, f => Path.GetFileName(f) is "org.json" or "deliveries.csv");
        }

        return place;
    }

    /// <summary>A fresh database with all records of the hub.</summary>
    public Task<Installation> WithRecords(CancellationToken ct) => Fresh(Full, [Generated()], ct);

    /// <summary>A fresh database with what a folder holds; null: nothing but the schema.</summary>
    /// <param name="template">Of all databases with this folder.</param>
    public Task<Installation> With(string template, string? records, CancellationToken ct) =>
        Fresh(template, records is null ? [] : [records], ct);

    /// <summary>A folder that stays until the end.</summary>
    public string Place(string name) => Path.Combine(folder, name);

    /// <summary>How another process opens the database of the last run.</summary>
    public string Books => OwnerOf(Run);

    /// <summary>The owner's connection to the database of the last run.</summary>
    public async Task<NpgsqlConnection> Owner(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(OwnerOf(Run));
        await connection.OpenAsync(ct);
        return connection;
    }

    public static async Task Import(Installation installation, string folder, CancellationToken ct)
    {
        var request = new ImportRequest([folder], null, false, "Jane");
        var done = await FolderImport.Run(installation, Modules.All, request, r => r.Code, null, ct);
        if (done.Value.SelectMany(o => o.Account.Files).FirstOrDefault(f => f.Refusal is not null
            || f.Quarantined > 0) is { } bad)
        {
            throw new InvalidOperationException($"{bad.File}: {bad.Refusal?.Code} {bad.Quarantined}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await keeper.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<Installation> Fresh(string template, string[] folders, CancellationToken ct)
    {
        if (templates.Add(template))
        {
            await Say($"create database {template}", ct);
            await using (var installation = await Open(template, ct))
            {
                foreach (var place in folders)
                {
                    await Import(installation, place, ct);
                }
            }

            await using var owner = new NpgsqlConnection(OwnerOf(template));
            await owner.ExecuteAsync(new CommandDefinition("vacuum analyze", cancellationToken: ct));
        }

        await Say($"drop database if exists {Run} with (force)", ct);
        await Say($"create database {Run} template {template} strategy file_copy", ct);
        await Say("checkpoint ;", ct);
        return await Open(Run, ct);
    }

    private async Task<Installation> Open(string database, CancellationToken ct)
    {
        var options = new InstallationOptions(Path.Combine(folder, "given"), OwnerOf(database), "bench");
        return (await Installation.Open(options, Modules.All, ct)).Value;
    }

    private string OwnerOf(string database) => new NpgsqlConnectionStringBuilder(keeper.App.ConnectionString)
    {
        Username = "meent", Database = database, Options = null, Pooling = false, CommandTimeout = 0,
    }.ConnectionString;

    private async Task Say(string sql, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(OwnerOf("meent"));
        await connection.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: ct));
    }

    private static void Copy(string from, string to, Func<string, bool> which)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(which))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
