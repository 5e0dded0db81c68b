using Dapper;
using Npgsql;

namespace Meent.Platform.Migrations;

/// <summary>Brings a database to the schema of the program.</summary>
internal static class Migrator
{
    // Any number will do as long as every version of the program uses the same one.
    private const long LockKey = 0x4d65656e74;

    public static async Task<Outcome<Done>> Migrate(
        NpgsqlConnection owner, IReadOnlyList<Migration> known, CancellationToken ct)
    {
        var plan = await Plan(owner, known, ct);
        if (plan.Refused || plan.Value.Count == 0)
        {
            return plan.Then<Done>(_ => Done.It);
        }
        await owner.ExecuteAsync(new CommandDefinition(TakeLock, new { key = LockKey }, cancellationToken: ct));
        try
        {
            // Another process may have done it while we waited for the lock.
            plan = await Plan(owner, known, ct);
            if (!plan.Refused && plan.Value.Count > 0)
            {
                await owner.ExecuteAsync(new CommandDefinition(PrepareRole, cancellationToken: ct));
                foreach (var migration in plan.Value)
                {
                    await Apply(owner, migration, ct);
                }
            }
            return plan.Then<Done>(_ => Done.It);
        }
        finally
        {
            await owner.ExecuteAsync(ReleaseLock, new { key = LockKey });
        }
    }

    private static async Task<Outcome<IReadOnlyList<Migration>>> Plan(
        NpgsqlConnection owner, IReadOnlyList<Migration> known, CancellationToken ct)
    {
        var begun = await owner.ExecuteScalarAsync<bool>(new CommandDefinition(HasTable, cancellationToken: ct));
        var applied = begun
            ? await owner.QueryAsync<AppliedMigration>(new CommandDefinition(ReadApplied, cancellationToken: ct))
            : [];
        return MigrationPlan.Of(known, applied.AsList());
    }

    private static async Task Apply(NpgsqlConnection owner, Migration migration, CancellationToken ct)
    {
        await using var transaction = await owner.BeginTransactionAsync(ct);
        try
        {
            await owner.ExecuteAsync(new CommandDefinition(migration.Sql, cancellationToken: ct));
        }
        catch (PostgresException e) when (Refusals.DiskFullFrom(e) is null)
        {
            throw new InvalidOperationException(
                $"Migration {migration.Number:000}_{migration.Name} of {migration.Module}: {e.MessageText}", e);
        }
        var protect = new CommandDefinition(Protect, new { schema = migration.Module }, cancellationToken: ct);
        await owner.ExecuteAsync(protect);
        await owner.ExecuteAsync(new CommandDefinition(
            WriteApplied,
            new { migration.Module, migration.Number, migration.Name, migration.Sha256 },
            cancellationToken: ct));
        await transaction.CommitAsync(ct);
    }

    private const string TakeLock = "select pg_advisory_lock(@key)";

    private const string ReleaseLock = "select pg_advisory_unlock(@key)";

    private const string HasTable = "select to_regclass('platform.migration') is not null";

    private const string ReadApplied =
        "select module, number, name, sha256 from platform.migration order by module, number";

    private const string WriteApplied =
        """
        insert into platform.migration (module, number, name, sha256)
        values (@Module, @Number, @Name, @Sha256)
        """;

    private const string Protect = "select platform.protect(@schema)";

    // Roles are shared by all databases of a server, so another database may be making the same one just now. The
    // default privileges reach every schema and table that the owner makes in this database from now on.
    private const string PrepareRole =
        """
        do $$
        begin
          if not exists (select from pg_roles where rolname = 'meent_app') then
            create role meent_app login nosuperuser nocreatedb nocreaterole nobypassrls;
            if not (select rolsuper from pg_roles where rolname = current_user) then
              execute format('grant meent_app to %I', current_user);
            end if;
          end if;
        exception
          when duplicate_object or unique_violation then null;
        end
        $$;
        alter default privileges grant usage on schemas to meent_app;
        alter default privileges grant select, insert on tables to meent_app;
        alter default privileges grant usage, select on sequences to meent_app;
        """;
}
