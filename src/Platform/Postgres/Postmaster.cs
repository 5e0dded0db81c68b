using System.Globalization;

namespace Meent.Platform.Postgres;

/// <summary>What the server wrote down about itself in postmaster.pid. It may be long dead.</summary>
internal sealed record Postmaster(int Pid, string SocketFolder, bool Ready)
{
    private const int SocketFolderLine = 4;
    private const int StateLine = 7;

    public static string FileIn(string clusterFolder) => Path.Combine(clusterFolder, "postmaster.pid");

    public static Postmaster? Read(string clusterFolder)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(FileIn(clusterFolder));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        if (lines.Length == 0 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid))
        {
            return null;
        }
        var ready = lines.Length > StateLine && lines[StateLine].Trim() == "ready";
        return new Postmaster(pid, lines.ElementAtOrDefault(SocketFolderLine)?.Trim() ?? "", ready);
    }

    /// <summary>Whether the process lives and works in this folder: the number may be a stranger's by now.</summary>
    public bool Lives(string clusterFolder) =>
        State() is not (null or 'Z')
        && Libc.Facts($"/proc/{Pid}/cwd") is { } works
        && Libc.Facts(clusterFolder) is { } folder
        && works.SameAs(folder);

    /// <summary>
    /// Deletes a lock file of a dead server when its number is in use again, by a stranger or a zombie: the server
    /// would take that for itself and not start. With a number that is free it finds its own way.
    /// </summary>
    public static void ForgetStranger(string lockFile)
    {
        if (File.Exists(lockFile)
            && int.TryParse(File.ReadLines(lockFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid)
            && Directory.Exists($"/proc/{pid}"))
        {
            File.Delete(lockFile);
        }
    }

    // The name stands between brackets and may hold anything, so the state is what follows the last bracket.
    private char? State()
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{Pid}/stat");
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
