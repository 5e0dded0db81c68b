using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Meent.Settlement;
using Meent.Settlement.Files;

namespace Meent.Tests.Spine.Settlement.Files;

public sealed partial class Printing_a_statement
{
    [Fact]
    public void lines_come_in_the_fixed_order()
    {
        var words = Plain(Page(Books.Book()));
        string[] order =
        [
            "Statement · October 2026", "Grace Wambũi", "Number 0007", "Milk",
            "173.25 kg in 60 deliveries × KES 30.00 for 1 kg",
            "5,197.50", "Feed on credit", "12 October, slip 8841, Dairy meal, 50 kg", "−2,000.00", "You receive",
            "KES 3,197.50",
            "Thursday 5 November 2026", "to your bank account ending in 417", "Your debt now",
            "The next pay date is Saturday 5 December 2026.",
            "KES 2,598.75 on credit in the next period: 50% of 5,197.50.",
            "not measured", "= 173.25 kg", "Not accepted and not paid. 17 October, evening: 2.40 kg.",
            "up to 19 November 2026",
            "This is statement 9 of 2026. Entries 131 to 133", "milk version 7", "Rounding on this sheet: 0.00.",
        ];
        var at = 0;
        foreach (var text in order)
        {
            var found = words.IndexOf(text, at, StringComparison.Ordinal);
            found.ShouldBeGreaterThanOrEqualTo(0, $"{text} after {words[Math.Max(0, at - 60)..at]}");
            at = found;
        }
    }

    [Theory]
    [Proves("K2.c")]
    [InlineData("en", "You receive", "3,197.50", "Thursday 5 November 2026")]
    [InlineData("nl", "U ontvangt", "3.197,50", "donderdag 5 november 2026")]
    [InlineData("sw", "Malipo yako halisi", "3,197.50", "Alhamisi 5 Novemba 2026")]
    public void the_language_is_the_participants(string language, string receive, string net, string day)
    {
        var words = Plain(Page(Books.Book(Books.Grace() with { Language = language })));
        words.ShouldContain(receive);
        words.ShouldContain(net);
        words.ShouldContain(day);
        words.Contains("not yet checked by a native speaker", StringComparison.Ordinal).ShouldBe(language == "sw");
    }

    [Fact]
    [Proves("K2.c")]
    public void the_printed_sums_add_up_to_the_cent()
    {
        var owing = Books.Grace() with
        {
            BroughtForward = 30000,
            DeductionsDue = 430000,
            Deductions = 346500,
            Net = 173300,
            CarriedForward = 83500,
            CreditBroughtForward = 25,
            ToPay = 173300,
            CreditCarriedForward = 25,
            Gross = 519800,
            Lines =
            [
                Books.Price(519750, 173250, 60),
                Books.Price(50, 0, 1) with
                {
                    Adjustment = true, ForPeriod = "2026-09", Rounding = null, UnitPrice = null,
                },
                Books.FeedLine(30000, 30000) with { BroughtForward = true, Details = [], Since = new(2026, 9, 3) },
                Books.FeedLine(400000, 316500),
            ],
            Arrears = [new Arrear(5, Books.Feed, new(2026, 10, 12), 83500)],
        };
        var page = Page(Books.Book(owing));
        var items = Items().Matches(page).Select(m => (
            Kind: m.Groups[1].Value,
            Amount: Minor(m.Groups[2].Value))).ToList();

        items.Where(i => i.Kind is "in" or "fix").Sum(i => i.Amount).ShouldBe(519800);
        items.Where(i => i.Kind is "in" or "fix" or "bag" or "coin").Sum(i => i.Amount).ShouldBe(173300);
        items.Where(i => i.Kind == "sub").Select(i => i.Amount).ShouldBe([519800, 173300]);
        items.Single(i => i.Kind == "hand net").Amount.ShouldBe(173300);
        var words = Plain(page);
        words.ShouldContain("put right, for September 2026");
        words.ShouldContain("4,000.00 was due; 835.00 goes on to next time");
        words.ShouldContain("Not taken: Feed on credit, since 12 October 2026: 835.00. By the rules");
    }

