using Meent.Kernel;
using Meent.Platform.Records;

namespace Meent.Platform;

/// <summary>
/// Takes one source into the books: rows in batches, what cannot be taken into quarantine, and an account in which rows
/// and sums tie. One batch of rows is held at a time; what a reader keeps beside it, such as ids, grows with the file.
/// </summary>
public sealed class ImportFile
{
    public const int BatchRows = 10_000;

    /// <summary>Sums are exact to so many places; a number with more has no part in them.</summary>
    private const int SumScale = 6;

    private readonly IRecordSource source;
    private readonly IRecordReader reader;
    private readonly Quarantine.Writer quarantine;
    private readonly FileAccount account;
    private readonly (int Index, ColumnSums Sums)[] sums;
    private int taken;

    private ImportFile(
        string file, IRecordSource source, IRecordReader reader, Quarantine.Writer quarantine, Currency currency)
    {
        (this.source, this.reader, this.quarantine) = (source, reader, quarantine);
        account = new FileAccount(file, source.Kind.Name) { Refusal = source.Skipped };
        sums = [.. source.Kind.Columns.Index()
            .Where(c => c.Item.Kind is CellKind.Quantity or CellKind.Amount)
            .Select(c => (c.Index, new ColumnSums(c.Item.Kind == CellKind.Amount ? currency.Decimals : -1)))];
        account.Totals = sums.ToDictionary(s => source.Kind.Columns[s.Index].Name, s => s.Sums);
    }

    /// <param name="file">Name in the account and in quarantine: the path from the organisation's folder, with slashes,
    /// and for a workbook the sheet. <see cref="IRecordSource.File"/> is its last part.</param>
    /// <exception cref="InvalidOperationException">Rows or sums do not tie: a bug, never a fact about the
    /// file.</exception>
    public static async Task<FileAccount> Run(
        string file,
        IRecordSource source,
        IRecordReader reader,
        Quarantine quarantine,
        Currency currency,
        CancellationToken ct)
    {
        using var writer = quarantine.Of(file, source.Header);
        var run = new ImportFile(file, source, reader, writer, currency);
        reader.Begin(source);
        await run.TakeRows(ct);
        run.Judge(await reader.Finish(ct));
        run.Tie();
        run.account.Quarantine = writer.Finish();
        return run.account;
    }

    private async Task TakeRows(CancellationToken ct)
    {
        var batch = new List<RecordRow>(BatchRows);
        foreach (var row in source.Rows())
        {
            ct.ThrowIfCancellationRequested();
            account.Rows++;
            if (row.Ignored is { } reason)
            {
                account.Ignored++;
                account.IgnoredRows.Add(new IgnoredRow(row.Line, reason));
                continue;
            }

            CountRead(row);
            batch.Add(row);
            if (batch.Count == BatchRows)
            {
                await Take(batch, ct);
                batch.Clear();
            }
        }

        await Take(batch, ct);
    }

    private async Task Take(List<RecordRow> batch, CancellationToken ct)
    {
        var sound = batch.TrueForAll(r => r.Trouble is null) ? batch : batch.FindAll(r => r.Trouble is null);
        if (sound.Count > 0)
        {
            await reader.Take(sound, ct);
        }

        foreach (var row in batch)
        {
            if (row.Trouble is { } trouble)
            {
                KeepAside(row, trouble);
            }
            else
            {
                taken++;
                Each(row, static (column, value) => column.CountTaken(value));
            }
        }
    }

    private void CountRead(RecordRow row)
    {
        Each(row, static (column, value) => column.CountRead(value));
        if (row.Repairs is { Count: > 0 } repairs)
        {
            account.Repaired++;
            foreach (var repair in repairs)
            {
                account.Repairs.Add(new RepairedCell(row.Line, repair.Column, repair.Was, repair.Read, repair.Rule));
            }
        }
    }

    private void KeepAside(RecordRow row, Trouble trouble)
    {
        account.Quarantined++;
        quarantine.Add(row, trouble);
        Each(row, static (column, value) => column.CountQuarantined(value));
    }

    /// <summary>
    /// Where the books had a word on single rows, the file is read a second time for their sums and texts.
    /// </summary>
    private void Judge(RecordVerdicts verdicts)
    {
        var allUnchanged = verdicts.Unchanged.Count == taken && verdicts.Refused.Count == 0;
        var before = sums.Select(s => s.Sums).ToDictionary(s => s, _ => 0m);
        account.Unchanged = verdicts.Unchanged.Count;
        if (allUnchanged)
        {
            foreach (var (_, column) in sums)
            {
                column.CountUnchanged(column.Taken);
            }
        }
        else if (verdicts.Unchanged.Count + verdicts.Refused.Count > 0)
        {
            ReadAgain(verdicts, before);
        }

        account.Imported = taken - verdicts.Unchanged.Count - verdicts.Refused.Count;
        foreach (var (_, column) in sums)
        {
            column.Settle(before[column]);
        }
    }

    private void ReadAgain(RecordVerdicts verdicts, Dictionary<ColumnSums, decimal> refusedLater)
    {
        var unchanged = verdicts.Unchanged.ToHashSet();
        var unchangedOnce = unchanged.Count;
        var refused = verdicts.Refused.ToDictionary(r => r.Key, r => r.Trouble);
        foreach (var row in source.Rows())
        {
            if (row.Ignored is not null || row.Trouble is not null)
            {
                continue;
            }

            if (refused.Remove(row.Key, out var trouble))
            {
                KeepAside(row, trouble);
                Each(row, (column, value) => refusedLater[column] += value);
            }
            else if (unchanged.Remove(row.Key))
            {
                Each(row, static (column, value) => column.CountUnchanged(value));
            }
        }

        if (unchanged.Count + refused.Count > 0 || unchangedOnce != verdicts.Unchanged.Count)
        {
            throw new InvalidOperationException($"{account.File}: verdicts on rows it does not have, or twice on one");
        }
    }

    private void Tie()
    {
        var rows = account.Imported + account.Unchanged + account.Quarantined + account.Ignored;
        if (rows != account.Rows || account.Imported < 0)
        {
            throw new InvalidOperationException($"{account.File}: {account.Rows} rows, accounted for {rows}");
        }

        foreach (var (name, column) in account.Totals)
        {
            if (!column.Ties)
            {
                throw new InvalidOperationException($"{account.File}: {name} does not tie");
            }
        }
    }

    private void Each(RecordRow row, Action<ColumnSums, decimal> count)
    {
        foreach (var (index, column) in sums)
        {
            if (Decimals.TryParse(row.Cells[index], SumScale, out var millionths) && millionths != 0)
            {
                count(column, Exactly(millionths));
            }
        }
    }

    private static decimal Exactly(long millionths)
    {
        var magnitude = unchecked((ulong)Math.Abs(millionths));
        return new decimal(
            unchecked((int)magnitude), unchecked((int)(magnitude >> 32)), 0, millionths < 0, SumScale);
    }
}
