using System.Diagnostics;
using Meent.Settlement;
using Meent.Settlement.Files;

namespace Meent.Tests.Spine.Settlement.Files;

/// <summary>A folder of its own for a test, and programs to look at it with.</summary>
internal sealed class Folder : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("meent-files-");

    public string Path => System.IO.Path.Combine(root.FullName, "out");

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task<WrittenFiles> Write(PeriodBook book) => await WriteFiles.Write(book, Path, null, Stop);

    public string Read(string path) => File.ReadAllText(System.IO.Path.Combine(Path, path));

    public string File_(string path) => System.IO.Path.Combine(Path, path);

    public static void NeedsProgram(string name) => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
            .Any(folder => folder.Length > 0 && File.Exists(System.IO.Path.Combine(folder, name))),
        $"{name} is not installed");

    /// <summary>Runs a program in the folder: exit code and what it printed.</summary>
    public async Task<(int Code, string Printed)> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(Stop);
        var output = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, output + await errors);
    }

    public void Dispose() => root.Delete(recursive: true);
}
