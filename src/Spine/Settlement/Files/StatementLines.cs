using Meent.Agreements;
using Meent.Kernel;

namespace Meent.Settlement.Files;

/// <summary>Picture, word, sum: gross, adjustments, charges, deductions, net, pay day, debt.</summary>
internal static class StatementLines
{
    /// <summary>Records behind deductions that one side can name; the rest is summed.</summary>
    private const int MostDetails = 16;

    public static void Write(Sheet sheet)
    {
        var s = sheet.Statement;
        sheet.Raw("<ul class=\"lines\">\n"u8);
        var gross = 0;
        foreach (var corrections in (ReadOnlySpan<bool>)[false, true])
        {
            foreach (var line in s.Lines)
            {
                if (line.Kind == LineKind.Price && line.Adjustment == corrections)
                {
                    Line(sheet, corrections ? "fix"u8 : "in"u8, line, line.Amount);
                    gross++;
                }
            }
        }

        if (gross > 1)
        {
            Sub(sheet, "statement.gross", s.Gross);
        }

        Taken(sheet, LineKind.Charge);
        Taken(sheet, LineKind.Deduction);
        if (s.Receivable > 0)
        {
            Sub(sheet, "statement.receivable", s.Receivable);
        }

        Net(sheet);
        PayDay(sheet);
        Debt(sheet);
        sheet.Raw("</ul>\n"u8);
    }

    private static void Taken(Sheet sheet, LineKind kind)
    {
        foreach (var line in sheet.Statement.Lines.Where(l => l.Kind == kind).OrderBy(l => l.Rank))
        {
            var picture = line.Adjustment ? "fix"u8 : kind == LineKind.Charge ? "fee"u8 : "bag"u8;
            Line(sheet, picture, line, -line.Taken);
        }
    }

    private static void Line(Sheet sheet, ReadOnlySpan<byte> picture, StatementLine line, long amount)
    {
        Open(sheet, picture).Raw("<b>"u8)
            .Text(BookView.Title(line.Title, sheet.Speech.Language, line.Clause)).Raw("</b>"u8);
        var parts = new List<string>(4);
        Reckoning(sheet, line, parts);
        Origin(sheet, line, parts);
        Details(sheet, line, parts);
        Untaken(sheet, line, parts);
        var first = true;
        sheet.Grow(84, 43, parts.Sum(p => p.Length + 2), 95);
        foreach (var part in parts)
        {
            sheet.Raw(first ? "<br>"u8 : ". "u8).Text(part);
            first = false;
        }

        Close(sheet, amount);
    }

    private static void Reckoning(Sheet sheet, StatementLine line, List<string> parts)
    {
        if (line.Quantity <= 0 || line.Kind != LineKind.Price)
        {
            return;
        }

        var one = line.Events == 1 ? ".one" : "";
        var quantity = sheet.Measured(line.Quantity, line.Unit);
        var events = sheet.Speech.Number(line.Events, 0, 0);
        parts.Add(line.UnitPrice is { } price
            ? sheet.Speech.Say(
                "statement.line.priced" + one,
                ("quantity", quantity),
                ("events", events),
                ("currency", sheet.Book.Currency.Code),
                ("price", sheet.Speech.Number(price, 6, sheet.Book.Currency.Decimals)),
                ("per", $"{sheet.Speech.Number(line.PerUnits, 0, 0)} {line.Unit}"))
            : sheet.Speech.Say("statement.line.prices" + one, ("quantity", quantity), ("events", events)));
    }

    private static void Origin(Sheet sheet, StatementLine line, List<string> parts)
    {
        var speech = sheet.Speech;
        if (line.Adjustment)
        {
            parts.Add(speech.Say("statement.line.correction", ("period", speech.Period(line.ForPeriod))));
        }
        else if (line.BroughtForward)
        {
            parts.Add(speech.Say("statement.line.since", ("day", speech.Day(line.Since))));
        }
        else if (line.ForPeriod.Length > 0 && line.ForPeriod != sheet.Book.Period)
        {
            parts.Add(speech.Say("statement.line.for", ("period", speech.Period(line.ForPeriod))));
        }

        if (line.Statutory)
        {
            parts.Add(speech["statement.line.law"]);
        }
    }

    private static void Details(Sheet sheet, StatementLine line, List<string> parts)
    {
        if (line.Details.Count == 0)
        {
            return;
        }

        var lines = sheet.Statement.Lines.Count(l => l.Details.Count > 0);
        var shown = Math.Max(1, MostDetails / lines);
        var items = line.Details.Take(shown).Select(d => Detail(sheet, d, line.Details.Count > 1)).ToList();
        var more = Math.Max(0, line.Details.Count - shown) + line.MoreDetails;
        if (more > 0)
        {
            items.Add(sheet.Speech.Say(
                "statement.more",
                ("count", sheet.Speech.Number(more, 0, 0)),
                ("amount", sheet.Speech.Amount(line.Details.Skip(shown).Sum(d => d.Amount) + line.MoreAmount))));
        }

        parts.Add(string.Join("; ", items));
    }

