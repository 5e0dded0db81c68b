using System.Text.Json;
using Dapper;
using Meent.Kernel;
using Meent.Platform.Migrate;
using Meent.Platform.Postgres;
using Npgsql;

namespace Meent.Platform;

/// <summary>A room of the house that keeps rows: its schema has its name.</summary>
public interface IModule
{
    string Name { get; }

    /// <summary>Position in the corridor; what others refer to comes first.</summary>
    int Order { get; }
}

/// <summary>Where the books lie.</summary>
/// <param name="DataDirectory">Null: the usual place of this user.</param>
/// <param name="Database">Connection string of a server of the user's own (MEENT_DB); null: a private server in the data
/// directory.</param>
public sealed record InstallationOptions(string? DataDirectory, string? Database)
{
    /// <summary>Options with what the environment says.</summary>
    public static InstallationOptions FromEnvironment(string? dataDirectory) =>
        new(dataDirectory, Environment.GetEnvironmentVariable("MEENT_DB"));

    /// <summary>/var/lib/meent for root, else the data folder of the user.</summary>
    internal string Folder => DataDirectory is not null
        ? Path.GetFullPath(DataDirectory)
        : Environment.UserName == "root"
            ? "/var/lib/meent"
            : Path.Combine(
                Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data
                    ? data
                    : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share"),
                "meent");
}

/// <summary>An opened data directory: its server runs, its schema is that of this program.</summary>
public sealed class Installation : IAsyncDisposable
{
    /// <summary>Version of what lies in a data directory. A higher one was written by a newer program.</summary>
    public const int DataVersion = 1;

    private readonly PrivateServer? server;

    private Installation(string dataDirectory, NpgsqlDataSource app, PrivateServer? server) =>
        (DataDirectory, App, this.server) = (dataDirectory, app, server);

    public string DataDirectory { get; }

    /// <summary>Connections of the program's role: it owns nothing and passes through row-level security.</summary>
    public NpgsqlDataSource App { get; }

    public static async Task<Outcome<Installation>> Open(
        InstallationOptions options, IReadOnlyList<IModule> modules, CancellationToken ct)
    {
        var folder = options.Folder;
        if (CheckVersion(folder) is { } refusal)
        {
            return refusal;
        }

        Directory.CreateDirectory(folder);
        var fresh = Path.Combine(folder, VersionFile);
        if (!File.Exists(fresh))
        {
            await File.WriteAllTextAsync(fresh, $"{{\"dataVersion\":{DataVersion}}}\n", ct);
        }

        PrivateServer? server = null;
        var owner = options.Database;
        if (owner is null)
        {
            var started = await PrivateServer.Join(folder, ct);
            if (started.Refused)
            {
                return started.Refusal!;
            }

            server = started.Value;
            owner = server.OwnerConnection;
        }

        var migrated = await Migrations.Run(owner, modules, ct);
        if (migrated.Refused)
        {
            await (server?.Leave() ?? Task.CompletedTask);
            return migrated.Refusal!;
        }

        return new Installation(folder, AppSource(owner), server);
    }

    /// <summary>Begins one transaction of one organisation; 0 is the installation itself.</summary>
    /// <param name="actor">Who; stands with everything that is written.</param>
    /// <param name="command">By which command.</param>
    public async Task<Work> Begin(int orgId, string actor, string command, CancellationToken ct)
    {
        var connection = await App.OpenConnectionAsync(ct);
        var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            "select set_config('meent.org', @Org, true)", new { Org = orgId.ToString() }, transaction, cancellationToken: ct));
        return new Work(connection, transaction, orgId, actor, command);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        if (server is not null)
        {
            await server.Leave();
        }
    }

    private const string VersionFile = "version.json";

    private static Refusal? CheckVersion(string folder)
    {
        var file = Path.Combine(folder, VersionFile);
        if (!File.Exists(file))
        {
            return Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()
                ? Refusals.NotADataDirectory(folder)
                : null;
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            var version = json.RootElement.GetProperty("dataVersion").GetInt32();
            return version > DataVersion ? Refusals.DataIsNewer(version, DataVersion) : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return Refusals.NotADataDirectory(folder);
        }
    }

    /// <summary>The same server, as the role of the program.</summary>
    private static NpgsqlDataSource AppSource(string owner)
    {
        var builder = new NpgsqlDataSourceBuilder(owner);
        builder.ConnectionStringBuilder.MaxPoolSize = 80;
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        builder.ConnectionStringBuilder.CommandTimeout = 600;
        builder.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var command = new NpgsqlCommand("set role meent_app", connection);
                command.ExecuteNonQuery();
            },
            async connection =>
            {
                await using var command = new NpgsqlCommand("set role meent_app", connection);
                await command.ExecuteNonQueryAsync();
            });
        return builder.Build();
    }
}

/// <summary>One transaction of one organisation. What is not committed is undone.</summary>
public sealed class Work(
    NpgsqlConnection connection, NpgsqlTransaction transaction, int orgId, string actor, string command) : IAsyncDisposable
{
    private long written;

    public NpgsqlConnection Connection { get; } = connection;

    public NpgsqlTransaction Transaction { get; } = transaction;

    public int OrgId { get; } = orgId;

    public string Actor { get; } = actor;

    public string Command { get; } = command;

    /// <summary>Who, when and by which command: the row that everything written in this work points at, made when first asked.</summary>
    public async Task<long> Written(CancellationToken ct)
    {
        if (written == 0)
        {
            written = await Connection.ExecuteScalarAsync<long>(
                new CommandDefinition(InsertWritten, new { OrgId, Actor, Command }, Transaction, cancellationToken: ct));
        }

        return written;
    }

    public Task Commit(CancellationToken ct) => Transaction.CommitAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    private const string InsertWritten = """
        insert into platform.written (org_id, written_id, actor, command)
        values (@OrgId, nextval('platform.written_id'), @Actor, @Command) returning written_id
        """;
}
