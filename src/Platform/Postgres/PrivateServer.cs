using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Meent.Kernel;
using Npgsql;

namespace Meent.Platform.Postgres;

/// <summary>
/// The PostgreSQL of a data directory, on a socket of its own. Processes share it: each holds a shared lock while it uses the
/// server, starting and stopping happen under an exclusive one, and whoever leaves last stops it. A server that a killed process
/// left behind is taken over by the next.
/// </summary>
internal sealed partial class PrivateServer
{
    private const int Interrupt = 2;

    private readonly string folder;
    private readonly FileLock use;

    private PrivateServer(string folder, FileLock use) => (this.folder, this.use) = (folder, use);

    internal string OwnerConnection => ConnectionTo(SocketFolder(folder));

    private static string ConnectionTo(string socket) =>
        $"Host={socket};Username=meent;Database=meent;Include Error Detail=true;Timeout=15;Application Name=meent";

    internal static async Task<Outcome<PrivateServer>> Join(string folder, CancellationToken ct)
    {
        using var starting = await FileLock.TakeExclusive(Path.Combine(folder, "start.lock"), ct);
        var use = FileLock.TakeShared(Path.Combine(folder, "users.lock"));
        var server = new PrivateServer(folder, use);
        var running = await Answers(server.OwnerConnection) ? Done.It : await server.Start(ct);
        if (running.Refused)
        {
            use.Dispose();
            return running.Refusal!;
        }

        return server;
    }

    /// <summary>Stops the server when nobody else uses it.</summary>
    internal async Task Leave()
    {
        using var stopping = await FileLock.TakeExclusive(Path.Combine(folder, "start.lock"), CancellationToken.None);
        use.Dispose();
        using var alone = FileLock.TryExclusive(Path.Combine(folder, "users.lock"));
        if (alone is not null && Postmaster() is { } process)
        {
            _ = Kill(process, Interrupt);
            for (var i = 0; i < 3000 && Directory.Exists($"/proc/{process}"); i++)
            {
                await Task.Delay(10);
            }
        }
    }

    private async Task<Outcome<Done>> Start(CancellationToken ct)
    {
        var binaries = Binaries.Find();
        if (binaries.Refused)
        {
            return binaries.Refusal!;
        }

        var user = ServerUser.Of(folder);
        if (user.Refused)
        {
            return user.Refusal!;
        }

        var cluster = Path.Combine(folder, "pg");
        var socket = SocketFolder(folder);
        user.Value.MakeFolder(socket);
        user.Value.MakeFolder(Path.Combine(folder, "log"));
        if (!File.Exists(Path.Combine(cluster, "PG_VERSION")))
        {
            if (Directory.Exists(cluster))
            {
                Directory.Delete(cluster, recursive: true);     // initdb was interrupted: nothing was ever in it
            }

            user.Value.MakeFolder(cluster);
            var made = await user.Value.Run(
                $"{binaries.Value}/initdb -D '{cluster}' -U meent -A trust --encoding=UTF8 --locale=C.UTF-8 -k >'{folder}/log/postgres' 2>&1", ct);
            if (made != 0)
            {
                Directory.Delete(cluster, recursive: true);
                return Failed();
            }
        }

        var options = $"-D '{cluster}' -k '{socket}' {Settings}";
        await user.Value.Detach($"exec {binaries.Value}/postgres {options} >>'{folder}/log/postgres' 2>&1 </dev/null", ct);
        return await Ready(ct);
    }

    private async Task<Outcome<Done>> Ready(CancellationToken ct)
    {
        var admin = new NpgsqlConnectionStringBuilder(OwnerConnection) { Database = "postgres" }.ToString();
        for (var i = 0; i < 6000; i++)
        {
            if (await Answers(admin))
            {
                await MakeDatabase(admin, ct);
                return Done.It;
            }

            if (i > 100 && Postmaster() is null)
            {
                return Failed();
            }

            await Task.Delay(10, ct);
        }

        return Failed();
    }

    private Refusal Failed()
    {
        var log = Path.Combine(folder, "log", "postgres");
        var last = File.Exists(log) ? string.Join(" | ", File.ReadLines(log).TakeLast(3)) : "";
        return last.Contains("No space left on device", StringComparison.Ordinal)
            ? Refusals.DiskFull()
            : Refusals.ServerDidNotStart(last);
    }

    private static async Task MakeDatabase(string admin, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(admin) { Pooling = false }.ToString());
        await connection.OpenAsync(ct);
        await using var find = new NpgsqlCommand("select count(*) from pg_database where datname = 'meent'", connection);
        if ((long)(await find.ExecuteScalarAsync(ct))! == 0)
        {
            await using var make = new NpgsqlCommand("create database meent", connection);
            await make.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task<bool> Answers(string connectionString)
    {
        try
        {
            await using var connection =
                new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>Process of the server, from its own file; null where none runs.</summary>
    private int? Postmaster()
    {
        try
        {
            var first = File.ReadLines(Path.Combine(folder, "pg", "postmaster.pid")).FirstOrDefault() ?? "";
            return Decimals.TryParse(first.Trim(), 0, out var id) && Directory.Exists($"/proc/{id}") ? (int)id : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Short, because the path of a socket may have 107 bytes.</summary>
    private static string SocketFolder(string folder) =>
        "/tmp/meent-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16];

    private const string Settings =
        "-c listen_addresses= -c unix_socket_permissions=0700 -c fsync=on -c synchronous_commit=on -c jit=off "
        + "-c shared_buffers=256MB -c work_mem=64MB -c maintenance_work_mem=128MB -c max_wal_size=2GB -c wal_compression=on "
        + "-c max_connections=120 -c max_locks_per_transaction=256 -c logging_collector=off -c log_min_messages=warning "
        + "-c timezone=UTC -c log_timezone=UTC";

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
