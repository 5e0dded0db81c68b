using Meent.Kernel;

namespace Meent.Settlement.Files;

/// <summary>The short message of a statement: at most 134 septets of GSM-7, one message with room to spare. Names are
/// shortened, amounts never.</summary>
internal static class MessageText
{
    public const int Most = 134;

    private const int ShortestName = 6;

    private static readonly string[] Forms = ["sms.long", "sms.short", "sms.least"];

    /// <exception cref="InvalidOperationException">Amounts that no message can hold.</exception>
    public static string Of(BookView view, Statement statement)
    {
        foreach (var form in Forms)
        {
            foreach (var grouped in (ReadOnlySpan<bool>)[true, false])
            {
                if (Fitting(view, statement, form, grouped) is { } text)
                {
                    return text;
                }
            }
        }

        throw new InvalidOperationException($"{statement.Number}: amounts too long for a message");
    }

    /// <summary>The message in a form, the name shortened to what is left; null where too little is left.</summary>
    private static string? Fitting(BookView view, Statement s, string form, bool grouped)
    {
        var (book, speech) = (view.Book, view.SpeechOf(s.Language));
        var number = new MessageNumbers(speech, book.Currency, grouped);
        var text = Letters.ToGsm7((book.Draft ? speech["sms.draft"] : "") + speech.Say(
            form,
            ("period", ShortPeriod(book)),
            ("number", s.Number.Length <= 12 ? s.Number : s.Number[..12]),
            ("quantity", $"{number.Quantity(s.AcceptedQuantity, view.Places)} {book.MainItem?.Unit}".TrimEnd()),
            ("gross", number.Amount(s.Gross)),
            ("deductions", number.Amount(s.Deductions)),
            ("currency", book.Currency.Code),
            ("net", number.Amount(s.Net)),
            ("paid", Paid(book, s, number)),
            ("debt", number.Amount(s.CarriedForward))));
        const string place = "{organisation}";
        if (!text.Contains(place, StringComparison.Ordinal))
        {
            return Letters.Septets(text) <= Most ? text : null;
        }

        var left = Most - (Letters.Septets(text)!.Value - Letters.Septets(place)!.Value);
        var name = Letters.ToGsm7(book.OrganisationName);
        var least = Math.Min(ShortestName, name.Length);
        while (Letters.Septets(name) > left && name.Length > least)
        {
            name = name[..^1].TrimEnd();
        }

        return Letters.Septets(name) <= left ? text.Replace(place, name, StringComparison.Ordinal) : null;
    }

    /// <summary>05/11, or 05/11: 3,197.00 where less or more than net is paid, or the bare amount where nothing
    /// is.</summary>
    private static string Paid(PeriodBook book, Statement s, MessageNumbers number)
    {
        var day = $"{book.PayDay.Day:00}/{book.PayDay.Month:00}";
        return s.ToPay == 0 ? number.Amount(0) : s.ToPay == s.Net ? day : $"{day}: {number.Amount(s.ToPay)}";
    }

    /// <summary>2026-10 as 10/2026; other ids as they are, at most 12 characters.</summary>
    private static string ShortPeriod(PeriodBook book)
    {
        var id = book.Period;
        return id.Length == 7 && Days.TryParse(id + "-01", out _)
            ? $"{id[5..]}/{id[..4]}"
            : id.Length <= 12 ? id : id[..12];
    }

    private readonly record struct MessageNumbers(Speech Speech, Currency Currency, bool Grouped)
    {
        public string Amount(long minor) => Ascii(
            Grouped ? Speech.Amount(minor) : Decimals.Grouped(minor, Currency.Decimals, "", Speech["statement.mark"]));

        public string Quantity(long thousandths, int places) => Ascii(
            Grouped
                ? Speech.Number(thousandths, 3, places)
                : Decimals.Grouped(thousandths / Decimals.Power(3 - places), places, "", Speech["statement.mark"]));

        private static string Ascii(string number) => number.Replace('−', '-');
    }
}
