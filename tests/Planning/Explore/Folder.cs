using Meent.Planning.Explore;

namespace Meent.Tests.Planning.Explore;

/// <summary>A folder to explore, gone at the end.</summary>
internal sealed class Folder : IDisposable
{
    public const string Settings =
        """{ "title": "Try <b>this</b> & that", "currency": "EUR", "day": "2026-10-01", "language": "en" }""";

    public Folder(params (string File, string Text)[] files)
    {
        Path = Directory.CreateTempSubdirectory("meent-explore-").FullName;
        foreach (var (file, text) in files)
        {
            Write(file, text);
        }
    }

    public string Path { get; }

    public string Write(string file, string text)
    {
        var path = System.IO.Path.Combine(Path, file);
        File.WriteAllText(path, text);
        return path;
    }

    public string Read(string file) => File.ReadAllText(System.IO.Path.Combine(Path, file));

    /// <summary>A copy of a folder of the repository.</summary>
    public static Folder Of(string place)
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(at.FullName, "Meent.slnx")))
        {
            at = at.Parent!;
        }

        return new Folder([.. Directory.EnumerateFiles(System.IO.Path.Combine(at.FullName, place))
            .Select(f => (System.IO.Path.GetFileName(f), File.ReadAllText(f)))]);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Hears nothing.</summary>
internal sealed class Silence : IProgress<Stage>
{
    public void Report(Stage value)
    {
    }
}
