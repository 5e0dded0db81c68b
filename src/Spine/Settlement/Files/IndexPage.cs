using Meent.Kernel;
using Meent.Parties;

namespace Meent.Settlement.Files;

/// <summary>The list of all statements and files of the folder, in the organisation's language.</summary>
internal static class IndexPage
{
    public static void Write(Utf8Text page, BookView view, Summary summary, IReadOnlyList<string> paths)
    {
        var (book, speech) = (view.Book, view.House);
        Head(page, view, "", speech["index.title"]);
        if (book.MainItem is { } item)
        {
            page.Raw("<p>"u8).Escaped(item.Name).Raw(": "u8).Escaped(speech["index.accepted"]).Raw(" <b>"u8)
                .Escaped($"{speech.Number(summary.AcceptedQuantity, 3, view.Places)} {item.Unit}").Raw("</b>, "u8)
                .Escaped(speech["index.rejected"]).Raw(" "u8)
                .Escaped($"{speech.Number(summary.RejectedQuantity, 3, view.Places)} {item.Unit}").Raw("</p>\n"u8);
        }

        if (summary.Advantage is { } advantage)
        {
            Advantage(page, view, advantage);
        }

        page.Raw("<h2>"u8).Escaped(speech["index.files"]).Raw("</h2><p>"u8);
        foreach (var path in paths.Where(p => !p.StartsWith("statements/", StringComparison.Ordinal)))
        {
            page.Raw("<a href=\""u8).Escaped(path).Raw("\">"u8).Escaped(path).Raw("</a> "u8);
        }

        page.Raw("</p>\n<h2>"u8).Escaped(speech["index.statements"]).Raw("</h2>\n"u8);
        Table(page, view, summary);
        if (speech["statement.unchecked"] is { Length: > 0 } unchecked_)
        {
            page.Raw("<p class=\"small\">"u8).Escaped(unchecked_).Raw("</p>"u8);
        }

        page.Raw("</article></main></body></html>\n"u8);
    }

    /// <summary>Begins a list; the caller ends article, main, body and html.</summary>
    public static void Head(Utf8Text page, BookView view, string up, string title)
    {
        var (book, speech) = (view.Book, view.House);
        page.Raw("<!doctype html>\n<html lang=\""u8).Plain(speech.Language)
            .Raw("\"><head><meta charset=\"utf-8\">"u8)
            .Raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>"u8)
            .Escaped($"{title} {book.Period} · {book.OrganisationName}")
            .Raw("</title><link rel=\"stylesheet\" href=\""u8)
            .Raw(up.Length > 0 ? "../"u8 : ""u8)
            .Raw("statement.css\"></head>\n<body><main><article class=\"list\">\n<p class=\"quiet\">"u8)
            .Escaped(book.OrganisationName).Raw("</p><h1>"u8)
            .Escaped($"{title} · {speech.Period(book.Starts, book.Ends)}").Raw("</h1>\n<p>"u8)
            .Escaped(speech["index.state"]).Raw(": <b>"u8).Escaped(speech["index.state." + book.State]).Raw("</b>. "u8)
            .Escaped(speech.Say(
                book.Draft ? "statement.signed.draft" : "statement.signed",
                ("maker", book.Maker),
                ("approver", book.Approver))).Raw("</p>\n"u8);
    }

    /// <summary>What it brought all together, of how many it is known, and by whose prices.</summary>
    private static void Advantage(Utf8Text page, BookView view, AdvantageFigures advantage)
    {
        var (book, speech) = (view.Book, view.House);
        var participant = Forms.Of(book.LegalForm).Participant;
        string Many(int count) =>
            $"{speech.Number(count, 0, 0)} {speech[$"form.{(count == 1 ? "one" : "many")}.{participant}"]}";
        page.Raw("<p>"u8)
            .Escaped(speech.Say("index.advantage", ("organisation", book.OrganisationName))).Raw(": <b>"u8)
            .Escaped(advantage.Amount is { } amount
                ? $"{book.Currency.Code} {speech.Amount(amount)}"
                : speech["statement.unmeasured"])
            .Raw("</b>. "u8)
            .Escaped(speech.Say(
                "index.advantage.of",
                ("measured", Many(advantage.Measured)),
                ("unmeasured", Many(advantage.NotMeasured))))
            .Raw("<br><span class=\"small\">"u8).Escaped(speech["statement.advantage.method"]).Raw(" "u8)
            .Escaped(string.Join("; ", book.References!.Select(r => StatementGain.Said(speech, book, r))))
            .Raw(".</span></p>\n"u8);
    }

    private static void Table(Utf8Text page, BookView view, Summary summary)
    {
        var (book, speech) = (view.Book, view.House);
        page.Raw("<table><thead><tr><th>"u8).Escaped(speech["statement.number"]).Raw("<th>"u8)
            .Escaped(speech["index.name"]);
        foreach (var key in (ReadOnlySpan<string>)[
            "index.gross", "index.deductions", "index.net", "index.carried", "index.pay"])
        {
            page.Raw("<th class=\"n\">"u8).Escaped(speech[key]);
        }

        page.Raw("<tbody>\n"u8);
        foreach (var s in view.Statements)
        {
            page.Raw("<tr><td><a href=\"statements/"u8).Plain(BookView.FileName(s.Number)).Raw(".html\">"u8)
                .Escaped(s.Number).Raw("</a><td>"u8).Escaped(s.Name);
            Amounts(page, view, s.Gross, s.Deductions, s.Net, s.CarriedForward, s.ToPay);
        }

        page.Raw("<tr class=\"sum\"><td>"u8).Digits(summary.Statements).Raw("<td>"u8).Escaped(speech["index.total"])
            .Raw(" "u8).Plain(book.Currency.Code);
        Amounts(
            page, view, summary.Gross, summary.Deductions, summary.Net, summary.CarriedForward, summary.ToPay);
        page.Raw("</table>\n"u8);
    }

    private static void Amounts(Utf8Text page, BookView view, params ReadOnlySpan<long> amounts)
    {
        foreach (var amount in amounts)
        {
            page.Raw("<td class=\"n\">"u8).Decimal(amount, view.Book.Currency.Decimals, view.House.Style);
        }

        page.Raw("\n"u8);
    }
}
