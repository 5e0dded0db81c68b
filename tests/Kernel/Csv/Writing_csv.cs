using System.Text;
using FsCheck.Fluent;
using Meent.Kernel;

namespace Meent.Tests.Csv;

public sealed class Writing_csv
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("-", "'-")]
    public void A_cell_that_a_spreadsheet_would_reckon_with_gets_an_apostrophe(string text, string cell) =>
        CsvText.Cell(text).ShouldBe(cell);

    [Theory]
    [InlineData("-12.80")]
    [InlineData("+254700000000")]
    [InlineData("00034B")]
    [InlineData("")]
    public void A_plain_number_stays_as_it_is(string text) => CsvText.Cell(text).ShouldBe(text);

    [Fact]
    public void A_row_ends_with_a_line_feed() => CsvText.Row("a", "b,c", "d\"e").ShouldBe("a,\"b,c\",\"d\"\"e\"\n");

    [Fact]
    public void What_is_written_is_read_again()
    {
        var cell = Gen.Elements("", "a", ",", "\"", "\n", "\r\n", "é", "12.8", " ", ";", "ũ=")
            .ArrayOf().Select(string.Concat).Where(c => !CsvText.IsFormula(c));
        var table = cell.NonEmptyListOf().Select(r => r.ToArray()).NonEmptyListOf()
            .Select(t => t.ToArray()).ToArbitrary();
        FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(table, rows =>
        {
            var writer = new StringWriter();
            foreach (var row in rows)
            {
                CsvText.Write(writer, row);
            }

            using var reader = new CsvReader(new MemoryStream(Encoding.UTF8.GetBytes(writer.ToString())), ',');
            foreach (var row in rows)
            {
                reader.Read().ShouldBeTrue();
                Enumerable.Range(0, reader.Count).Select(reader.Text).ShouldBe(row);
                reader.Fault.ShouldBe(CsvFault.None);
            }

            return !reader.Read();
        }));
    }
}
