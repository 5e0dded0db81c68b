using FsCheck;
using FsCheck.Fluent;
using Meent.Kernel;
using Meent.Settlement;
using Meent.Settlement.Files;

namespace Meent.Tests.Spine.Settlement.Files;

public sealed class A_short_message
{
    private static readonly string[] Languages = ["en", "nl", "sw"];

    [Fact]
    public void says_quantity_gross_deductions_net_day_and_debt() =>
        Text(Books.Book()).ShouldBe(
            "Tarama Dairy 10/2026 no 0007: 173.25 kg = 5,197.50. Deductions 2,000.00. Net KES 3,197.50, paid 05/11. "
            + "Debt 0.00.");

    [Fact]
    public void says_what_is_paid_where_it_is_not_net() =>
        Text(Books.Book(Books.Grace() with { ToPay = 319700, CreditCarriedForward = 50 }))
            .ShouldContain("Net KES 3,197.50, paid 05/11: 3,197.00.");

    [Fact]
    public void folds_letters_that_would_cost_a_second_message()
    {
        Letters.ToGsm7("Wambũi Nyambĩra “Zoë” é à Ł …").ShouldBe("Wambui Nyambira \"Zoe\" é à L .");
        Letters.ToGsm7("日本").ShouldBe("??");
        Letters.Septets("a{b}").ShouldBe(6);
        Letters.Septets("ĩ").ShouldBeNull();
    }

    [Fact]
    public void never_takes_more_than_134_septets_and_never_cuts_an_amount()
    {
        var amounts = Gen.Choose(0, int.MaxValue).Select(n => (long)n * 37);
        var cases = from gross in amounts
                    from taken in amounts
                    from debt in amounts
                    from quantity in amounts
                    from name in ArbMap.Default.GeneratorFor<NonNull<string>>()
                    from repeat in Gen.Choose(1, 20)
                    from language in Gen.Elements(Languages)
                    from state in Gen.Elements("calculated", "closed")
                    select (gross: gross + taken, taken, debt, quantity, name: string.Concat(
                        Enumerable.Repeat(name.Get + "ĩ€", repeat)), language, state);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var book = Long(c.gross, c.taken, c.debt, c.quantity, c.language) with
            {
                OrganisationName = c.name,
                State = c.state,
            };
            var text = Text(book);
            Letters.Septets(text).ShouldNotBeNull();
            Letters.Septets(text)!.Value.ShouldBeLessThanOrEqualTo(MessageText.Most);
            var numbers = text.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
            numbers.ShouldContain(Decimals.Fixed(c.gross - c.taken, 0).PadLeft(3, '0'));
            numbers.ShouldContain(Decimals.Fixed(c.debt, 0).PadLeft(3, '0'));
        }).QuickCheckThrowOnFailure();
    }

    private static PeriodBook Long(long gross, long taken, long debt, long quantity, string language) =>
        Books.Book(Books.Grace() with
        {
            Language = language,
            Gross = gross,
            Deductions = taken,
            DeductionsDue = taken + debt,
            CarriedForward = debt,
            Net = gross - taken,
            ToPay = gross - taken,
            AcceptedQuantity = quantity,
            Lines = [Books.Price(gross, quantity, 1), Books.FeedLine(taken + debt, taken)],
            Movements = new Movement[] { new(0, 1, quantity, true, false, "") },
            Arrears = debt == 0 ? [] : [new Arrear(1, Books.Feed, Books.First, debt)],
        });

    private static string Text(PeriodBook book)
    {
        var view = new BookView(book);
        return MessageText.Of(view, view.Statements[0]);
    }
}
