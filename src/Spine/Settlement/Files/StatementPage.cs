using System.Globalization;
using Meent.Kernel;

namespace Meent.Settlement.Files;

/// <summary>A statement as one HTML file: one side of A4 in print, readable on a phone, no script.</summary>
internal sealed class StatementPage(BookView view, Utf8Text page)
{
    /// <summary>Height of a side of A4 between the margins, with some room for wider type.</summary>
    private const int Side = 2810;

    /// <summary>Height that the bars take.</summary>
    private const int Bars = 230;

    private readonly Sheet sheet = new(view, page);
    private readonly QrPath qr = new();
    private int fit;

    /// <summary>The bytes of the page; they hold until the next call.</summary>
    public ReadOnlySpan<byte> Write(Statement statement)
    {
        var code = Convert.ToHexString(view.HashOf(statement)[..8]);
        sheet.Begin(statement, code);
        Head();
        StatementLines.Write(sheet);
        StatementFoot.Sentences(sheet);
        StatementChart.Write(sheet);
        StatementDays.Write(sheet);
        StatementFoot.Write(sheet);
        sheet.Raw("</article></main></body></html>\n"u8);
        page.Mend(fit, Fit(sheet.Height));
        return page.Written;
    }

    private void Head()
    {
        var (s, speech, book) = (sheet.Statement, sheet.Speech, view.Book);
        var period = speech.Period(book.Starts, book.Ends);
        sheet.Raw("<!doctype html>\n<html lang=\""u8).Text(speech.Language).Raw("\" class=\"a4 fit0"u8);
        fit = page.Length - 1;
        sheet.Raw("\"><head><meta charset=\"utf-8\">"u8)
            .Raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"u8)
            .Raw("<title>"u8).Word("statement.title").Raw(" "u8).Text(period).Raw(" · "u8).Text(s.Number)
            .Raw("</title><link rel=\"stylesheet\" href=\"../statement.css\"></head>\n<body"u8)
            .Raw(book.Draft ? " class=\"draft\""u8 : ""u8)
            .Raw("><main><article class=\"stm\">\n<header><div><p class=\"quiet\">"u8).Text(book.OrganisationName)
            .Raw("<h1>"u8).Word("statement.title").Raw(" · "u8).Text(period);
        if (book.Draft)
        {
            sheet.Raw(" <span class=\"mark\">"u8).Word("statement.draft").Raw("</span>"u8);
        }

        sheet.Raw("</h1><p class=\"who\">"u8).Text(s.Name).Raw("<p>"u8).Word("statement.number")
            .Raw(" <b class=\"code\">"u8)
            .Text(s.Numbers.Count > 1 ? string.Join(", ", s.Numbers) : s.Number).Raw("</b>"u8);
        if (s.Point.Length > 0)
        {
            sheet.Raw(" · "u8).Word("statement.point").Raw(" "u8).Text(s.Point);
        }

        sheet.Raw("</div>"u8);
        sheet.Grow(book.Draft ? 410 : 330);
        var net = Decimals.Fixed(s.Net, book.Currency.Decimals);
        var content = $"{book.OrganisationId} {book.Period} {s.Number} {net} {sheet.Code}";
        qr.Write(page, content.ToUpper(CultureInfo.InvariantCulture), speech["statement.proof.label"]);
        sheet.Raw("</header>\n"u8);
        if (book.Draft)
        {
            sheet.Raw("<p class=\"mark wide\">"u8).Word("statement.draft.note").Raw("</p>"u8);
        }
    }

    /// <summary>What keeps the sheet on one side: 1 no bars, 2 and 3 smaller type as well.</summary>
    private static byte Fit(int height) => height switch
    {
        <= Side => (byte)'0',
        <= Side + Bars => (byte)'1',
        <= (Side * 110 / 100) + Bars => (byte)'2',
        _ => (byte)'3',
    };
}
