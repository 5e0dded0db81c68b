using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Meent.Kernel;
using Meent.Platform;
using Meent.Platform.Records;

namespace Meent.Tests.Records;

/// <summary>A folder for the files of one test, and the kinds that the tests read.</summary>
public abstract class Desk : IDisposable
{
    protected static readonly Currency Kes = Currency.Of("KES");

    protected static readonly RecordKind Purchases = new("purchases", 80,
    [
        new("id"), new("reference"), new("member", Required: true), new("date", CellKind.Day, true),
        new("item", Required: true), new("quantity", CellKind.Quantity), new("unit"),
        new("unit_price", CellKind.Number), new("amount", CellKind.Amount), new("provider"), new("reverses"),
        new("recorded_by"),
    ]);

    protected static readonly RecordKind Deliveries = new("deliveries", 70,
    [
        new("id"), new("device"), new("slip"), new("member", Required: true), new("date", CellKind.Day, true),
        new("session"), new("time", CellKind.Time), new("item"), new("quantity", CellKind.Quantity, true), new("unit"),
        new("grade"), new("point"), new("accepted", CellKind.YesNo), new("reason"), new("reverses"), new("recorded_by"),
    ], OpenColumns: true);

    /// <summary>How the tests map a credit book.</summary>
    protected static readonly SourceMapping Book = new()
    {
        Files = "*", Kind = "purchases",
        Columns = new Dictionary<string, IReadOnlyList<string>>
        {
            ["member"] = ["Member No.", "Member"], ["item"] = ["Class"],
        },
        Constants = new Dictionary<string, string> { ["quantity"] = "1" },
        Values = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["item"] = new Dictionary<string, string>
            {
                ["Vet Services:A.I"] = "ai", ["Stores:*"] = "store", ["Vet Services:*"] = "vet",
            },
        },
        Dates = ["dd.MM.yyyy", "d/mm/yyyy", "yyyy-MM-dd"],
        Numbers = new Dictionary<string, NumberMapping>
        {
            ["member"] = new() { Strip = "C", Pad = 5 }, ["amount"] = new() { Places = 2 },
        },
        Ignore = ["Type", "Name", "."],
    };

    private protected string Folder { get; } = Directory.CreateTempSubdirectory("meent-records-").FullName;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string File(string name, string text) => File(name, Encoding.UTF8.GetBytes(text));

    protected string File(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    protected IRecordSource Csv(string text, RecordKind kind, SourceMapping? mapping = null)
    {
        var opened = new CsvFormat().Open(File($"{kind.Name}.csv", text), kind, mapping ?? new SourceMapping(), Kes);
        opened.Refusal.ShouldBeNull();
        return opened.Value.ShouldHaveSingleItem();
    }

    protected Refusal CsvRefusal(string text, RecordKind kind, SourceMapping? mapping = null) =>
        new CsvFormat().Open(File($"{kind.Name}.csv", text), kind, mapping ?? new SourceMapping(), Kes)
            .Refusal.ShouldNotBeNull();

    protected static IReadOnlyList<IRecordSource> Open(string workbook, RecordKind kind, SourceMapping mapping)
    {
        var opened = new XlsxFormat().Open(workbook, kind, mapping, Kes);
        opened.Refusal.ShouldBeNull();
        return opened.Value;
    }

    /// <summary>
    /// A workbook written as spreadsheets write it. Cells: text, decimal, DateOnly, bool, null, or a cell.
    /// </summary>
    protected string Workbook(string name, params (string Sheet, object?[][] Rows)[] sheets)
    {
        var path = Path.Combine(Folder, name);
        using var document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var book = document.AddWorkbookPart();
        book.Workbook = new Workbook(new Sheets());
        book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
        foreach (var (title, rows) in sheets)
        {
            var part = book.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet(new SheetData(rows.Select((r, y) => ToRow(r, (uint)y + 1))));
            book.Workbook.Sheets!.Append(new Sheet
            {
                Id = book.GetIdOfPart(part), SheetId = (uint)book.Workbook.Sheets.Count() + 1, Name = title,
            });
        }

        return path;
    }

    /// <summary>A number with a style: 1 date, 2 00000, 3 time.</summary>
    protected static Cell Styled(string number, uint style) =>
        new() { CellValue = new CellValue(number), StyleIndex = style };

    private static Stylesheet Styles() => new(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = 164, FormatCode = "dd.mm.yyyy" },
            new NumberingFormat { NumberFormatId = 165, FormatCode = "00000" },
            new NumberingFormat { NumberFormatId = 166, FormatCode = "h:mm AM/PM" }),
        new Fonts(new Font()),
        new Fills(new Fill()),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 165, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 166, ApplyNumberFormat = true }));

    private static Row ToRow(object?[] cells, uint row) => new(cells.Select((value, x) =>
    {
        var cell = value switch
        {
            null => new Cell { StyleIndex = 2 },
            Cell own => own,
            string text => new Cell
            {
                DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)),
            },
            bool yes => new Cell { DataType = CellValues.Boolean, CellValue = new CellValue(yes ? "1" : "0") },
            DateOnly day => Styled($"{day.DayNumber - new DateOnly(1899, 12, 30).DayNumber}", 1),
            _ => new Cell { CellValue = new CellValue($"{value}") },
        };
        cell.CellReference = $"{(char)('A' + x)}{row}";
        return cell;
    })) { RowIndex = row };
}
