using Meent.Settlement;
using Meent.Settlement.Files;

namespace Meent.Tests.Spine.Settlement.Files;

public sealed class Lists_as_csv : IDisposable
{
    private readonly Folder folder = new();

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("+cmd|x", "'+cmd|x")]
    [InlineData("-1+2", "'-1+2")]
    [InlineData("-12.50", "-12.50")]
    [InlineData("+254700000417", "+254700000417")]
    [InlineData("=\"a\",b", "\"'=\"\"a\"\",b\"")]
    [InlineData("Vet, Ltd", "\"Vet, Ltd\"")]
    [InlineData("", "")]
    public void a_cell_never_becomes_a_formula(string cell, string written)
    {
        using var text = new Utf8Text();
        CsvText.Cell(text, cell);
        text.ToString().ShouldBe(written);
    }

    [Fact]
    public async Task every_list_says_its_figures()
    {
        var grace = Books.Grace() with
        {
            DeductionsDue = 300000,
            CarriedForward = 100000,
            Lines = [Books.Price(519750, 173250, 60), Books.FeedLine(300000, 200000)],
            Arrears = [new Arrear(41, Books.Feed, new(2026, 9, 30), 100000)],
        };
        await folder.Write(Books.Book(grace));

        folder.Read("arrears.csv").ShouldBe(
            "number,name,claim,title,since,age_days,amount\n"
            + "0007,Grace Wambũi,41,Feed on credit,2026-09-30,31,1000.00\n");
        folder.Read("credit-limits.csv").ShouldBe(
            "number,name,limit,expected,share,arrears\n0007,Grace Wambũi,2598.75,5197.50,50%,0.00\n");
        folder.Read("remittances.csv").ShouldContain("\nvet,Vet & Sons,visits,claim,1500.00,1200.00,60.00,1440.00\n");
        folder.Read("goods.csv").ShouldContain("\nmilk,kg,tank,0,173.25,2.4,173,0.25,0,0\n");
        folder.Read("exceptions.csv").ShouldContain("\naccount.unconfirmed,0007,account==1+1; since=2026-10-03\n");
        folder.Read("statements.csv").ShouldContain(
            "\n0007,Grace Wambũi,en,North,Market,9,2026,173.25,2.4,5197.50,"
            + "0.00,0.00,0.00,3000.00,2000.00,3197.50,1000.00,"
            + "0.00,0.00,3197.50,0.00,bank,statements/0007.html,");
    }

    [Fact]
    public void a_number_becomes_a_file_name_that_stays_in_its_folder_and_apart()
    {
        BookView.FileName("1042-9").ShouldBe("1042-9");
        BookView.FileName("../x").ShouldBe("_2E._2Fx");
        BookView.FileName("C/7").ShouldNotBe(BookView.FileName("C_7"));
    }

    public void Dispose() => folder.Dispose();
}