    private static string Detail(Sheet sheet, LineDetail d, bool priced)
    {
        var parts = new List<string>(4) { sheet.Speech.DayOfYear(d.Day) };
        if (d.Reference.Length > 0)
        {
            parts.Add(sheet.Speech.Say("statement.slip", ("reference", d.Reference)));
        }

        if (d.Item.Length > 0)
        {
            parts.Add(d.Item);
        }

        if (d.Quantity != 0)
        {
            parts.Add($"{sheet.Speech.Number(d.Quantity, 3, 0)} {d.Unit}".TrimEnd());
        }

        var text = string.Join(", ", parts);
        return priced ? $"{text}: {sheet.Speech.Amount(d.Amount)}" : text;
    }

    private static void Untaken(Sheet sheet, StatementLine line, List<string> parts)
    {
        var speech = sheet.Speech;
        if (line.GivenBack > 0)
        {
            parts.Add(speech.Say("statement.line.given", ("amount", speech.Amount(line.GivenBack))));
        }

        if (line.Carried > 0)
        {
            parts.Add(speech.Say(
                line.Taken == 0 ? "statement.line.unpaid" : "statement.line.part",
                ("amount", speech.Amount(line.Amount)),
                ("carried", speech.Amount(line.Carried))));
        }

        if (line.Invoiced > 0)
        {
            parts.Add(speech.Say("statement.line.invoice", ("amount", speech.Amount(line.Invoiced))));
        }
    }

    private static void Net(Sheet sheet)
    {
        var s = sheet.Statement;
        if (s.Tax != 0 || s.CreditBroughtForward != 0 || s.CreditCarriedForward != 0)
        {
            Sub(sheet, "statement.left", s.Net);
            foreach (var line in s.Lines.Where(l => l.Kind == LineKind.Tax))
            {
                Line(sheet, "fee"u8, line, line.Amount);
            }

            if (s.CreditBroughtForward != 0)
            {
                Plus(sheet, "statement.credit.before", s.CreditBroughtForward, "");
            }

            if (s.CreditCarriedForward != 0)
            {
                Plus(sheet, "statement.credit.after", -s.CreditCarriedForward, WhyKept(sheet));
            }
        }

        sheet.Grow(127);
        sheet.Raw("<li class=\"hand net\"><div><b>"u8).Word("statement.receive")
            .Raw("</b></div><div class=\"amt\"><span class=\"cur\">"u8).Text(sheet.Book.Currency.Code).Raw("</span> "u8)
            .Amount(s.ToPay).Raw("</div>\n"u8);
    }

    private static string WhyKept(Sheet sheet)
    {
        var (s, speech) = (sheet.Statement, sheet.Speech);
        if (sheet.View.RailOf(s) is not { } rail)
        {
            return speech["statement.credit.none"];
        }

        var channel = speech["statement.kind." + rail.Kind];
        return s.ToPay == 0 && s.CreditCarriedForward < rail.Minimum
            ? speech.Say("statement.credit.minimum", ("channel", channel), ("minimum", speech.Amount(rail.Minimum)))
            : speech.Say("statement.credit.step", ("channel", channel), ("step", speech.Amount(rail.Step)));
    }

    private static void PayDay(Sheet sheet)
    {
        var s = sheet.Statement;
        sheet.Grow(127);
        Open(sheet, "date"u8).Raw("<b>"u8);
        if (s.ToPay == 0 || sheet.View.RailOf(s) is not { } rail)
        {
            sheet.Word("statement.nothing").Raw("</b></div>\n"u8);
            return;
        }

        var key = "statement.channel." + rail.Kind + (rail.Kind == "cash" && s.Point.Length > 0 ? ".point" : "");
        var tail = s.Account.Length > 4 ? s.Account[^3..] : s.Account;
        sheet.Text(sheet.Speech.Weekday(sheet.Book.PayDay)).Raw("</b><br>"u8)
            .Say(key, ("tail", tail), ("point", s.Point)).Raw("</div>\n"u8);
    }

    private static void Debt(Sheet sheet)
    {
        var s = sheet.Statement;
        if (s.BroughtForward == 0 && s.CarriedForward == 0 && s.NextLimit is null)
        {
            return;
        }

        sheet.Grow(114);
        Open(sheet, "coin debt"u8).Word("statement.debt.before").Raw("<br><b class=\"same\">"u8)
            .Word("statement.debt.now").Raw("</b></div><div class=\"amt same\"><span>"u8)
            .Amount(s.BroughtForward).Raw("</span><br>"u8)
            .Amount(s.CarriedForward).Raw("</div>\n"u8);
    }

    private static void Plus(Sheet sheet, string key, long amount, string why)
    {
        sheet.Grow(why.Length > 0 ? 127 : 100);
        Open(sheet, "coin"u8).Raw("<b>"u8).Word(key).Raw("</b>"u8);
        if (why.Length > 0)
        {
            sheet.Raw("<br>"u8).Text(why);
        }

        Close(sheet, amount);
    }

    private static void Sub(Sheet sheet, string key, long amount)
    {
        sheet.Grow(85);
        sheet.Raw("<li class=\"sub\"><div><b>"u8).Word(key).Raw("</b>"u8);
        Close(sheet, amount);
    }

    private static Sheet Open(Sheet sheet, ReadOnlySpan<byte> picture) =>
        sheet.Raw("<li class=\""u8).Raw(picture).Raw("\"><div>"u8);

    private static void Close(Sheet sheet, long amount) =>
        sheet.Raw("</div><div class=\"amt\">"u8).Amount(amount).Raw("</div>\n"u8);
}
