using Dapper;
using Meent.Platform.Folder;
using Meent.Platform.Migrations;
using Meent.Platform.Postgres;
using Npgsql;

namespace Meent.Platform;

/// <summary>A data directory with its database, ready for work: the schema is that of the program.</summary>
public sealed class Installation : IAsyncDisposable
{
    // .NET takes this error of the operating system for no lack of rights.
    private const int ReadOnlyDisk = 30;
    private readonly SharedServer? server;

    private Installation(string dataDirectory, NpgsqlDataSource app, SharedServer? server) =>
        (DataDirectory, App, this.server) = (dataDirectory, app, server);

    /// <summary>The folder; it exists and is of this program's version.</summary>
    public string DataDirectory { get; }

    /// <summary>Pooled connections of the role meent_app, which owns nothing.</summary>
    public NpgsqlDataSource App { get; }

    /// <summary>
    /// Opens the installation: checks the folder, starts or joins its server (or uses the one that was given) and
    /// migrates. Several processes may have the same one open; the last to dispose stops the server.
    /// </summary>
    /// <returns>Refused with a code <c>platform.…</c> that says what to do.</returns>
    public static async Task<Outcome<Installation>> Open(
        InstallationOptions o, IReadOnlyList<IModule> modules, CancellationToken ct)
    {
        var folder = DataFolder.At(o.DataDirectory);
        try
        {
            var check = folder.Check();
            if (check.Refused)
            {
                return check.Refusal!;
            }
            return string.IsNullOrWhiteSpace(o.Database)
                ? await OpenPrivate(folder, o.ProgramVersion, modules, ct)
                : await OpenGiven(folder, o.Database, o.ProgramVersion, modules, ct);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException { HResult: ReadOnlyDisk })
        {
            return Refusals.DataNotWritable(folder.Path);
        }
        catch (Exception e) when (Refusals.DiskFullFrom(e) is { } full)
        {
            return full;
        }
    }

    /// <summary>Begins one transaction of one organisation; 0 for the installation itself.</summary>
    /// <param name="actor">Who does it: never empty.</param>
    /// <param name="command">The use case by which it is done.</param>
    public Task<Work> Begin(int orgId, string actor, string command, CancellationToken ct) =>
        Work.Begin(App, orgId, actor, command, ct);

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<Outcome<Installation>> OpenPrivate(
        DataFolder folder, string program, IReadOnlyList<IModule> modules, CancellationToken ct)
    {
        var joined = await JoinServer(folder, program, ct);
        if (joined.Refused)
        {
            return joined.Refusal!;
        }
        var server = joined.Value;
        try
        {
            await MakeDatabase(server.SocketFolder, ct);
            var opened = await OpenDatabase(folder, Connections.ToPrivate(server.SocketFolder), server, modules, ct);
            if (opened.Refused)
            {
                await server.DisposeAsync();
            }
            return opened;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static async Task<Outcome<SharedServer>> JoinServer(
        DataFolder folder, string program, CancellationToken ct)
    {
        var found = await PostgresProgram.Find(folder.ClusterMajor(), ct);
        var user = found.Then(_ => ServerUser.Find(folder.Cluster));
        if (user.Refused)
        {
            return user.Refusal!;
        }
        var reach = await user.Value.Reaches(folder.Path, ct);
        if (reach.Refused)
        {
            return reach.Refusal!;
        }
        folder.Make();
        using var start = await FileLock.Exclusive(folder.StartLock, ct);
        var check = folder.Check();
        if (check.Refused)
        {
            return check.Refusal!;
        }
        folder.Claim(program);
        return await SharedServer.Join(folder, found.Value, user.Value, ct);
    }

    private static async Task<Outcome<Installation>> OpenGiven(
        DataFolder folder, string database, string program, IReadOnlyList<IModule> modules, CancellationToken ct)
    {
        var connections = Connections.ToGiven(database);
        if (connections.Refused)
        {
            return connections.Refusal!;
        }
        folder.Make();
        using (await FileLock.Exclusive(folder.StartLock, ct))
        {
            folder.Claim(program);
        }
        return await OpenDatabase(folder, connections.Value, null, modules, ct);
    }

    private static async Task<Outcome<Installation>> OpenDatabase(
        DataFolder folder,
        Connections connections,
        SharedServer? server,
        IReadOnlyList<IModule> modules,
        CancellationToken ct)
    {
        await using var owner = new NpgsqlConnection(connections.ForOwner);
        try
        {
            await owner.OpenAsync(ct);
        }
        catch (NpgsqlException e) when (Refusals.DiskFullFrom(e) is null)
        {
            return Refusals.DatabaseNotReachable(e.InnerException?.Message ?? e.Message);
        }
        if (owner.PostgreSqlVersion.Major < PostgresProgram.OldestMajor)
        {
            return Refusals.PostgresTooOld($"{owner.PostgreSqlVersion.Major}");
        }
        var migrated = await Migrator.Migrate(owner, Migration.Of([new PlatformModule(), .. modules]), ct);
        return migrated.Then<Installation>(_ =>
            new Installation(folder.Path, NpgsqlDataSource.Create(connections.ForApp), server));
    }

    private static async Task MakeDatabase(string socketFolder, CancellationToken ct)
    {
        await using var owner = new NpgsqlConnection(Connections.Owner(socketFolder, "postgres").ConnectionString);
        await owner.OpenAsync(ct);
        if (await owner.ExecuteScalarAsync<bool>(new CommandDefinition(HasDatabase, cancellationToken: ct)))
        {
            return;
        }
        try
        {
            await owner.ExecuteAsync(new CommandDefinition(CreateDatabase, cancellationToken: ct));
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or
            PostgresErrorCodes.UniqueViolation)
        {
            // Another process opened the same new data directory and was first.
        }
    }

    private const string HasDatabase = "select exists (select from pg_database where datname = 'meent')";

    private const string CreateDatabase = "create database meent";
}
