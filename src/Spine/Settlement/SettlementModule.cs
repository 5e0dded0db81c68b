using Meent.Parties;
using Meent.Platform;

namespace Meent.Settlement;

/// <summary>Settle and show: the close of a period, statements, payments. Last step of the corridor.</summary>
public sealed class SettlementModule : IModule, IBringsReaders
{
    public string Name => "settlement";

    public int Order => 60;

    public IEnumerable<RecordKind> Kinds => [Opening.OpeningReader.Own];

    public IEnumerable<IRecordReader> Readers(ImportContext context) => [new Opening.OpeningReader(context)];
}
