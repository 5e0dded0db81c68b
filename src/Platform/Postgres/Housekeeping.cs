using Dapper;
using Npgsql;

namespace Meent.Platform.Postgres;

/// <summary>Counts rows and clears away dead ones where the server would. It looks once a minute: one that lives for
/// the seconds of a command never does, and would plan for years as if its tables were new.</summary>
internal static class Housekeeping
{
    private const int MostLooks = 50;
    private const int SecondsForATable = 30;
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(10);

    /// <summary>A table that somebody else holds is left for the next time, and so is what takes too long: nothing but
    /// speed depends on it.</summary>
    public static async Task Run(string socketFolder)
    {
        var settings = Connections.Owner(socketFolder, Cluster.Database);
        settings.CommandTimeout = SecondsForATable;
        try
        {
            await using var owner = new NpgsqlConnection(settings.ConnectionString);
            await owner.OpenAsync();
            // A session says what it wrote when it ends, and ours have just been told to.
            for (var look = 0; look < MostLooks && await owner.ExecuteScalarAsync<bool>(OthersAreThere); look++)
            {
                await Task.Delay(pause);
            }
            foreach (var command in await owner.QueryAsync<string>(Due))
            {
                await owner.ExecuteAsync(command);
            }
        }
        catch (NpgsqlException)
        {
            // The server is gone, its disk is full, a table is, or there is no database yet: whoever needs it hears it.
        }
    }

    private const string OthersAreThere = """
        select exists (select from pg_stat_activity
          where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid())
        """;

    // The thresholds of autovacuum (PostgreSQL manual, Routine Vacuuming). Catalogues too: each temporary table leaves
    // dead rows in them.
    private const string Due = """
        select case when dead then 'vacuum (analyze, skip_locked) ' else 'analyze (skip_locked) ' end || place
        from (
          select format('%I.%I', s.schemaname, s.relname) as place,
            s.n_dead_tup > 50 + 0.2 * greatest(c.reltuples, 0) as dead,
            s.n_mod_since_analyze > 50 + 0.1 * greatest(c.reltuples, 0) as changed
          from pg_stat_all_tables s join pg_class c on c.oid = s.relid
          where c.relkind = 'r' and not c.relisshared and s.schemaname !~ '^pg_(toast|temp)') t
        where dead or changed order by place limit 10000
        """;
}
