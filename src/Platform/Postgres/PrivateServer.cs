using System.Diagnostics;
using Meent.Platform.Folder;
using Npgsql;

namespace Meent.Platform.Postgres;

/// <summary>Starts and stops the server of a data directory. Every caller holds the start lock.</summary>
internal sealed class PrivateServer(DataFolder folder, ServerUser user)
{
    private const string Port = "5432";
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan patienceForOldProcesses = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan patienceForAnswer = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan patienceForStop = TimeSpan.FromMinutes(2);

    /// <summary>The folder of the socket of a server that answers: the one that runs, else a new one.</summary>
    public async Task<Outcome<string>> Run(PostgresProgram program, CancellationToken ct)
    {
        // One that lives but does not answer yet is recovering or on its way out; only time tells which.
        var since = Stopwatch.StartNew();
        while (Postmaster.Read(folder.Cluster) is { } running && running.Lives(folder.Cluster))
        {
            if (running.Ready && await Answers(running.SocketFolder, ct))
            {
                return running.SocketFolder;
            }
            if (running.Ready && since.Elapsed > patienceForAnswer)
            {
                return Refusals.ServerDidNotStart($"{running.Pid} does not answer", folder.LogFolder);
            }
            await Task.Delay(pause, ct);
        }
        var socket = folder.ShortSocketFolder();
        user.MakeFolder(folder.LogFolder);
        user.MakeFolder(socket);
        if (!user.Keeps(socket))
        {
            return Refusals.SocketFolderTaken(socket);
        }
        Postmaster.ForgetStranger(Postmaster.FileIn(folder.Cluster));
        Postmaster.ForgetStranger(SocketFile(socket) + ".lock");
        since.Restart();
        while (true)
        {
            var started = await TryStart(program, socket, ct);
            // Children of a killed server hold its memory for a moment, and a new one waits for them.
            var again = started.Refusal?.Fact("reason").Contains("still in use", StringComparison.Ordinal) == true;
            if (!again || since.Elapsed > patienceForOldProcesses)
            {
                return started;
            }
            await Task.Delay(pause * 10, ct);
        }
    }

    /// <summary>Stops the server in an orderly way and waits until it is gone.</summary>
    public async Task Stop()
    {
        if (Postmaster.Read(folder.Cluster) is not { } running || !running.Lives(folder.Cluster))
        {
            return;
        }
        // SIGINT, not SIGTERM: that one waits for every client to leave of its own accord.
        _ = Libc.Kill(running.Pid, Libc.SigInt);
        var since = Stopwatch.StartNew();
        while (running.Lives(folder.Cluster))
        {
            if (since.Elapsed > patienceForStop)
            {
                _ = Libc.Kill(running.Pid, Libc.SigQuit);
                since.Restart();
            }
            await Task.Delay(pause);
        }
        if (running.SocketFolder != folder.SocketFolder
            && Directory.Exists(running.SocketFolder)
            && !Directory.EnumerateFileSystemEntries(running.SocketFolder).Any())
        {
            Directory.Delete(running.SocketFolder);
        }
    }

    private static string SocketFile(string socketFolder) => Path.Combine(socketFolder, $".s.PGSQL.{Port}");

    private async Task<Outcome<string>> TryStart(PostgresProgram program, string socket, CancellationToken ct)
    {
        var log = new ServerLog(folder.LogFolder);
        using var process = Start(program, socket, log.Path);
        while (true)
        {
            if (process.HasExited)
            {
                return ServerLog.Refuse(log.News(), log.Path);
            }
            if (Postmaster.Read(folder.Cluster) is { Ready: true } && await Answers(socket, ct))
            {
                return socket;
            }
            await Task.Delay(pause, ct);
        }
    }

    // A session of its own, so that neither our terminal nor our death takes the server along; and no stream of
    // ours, so that whoever reads our output sees it end when we end.
    private Process Start(PostgresProgram program, string socket, string log)
    {
        IReadOnlyList<string> server =
        [
            program.Server, "-D", folder.Cluster, "-k", socket, "-p", Port,
            "-c", "listen_addresses=", "-c", "unix_socket_permissions=0700", "-c", "logging_collector=off",
        ];
        const string script = "exec >>\"$0\" 2>&1 </dev/null; exec \"$@\"";
        return Process.Start(Tool.Describe(["setsid", .. user.AsUser(["/bin/sh", "-c", script, log, .. server])]))!;
    }

    private static async Task<bool> Answers(string socket, CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection(Connections.Owner(socket, "postgres").ConnectionString);
            await connection.OpenAsync(ct);
            return true;
        }
        catch (PostgresException e) when (e.SqlState != PostgresErrorCodes.CannotConnectNow)
        {
            // It is up, whatever it says: full, or closed to us by an operator. The caller will hear it itself.
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
