using System.Diagnostics;
using Meent.Kernel;

namespace Meent.Platform.Postgres;

/// <summary>Finds a PostgreSQL that is new enough; never touches a cluster of the system.</summary>
internal static class Binaries
{
    private const int Oldest = 15;

    /// <summary>Folder with initdb and postgres: MEENT_PG, then Debian's folders newest first, then PATH.</summary>
    internal static Outcome<string> Find()
    {
        foreach (var folder in Candidates())
        {
            if (File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb"))
                && VersionOf(folder) >= Oldest)
            {
                return folder;
            }
        }

        return Refusals.NoPostgres(Oldest.ToString());
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("MEENT_PG") is { Length: > 0 } chosen)
        {
            yield return File.Exists(chosen) ? Path.GetDirectoryName(chosen)! : chosen;
        }

        const string debian = "/usr/lib/postgresql";
        if (Directory.Exists(debian))
        {
            foreach (var folder in Directory.GetDirectories(debian).OrderByDescending(NumberOf))
            {
                yield return Path.Combine(folder, "bin");
            }
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return folder;
        }
    }

    private static long NumberOf(string folder) =>
        Decimals.TryParse(Path.GetFileName(folder), 0, out var number) ? number : 0;

    private static long VersionOf(string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(folder, "postgres"), "--version")
        {
            RedirectStandardOutput = true,
        })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var word = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(w => char.IsAsciiDigit(w[0])) ?? "0";
        var digits = new string([.. word.TakeWhile(char.IsAsciiDigit)]);
        return Decimals.TryParse(digits, 0, out var version) ? version : 0;
    }
}
