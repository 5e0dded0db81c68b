using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Spreadsheet;
using Meent.Platform;
using Meent.Platform.Records;

namespace Meent.Tests.Records;

/// <summary>The troubles of real credit books, rebuilt in workbooks of our own.</summary>
public sealed class Reading_a_workbook : Desk
{
    private static readonly object?[] Header = ["Type", "Date", "Reference", "Member No.", "Class", "Amount"];

    [Fact]
    public void Sheets_are_sources_and_one_without_header_is_named()
    {
        var path = Workbook("book.xlsx",
            ("CrediSales", [Header, ["STORE", "05.01.2010", "21467", "00034", "Stores:S014", 250m]]),
            ("Notes", [["Remember the keys"], ["Amount"]]),
            ("Empty", []),
            ("06.210.stores",
                [["Tarama"], [], Header, ["STORE", "06.01.2010", "21468", "00035", "Stores:S014", 100m]]));
        var sources = Open(path, Purchases, Book);
        sources.Select(s => (s.File, s.Skipped?.Code)).ShouldBe(
        [
            ("book.xlsx#CrediSales", null), ("book.xlsx#Notes", "import.missing_column"),
            ("book.xlsx#06.210.stores", null),
        ]);
        sources.SelectMany(s => s.Rows()).Select(r => (r.Line, r.Cells[2], r.Cells[3], r.Cells[8]))
            .ShouldBe([(2, "00034", "2010-01-05", "250"), (4, "00035", "2010-01-06", "100")]);
    }

    [Fact]
    public void Extra_columns_before_the_member_shift_nothing()
    {
        var path = Workbook("april.xlsx", ("Clinical",
        [
            ["Type", "Date", "Reference", "Name", ".", "MemberNo.", "Class", "Amount"],
            ["CLINICAL", "07.04.2010", "88", "W. Otieno", 636m, "C00636", "Vet Services:Clinical", 600m],
        ]));
        var row = Open(path, Purchases, Book).Single().Rows().Single();
        row.Cells[1..5].ShouldBe(["88", "00636", "2010-04-07", "vet"]);
        row.Cells[8].ShouldBe("600");
        row.Repairs!.Single().ShouldBe(new Repair("member", "C00636", "00636", "prefix"));
    }

    [Fact]
    public void Numbers_of_members_are_numbers_texts_or_numbers_that_look_like_texts()
    {
        var path = Workbook("book.xlsx", ("A",
        [
            Header,
            ["S", "05.01.2010", "1", "00034", "AI", 1m],
            ["S", "05.01.2010", "1", 2846m, "AI", 1m],
            ["S", "05.01.2010", "1", Styled("34", 2), "AI", 1m],
            ["S", "05.01.2010", "1", "34B", "AI", 1m],
        ]));
        var rows = Open(path, Purchases, Book).Single().Rows().ToList();
        rows.Select(r => r.Cells[2]).ShouldBe(["00034", "02846", "00034", "00034B"]);
        rows.Select(r => r.Repairs?.Single().Rule).ShouldBe([null, "zeros", null, "zeros"]);
    }

    [Fact]
    public void Dates_are_texts_in_several_forms_or_date_cells()
    {
        var path = Workbook("book.xlsx", ("A",
        [
            Header,
            ["S", "05.01.2010", "1", "00034", "AI", 1m],
            ["S", "1/08/2010", "1", "00034", "AI", 1m],
            ["S", new DateOnly(2010, 6, 30), "1", "00034", "AI", 1m],
            ["S", Styled("40359.5", 1), "1", "00034", "AI", 1m],
            ["S", "31.02.2010", "1", "00034", "AI", 1m],
        ]));
        var rows = Open(path, Purchases, Book).Single().Rows().ToList();
        rows.Take(4).Select(r => r.Cells[3]).ShouldBe(["2010-01-05", "2010-08-01", "2010-06-30", "2010-06-30"]);
        rows[2].Repairs.ShouldBeNull();
        rows[3].Repairs!.Single().Rule.ShouldBe("time-off");
        rows[4].Trouble!.Why.Code.ShouldBe("import.not_a_date");
    }