    [Fact]
    [Proves("K2.c")]
    public void the_days_add_up_to_the_quantity()
    {
        var page = Page(Books.Book());
        var cells = Cells().Matches(page).SelectMany(m => Numbers().Matches(Struck().Replace(m.Groups[1].Value, "")))
            .Sum(m => Minor(m.Value));
        cells.ShouldBe(17325);
        page.ShouldContain("<s>2.40</s>");
        page.ShouldContain("<i>−");
    }

    [Fact]
    public void text_from_records_cannot_become_markup()
    {
        var page = Page(Books.Book(Books.Grace() with
        {
            Name = "<script>alert('Eve')</script> & Sons",
            Point = "\"><img src=x>",
        }) with { OrganisationName = "Tarama <Dairy>" });
        page.ShouldContain("&lt;script&gt;alert(&#39;Eve&#39;)&lt;/script&gt; &amp; Sons");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("<img");
        page.ShouldNotContain("style=");
        page.ShouldNotContain("<Dairy>");
    }

    [Fact]
    public void what_does_not_exist_is_not_printed()
    {
        var grace = Books.Grace();
        var words = Plain(Page(Books.Book(grace with
        {
            Lines = [grace.Lines[0]],
            Deductions = 0,
            DeductionsDue = 0,
            Net = 519750,
            ToPay = 519750,
            NextLimit = null,
            Point = "",
            FirstEntry = 0,
            LastEntry = 0,
        })));
        foreach (var absent in (string[])["debt", "credit", "Point", "Entries", "Tax", "invoice", "together"])
        {
            words.ShouldNotContain(absent, Case.Sensitive);
        }
    }

    [Fact]
    public void a_page_with_a_full_month_stays_small() => Page(Books.Book()).Length.ShouldBeLessThan(10_000);

    [Fact]
    public void the_code_changes_with_a_kilo_and_not_with_the_language()
    {
        Code(Books.Grace()).ShouldBe(Code(Books.Grace() with { Language = "nl" }));
        Code(Books.Grace()).ShouldNotBe(Code(Books.Grace() with { RejectedQuantity = 2401 }));
    }

    [Fact]
    public void a_number_too_long_for_a_code_is_printed_without_one()
    {
        Page(Books.Book()).ShouldContain("<svg class=\"qr\"");
        var number = new string('Ĩ', 200);
        var page = Page(Books.Book(Books.Grace() with { Number = number }));
        page.ShouldContain(number);
        page.ShouldNotContain("<svg class=\"qr\"");
    }

    private static string Code(Statement statement) =>
        Convert.ToHexString(StatementHash.All(Books.Book(), [statement]));

    private static string Page(PeriodBook book)
    {
        using var text = new Utf8Text();
        var view = new BookView(book);
        new StatementPage(view, text).Write(view.Statements[0]);
        return text.ToString();
    }

    private static string Plain(string page) =>
        Space().Replace(WebUtility.HtmlDecode(Tag().Replace(page, m => m.Value is "<b>" or "</b>" ? "" : " ")), " ");

    private static long Minor(string amount) => long.Parse(
        amount.Replace('−', '-').Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal),
        CultureInfo.InvariantCulture);

    [GeneratedRegex("<li class=\"([a-z ]+)\"><div>.*?"
        + "<div class=\"amt\">(?:<span class=\"cur\">[A-Z]+</span> )?([^<]+)</div>")]
    private static partial Regex Items();

    [GeneratedRegex("<td>([^\n]*?)(?=<td>|\n)")]
    private static partial Regex Cells();

    [GeneratedRegex("<s>[^<]*</s>")]
    private static partial Regex Struck();

    [GeneratedRegex("−?[0-9]+\\.[0-9]{2}")]
    private static partial Regex Numbers();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex("\\s+")]
    private static partial Regex Space();
}
