using Meent.Parties;
using Meent.Platform;

namespace Meent.Claims;

/// <summary>Owe: rating, claims, limits on credit, documents.</summary>
public sealed class ClaimsModule : IModule, IBringsReaders
{
    public string Name => "claims";

    public int Order => 50;

    public IEnumerable<RecordKind> Kinds => [];

    public IEnumerable<IRecordReader> Readers(ImportContext context) => [];

    public Task AfterImport(ImportContext context, CancellationToken ct) =>
        DrawnCredit.SumAgain(context.Work, context.Organisation, ct);
}
