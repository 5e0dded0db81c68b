using Meent.Flows;
using Meent.Kernel;

namespace Meent.Settlement.Files;

/// <summary>What dealing through the organisation brought: by terms, the sum, how it was found and by whose
/// prices.</summary>
internal static class StatementGain
{
    /// <summary>Ends in the place of the bars, which stand beside it where it is short.</summary>
    public static void Write(Sheet sheet)
    {
        if (sheet.Statement.Advantage is not { } advantage)
        {
            Head(sheet.Raw("<div class=\"two\">"u8));
            sheet.Raw("<tr><td>"u8).Word("statement.advantage.line").Raw("<td class=\"n\">"u8)
                .Word("statement.unmeasured").Raw("</table></section>"u8);
            return;
        }

        // Sentences need the whole width: a side has little room.
        Head(sheet);
        var measured = advantage.Terms.Where(t => t.Amount is not null).ToList();
        foreach (var terms in measured)
        {
            Row(sheet, terms);
        }

        if (measured.Count < advantage.Terms.Count)
        {
            Missing(sheet, [.. advantage.Terms.Where(t => t.Amount is null)]);
        }

        if (advantage is { Amount: { } amount, Terms.Count: > 1 })
        {
            sheet.Raw("<tr class=\"sum\"><td>"u8).Word("index.total").Raw(" "u8).Text(sheet.Book.Currency.Code)
                .Raw("<td class=\"n\">"u8).Amount(amount);
        }

        sheet.Raw("</table>"u8);
        var used = measured.SelectMany(t => t.References).Distinct().Order()
            .Select(place => Said(sheet.Speech, sheet.Book, sheet.Book.References![place]))
            .ToList();
        var how = used.Count == 0 ? "" : $"{sheet.Speech["statement.advantage.method"]} {string.Join("; ", used)}.";
        if (how.Length > 0)
        {
            sheet.Raw("<p class=\"small\">"u8).Text(how).Raw("</p>"u8);
        }

        sheet.Raw("</section><div class=\"two\">"u8);
        sheet.Grow(100 + (measured.Count * 62), 40, how.Length, 120);
    }

    private static void Head(Sheet sheet) => sheet.Raw("<section><h2>"u8)
        .Say("statement.advantage", ("organisation", sheet.Book.OrganisationName)).Raw("</h2><table>"u8);

    private static void Row(Sheet sheet, TermsAdvantage terms) =>
        sheet.Raw("<tr><td>"u8).Text(Title(sheet, terms)).Raw(": "u8)
            .Say(
                "statement.advantage.terms", ("currency", sheet.Book.Currency.Code),
                ("actual", sheet.Speech.Amount(terms.Actual)),
                ("alternative", sheet.Speech.Amount(terms.Actual - terms.Amount!.Value)))
            .Raw("<td class=\"n\">"u8).Amount(terms.Amount!.Value);

    /// <summary>What could not be measured, in one line for all of it.</summary>
    private static void Missing(Sheet sheet, IReadOnlyList<TermsAdvantage> terms) =>
        sheet.Raw("<tr><td>"u8).Text(string.Join(", ", terms.Select(t => Title(sheet, t)))).Raw(": "u8)
            .Say(
                "statement.advantage.missing",
                ("items", string.Join(", ", terms.SelectMany(t => t.Missing).Distinct())))
            .Raw("<td class=\"n\">"u8).Word("statement.unmeasured");

    private static string Title(Sheet sheet, TermsAdvantage terms) =>
        BookView.Title(terms.Title, sheet.Speech.Language, terms.Terms);

    /// <summary>Wheat, sold at EUR 212.00 for 1 t (quote, the mill, 1 September 2026).</summary>
    public static string Said(Speech speech, PeriodBook book, BookReference r)
    {
        var parts = new[] { r.Method, r.Source, speech.Day(r.ObservedOn) }.Where(p => p.Length > 0);
        return speech.Say(
            r.Side == Reference.Sold ? "statement.advantage.sold" : "statement.advantage.bought",
            ("item", r.Name),
            ("currency", book.Currency.Code),
            ("price", speech.Number(r.Price, UnitPrice.Scale, book.Currency.Decimals)),
            ("unit", r.Unit),
            ("source", string.Join(", ", parts)));
    }
}
