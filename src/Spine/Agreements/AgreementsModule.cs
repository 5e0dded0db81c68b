using Meent.Parties;
using Meent.Platform;

namespace Meent.Agreements;

/// <summary>Agree: standard terms, their versions, and who joined them.</summary>
public sealed class AgreementsModule : IModule, IBringsReaders
{
    public string Name => "agreements";

    public int Order => 20;

    public IEnumerable<RecordKind> Kinds => [Join.AgreementReader.Own];

    public IEnumerable<IRecordReader> Readers(ImportContext context) => [new Join.AgreementReader(context)];
}
