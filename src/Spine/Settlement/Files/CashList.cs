using Meent.Kernel;

namespace Meent.Settlement.Files;

/// <summary>Who is paid in notes and coins: a table with a line for each signature, and the same as CSV.</summary>
internal static class CashList
{
    public static void Csv(Utf8Text text, BookView view, IReadOnlyList<Statement> payments)
    {
        text.Row("number", "name", "point", "currency", "amount", "signature");
        foreach (var s in payments)
        {
            text.Row(
                s.Number, s.Name, s.Point, view.Book.Currency.Code,
                Decimals.Fixed(s.ToPay, view.Book.Currency.Decimals), "");
        }
    }

    public static void Html(Utf8Text page, BookView view, IReadOnlyList<Statement> payments)
    {
        var (book, speech) = (view.Book, view.House);
        IndexPage.Head(page, view, "../", speech["cash.title"]);
        page.Raw("<table><thead><tr><th>"u8).Escaped(speech["statement.number"]).Raw("<th>"u8)
            .Escaped(speech["index.name"]).Raw("<th>"u8).Escaped(speech["statement.point"]).Raw("<th class=\"n\">"u8)
            .Escaped($"{speech["cash.amount"]} {book.Currency.Code}").Raw("<th>"u8).Escaped(speech["cash.signature"])
            .Raw("<tbody>\n"u8);
        foreach (var s in payments)
        {
            page.Raw("<tr><td>"u8).Escaped(s.Number).Raw("<td>"u8).Escaped(s.Name).Raw("<td>"u8).Escaped(s.Point)
                .Raw("<td class=\"n\">"u8).Decimal(s.ToPay, book.Currency.Decimals, speech.Style)
                .Raw("<td class=\"sign\">\n"u8);
        }

        page.Raw("<tr class=\"sum\"><td colspan=\"3\">"u8).Escaped(speech["index.total"]).Raw("<td class=\"n\">"u8)
            .Decimal(payments.Sum(s => s.ToPay), book.Currency.Decimals, speech.Style)
            .Raw("<td></table>\n<p>"u8).Escaped(speech["cash.checked"])
            .Raw(": ........................................</p></article></main></body></html>\n"u8);
    }
}
