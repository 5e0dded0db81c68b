namespace Meent.Tests.House;

/// <summary>The files of this repository as they lie on the disk, without what is built from them.</summary>
internal static class Repository
{
    private static readonly HashSet<string> Built = new(StringComparer.Ordinal)
    {
        "bin", "obj", "artifacts", ".git", ".vs", ".idea", ".data", "out", "TestResults", "node_modules",
    };

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>True when generated pages are written instead of compared: MEENT_WRITE=1.</summary>
    public static bool Writing => Environment.GetEnvironmentVariable("MEENT_WRITE") == "1";

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(Path(relative));

    /// <summary>Relative paths with forward slashes, sorted, of files with this ending below a folder.</summary>
    public static IReadOnlyList<string> Files(string folder, params string[] endings) =>
        [.. Walk(Path(folder))
            .Where(f => endings.Length == 0 || endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)))
            .Select(f => System.IO.Path.GetRelativePath(Root, f))
            .Order(StringComparer.Ordinal)];

    /// <summary>Names of what lies in the root, without what is built or belongs to an editor.</summary>
    public static IReadOnlyList<string> RootEntries() =>
        [.. Directory.EnumerateFileSystemEntries(Root).Select(f => System.IO.Path.GetFileName(f)!)
            .Where(n => !Built.Contains(n)).Order(StringComparer.Ordinal)];

    /// <summary>Compares a generated page with the file, or writes it.</summary>
    public static void Keep(string relative, string content)
    {
        if (Writing)
        {
            File.WriteAllText(Path(relative), content);
        }

        var found = File.Exists(Path(relative)) ? Read(relative) : "";
        (found == content).ShouldBeTrue($"{relative} is stale: run the House tests with MEENT_WRITE=1");
    }

    private static IEnumerable<string> Walk(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return Directory.EnumerateFiles(folder).Where(f => System.IO.Path.GetFileName(f) != ".git").Concat(
            Directory.EnumerateDirectories(folder)
                .Where(d => !Built.Contains(System.IO.Path.GetFileName(d)))
                .SelectMany(Walk));
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Meent.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("No Meent.slnx above " + AppContext.BaseDirectory);
    }
}
