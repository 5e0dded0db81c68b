using System.Data;
using Dapper;
using Npgsql;

namespace Meent.Platform;

/// <summary>
/// Many rows at once: binary COPY into a stage of this session, then one insert. COPY into a table with row-level
/// security is not allowed; the stage has none, and the insert is checked by it.
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
        Work work, string table, string columns, IEnumerable<T> rows, Action<RowWriter, T> write,
        CancellationToken ct, params (string Column, object Value)[] same)
    {
        if (rows.TryGetNonEnumeratedCount(out var count) && count == 0)
        {
            return 0;
        }

        var stage = "stage_" + table.Replace('.', '_');
        await Execute(work,
            $"create temp table {stage} (like {table} including storage including defaults) on commit drop", ct);
        var unstaged = same.Select(s => s.Column).Prepend("org_id");
        await Execute(work, $"alter table {stage} {string.Join(", ", unstaged.Select(c => $"drop column {c}"))}", ct);
        await Copy(work, $"copy {stage} ({columns}) from stdin (format binary)", rows, write, ct);
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

    /// <summary>COPY of rows into a table without row-level security. Where one of them throws none is taken, and the
    /// transaction can only be rolled back.</summary>
    /// <param name="copy">copy ... from stdin (format binary)</param>
    /// <exception cref="PostgresException">The server does not take a row.</exception>
    public static async Task Copy<T>(
        Work work, string copy, IEnumerable<T> rows, Action<RowWriter, T> write, CancellationToken ct)
    {
        await using var sink = await work.Connection.BeginRawBinaryCopyAsync(copy, ct);
        try
        {
            var cells = new RowWriter(sink);
            foreach (var row in rows)
            {
                ct.ThrowIfCancellationRequested();
                cells.StartRow();
                write(cells, row);
            }

            cells.End();
        }
        catch when (work.Connection.State == ConnectionState.Open)
        {
            // What was sent so far would count as all of it when the stream is closed.
            await sink.CancelAsync();
            throw;
        }
    }

    private static Task<int> Execute(Work work, string sql, CancellationToken ct, object? values = null) =>
        work.Connection.ExecuteAsync(new CommandDefinition(sql, values, work.Transaction, cancellationToken: ct));
}
