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
    /// <param name="columns">The columns that differ from row to row, in the order in which <paramref name="write"/>
    /// writes them.</param>
    /// <param name="rows">Gone through once.</param>
    /// <param name="same">Columns that hold the same in every row: they are sent once.</param>
    /// <returns>Number of rows written.</returns>
    public static async Task<int> Insert<T>(
        Work work, string table, string columns, IEnumerable<T> rows, Action<NpgsqlBinaryImporter, T> write,
        CancellationToken ct, params (string Column, object Value)[] same)
    {
        using var each = rows.GetEnumerator();
        if (!each.MoveNext())
        {
            return 0;
        }

        var stage = "stage_" + table.Replace('.', '_');
        await Execute(work,
            $"create temp table {stage} (like {table} including storage including defaults) on commit drop", ct);
        var unstaged = same.Select(s => s.Column).Prepend("org_id");
        await Execute(work, $"alter table {stage} {string.Join(", ", unstaged.Select(c => $"drop column {c}"))}", ct);
        await using (var import = await work.Connection.BeginBinaryImportAsync(
            $"copy {stage} ({columns}) from stdin (format binary)", ct))
        {
            do
            {
                import.StartRow();
                write(import, each.Current);
            }
            while (each.MoveNext());

            await import.CompleteAsync(ct);
        }

        var values = new DynamicParameters(new { work.OrgId });
        foreach (var (column, value) in same)
        {
            values.Add(column, value);
        }

        var written = await Execute(
            work,
            $"""
            insert into {table} (org_id, {columns}{string.Concat(same.Select(s => ", " + s.Column))})
            select @OrgId, {columns}{string.Concat(same.Select(s => ", @" + s.Column))} from {stage}
            """,
            ct, values);
        await Execute(work, $"drop table {stage}", ct);
        return written;
    }

    private static Task<int> Execute(Work work, string sql, CancellationToken ct, object? values = null) =>
        work.Connection.ExecuteAsync(new CommandDefinition(sql, values, work.Transaction, cancellationToken: ct));
}
