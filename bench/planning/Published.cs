namespace Meent.Bench.Planning;

/// <summary>Finds the published instances, which lie beside the repository and are not part of it.</summary>
internal static class Published
{
    /// <summary>The folder shared/data/<paramref name="name"/> in a folder above; null where it is not here.</summary>
    public static string? Folder(string name)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, "shared/data", name);
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
