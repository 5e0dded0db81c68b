using Dapper;
using Npgsql;

namespace Meent.Platform.Postgres;

/// <summary>Counts rows and clears away dead ones where the server would. It looks once a minute: one that lives for
/// the seconds of a command never does, and would plan for years as if its tables were new.</summary>
internal static class Upkeep
{
    /// <summary>Class of errors that a wrong statement makes.</summary>
    private const string Mistaken = "42";
    private const int MostLooks = 50;
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(10);

    /// <summary>What is left undone is done the next time: nothing depends on it but speed.</summary>
    public static async Task Run(string socketFolder)
    {
        try
        {
            await using var owner = new NpgsqlConnection(
                Connections.Owner(socketFolder, Cluster.Database).ConnectionString);
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
        catch (NpgsqlException e) when (e.SqlState?.StartsWith(Mistaken, StringComparison.Ordinal) != true)
        {
            // The server is gone, its disk is full, or there is no database yet.
        }
    }

    private const string OthersAreThere = """
        select exists (select from pg_stat_activity
          where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid())
        """;

    // The thresholds of autovacuum (PostgreSQL manual, Routine Vacuuming). Catalogues too: each temporary table leaves
    // dead rows in them.
    private const string Due = """
        select case when dead then 'vacuum (analyze) ' else 'analyze ' end || place
        from (
          select format('%I.%I', s.schemaname, s.relname) as place,
            s.n_dead_tup > 50 + 0.2 * greatest(c.reltuples, 0) as dead,
            s.n_mod_since_analyze > 50 + 0.1 * greatest(c.reltuples, 0) as changed
          from pg_stat_all_tables s join pg_class c on c.oid = s.relid
          where c.relkind = 'r' and not c.relisshared and s.schemaname !~ '^pg_(toast|temp)') t
        where dead or changed order by place limit 10000
        """;
}
