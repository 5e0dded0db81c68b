using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;

namespace Meent.Flows;

/// <summary>What to take into the books.</summary>
/// <param name="Paths">Folders with an org.json (or with folders that have one), and further files for the one folder
/// among them.</param>
/// <param name="Mapping">mapping.json for foreign files; null: the one in the folder.</param>
/// <param name="RegisterUnknown">Numbers that no register holds become provisional memberships.</param>
public sealed record ImportRequest(
    IReadOnlyList<string> Paths, string? Mapping, bool RegisterUnknown, string Actor);

/// <summary>What became of one organisation's files.</summary>
public sealed record ImportedOrganisation(string Code, string Folder, ImportAccount Account);

/// <summary>Taking folders of records into the books.</summary>
public static class FolderImport
{
    /// <summary>Each organisation in a transaction of its own; what cannot be read is kept aside and accounted
    /// for.</summary>
    public static Task<Outcome<IReadOnlyList<ImportedOrganisation>>> Run(
        Installation installation, IReadOnlyList<IModule> modules, ImportRequest request, Func<Refusal, string> say,
        IProgress<string>? progress, CancellationToken ct) =>
        ImportFolder.ImportFolder.Run(installation, modules, request, say, progress, ct);

    /// <summary>Folders with an org.json at or below a path, in the order of their organisations.</summary>
    public static IReadOnlyList<string> Organisations(string path) => ImportFolder.Folders.Below(path);
}
