using Meent.Agreements;
using Meent.Kernel;

namespace Meent.Settlement.Files;

/// <summary>Sentences under the money, and the end of the sheet: dispute, proof, terms, rounding.</summary>
internal static class StatementFoot
{
    public static void Write(Sheet sheet)
    {
        sheet.Grow(sheet.Speech["statement.unchecked"].Length > 0 ? 480 : 360);
        sheet.Raw("<div class=\"end\"><section><h2>"u8).Word("statement.wrong").Raw("</h2>"u8);
        Wrong(sheet);
        sheet.Raw("</section><section><h2>"u8).Word("statement.proof").Raw("</h2>"u8);
        Proof(sheet);
        sheet.Raw("</section></div>\n"u8);
    }

    /// <summary>Next pay day, credit limit, what could not be taken, the advantage.</summary>
    public static void Sentences(Sheet sheet)
    {
        var (s, speech, book) = (sheet.Statement, sheet.Speech, sheet.Book);
        sheet.Grow(70);
        sheet.Raw("<p>"u8).Say("statement.next", ("day", speech.Weekday(book.NextPayDay))).Raw("</p>"u8);
        if (s.NextLimit is { } limit)
        {
            sheet.Grow(98);
            sheet.Raw("<p class=\"small\">"u8).Say(
                limit.Arrears == 0 ? "statement.limit" : "statement.limit.arrears",
                ("currency", book.Currency.Code),
                ("limit", speech.Amount(limit.Amount)),
                ("share", limit.Share),
                ("expected", speech.Amount(limit.Expected)),
                ("arrears", speech.Amount(limit.Arrears))).Raw("</p>"u8);
        }

        if (s.Arrears.Count > 0)
        {
            var list = string.Join(" ", s.Arrears.Select(a => speech.Say(
                "statement.arrear",
                ("title", BookView.Title(a.Title, speech.Language, "")),
                ("day", speech.Day(a.Since)),
                ("amount", speech.Amount(a.Amount)))));
            sheet.Grow(12, 43, list.Length + 130, 120);
            sheet.Raw("<p class=\"small\">"u8).Text(list).Raw(" "u8)
                .Word(s.Net > 0 ? "statement.arrear.protected" : "statement.arrear.short").Raw("</p>"u8);
        }

        sheet.Raw("\n"u8);
    }

    private static void Wrong(Sheet sheet)
    {
        var (s, speech, book) = (sheet.Statement, sheet.Speech, sheet.Book);
        var number = speech.Number(s.DocumentNumber, 0, 0);
        sheet.Raw("<p class=\"small\">"u8).Say(
            s.DocumentNumber == 0 ? "statement.wrong.tell.draft" : "statement.wrong.tell",
            ("contact", book.Contact),
            ("day", speech.Day(book.DisputeUntil)),
            ("statement", number),
            ("number", s.Number)).Raw("</p><p class=\"small\">"u8);
        if (s.DocumentNumber != 0)
        {
            sheet.Say("statement.series", ("statement", number), ("year", s.FiscalYear)).Raw(" "u8);
        }

        if (s.FirstEntry != 0)
        {
            sheet.Say(
                s.FirstEntry == s.LastEntry ? "statement.entries.one" : "statement.entries",
                ("first", speech.Number(s.FirstEntry, 0, 0)),
                ("last", speech.Number(s.LastEntry, 0, 0))).Raw(" "u8);
        }

        sheet.Say(
            book.Draft ? "statement.signed.draft" : "statement.signed",
            ("maker", book.Maker),
            ("approver", book.Approver)).Raw("</p>"u8);
    }

    private static void Proof(Sheet sheet)
    {
        var code = sheet.Code;
        sheet.Raw("<p class=\"code\"><b>"u8).Text($"{code[..4]} {code[4..8]} {code[8..12]} {code[12..]}")
            .Raw("</b><p class=\"small\">"u8).Say("statement.proof.text", ("organisation", sheet.Book.OrganisationName))
            .Raw("</p><p class=\"small\">"u8);
        Terms(sheet);
        Rounded(sheet);
        sheet.Raw("</p>"u8);
        if (sheet.Speech["statement.unchecked"] is { Length: > 0 } unchecked_)
        {
            sheet.Raw("<p class=\"small\">"u8).Text(unchecked_).Raw("</p>"u8);
        }
    }

    private static void Terms(Sheet sheet)
    {
        var terms = sheet.Statement.Lines.Where(l => l.TermsVersion > 0).Select(l => (l.Terms, l.TermsVersion))
            .Distinct()
            .Select(t => sheet.Speech.Say(
                "statement.terms.one", ("terms", t.Terms), ("version", sheet.Speech.Number(t.TermsVersion, 0, 0))))
            .ToList();
        if (terms.Count > 0)
        {
            sheet.Say("statement.terms", ("terms", string.Join(", ", terms))).Raw(" "u8);
        }
    }

    private static void Rounded(Sheet sheet)
    {
        var (s, speech) = (sheet.Statement, sheet.Speech);
        foreach (var (mode, each) in s.Lines.Where(l => l.Rounding is not null)
            .Select(l => (l.Rounding!.Value, l.RoundedEachEvent)).Distinct())
        {
            sheet.Say(
                each ? "statement.round.event" : "statement.round.line",
                ("step", speech.Amount(1)),
                ("mode", speech[mode switch
                {
                    Rounding.HalfUp => "statement.round.1",
                    Rounding.HalfEven => "statement.round.2",
                    Rounding.Down => "statement.round.3",
                    _ => "statement.round.4",
                }])).Raw(" "u8);
        }

        if (Gain(sheet) is { } gain)
        {
            sheet.Say("statement.rounding", ("amount", gain));
        }
    }

    /// <summary>What rounding gave or took on the lines of gross: exact to the billionth of the currency; null where
    /// some line has more than one price and cannot be reckoned again from the sheet.</summary>
    private static string? Gain(Sheet sheet)
    {
        Int128 gain = 0;
        var lines = sheet.Statement.Lines.Where(l => l.Kind == LineKind.Price && l.Rounding is not null).ToList();
        foreach (var line in lines)
        {
            if (line.UnitPrice is not { } price || line.PerUnits < 1
                || ((Int128)line.Quantity * price) % line.PerUnits != 0)
            {
                return null;
            }

            var exact = (Int128)line.Quantity * price / line.PerUnits;
            gain += ((Int128)line.Amount * Decimals.Power(9 - sheet.Book.Currency.Decimals)) - exact;
        }

        return lines.Count == 0 ? null : sheet.Speech.Number((long)gain, 9, sheet.Book.Currency.Decimals);
    }
}
