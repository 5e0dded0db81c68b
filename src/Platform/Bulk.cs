using Dapper;
using Npgsql;

namespace Meent.Platform;

/// <summary>
/// Many rows at once: binary COPY into a stage of this session, then one insert. COPY into a table with row-level
/// security is
/// not allowed; the stage has none, and the insert is checked by it.
/// </summary>
public static class Bulk
{
    /// <param name="table">schema.table; its first column is org_id.</param>
    /// <param name="columns">All other columns that are written, in the order in which <paramref name="write"/>
    /// writes them.</param>
    /// <returns>Number of rows written.</returns>
    public static async Task<int> Insert<T>(
        Work work, string table, string columns, IReadOnlyCollection<T> rows, Action<NpgsqlBinaryImporter, T> write,
        CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return 0;
        }

        var stage = "stage_" + table.Replace('.', '_');
        await Execute(work,
            $"create temp table {stage} (like {table} including storage including defaults) on commit drop", ct);
        await Execute(work, $"alter table {stage} drop column org_id", ct);
        await using (var import = await work.Connection.BeginBinaryImportAsync(
            $"copy {stage} ({columns}) from stdin (format binary)", ct))
        {
            foreach (var row in rows)
            {
                import.StartRow();
                write(import, row);
            }

            await import.CompleteAsync(ct);
        }

        var written = await Execute(
            work, $"insert into {table} (org_id, {columns}) select @OrgId, {columns} from {stage}", ct);
        await Execute(work, $"drop table {stage}", ct);
        return written;
    }

    private static Task<int> Execute(Work work, string sql, CancellationToken ct) =>
        work.Connection.ExecuteAsync(new CommandDefinition(sql, new { work.OrgId }, work.Transaction,
            cancellationToken: ct));
}
