using System.Buffers;
using Meent.Kernel;

namespace Meent.Settlement.Files;

/// <summary>The journal as plain text that hledger and Ledger both read in their strict modes: commodity and accounts
/// declared, one transaction for each document, every amount written out.</summary>
internal static class JournalFile
{
    private static readonly SearchValues<char> Signs = SearchValues.Create(";|()[]\t\r\n=*!~@{}\"");

    public static void Write(Utf8Text text, PeriodBook book)
    {
        text.Raw("; "u8).Plain(Clean(book.OrganisationName)).Raw(", "u8).Plain(book.Period)
            .Raw(book.Draft ? ", draft\n\n"u8 : "\n\n"u8);
        Commodity(text, book.Currency);
        var accounts = new HashSet<string>(StringComparer.Ordinal);
        var documents = book.Postings.GroupBy(p => (p.BookedOn, p.Document, p.Number)).ToList();
        foreach (var posting in documents.SelectMany(d => d))
        {
            accounts.Add(posting.Debit);
            accounts.Add(posting.Credit);
        }

        foreach (var account in accounts.Select(Clean).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            text.Raw("account "u8).Plain(account).Raw("\n"u8);
        }

        foreach (var document in documents
            .OrderBy(d => d.Key.BookedOn)
            .ThenBy(d => d.Key.Document, StringComparer.Ordinal)
            .ThenBy(d => d.Key.Number, NumberOrder.It))
        {
            text.Raw("\n"u8).Plain(document.Key.BookedOn.Iso()).Raw(" * ("u8)
                .Plain(Clean($"{document.Key.Document} {document.Key.Number}".Trim())).Raw(") "u8)
                .Plain(Clean(document.First().Text)).Raw("\n"u8);
            foreach (var posting in document)
            {
                Line(text, book.Currency, posting.Debit, posting.Amount);
                Line(text, book.Currency, posting.Credit, -posting.Amount);
            }
        }
    }

    /// <summary>Ledger wants the format on a line of its own. Without places there is no format that both read: hledger
    /// asks for a decimal mark and Ledger refuses it.</summary>
    private static void Commodity(Utf8Text text, Currency currency)
    {
        text.Raw("commodity "u8).Plain(currency.Code).Raw("\n"u8);
        if (currency.Decimals > 0)
        {
            text.Raw("  format 1000."u8).Plain(new string('0', currency.Decimals)).Raw(" "u8).Plain(currency.Code)
                .Raw("\n"u8);
        }

        text.Raw("\n"u8);
    }

    private static void Line(Utf8Text text, Currency currency, string account, long amount) =>
        text.Raw("    "u8).Plain(Clean(account)).Raw("  "u8).Decimal(amount, currency.Decimals, NumberStyle.Plain)
            .Raw(" "u8).Plain(currency.Code).Raw("\n"u8);

    /// <summary>Names without the signs that mean something in a journal, and without two spaces in a row.</summary>
    private static string Clean(string name)
    {
        if (name.AsSpan().IndexOfAny(Signs) < 0 && !name.Contains("  ", StringComparison.Ordinal))
        {
            return name;
        }

        var plain = string.Concat(name.Select(c => Signs.Contains(c) ? ' ' : c));
        return string.Join(' ', plain.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>9 before 10: by length, then ordinal, so that document numbers stand in their order.</summary>
    private sealed class NumberOrder : IComparer<string>
    {
        public static readonly NumberOrder It = new();

        public int Compare(string? x, string? y) =>
            x!.Length == y!.Length ? string.CompareOrdinal(x, y) : x.Length.CompareTo(y.Length);
    }
}
