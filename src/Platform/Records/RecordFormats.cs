using Meent.Platform.Records;

namespace Meent.Platform;

/// <summary>The formats that every installation reads; modules bring further ones.</summary>
public static class RecordFormats
{
    public static IReadOnlyList<IRecordFormat> Own { get; } = [new CsvFormat(), new XlsxFormat()];
}
