using Npgsql;

namespace Meent.Platform;

/// <summary>The business "no" of the platform.</summary>
public static class Refusals
{
    private const string DiskFullState = "53100";
    private const long LogSegment = 16 * 1024 * 1024;
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;
    private const int WindowsStyleDiskFull = unchecked((int)0x80070070);

    /// <summary>There is no room left on the disk: of the database or of a file.</summary>
    public static Refusal DiskFull { get; } = new("platform.disk_full");

    /// <summary><see cref="DiskFull"/> when the exception, or one inside it, says so; otherwise null.</summary>
    public static Refusal? DiskFullFrom(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is PostgresException { SqlState: DiskFullState } || SaysDiskFull(e as IOException))
            {
                return DiskFull;
            }
        }
        return null;
    }

    /// <summary>
    /// What the world outside did to the program: no room left, or the database went away. Null for everything else.
    /// </summary>
    /// <param name="dataDirectory">As it was asked for. A server that finds no room for its own log just dies, so the
    /// disk is asked too.</param>
    public static Refusal? From(Exception exception, string? dataDirectory)
    {
        if (DiskFullFrom(exception) is { } full)
        {
            return full;
        }

        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is PostgresException { SqlState: not null } said)
            {
                return IsServerGone(said.SqlState) ? Gone(said, dataDirectory) : null;
            }

            if (e is NpgsqlException)
            {
                return Gone(e, dataDirectory);
            }
        }

        return null;
    }

    /// <summary>What a server says to its clients as it goes down or comes up.</summary>
    internal static bool IsServerGone(string? sqlState) =>
        sqlState is PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow;

    private static Refusal Gone(Exception e, string? dataDirectory) =>
        HasRoom(Folder.DataFolder.At(dataDirectory).Path)
            ? DatabaseNotReachable(e.InnerException?.Message ?? e.Message)
            : DiskFull;

    private static bool HasRoom(string folder) =>
        !Directory.Exists(folder) || new DriveInfo(folder).AvailableFreeSpace >= LogSegment;

    internal const string InstallLine = "apt-get install -y postgresql";
    internal const string UserLine = "useradd --system --shell /usr/sbin/nologin postgres";

    internal static Refusal NoPostgres(string looked) =>
        new("platform.no_postgres", ("run", InstallLine), ("looked", looked));

    internal static Refusal NoPostgresUser { get; } = new("platform.no_postgres_user", ("run", UserLine));

    internal static Refusal PostgresVersionMissing(int needed) =>
        new("platform.postgres_version_missing", ("needed", $"{needed}"));

    internal static Refusal PostgresTooOld(string found) =>
        new("platform.postgres_too_old", ("found", found), ("needed", "15"));

    internal static Refusal DataNotReachable(string folder, string user) =>
        new("platform.data_not_reachable", ("folder", folder), ("user", user));

    internal static Refusal DataNotWritable(string folder) => new("platform.data_not_writable", ("folder", folder));

    internal static Refusal DataIsNewer(int found, int known) =>
        new("platform.data_is_newer", ("found", $"{found}"), ("known", $"{known}"));

    internal static Refusal NotADataDirectory(string folder) =>
        new("platform.not_a_data_directory", ("folder", folder));

    internal static Refusal SocketFolderTaken(string folder) =>
        new("platform.socket_folder_taken", ("folder", folder));

    internal static Refusal ServerDidNotStart(string reason, string log) =>
        new("platform.server_did_not_start", ("reason", reason), ("log", log));

    internal static Refusal DatabaseNotUnderstood { get; } = new("platform.database_not_understood");

    internal static Refusal DatabaseNotReachable(string reason) =>
        new("platform.database_not_reachable", ("reason", reason));

    internal static Refusal MigrationChanged(string module, string name) =>
        new("platform.migration_changed", ("module", module), ("name", name));

    internal static Refusal MigrationUnknown(string module, string name) =>
        new("platform.migration_unknown", ("module", module), ("name", name));

    internal static Refusal MigrationGap(string module, int number) =>
        new("platform.migration_gap", ("module", module), ("number", $"{number}"));

    private static bool SaysDiskFull(IOException? e) =>
        e?.HResult is NoSpaceLeft or QuotaExceeded or WindowsStyleDiskFull;
}
