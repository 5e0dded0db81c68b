using Meent.Kernel;
using NodaTime;

namespace Meent.Settlement.Files;

/// <summary>pain.001.001.09: in euros between IBANs by the SEPA rules, else with the accounts as they are
/// registered.</summary>
/// <remarks>Payments that SEPA takes and others stand in two parts of the same file, each with its count and
/// sum.</remarks>
internal static class CreditTransfers
{
    private const long SepaMost = 999_999_999_99;

    public static void Write(Utf8Text xml, BookView view, Rail rail, IReadOnlyList<Statement> payments)
    {
        var book = view.Book;
        xml.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8)
            .Raw("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\">\n"u8)
            .Raw("<CstmrCdtTrfInitn>\n<GrpHdr><MsgId>"u8)
            .Plain(PaymentIds.Of(book.OrganisationId, book.Period, rail.Code))
            .Raw("</MsgId><CreDtTm>"u8).Plain(BookedOn(book).Iso()).Raw("T00:00:00</CreDtTm>"u8);
        Totals(xml, book, payments);
        xml.Raw("<InitgPty><Nm>"u8).Escaped(Letters.ToSepa(book.OrganisationName, 70))
            .Raw("</Nm></InitgPty></GrpHdr>\n"u8);
        foreach (var part in payments.GroupBy(p => Sepa(book, rail, p)).OrderByDescending(g => g.Key))
        {
            Part(xml, book, rail, [.. part], part.Key);
        }

        xml.Raw("</CstmrCdtTrfInitn>\n</Document>\n"u8);
    }

    /// <summary>Day of the last posting; the end of the period where there is none.</summary>
    private static LocalDate BookedOn(PeriodBook book) =>
        book.Postings.Select(p => p.BookedOn).DefaultIfEmpty(book.Ends).Max();

    private static bool Sepa(PeriodBook book, Rail rail, Statement payment) =>
        book.Currency.Code == "EUR" && payment.ToPay <= SepaMost
        && Iban.Of(rail.DebtorAccount) is not null && Iban.Of(payment.Account) is not null;

    private static void Part(
        Utf8Text xml, PeriodBook book, Rail rail, IReadOnlyList<Statement> payments, bool sepa)
    {
        xml.Raw("<PmtInf><PmtInfId>"u8)
            .Plain(PaymentIds.Of(book.OrganisationId, book.Period, rail.Code, sepa ? "sepa" : "other"))
            .Raw("</PmtInfId><PmtMtd>TRF</PmtMtd>"u8);
        Totals(xml, book, payments);
        xml.Raw(sepa ? "<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>"u8 : ""u8).Raw("<ReqdExctnDt><Dt>"u8)
            .Plain(book.PayDay.Iso()).Raw("</Dt></ReqdExctnDt>\n<Dbtr><Nm>"u8)
            .Escaped(Letters.ToSepa(rail.DebtorName.Length > 0 ? rail.DebtorName : book.OrganisationName, 70))
            .Raw("</Nm></Dbtr><DbtrAcct>"u8);
        Account(xml, rail.DebtorAccount);
        xml.Raw("<Ccy>"u8).Plain(book.Currency.Code).Raw("</Ccy></DbtrAcct><DbtrAgt><FinInstnId>"u8);
        if (Bic(rail.DebtorAgent))
        {
            xml.Raw("<BICFI>"u8).Plain(rail.DebtorAgent).Raw("</BICFI>"u8);
        }
        else
        {
            xml.Raw("<Othr><Id>NOTPROVIDED</Id></Othr>"u8);
        }

        xml.Raw("</FinInstnId></DbtrAgt>"u8).Raw(sepa ? "<ChrgBr>SLEV</ChrgBr>\n"u8 : "\n"u8);
        foreach (var payment in payments)
        {
            Transfer(xml, book, payment);
        }

        xml.Raw("</PmtInf>\n"u8);
    }

    private static void Transfer(Utf8Text xml, PeriodBook book, Statement payment)
    {
        xml.Raw("<CdtTrfTxInf><PmtId><EndToEndId>"u8)
            .Plain(PaymentIds.Of(book.OrganisationId, book.Period, payment.Number))
            .Raw("</EndToEndId></PmtId><Amt><InstdAmt Ccy=\""u8).Plain(book.Currency.Code).Raw("\">"u8)
            .Decimal(payment.ToPay, book.Currency.Decimals, NumberStyle.Plain).Raw("</InstdAmt></Amt><Cdtr><Nm>"u8)
            .Escaped(Letters.ToSepa(payment.Name, 70)).Raw("</Nm></Cdtr><CdtrAcct>"u8);
        Account(xml, payment.Account);
        xml.Raw("</CdtrAcct><RmtInf><Ustrd>"u8)
            .Escaped(Letters.ToSepa($"{book.OrganisationName} {book.Period} {payment.Number}", 140))
            .Raw("</Ustrd></RmtInf></CdtTrfTxInf>\n"u8);
    }

    private static void Totals(Utf8Text xml, PeriodBook book, IReadOnlyList<Statement> payments) =>
        xml.Raw("<NbOfTxs>"u8).Digits(payments.Count).Raw("</NbOfTxs><CtrlSum>"u8)
            .Decimal(payments.Sum(p => p.ToPay), book.Currency.Decimals, NumberStyle.Plain).Raw("</CtrlSum>"u8);

    private static void Account(Utf8Text xml, string account)
    {
        if (Iban.Of(account) is { } iban)
        {
            xml.Raw("<Id><IBAN>"u8).Plain(iban).Raw("</IBAN></Id>"u8);
            return;
        }

        var plain = Letters.ToSepa(account, 34);
        xml.Raw("<Id><Othr><Id>"u8).Escaped(plain.Length > 0 ? plain : "NOTPROVIDED").Raw("</Id></Othr></Id>"u8);
    }

    private static bool Bic(string code) => code.Length is 8 or 11 && code.All(char.IsAsciiLetterOrDigit)
        && code.All(c => !char.IsAsciiLetterLower(c)) && code.AsSpan(4, 2).IndexOfAnyInRange('0', '9') < 0;
}
