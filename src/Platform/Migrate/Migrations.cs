using System.Security.Cryptography;
using System.Text;
using Dapper;
using Meent.Kernel;
using Npgsql;

namespace Meent.Platform.Migrate;

/// <summary>Brings a database to the schema of this program: numbered files per module, forward only, each in one
/// transaction, one program at a time.</summary>
internal static class Migrations
{
    private sealed record Step(string Module, int Number, string Name, string Sql, string Hash);

    internal static async Task<Outcome<Done>> Run(string owner, IReadOnlyList<IModule> modules, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(owner) { Pooling = false }.ToString());
        await connection.OpenAsync(ct);
        await connection.ExecuteAsync("select pg_advisory_lock(7319001)");
        await connection.ExecuteAsync(Bootstrap);
        var steps = Steps(modules);
        var applied = (await connection.QueryAsync<(string Module, int Number, string Name, string Hash)>(Applied)).ToList();
        foreach (var (module, number, name, hash) in applied)
        {
            var step = steps.Find(s => s.Module == module && s.Number == number);
            if (step is null)
            {
                return Refusals.MigrationUnknown(module, name);
            }

            if (step.Hash != hash)
            {
                return Refusals.MigrationChanged(module, name);
            }
        }

        var done = applied.Select(a => (a.Module, a.Number)).ToHashSet();
        foreach (var step in steps.Where(s => !done.Contains((s.Module, s.Number))))
        {
            await Apply(connection, step, ct);
        }

        return Done.It;
    }

    private static async Task Apply(NpgsqlConnection connection, Step step, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(step.Sql, transaction: transaction);
        var parameters = new { step.Module, step.Number, step.Name, step.Hash };
        await connection.ExecuteAsync(SecureRows, parameters, transaction);
        await connection.ExecuteAsync(Record, parameters, transaction);
        await transaction.CommitAsync(ct);
    }

    private static List<Step> Steps(IReadOnlyList<IModule> modules)
    {
        var own = typeof(Migrations).Assembly;
        return modules.OrderBy(m => m.Order).Select(m => (m.Name, m.GetType().Assembly)).Prepend(("platform", own))
            .SelectMany(m => m.Item2.GetManifestResourceNames()
                .Where(r => r.StartsWith("Schema.", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(r => Read(m.Item1, m.Item2, r)))
            .ToList();
    }

    private static Step Read(string module, System.Reflection.Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var sql = reader.ReadToEnd();
        var name = resource["Schema.".Length..];
        Decimals.TryParse(name.AsSpan(0, 3), 0, out var number);
        return new Step(module, (int)number, name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }

    private const string Bootstrap = """
        do $$ begin
          if not exists (select from pg_roles where rolname = 'meent_app') then
            create role meent_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
          end if;
          execute format('grant meent_app to %I', current_user);
        end $$;
        create schema if not exists platform;
        create table if not exists platform.migration (
          module text not null, number int not null, name text not null, sha256 text not null,
          applied_at timestamptz not null default clock_timestamp(), primary key (module, number))
        """;

    private const string Applied = "select module, number, name, sha256 from platform.migration order by module, number limit 10000";

    private const string Record =
        "insert into platform.migration (module, number, name, sha256) values (@Module, @Number, @Name, @Hash)";

    // The second lock behind the organisation that every statement names: a row of another one cannot be read or written.
    // The program may add and read; it may change only what a migration grants.
    private const string SecureRows = """
        do $$ declare t record; begin
          for t in
            select c.oid::regclass as name, n.nspname as schema, c.relname as plain, c.relispartition as part
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and not c.relrowsecurity
              and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped)
              and n.nspname not in ('pg_catalog', 'information_schema')
          loop
            execute format('alter table %s enable row level security', t.name);
            execute format('alter table %s force row level security', t.name);
            if not t.part then
              execute format('create policy own_rows on %s using (org_id = (select current_setting(''meent.org''))::int) '
                'with check (org_id = (select current_setting(''meent.org''))::int)', t.name);
            end if;
          end loop;
          for t in select nspname as name from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' loop
            execute format('grant usage on schema %I to meent_app', t.name);
          end loop;
          for t in
            select c.oid::regclass as name, c.relkind as kind from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'S') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
              and not c.relispartition and not (n.nspname = 'platform' and c.relname = 'migration')
          loop
            if t.kind = 'S' then execute format('grant usage on sequence %s to meent_app', t.name);
            else execute format('grant select, insert on %s to meent_app', t.name); end if;
          end loop;
        end $$
        """;
}
