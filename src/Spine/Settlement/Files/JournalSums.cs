using System.Text;
using Meent.Kernel;

namespace Meent.Settlement.Files;

/// <summary>Sums of the positive and of the negative postings of a journal file, in minor units.</summary>
internal readonly record struct JournalSums(long Debits, long Credits)
{
    private const int Block = 64 * 1024;

    /// <summary>Reads postings: lines that begin with spaces and hold an account, two spaces, an amount and a
    /// commodity.</summary>
    /// <exception cref="FormatException">A posting that is none, or a line longer than 64 KiB.</exception>
    public static JournalSums Read(Stream journal, Currency currency)
    {
        var (sums, dated) = (default(JournalSums), false);
        var block = new byte[Block];
        var kept = 0;
        for (var got = journal.Read(block); got > 0 || kept > 0; got = journal.Read(block.AsSpan(kept)))
        {
            var text = block.AsSpan(0, kept + got);
            var end = got == 0 ? text.Length : text.LastIndexOf((byte)'\n') + 1;
            if (end == 0 && text.Length == Block)
            {
                throw new FormatException("A line of the journal is too long");
            }

            sums = sums.With(text[..end], currency, ref dated);
            text[end..].CopyTo(block);
            kept = text.Length - end;
        }

        return sums;
    }

    private JournalSums With(ReadOnlySpan<byte> lines, Currency currency, ref bool dated)
    {
        var (debits, credits) = (Debits, Credits);
        foreach (var range in lines.Split((byte)'\n'))
        {
            var line = lines[range];
            if (line.IsEmpty || line[0] != ' ')
            {
                // The piece after the last end of a line is no line of its own.
                dated = line.IsEmpty ? dated && range.End.Value == lines.Length : char.IsAsciiDigit((char)line[0]);
            }
            else if (dated)
            {
                var amount = Amount(line, currency);
                debits += Math.Max(0, amount);
                credits += Math.Max(0, -amount);
            }
        }

        return new JournalSums(debits, credits);
    }

    private static long Amount(ReadOnlySpan<byte> line, Currency currency)
    {
        var posting = line.TrimStart((byte)' ');
        var gap = posting.IndexOf("  "u8);
        var amount = posting[(gap + 2)..].TrimStart((byte)' ');
        var space = amount.IndexOf((byte)' ');
        return gap >= 0 && space >= 0
            && Money.TryParse(Encoding.UTF8.GetString(amount[..space]), currency, out var money)
            && Encoding.UTF8.GetString(amount[(space + 1)..]) == currency.Code
            ? money.Minor
            : throw new FormatException($"No posting: {Encoding.UTF8.GetString(line)}");
    }
}
