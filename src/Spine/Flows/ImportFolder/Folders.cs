using Meent.Kernel;

namespace Meent.Flows.ImportFolder;

/// <summary>Where organisations lie.</summary>
internal static class Folders
{
    private const int MostOrganisations = 1000;

    internal static IReadOnlyList<string> Below(string path)
    {
        if (!Directory.Exists(path))
        {
            return [];
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 };
        return
        [
            .. Directory.EnumerateFiles(path, "org.json", options)
                .Select(f => Path.GetDirectoryName(Path.GetFullPath(f))!)
                .Order(StringComparer.Ordinal).Take(MostOrganisations),
        ];
    }

    internal static Refusal NoOrganisation(string path) => new("flows.no_organisation", ("path", path));

    internal static Refusal SeveralOrganisations(string path) => new("flows.several_organisations", ("path", path));

    internal static Refusal NoSuchPath(string path) => new("flows.no_such_path", ("path", path));
}
