using Meent.Platform.Folder;

namespace Meent.Platform.Postgres;

/// <summary>The files of the private server.</summary>
internal static class Cluster
{
    public const string Owner = "meent";
    public const string Database = "meent";

    // What a laptop can spare. An operator may change them in pg/postgresql.conf; they are written there once.
    private const string Settings = """

        # Meent
        fsync = on
        synchronous_commit = on
        shared_buffers = 256MB
        max_wal_size = 2GB
        wal_compression = on
        max_connections = 100
        jit = off
        timezone = 'UTC'
        log_timezone = 'UTC'
        log_line_prefix = '%m [%p] %q%u@%d '

        """;

    /// <summary>Makes the cluster when there is none. The caller holds the start lock.</summary>
    public static async Task<Outcome<Done>> Make(
        DataFolder folder, PostgresProgram program, ServerUser user, CancellationToken ct)
    {
        if (Directory.Exists(folder.Cluster))
        {
            return Done.It;
        }
        // Made beside its place and moved when complete: what was broken off half way is never taken for a cluster.
        var draft = folder.Cluster + ".new";
        if (Directory.Exists(draft))
        {
            Directory.Delete(draft, recursive: true);
        }
        user.MakeFolder(draft);
        var (exitCode, output) = await Tool.Run(
            user.AsUser(
                program.InitDb, "-D", draft, "-U", Owner, "-A", "trust", "--encoding=UTF8", "--locale=C.UTF-8", "-k"),
            ct);
        if (exitCode != 0)
        {
            return ServerLog.Refuse(output, folder.LogFolder);
        }
        await File.AppendAllTextAsync(Path.Combine(draft, "postgresql.conf"), Settings, ct);
        Directory.Move(draft, folder.Cluster);
        return Done.It;
    }
}
