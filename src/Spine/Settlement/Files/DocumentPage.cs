using Meent.Agreements;
using Meent.Kernel;
using Meent.Parties;

namespace Meent.Settlement.Files;

/// <summary>An invoice, a credit note, a self-billed invoice or a delivery note as one HTML file.</summary>
internal static class DocumentPage
{
    /// <summary>Where it lies in the folder.</summary>
    public static string Path(BookDocument document) => IsSelfBilled(document)
        ? $"documents/{document.Kind}-{BookView.FileName(document.Party)}-{document.FiscalYear}-{document.Number}.html"
        : $"documents/{document.Kind}-{document.FiscalYear}-{document.Number}.html";

    public static void Write(Utf8Text page, BookView view, Statement statement, BookDocument document)
    {
        var speech = view.SpeechOf(statement.Language);
        Head(page, view, speech, statement, document);
        if (document.Kind == DocumentKinds.DeliveryNote)
        {
            Note(page, speech, document);
        }
        else
        {
            Lines(page, view, speech, statement, document);
            Totals(page, view, speech, document);
        }

        page.Raw("</article></main></body></html>\n"u8);
    }

    private static void Head(
        Utf8Text page, BookView view, Speech speech, Statement statement, BookDocument document)
    {
        var (book, title) = (view.Book, speech["document." + document.Kind]);
        var number = $"{document.FiscalYear}/{document.Number}";
        page.Raw("<!doctype html>\n<html lang=\""u8).Plain(speech.Language)
            .Raw("\"><head><meta charset=\"utf-8\">"u8)
            .Raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>"u8)
            .Escaped($"{title} {number} · {book.OrganisationName}")
            .Raw("</title><link rel=\"stylesheet\" href=\"../statement.css\"></head>\n"u8)
            .Raw("<body><main><article class=\"list\">\n<p class=\"quiet\">"u8)
            .Escaped(Joined(book.OrganisationName, book.Contact, book.TaxNumber)).Raw("</p><h1>"u8).Escaped(title)
            .Raw(" "u8).Plain(number).Raw("</h1>\n<p><b>"u8).Escaped(statement.Name).Raw("</b> · "u8)
            .Escaped(speech["statement.number"]).Raw(" "u8).Escaped(statement.Number).Raw("<br>"u8)
            .Escaped(speech.Say("document.issued", ("day", speech.Day(document.IssuedOn))));
        if (document.Reference.Length > 0)
        {
            page.Raw("<br>"u8).Escaped(speech.Say("document.order", ("order", document.Reference)));
        }

        if (document.Kind == DocumentKinds.Invoice)
        {
            page.Raw("<br>"u8).Escaped(speech.Say("document.due", ("day", speech.Day(document.DueOn))));
        }

        page.Raw("</p>\n"u8);
        if (IsSelfBilled(document))
        {
            page.Raw("<p>"u8).Escaped(speech.Say("document.self-billing.note", ("organisation", book.OrganisationName)))
                .Raw("</p>\n"u8);
        }
    }

    /// <summary>Issued in the name of the participant.</summary>
    private static bool IsSelfBilled(BookDocument document) =>
        document.Kind is DocumentKinds.SelfBilling or DocumentKinds.SelfBillingCredit;

    private static string Joined(params IEnumerable<string> parts) =>
        string.Join(" · ", parts.Where(p => p.Length > 0));

    private static void Lines(
        Utf8Text page, BookView view, Speech speech, Statement statement, BookDocument document)
    {
        Columns(page, speech, ("document.line", false), ("document.quantity", true), ("document.amount", true));
        var self = IsSelfBilled(document);
        var credit = document.Kind is DocumentKinds.CreditNote or DocumentKinds.SelfBillingCredit;
        foreach (var line in statement.Lines.Where(l => l.TermsVersion > 0 && l.Invoice != self
            && (!self || l.Kind == LineKind.Price)))
        {
            var owed = line.Kind == LineKind.Price ? -line.Amount : line.Amount;
            var quantity = line.Quantity == 0 || line.Unit.Length == 0
                ? ""
                : $"{speech.Number(line.Quantity, 3, 0)} {line.Unit}";
            var what = BookView.Title(line.Title, speech.Language, line.Clause);
            page.Raw("<tr><td>"u8).Escaped(
                line.Kind == LineKind.Price && !self ? speech.Say("document.back", ("what", what)) : what);
            foreach (var detail in line.Details)
            {
                page.Raw("<br><span class=\"small\">"u8).Escaped(Joined(
                    speech.DayOfYear(detail.Day), detail.Reference, detail.Item,
                    $"{speech.Number(detail.Quantity, 3, 0)} {detail.Unit}".Trim(), speech.Amount(detail.Amount)))
                    .Raw("</span>"u8);
            }

            page.Raw("<td class=\"n\">"u8).Escaped(quantity).Raw("<td class=\"n\">"u8)
                .Decimal(self != credit ? -owed : owed, view.Book.Currency.Decimals, speech.Style).Raw("\n"u8);
        }
    }

    private static void Totals(Utf8Text page, BookView view, Speech speech, BookDocument document)
    {
        void Row(string text, long amount, bool sum)
        {
            page.Raw(sum ? "<tr class=\"sum\"><td>"u8 : "<tr><td>"u8).Escaped(text)
                .Raw("<td><td class=\"n\">"u8).Decimal(amount, view.Book.Currency.Decimals, speech.Style)
                .Raw("\n"u8);
        }

        Row(speech["document.net"], document.Net, true);
        foreach (var tax in document.Taxes)
        {
            Row(
                speech.Say(
                    "document.tax", ("category", tax.Category),
                    ("percent", speech.Number(tax.RateBasisPoints, 2, 0)), ("base", speech.Amount(tax.Base))),
                tax.Tax, false);
        }

        Row($"{speech["document.total"]} {view.Book.Currency.Code}", document.Net + document.Tax, true);
        page.Raw("</table>\n"u8);
    }

    private static void Note(Utf8Text page, Speech speech, BookDocument document)
    {
        Columns(
            page, speech, ("document.item", false), ("document.ordered", true), ("document.delivered", true),
            ("document.difference", true), ("document.reason", false), ("document.origin", false));
        foreach (var line in document.Lines)
        {
            page.Raw("<tr><td>"u8).Escaped(line.Item).Raw("<td class=\"n\">"u8)
                .Escaped(line.Ordered is { } ordered ? $"{speech.Number(ordered, 3, 0)} {line.Unit}" : "")
                .Raw("<td class=\"n\">"u8).Escaped($"{speech.Number(line.Delivered, 3, 0)} {line.Unit}")
                .Raw("<td class=\"n\">"u8)
                .Escaped(line.Ordered is { } asked && asked != line.Delivered
                    ? speech.Number(line.Delivered - asked, 3, 0)
                    : "")
                .Raw("<td>"u8).Escaped(line.Reason).Raw("<td>"u8).Escaped(string.Join(", ", line.Origins))
                .Raw("\n"u8);
        }

        page.Raw("</table>\n<table><tr><td>"u8).Escaped(speech["document.signature"])
            .Raw("<td class=\"sign\"></table>\n"u8);
    }

    private static void Columns(Utf8Text page, Speech speech, params ReadOnlySpan<(string Key, bool Number)> columns)
    {
        page.Raw("<table><thead><tr>"u8);
        foreach (var (key, number) in columns)
        {
            page.Raw(number ? "<th class=\"n\">"u8 : "<th>"u8).Escaped(speech[key]);
        }

        page.Raw("<tbody>\n"u8);
    }
}
