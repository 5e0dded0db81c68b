using Meent.Kernel;
using Meent.Platform;

namespace Meent.Settlement;

/// <summary>What to write as Valueflows, and where to.</summary>
/// <param name="Organisation">Code of org.json.</param>
/// <param name="Period">Code of the period; null: the one closed last, or the first where none is.</param>
/// <param name="File">Where to; null: DATA/export/valueflows-ORGANISATION-PERIOD.jsonld.</param>
/// <param name="Names">Persons are named; without it they have numbers only.</param>
public sealed record ValueflowsRequest(string Organisation, string? Period, string? File, bool Names);

/// <summary>What was written.</summary>
/// <param name="Events">Of the period; <paramref name="Corrected"/> are events of other periods that it takes
/// back.</param>
public sealed record ExportedValueflows(
    string Organisation, string Period, string File, long Agents, long Commitments, long Events, long Corrected,
    long Claims);

/// <summary>A period in the words of the Valueflows ontology, as JSON-LD; docs/spec/valueflows.md.</summary>
public static class ValueflowsExport
{
    /// <summary>Writes the file beside its place and puts it there when it is whole. Changes nothing in the
    /// books.</summary>
    public static Task<Outcome<ExportedValueflows>> Run(
        Installation installation, ValueflowsRequest request, CancellationToken ct) =>
        Export.ExportValueflows.Run(installation, request, ct);
}
