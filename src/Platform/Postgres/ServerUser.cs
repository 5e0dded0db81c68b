using System.Diagnostics;
using Meent.Kernel;

namespace Meent.Platform.Postgres;

/// <summary>Who runs the server: this user, or for root, whom PostgreSQL refuses, the user that its package made.</summary>
internal sealed class ServerUser
{
    private const string Dedicated = "postgres";

    private readonly bool asDedicated;

    private ServerUser(bool asDedicated) => this.asDedicated = asDedicated;

    internal static Outcome<ServerUser> Of(string dataFolder)
    {
        if (Environment.UserName != "root")
        {
            return new ServerUser(false);
        }

        if (!File.ReadLines("/etc/passwd").Any(l => l.StartsWith(Dedicated + ":", StringComparison.Ordinal)))
        {
            return Refusals.NoPostgresUser();
        }

        var dedicated = new ServerUser(true);
        File.SetUnixFileMode(dataFolder, File.GetUnixFileMode(dataFolder) | UnixFileMode.OtherExecute);
        return dedicated.RunNow($"test -x '{dataFolder}'") == 0 ? dedicated : Refusals.DataNotReachable(dataFolder);
    }

    /// <summary>Makes a folder that only the server's user may enter.</summary>
    internal void MakeFolder(string path)
    {
        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (asDedicated)
        {
            Start($"/bin/chown {Dedicated}:{Dedicated} '{path}'", false).WaitForExit();
        }
    }

    internal async Task<int> Run(string shell, CancellationToken ct)
    {
        using var process = Start(shell, asDedicated);
        await process.WaitForExitAsync(ct);
        return process.ExitCode;
    }

    /// <summary>
    /// Starts a server that outlives this process, in a session of its own. The shell in between ends at once, so that nobody
    /// waits for the server and it holds none of our pipes.
    /// </summary>
    internal Task<int> Detach(string shell, CancellationToken ct) =>
        Run($"setsid sh -c \"{shell.Replace("\"", "\\\"", StringComparison.Ordinal)}\" >/dev/null 2>&1 </dev/null &", ct);

    private int RunNow(string shell)
    {
        using var process = Start(shell, asDedicated);
        process.WaitForExit();
        return process.ExitCode;
    }

    private static Process Start(string shell, bool asDedicated)
    {
        var start = asDedicated
            ? new ProcessStartInfo("setpriv", ["--reuid", Dedicated, "--regid", Dedicated, "--init-groups", "sh", "-c", shell])
            : new ProcessStartInfo("sh", ["-c", shell]);
        start.WorkingDirectory = "/";
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
