using System.Text;
using Meent.Kernel;

namespace Meent.Settlement.Files;

/// <summary>Sums of the positive and of the negative postings of a journal file, in minor units.</summary>
internal readonly record struct JournalSums(long Debits, long Credits)
{
    /// <summary>Reads postings: lines that begin with spaces and hold an account, two spaces, an amount and a
    /// commodity.</summary>
    /// <exception cref="FormatException">A posting that is none.</exception>
    public static JournalSums Read(ReadOnlySpan<byte> journal, Currency currency)
    {
        long debits = 0, credits = 0;
        var dated = false;
        foreach (var range in journal.Split((byte)'\n'))
        {
            var line = journal[range];
            if (line.IsEmpty || line[0] != ' ')
            {
                dated = !line.IsEmpty && char.IsAsciiDigit((char)line[0]);
                continue;
            }

            if (!dated)
            {
                continue;
            }

            var posting = line.TrimStart((byte)' ');
            var gap = posting.IndexOf("  "u8);
            var amount = posting[(gap + 2)..].TrimStart((byte)' ');
            var space = amount.IndexOf((byte)' ');
            if (gap < 0 || space < 0
                || !Money.TryParse(Encoding.UTF8.GetString(amount[..space]), currency, out var money)
                || Encoding.UTF8.GetString(amount[(space + 1)..]) != currency.Code)
            {
                throw new FormatException($"No posting: {Encoding.UTF8.GetString(line)}");
            }

            debits += Math.Max(0, money.Minor);
            credits += Math.Max(0, -money.Minor);
        }

        return new JournalSums(debits, credits);
    }
}
