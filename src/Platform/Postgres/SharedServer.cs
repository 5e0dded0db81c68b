using Meent.Platform.Folder;

namespace Meent.Platform.Postgres;

/// <summary>A share in the server of a data directory. The last one to leave stops the server.</summary>
/// <remarks>
/// Start and stop happen under an exclusive lock on start.lock; whoever uses the server holds users.lock shared. The
/// kernel drops both when a process dies, so a crash needs no tidying: the next one to come finds the server, if it
/// still runs, and becomes its last user.
/// </remarks>
internal sealed class SharedServer : IAsyncDisposable
{
    private readonly DataFolder folder;
    private readonly PrivateServer server;
    private readonly FileLock use;

    private SharedServer(DataFolder folder, PrivateServer server, FileLock use, string socketFolder) =>
        (this.folder, this.server, this.use, SocketFolder) = (folder, server, use, socketFolder);

    public string SocketFolder { get; }

    /// <summary>Joins the server, starting it when it does not run. The caller holds the start lock.</summary>
    public static async Task<Outcome<SharedServer>> Join(
        DataFolder folder, PostgresProgram program, ServerUser user, CancellationToken ct)
    {
        var server = new PrivateServer(folder, user);
        var use = FileLock.Shared(folder.UsersLock);
        try
        {
            var made = await Cluster.Make(folder, program, user, ct);
            Outcome<string> running = made.Refusal is { } no ? no : await server.Run(program, ct);
            if (running.Refused)
            {
                await Leave(use, server);
                return running.Refusal!;
            }
            return new SharedServer(folder, server, use, running.Value);
        }
        catch
        {
            await Leave(use, server);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var start = await FileLock.Exclusive(folder.StartLock, CancellationToken.None);
        await Leave(use, server, SocketFolder);
    }

    /// <param name="used">Folder of the socket of a server that was used; null where none came to run.</param>
    private static async Task Leave(FileLock use, PrivateServer server, string? used = null)
    {
        using (use)
        {
            if (!use.ReleaseAndSeeWhetherLast())
            {
                return;
            }
            try
            {
                if (used is not null)
                {
                    await Housekeeping.Run(used);
                }
            }
            finally
            {
                await server.Stop();
            }
        }
    }
}
