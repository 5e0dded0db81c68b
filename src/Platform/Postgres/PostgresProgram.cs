using System.Globalization;
using System.Text.RegularExpressions;

namespace Meent.Platform.Postgres;

/// <summary>A PostgreSQL found on this machine: the folder of its programs and its major version.</summary>
internal sealed partial record PostgresProgram(string BinFolder, int Major)
{
    public const int OldestMajor = 15;
    private const string DebianRoot = "/usr/lib/postgresql";

    public string Server => Path.Combine(BinFolder, "postgres");
    public string InitDb => Path.Combine(BinFolder, "initdb");

    /// <summary>
    /// The programs to use: those that <paramref name="setting"/> (MEENT_PG) points at, otherwise the newest of the
    /// system, otherwise those on the path. A cluster that exists already needs its own major version.
    /// </summary>
    public static async Task<Outcome<PostgresProgram>> Find(
        string? setting, string debianRoot, string? path, int? clusterMajor, CancellationToken ct)
    {
        var looked = new List<string>();
        int? newestOther = null;
        foreach (var folder in Candidates(setting, debianRoot, path))
        {
            looked.Add(folder);
            if (await VersionIn(folder, ct) is not { } major)
            {
                continue;
            }
            if (major >= OldestMajor && (clusterMajor is null || clusterMajor == major))
            {
                return new PostgresProgram(folder, major);
            }
            newestOther = Math.Max(newestOther ?? major, major);
        }
        return newestOther is not { } found ? Refusals.NoPostgres(string.Join(", ", looked))
            : clusterMajor is { } needed ? Refusals.PostgresVersionMissing(needed)
            : Refusals.PostgresTooOld($"{found}");
    }

    public static Task<Outcome<PostgresProgram>> Find(int? clusterMajor, CancellationToken ct) =>
        Find(
            Environment.GetEnvironmentVariable("MEENT_PG"),
            DebianRoot,
            Environment.GetEnvironmentVariable("PATH"),
            clusterMajor,
            ct);

    private static IEnumerable<string> Candidates(string? setting, string debianRoot, string? path)
    {
        if (!string.IsNullOrWhiteSpace(setting))
        {
            // Who names a place wants that one; another found in silence would be a surprise.
            return [Directory.Exists(setting) ? setting : Path.GetDirectoryName(setting) ?? "/"];
        }
        var system = Directory.Exists(debianRoot) ? Directory.GetDirectories(debianRoot) : [];
        return system
            .Where(f => int.TryParse(Path.GetFileName(f), CultureInfo.InvariantCulture, out _))
            .OrderByDescending(f => int.Parse(Path.GetFileName(f), CultureInfo.InvariantCulture))
            .Select(f => Path.Combine(f, "bin"))
            .Concat((path ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<int?> VersionIn(string folder, CancellationToken ct)
    {
        var server = Path.Combine(folder, "postgres");
        if (!File.Exists(server) || !File.Exists(Path.Combine(folder, "initdb")))
        {
            return null;
        }
        var (exitCode, output) = await Tool.Run([server, "--version"], ct);
        var match = VersionPattern().Match(output);
        return exitCode == 0 && match.Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex VersionPattern();
}
