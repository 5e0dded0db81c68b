using Dapper;
using Npgsql;

namespace Meent.Platform;

/// <summary>One transaction of one organisation. Without <see cref="Commit"/> it leaves nothing behind.</summary>
public sealed class Work : IAsyncDisposable
{
    private long? writtenId;

    private Work(
        NpgsqlConnection connection, NpgsqlTransaction transaction, int orgId, string actor, string command) =>
        (Connection, Transaction, OrgId, Actor, Command) = (connection, transaction, orgId, actor, command);

    public NpgsqlConnection Connection { get; }

    public NpgsqlTransaction Transaction { get; }

    /// <summary>Whose rows can be seen and written; 0 for the installation, which sees none.</summary>
    public int OrgId { get; }

    /// <summary>Who does it.</summary>
    public string Actor { get; }

    /// <summary>The use case by which it is done.</summary>
    public string Command { get; }

    /// <summary>The number under which this work is written down (who, when, how). Asking writes it.</summary>
    public async Task<long> Written(CancellationToken ct)
    {
        writtenId ??= await Connection.ExecuteScalarAsync<long>(new CommandDefinition(
            InsertWritten, new { OrgId, Actor, Command }, Transaction, cancellationToken: ct));
        return writtenId.Value;
    }

    public Task Commit(CancellationToken ct) => Transaction.CommitAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    /// <summary>Goes on in the same transaction for another organisation: from now on only its rows can be seen and
    /// written, and work of the one before comes again only by this. The first work ends all of it.</summary>
    public async Task<Work> For(int orgId, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(orgId);
        await Connection.ExecuteAsync(new CommandDefinition(
            SetOrganisation, new { org = $"{orgId}" }, Transaction, cancellationToken: ct));
        return new Work(Connection, Transaction, orgId, Actor, Command);
    }

    internal static async Task<Work> Begin(
        NpgsqlDataSource app, int orgId, string actor, string command, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(orgId);
        try
        {
            return await BeginOnce(app, orgId, actor, command, ct);
        }
        catch (NpgsqlException e) when (e is not PostgresException || Refusals.IsServerGone(e.SqlState))
        {
            // A connection kept from before the server was started anew. Nothing has been done yet on it.
            app.Clear();
            return await BeginOnce(app, orgId, actor, command, ct);
        }
    }

    private static async Task<Work> BeginOnce(
        NpgsqlDataSource app, int orgId, string actor, string command, CancellationToken ct)
    {
        var connection = await app.OpenConnectionAsync(ct);
        try
        {
            var transaction = await connection.BeginTransactionAsync(ct);
            await connection.ExecuteAsync(new CommandDefinition(
                SetOrganisation, new { org = $"{orgId}" }, transaction, cancellationToken: ct));
            return new Work(connection, transaction, orgId, actor, command);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // For this transaction only, so that a pooled connection never carries one organisation into the next.
    private const string SetOrganisation = "select set_config('meent.org', @org, true)";

    private const string InsertWritten =
        """
        insert into platform.written (org_id, actor, command)
        values (@OrgId, @Actor, @Command)
        returning written_id
        """;
}
