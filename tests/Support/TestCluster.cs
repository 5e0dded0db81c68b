using System.Globalization;
using Dapper;
using Meent.Platform;
using Npgsql;

namespace Meent.Tests;

/// <summary>The one server that the tests of a process share, made at the first use and gone at the end.</summary>
internal sealed class TestCluster
{
    private static readonly Lazy<Task<TestCluster>> shared = new(Start);
    private readonly Dictionary<string, string> templates = [];
    private static readonly SemaphoreSlim oneAtATime = new(1);
    private readonly TestFolder folder;
    private readonly Installation keeper;
    private int made;

    private TestCluster(TestFolder folder, Installation keeper) => (this.folder, this.keeper) = (folder, keeper);

    public static Task<TestCluster> Shared() => shared.Value;

    public static string OwnerOf(Installation installation) =>
        new NpgsqlConnectionStringBuilder(installation.App.ConnectionString)
        {
            Username = "meent",
            Options = null,
            Pooling = false,
        }.ConnectionString;

    /// <summary>A copy of a database that was migrated once for this set of modules.</summary>
    public async Task<string> NewDatabase(IReadOnlyList<IModule> modules)
    {
        // A database that is being copied may have no other user.
        await oneAtATime.WaitAsync();
        try
        {
            var key = string.Join(' ', modules.Select(m => m.GetType().AssemblyQualifiedName).Order());
            if (!templates.TryGetValue(key, out var template))
            {
                template = $"template_{(templates.Count + 1).ToString(CultureInfo.InvariantCulture)}";
                await Say($"create database {template}");
                await (await Open(template, modules)).DisposeAsync();
                templates.Add(key, template);
            }
            var database = $"test_{(++made).ToString(CultureInfo.InvariantCulture)}";
            await Say($"create database {database} template {template} strategy file_copy");
            return database;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public async Task<Installation> Open(string database, IReadOnlyList<IModule> modules)
    {
        var owner = new NpgsqlConnectionStringBuilder(OwnerOf(keeper)) { Database = database, Pooling = true };
        var options = new InstallationOptions(folder.Path, owner.ConnectionString, "0.1.0");
        return (await Installation.Open(options, modules, CancellationToken.None)).Value;
    }

    /// <summary>A database made by the statements of a dump.</summary>
    public async Task<string> NewDatabase(string dump)
    {
        await oneAtATime.WaitAsync();
        try
        {
            var database = $"test_{(++made).ToString(CultureInfo.InvariantCulture)}";
            await Say($"create database {database} template template0");
            var owner = new NpgsqlConnectionStringBuilder(OwnerOf(keeper)) { Database = database }.ConnectionString;
            await using var connection = new NpgsqlConnection(owner);
            await connection.OpenAsync();
            await connection.ExecuteAsync(dump);
            return database;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public Task Drop(string database) => Say($"drop database if exists {database} with (force)");

    private static async Task<TestCluster> Start()
    {
        var folder = new TestFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        var cluster = new TestCluster(folder, await TestInstallation.Open(folder));
        // Nothing here has to survive a power cut, and copying databases is mostly waiting for the disk.
        await cluster.Say("alter system set fsync = off");
        await cluster.Say("select pg_reload_conf()");
        return cluster;
    }

    private async Task Say(string sql)
    {
        await using var connection = new NpgsqlConnection(OwnerOf(keeper));
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }
}
