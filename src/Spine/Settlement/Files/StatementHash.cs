using System.Security.Cryptography;

namespace Meent.Settlement.Files;

/// <summary>SHA-256 of what a statement says, apart from language and layout: one line of figures, one for each line
/// and movement, fields parted by a tab, amounts in minor units, quantities in thousandths.</summary>
internal static class StatementHash
{
    public static byte[] Of(PeriodBook book, Statement s, Utf8Text text)
    {
        Write(book, s, text);
        return SHA256.HashData(text.Written);
    }

    /// <summary>Leaves in the text what is hashed.</summary>
    public static void Write(PeriodBook book, Statement s, Utf8Text text)
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

        text.Raw("\n"u8);
    }
}
