using System.Buffers.Text;
using System.Security.Cryptography;

namespace Meent.Settlement.Files;

/// <summary>SHA-256 of what a statement says, apart from language and layout: one line of figures, one for each line
/// and movement, fields parted by a tab, amounts in minor units, quantities in thousandths.</summary>
internal static class StatementHash
{
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>Bytes of a movement without its reason: three numbers and the words.</summary>
    private const int MostOfMovement = 96;

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
            Write(in m, text);
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

    /// <summary>There are dozens in each statement: they ask for room once.</summary>
    private static void Write(in Movement m, Utf8Text text)
    {
        var room = text.Ask(MostOfMovement);
        var length = 0;
        Put("\nmovement\t"u8, room, ref length);
        Put(m.Day, room, ref length);
        Put(m.Session, room, ref length);
        Utf8Formatter.TryFormat(m.Quantity, room[length..], out var written);
        length += written;
        Put(m.Accepted ? "\tyes\t"u8 : "\tno\t"u8, room, ref length);
        Put(m.Reversal ? "reversal\t"u8 : "\t"u8, room, ref length);
        text.Took(length);
        if (m.Reason.Length > 0)
        {
            text.Plain(m.Reason);
        }
    }

    private static void Put(int value, Span<byte> room, ref int length)
    {
        Utf8Formatter.TryFormat(value, room[length..], out var written);
        length += written;
        room[length++] = (byte)'\t';
    }

    private static void Put(ReadOnlySpan<byte> words, Span<byte> room, ref int length)
    {
        words.CopyTo(room[length..]);
        length += words.Length;
    }
}
