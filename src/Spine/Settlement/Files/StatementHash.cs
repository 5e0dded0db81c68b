using System.Security.Cryptography;

namespace Meent.Settlement.Files;

/// <summary>SHA-256 of what a statement says, apart from language and layout: one line of figures, one for each line
/// and movement, fields parted by a tab, amounts in minor units, quantities in thousandths.</summary>
internal static class StatementHash
{
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>The hashes of all statements, one after the other; made on all cores.</summary>
    public static byte[] All(PeriodBook book, IReadOnlyList<Statement> statements)
    {
        var hashes = new byte[statements.Count * Length];
        Parallel.For(0, statements.Count, () => new Utf8Text(), (i, _, text) =>
        {
            Write(book, statements[i], text);
            SHA256.HashData(text.Written, hashes.AsSpan(i * Length, Length));
            return text;
        }, text => text.Dispose());
        return hashes;
    }

    private static void Write(PeriodBook book, Statement s, Utf8Text text)
    {
        text.Clear();
        text.Plain(book.OrganisationId).Raw("\t"u8).Plain(book.Period).Raw("\t"u8).Plain(book.Currency.Code)
            .Raw("\t"u8).Plain(s.Number).Raw("\t"u8).Plain(s.Name).Raw("\t"u8).Plain(s.Rail)
            .Raw("\t"u8).Plain(s.Account);
        foreach (var figure in (ReadOnlySpan<long>)[
            s.DocumentNumber, s.Gross, s.Adjustments, s.Tax, s.BroughtForward, s.DeductionsDue, s.Deductions, s.Net,
            s.CarriedForward, s.Receivable, s.CreditBroughtForward, s.ToPay, s.CreditCarriedForward, s.AcceptedQuantity,
            s.RejectedQuantity])
        {
            text.Raw("\t"u8).Digits(figure);
        }

        foreach (var line in s.Lines)
        {
            text.Raw("\nline\t"u8).Digits((int)line.Kind).Raw("\t"u8).Plain(line.Terms).Raw("\t"u8)
                .Digits(line.TermsVersion).Raw("\t"u8).Plain(line.Clause).Raw("\t"u8).Plain(line.ForPeriod);
            foreach (var figure in (ReadOnlySpan<long>)[
                line.Amount, line.Taken, line.Carried, line.Invoiced, line.Quantity, line.Events])
            {
                text.Raw("\t"u8).Digits(figure);
            }
        }

        foreach (ref readonly var m in s.Movements.Span)
        {
            text.Raw("\nmovement\t"u8).Digits(m.Day).Raw("\t"u8).Digits(m.Session).Raw("\t"u8).Digits(m.Quantity)
                .Raw(m.Accepted ? "\tyes\t"u8 : "\tno\t"u8).Raw(m.Reversal ? "reversal\t"u8 : "\t"u8).Plain(m.Reason);
        }

        if (s.Advantage is { Amount: { } advantage } measured)
        {
            text.Raw("\nadvantage\t"u8).Digits(advantage);
            foreach (var t in measured.Terms.Where(t => t.Amount is not null))
            {
                text.Raw("\t"u8).Plain(t.Terms).Raw("\t"u8).Digits(t.Actual).Raw("\t"u8).Digits(t.Amount!.Value);
            }
        }

        text.Raw("\n"u8);
    }
}
