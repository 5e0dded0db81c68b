using Meent.Kernel;
using NodaTime;

namespace Meent.Settlement.Files;

/// <summary>The CSV files: figures of each participant and the lists of the period.</summary>
internal static class TableFiles
{
    private static readonly string[] Figures =
    [
        "gross", "adjustments", "tax", "brought_forward", "deductions_due", "deductions", "net", "carried_forward",
        "receivable", "credit_brought_forward", "to_pay", "credit_carried_forward",
    ];

    public static IEnumerable<(string Path, Action<Utf8Text, BookView> Write)> All =>
    [
        ("statements.csv", Statements),
        ("sms.csv", Messages),
        ("remittances.csv", Remittances),
        ("credit-limits.csv", CreditLimits),
        ("arrears.csv", Arrears),
        ("goods.csv", Goods),
        ("exceptions.csv", Exceptions),
    ];

    /// <summary>Only where there are prices elsewhere to compare with.</summary>
    public static void Advantage(Utf8Text text, BookView view)
    {
        text.Row("number", "name", "terms", "actual", "alternative", "advantage", "not_measured");
        foreach (var s in view.Statements)
        {
            foreach (var t in s.Advantage?.Terms ?? [])
            {
                text.Row(
                    s.Number, s.Name, t.Terms, Amount(view, t.Actual),
                    t.Amount is { } gain ? Amount(view, t.Actual - gain) : "",
                    t.Amount is { } amount ? Amount(view, amount) : "", string.Join("; ", t.Missing));
            }
        }
    }

    private static void Statements(Utf8Text text, BookView view)
    {
        text.Row([
            "number", "name", "language", "route", "point", "document", "fiscal_year", "accepted_quantity",
            "rejected_quantity", .. Figures, "rail", "file", "hash"]);
        foreach (var s in view.Statements)
        {
            text.Row([
                s.Number, s.Name, s.Language, s.Route, s.Point, s.DocumentNumber == 0 ? "" : Number(s.DocumentNumber),
                s.FiscalYear, Quantity(s.AcceptedQuantity), Quantity(s.RejectedQuantity),
                Amount(view, s.Gross), Amount(view, s.Adjustments), Amount(view, s.Tax), Amount(view, s.BroughtForward),
                Amount(view, s.DeductionsDue), Amount(view, s.Deductions), Amount(view, s.Net),
                Amount(view, s.CarriedForward), Amount(view, s.Receivable), Amount(view, s.CreditBroughtForward),
                Amount(view, s.ToPay), Amount(view, s.CreditCarriedForward), s.Rail,
                $"statements/{BookView.FileName(s.Number)}.html",
                Convert.ToHexStringLower(view.HashOf(s))]);
        }
    }

    public static void Exchanges(Utf8Text text, BookView view)
    {
        text.Row("provider", "receiver", "item", "unit", "quantity", "events");
        foreach (var x in view.Book.Exchanges)
        {
            text.Row(x.Provider, x.Receiver, x.Item, x.Unit, Quantity(x.Quantity), Number(x.Events));
        }
    }

    public static void Documents(Utf8Text text, BookView view, IReadOnlyList<BookDocument> issued)
    {
        text.Row(
            "kind", "fiscal_year", "number", "party", "issued_on", "due_on", "order", "net", "tax", "total", "file");
        foreach (var d in issued)
        {
            text.Row(
                d.Kind, d.FiscalYear, Number(d.Number), d.Party, d.IssuedOn.Iso(), d.DueOn.Iso(), d.Reference,
                Amount(view, d.Net), Amount(view, d.Tax), Amount(view, d.Net + d.Tax), DocumentPage.Path(d));
        }
    }

    private static void Messages(Utf8Text text, BookView view)
    {
        text.Row("number", "phone", "language", "text");
        foreach (var s in view.Statements.Where(s => s.Phone.Length > 0))
        {
            text.Row(s.Number, s.Phone, view.SpeechOf(s.Language).Language, MessageText.Of(view, s));
        }
    }

    private static void Remittances(Utf8Text text, BookView view)
    {
        text.Row("party", "name", "terms", "when", "claimed", "collected", "commission", "amount");
        foreach (var r in view.Book.Remittances.OrderBy(r => r.Party, StringComparer.Ordinal)
            .ThenBy(r => r.Terms, StringComparer.Ordinal))
        {
            text.Row(
                r.Party, r.Name, r.Terms, r.When, Amount(view, r.Claimed), Amount(view, r.Collected),
                Amount(view, r.Commission), Amount(view, r.Amount));
        }
    }

    private static void CreditLimits(Utf8Text text, BookView view)
    {
        text.Row("number", "name", "limit", "expected", "share", "arrears");
        foreach (var s in view.Statements)
        {
            if (s.NextLimit is { } limit)
            {
                text.Row(
                    s.Number, s.Name, Amount(view, limit.Amount), Amount(view, limit.Expected), limit.Share,
                    Amount(view, limit.Arrears));
            }
        }
    }

    private static void Arrears(Utf8Text text, BookView view)
    {
        text.Row("number", "name", "claim", "title", "since", "age_days", "amount");
        foreach (var s in view.Statements)
        {
            foreach (var a in s.Arrears.OrderBy(a => a.Since).ThenBy(a => a.Claim))
            {
                text.Row(
                    s.Number, s.Name, Number(a.Claim), BookView.Title(a.Title, view.House.Language, ""), a.Since.Iso(),
                    Number(Period.DaysBetween(a.Since, view.Book.Ends)), Amount(view, a.Amount));
            }
        }
    }

    private static void Goods(Utf8Text text, BookView view)
    {
        text.Row(
            "item", "unit", "place", "opening", "accepted", "rejected", "dispatched", "loss", "closing", "difference");
        foreach (var g in view.Book.Goods.OrderBy(g => g.Item, StringComparer.Ordinal)
            .ThenBy(g => g.Place, StringComparer.Ordinal).ThenBy(g => g.Unit, StringComparer.Ordinal))
        {
            text.Row(
                g.Item, g.Unit, g.Place, Quantity(g.Opening), Quantity(g.Accepted), Quantity(g.Rejected),
                Quantity(g.Dispatched), Quantity(g.Loss), g.Closing is { } closing ? Quantity(closing) : "",
                Quantity(g.Difference));
        }
    }

    private static void Exceptions(Utf8Text text, BookView view)
    {
        text.Row("code", "subject", "facts");
        foreach (var e in view.Book.Exceptions.Select(e => (
                e.Code, e.Subject, Facts: string.Join("; ", e.Facts.Select(f => $"{f.Key}={f.Value}"))))
            .OrderBy(e => e.Code, StringComparer.Ordinal).ThenBy(e => e.Subject, StringComparer.Ordinal)
            .ThenBy(e => e.Facts, StringComparer.Ordinal))
        {
            text.Row(e.Code, e.Subject, e.Facts);
        }
    }

    private static string Amount(BookView view, long minor) => Decimals.Fixed(minor, view.Book.Currency.Decimals);

    private static string Quantity(long thousandths) => Decimals.Trimmed(thousandths, 3);

    private static string Number(long value) => Decimals.Fixed(value, 0);
}
