using Meent.Kernel;
using Meent.Settlement;
using Meent.Settlement.Files;

namespace Meent.Tests.Spine.Settlement.Files;

public sealed class Exporting_the_journal : IDisposable
{
    private readonly Folder folder = new();

    [Fact]
    public async Task debits_and_credits_are_read_back_from_the_file()
    {
        var written = await folder.Write(Books.Book());
        folder.Read("journal.journal").ShouldBe(
            """
            ; Tarama Dairy, 2026-10

            commodity KES
              format 1000.00 KES

            account assets:claims:feed
            account expenses:goods:milk
            account liabilities:members:0007

            2026-10-31 * (statement 2026/9) Grace Wambũi
                expenses:goods:milk  5197.50 KES
                liabilities:members:0007  -5197.50 KES
                liabilities:members:0007  2000.00 KES
                assets:claims:feed  -2000.00 KES

            """.ReplaceLineEndings("\n"));
        written.Summary.Debits.ShouldBe(719750);
        written.Summary.Credits.ShouldBe(719750);
    }

    [Theory]
    [InlineData("KES")]
    [InlineData("UGX")]
    [InlineData("TND")]
    public async Task hledger_and_ledger_read_it_strictly_and_agree(string currency)
    {
        await folder.Write(Hostile() with { Currency = Currency.Of(currency) });
        Folder.NeedsProgram("hledger");
        Folder.NeedsProgram("ledger");

        (await folder.Run("hledger", "-f", "journal.journal", "check", "--strict")).ShouldBe((0, ""));
        var hledger = await folder.Run("hledger", "-f", "journal.journal", "bal", "--flat", "-N", "-E", "-O", "csv");
        var ledger = await folder.Run(
            "ledger", "-f", "journal.journal", "--strict", "--pedantic", "bal", "--flat", "--no-total", "-E",
            "--balance-format", "\"%(account)\",\"%(display_total)\"\\n");
        ledger.Code.ShouldBe(0, ledger.Printed);
        Balances(ledger.Printed).ShouldBe(Balances(hledger.Printed));
        Balances(ledger.Printed).Count.ShouldBe(4);
    }

    [Fact]
    public async Task signs_that_mean_something_in_a_journal_are_taken_out()
    {
        await folder.Write(Hostile());
        folder.Read("journal.journal").ShouldContain("* (statement 2026/1) Eve x a b\n");
    }

    [Fact]
    public void a_line_that_is_no_posting_is_refused() => Should.Throw<FormatException>(
        () => JournalSums.Read(
            new MemoryStream("2026-10-31 * x\n    a  12.345 KES\n"u8.ToArray()), Currency.Of("KES")));

    private static PeriodBook Hostile()
    {
        var book = Books.Book(Books.Member(1), Books.Member(2));
        return book with
        {
            Postings = [.. book.Postings.Select(p => p with { Text = "Eve ; x | (a)  b" })],
        };
    }

    private static List<string> Balances(string csv) =>
        [.. csv.Split('\n').Select(l => l.Replace("\"", "", StringComparison.Ordinal).Trim())
            .Where(l => l.Contains(',', StringComparison.Ordinal))
            .Where(l => !l.StartsWith("account,", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    public void Dispose() => folder.Dispose();
}