    [Fact]
    public void Formulas_give_what_they_showed_and_errors_are_no_blanks()
    {
        Cell Formula(string value, CellValues? type = null) => new()
        {
            CellFormula = new CellFormula("1+1"), CellValue = new CellValue(value), DataType = type,
        };
        var path = Workbook("book.xlsx", ("A",
        [
            Header,
            ["S", "05.01.2010", "1", "00034", "AI", Formula("2699.99998")],
            ["S", "05.01.2010", "1", "00034", "AI", Formula("8.8000000000000007")],
            ["S", "05.01.2010", "1", "00034", "AI", Formula("#N/A", CellValues.Error)],
            ["S", "05.01.2010", "1", "00034", "AI", Formula("1E+20")],
        ]));
        var rows = Open(path, Purchases, Book).Single().Rows().ToList();
        rows[0].Cells[8].ShouldBe("2700.00");
        rows[1].Cells[8].ShouldBe("8.8");
        (rows[2].Trouble!.Value, rows[2].Trouble!.Why.Code).ShouldBe(("#N/A", "import.not_a_number"));
        rows[3].Trouble!.Why.Code.ShouldBe("import.not_a_number");
    }

    [Fact]
    public void Formatted_blank_rows_are_no_rows_and_a_stray_total_is_ignored()
    {
        object?[][] rows =
        [
            Header, ["S", "05.01.2010", "1", "00034", "AI", 250m],
            .. Enumerable.Repeat<object?[]>([null, null, null, null, " ", null], 1_000),
            [null, null, null, null, null, 250m, 7m], [null, null, null, null, null, null, 9m], Header,
        ];
        Open(Workbook("book.xlsx", ("A", rows)), Purchases, Book).Single().Rows().Select(r => (r.Line, r.Ignored))
            .ShouldBe([(2, null), (1003, "total"), (1004, "total"), (1005, "header")]);
    }

    [Fact]
    public void Time_cells_are_times()
    {
        var path = Workbook("milk.xlsx", ("A",
        [
            ["member", "date", "time", "quantity"],
            ["00034", new DateOnly(2026, 10, 1), Styled("0.6354166666666666", 3), 12.8m],
        ]));
        var row = Open(path, Deliveries, new SourceMapping()).Single().Rows().Single();
        row.Trouble.ShouldBeNull();
        row.Cells[6].ShouldBe("15:15");
        row.Cells[8].ShouldBe("12.8");
    }

    [Fact]
    public void A_workbook_without_any_header_is_refused()
    {
        var path = Workbook("book.xlsx", ("A", [["Member No.", "Amount"], ["00034", 1m]]));
        var refusal = new XlsxFormat().Open(path, Purchases, Book, Kes).Refusal!;
        (refusal.Code, refusal.Fact("column")).ShouldBe(("import.missing_column", "date, item"));
    }

    [Fact]
    public void What_unpacks_to_more_than_a_gigabyte_is_refused_unread()
    {
        const string film = "xl/media/film.bin";
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry(film).Open().Dispose();
        }
        // Only the directory of the archive says the size, so that no test has to write a gigabyte.
        const int sizeBeforeName = 46 - 24;
        var bytes = packed.ToArray();
        var name = bytes.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(film));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(name - sizeBeforeName), 1_500_000_000);

        var refusal = new XlsxFormat().Open(File("book.xlsx", bytes), Purchases, Book, Kes).Refusal!;

        (refusal.Code, refusal.Fact("limit")).ShouldBe(("import.file_too_large", "1024 MB"));
    }

    [Fact]
    public void A_file_that_is_no_workbook_is_refused() =>
        new XlsxFormat().Open(File("book.xlsx", "Member No.,Date\n"), Purchases, Book, Kes)
            .Refusal!.Code.ShouldBe("import.unreadable_file");
}
