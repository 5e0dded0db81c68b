using Meent.Kernel;

namespace Meent.Platform;

/// <summary>What the installation refuses.</summary>
public static class Refusals
{
    internal static Refusal NoPostgres(string oldest) => new("platform.no_postgres", ("oldest", oldest));

    internal static Refusal NoPostgresUser() => new("platform.no_postgres_user");

    internal static Refusal DataNotReachable(string folder) => new("platform.data_not_reachable", ("folder", folder));

    internal static Refusal DataIsNewer(int data, int program) =>
        new("platform.data_is_newer", ("data", data.ToString()), ("program", program.ToString()));

    internal static Refusal NotADataDirectory(string folder) => new("platform.not_a_data_directory", ("folder", folder));

    internal static Refusal ServerDidNotStart(string log) => new("platform.server_did_not_start", ("log", log));

    internal static Refusal NoServer(string reason) => new("platform.no_server", ("reason", reason));

    internal static Refusal MigrationChanged(string module, string name) =>
        new("platform.migration_changed", ("module", module), ("name", name));

    internal static Refusal MigrationUnknown(string module, string name) =>
        new("platform.migration_unknown", ("module", module), ("name", name));

    /// <summary>No room is left for the books; nothing of the work under way was kept.</summary>
    public static Refusal DiskFull() => new("platform.disk_full");

    /// <summary>The database went away; nothing of the work under way was kept.</summary>
    public static Refusal DatabaseGone() => new("platform.database_gone");

    /// <summary>The refusal behind an exception that is no bug of ours: disk full, database gone; else null.</summary>
    public static Refusal? Of(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case Npgsql.PostgresException { SqlState: "53100" or "53200" }:
                case IOException { HResult: 28 }:
                    return DiskFull();
                case Npgsql.PostgresException { SqlState: "57P01" or "57P02" or "57P03" }:
                case Npgsql.NpgsqlException { InnerException: IOException or System.Net.Sockets.SocketException }:
                    return DatabaseGone();
            }
        }

        return null;
    }
}
