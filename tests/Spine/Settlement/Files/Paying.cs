using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Meent.Kernel;
using Meent.Settlement;
using Meent.Settlement.Files;

namespace Meent.Tests.Spine.Settlement.Files;

public sealed class Paying : IDisposable
{
    private static readonly XNamespace Ns = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    private readonly Folder folder = new();

    [Fact]
    public async Task a_transfer_file_in_shillings_is_valid_and_names_accounts_as_registered()
    {
        var xml = await Bank(Books.Book());
        xml.Descendants(Ns + "SvcLvl").ShouldBeEmpty();
        xml.Descendants(Ns + "CdtrAcct").Single().Descendants(Ns + "Othr").Single().Value.ShouldBe("01109000417");
        xml.Descendants(Ns + "InstdAmt").Single().Value.ShouldBe("3197.50");
        xml.Descendants(Ns + "EndToEndId").Single().Value.ShouldBe("tarama-2026-10-0007");
        xml.Descendants(Ns + "CreDtTm").Single().Value.ShouldBe("2026-10-31T00:00:00");
        Valid(xml);
    }

    [Fact]
    public async Task a_transfer_file_in_euros_follows_the_sepa_rules()
    {
        var xml = await Bank(Euros("NL91 ABNA 0417 1643 00", "Zoë O'Brien & Søn//"));
        xml.Descendants(Ns + "SvcLvl").Single().Value.ShouldBe("SEPA");
        xml.Descendants(Ns + "ChrgBr").Single().Value.ShouldBe("SLEV");
        xml.Descendants(Ns + "CdtrAcct").Single().Value.ShouldBe("NL91ABNA0417164300");
        xml.Descendants(Ns + "Cdtr").Single().Value.ShouldBe("Zoe O'Brien + Son");
        xml.Descendants(Ns + "DbtrAgt").Single().Value.ShouldBe("NOTPROVIDED");
        Valid(xml);
    }

    [Fact]
    public async Task an_account_that_fails_its_check_digits_is_no_iban()
    {
        Iban.Of("NL91ABNA0417164301").ShouldBeNull();
        Iban.Of("GB82 WEST 1234 5698 7654 32").ShouldBe("GB82WEST12345698765432");
        var xml = await Bank(Euros("NL91ABNA0417164301", "Zoe"));
        xml.Descendants(Ns + "SvcLvl").ShouldBeEmpty();
        xml.Descendants(Ns + "CdtrAcct").Single().Descendants(Ns + "Othr").Count().ShouldBe(1);
        Valid(xml);
    }

    [Theory]
    [InlineData("UGX", "319750")]
    [InlineData("TND", "319.750")]
    [InlineData("KES", "3197.50")]
    public async Task amounts_have_the_decimals_of_their_currency(string currency, string amount)
    {
        var xml = await Bank(Books.Book() with { Currency = Currency.Of(currency) });
        xml.Descendants(Ns + "InstdAmt").Single().Value.ShouldBe(amount);
        xml.Descendants(Ns + "CtrlSum").Select(e => e.Value).ShouldBe([amount, amount]);
        Valid(xml);
    }

    [Fact]
    public async Task counts_and_sums_stand_at_both_levels()
    {
        var xml = await Bank(Books.Book(Books.Member(1, "en", "bank"), Books.Member(2, "en", "bank"), Books.Grace()));
        xml.Descendants(Ns + "NbOfTxs").Select(e => e.Value).ShouldBe(["3", "3"]);
        xml.Descendants(Ns + "CtrlSum").Select(e => e.Value).ShouldBe(["9592.50", "9592.50"]);
    }

    [Fact]
    public void an_id_never_grows_beyond_35_characters_and_stays_apart()
    {
        var longName = new string('a', 60);
        PaymentIds.Of(longName, "2026-10", "0007").Length.ShouldBe(35);
        PaymentIds.Of(longName, "2026-10", "0007").ShouldNotBe(PaymentIds.Of(longName, "2026-10", "0008"));
        PaymentIds.Of("tarama", "2026-10", "//7/").ShouldNotContain("//");
    }

    [Fact]
    public async Task the_mobile_file_has_the_columns_of_the_organisation()
    {
        await folder.Write(Books.Book(Books.Member(3)));
        folder.Read("payments/mobile.csv").ShouldBe(
            "MSISDN,Amount,Name,Ref\n254700000003,3197.50,Member 3,tarama-2026-10-0003\n");
    }

    [Fact]
    public async Task the_cash_list_has_a_place_to_sign()
    {
        await folder.Write(Books.Book(Books.Member(3, "en", "cash"), Books.Member(4, "en", "cash")));
        folder.Read("payments/cash.csv").ShouldBe(
            "number,name,point,currency,amount,signature\n0003,Member 3,Market,KES,3197.50,\n"
            + "0004,Member 4,Market,KES,3197.50,\n");
        folder.Read("payments/cash.html").ShouldContain("<td class=\"n\">6,395.00");
    }

    [Fact]
    public async Task who_has_no_channel_is_not_paid_and_told_why()
    {
        await folder.Write(Books.Book(Books.Grace() with { Rail = "", ToPay = 0, CreditCarriedForward = 319750 }));
        Directory.Exists(folder.File_("payments")).ShouldBeFalse();
        folder.Read("statements/0007.html").ShouldContain("no way to pay you is registered");
    }

    private static PeriodBook Euros(string account, string name) =>
        Books.Book(Books.Grace() with { Account = account, Name = name }) with
        {
            Currency = Currency.Of("EUR"),
            Rails =
            [
                new Rail
                {
                    Code = "bank",
                    Kind = "pain.001",
                    Step = 1,
                    DebtorName = "Coöp De Melkweg",
                    DebtorAccount = "NL39RABO0300065264",
                },
            ],
        };

    private async Task<XDocument> Bank(PeriodBook book)
    {
        await folder.Write(book);
        return XDocument.Parse(folder.Read("payments/bank.xml"));
    }

    private static void Valid(XDocument xml)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Meent.slnx")))
        {
            root = root.Parent;
        }

        // The schema lies beside the repository; a work tree is one folder deeper.
        var schema = new[] { "..", "../.." }
            .Select(up => Path.Combine(root!.FullName, up, "shared/data/payments/pain.001.001.09.xsd"))
            .FirstOrDefault(File.Exists);
        Assert.SkipUnless(schema is not null, "pain.001.001.09.xsd is not there");
        var schemas = new XmlSchemaSet();
        using var reader = XmlReader.Create(schema);
        schemas.Add(null, reader);
        var errors = new List<string>();
        xml.Validate(schemas, (_, e) => errors.Add(e.Message));
        errors.ShouldBeEmpty();
    }

    public void Dispose() => folder.Dispose();
}
