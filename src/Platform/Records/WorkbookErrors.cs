using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace Meent.Platform.Records;

/// <summary>
/// The error cells of a workbook (#N/A, #REF!): the reading library gives them as blank, but a wrong amount is no
/// missing
/// amount. They are found in a look through the sheets of their own.
/// </summary>
internal static class WorkbookErrors
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>
    /// By sheet, in the order of the workbook: row (1 is the first) and column (0 is the first) to the error.
    /// </summary>
    public static IReadOnlyList<Dictionary<(int Row, int Column), string>> Of(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var element in Elements(zip, "xl/_rels/workbook.xml.rels", "Relationship"))
        {
            targets[element.GetAttribute("Id") ?? ""] = element.GetAttribute("Target") ?? "";
        }

        var sheets = new List<string>();
        foreach (var element in Elements(zip, "xl/workbook.xml", "sheet"))
        {
            sheets.Add(targets.GetValueOrDefault(element.GetAttribute("id", Relations) ?? "", ""));
        }

        return [.. sheets.Select(target => ErrorsOf(zip, target.StartsWith('/') ? target[1..] : $"xl/{target}"))];
    }

    private static Dictionary<(int Row, int Column), string> ErrorsOf(ZipArchive zip, string sheet)
    {
        var errors = new Dictionary<(int, int), string>();
        foreach (var cell in Elements(zip, sheet, "c"))
        {
            if (cell.GetAttribute("t") == "e" && Place(cell.GetAttribute("r")) is { } place)
            {
                errors[place] = cell.ReadToDescendant("v", cell.NamespaceURI) ? cell.ReadString() : "#ERROR";
            }
        }

        return errors;
    }

    private static IEnumerable<XmlReader> Elements(ZipArchive zip, string part, string name)
    {
        if (zip.GetEntry(part) is not { } entry)
        {
            yield break;
        }

        using var stream = entry.Open();
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == name)
            {
                yield return reader;
            }
        }
    }

    /// <summary>"AB12" is row 12, column 27.</summary>
    private static (int Row, int Column)? Place(string? name)
    {
        var digits = (name ?? "").AsSpan().IndexOfAnyInRange('0', '9');
        if (digits is < 1 or > 3 || !int.TryParse(name.AsSpan(digits), CultureInfo.InvariantCulture, out var row))
        {
            return null;
        }

        var column = 0;
        foreach (var letter in name.AsSpan(0, digits))
        {
            column = (column * 26) + (letter - 'A' + 1);
        }

        return (row, column - 1);
    }
}
