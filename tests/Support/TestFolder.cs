using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Meent.Tests;

/// <summary>
/// A fresh data directory under /tmp, which the user postgres can reach. Disposing kills a server that was left
/// running in it and deletes it; what a killed test run left behind is swept away by the next one.
/// </summary>
public sealed partial class TestFolder : IDisposable
{
    private const string Prefix = "meent-test-";
    private const int SigQuit = 3;
    private static int made;
    private static int swept;

    public TestFolder()
    {
        if (Interlocked.Exchange(ref swept, 1) == 0)
        {
            SweepUp();
        }
        Path = $"/tmp/{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref made)}";
        Delete(Path);
    }

    public string Path { get; }

    /// <summary>The process of the server of this folder; null when none is written down.</summary>
    public int? ServerPid => PidIn(Path);

    /// <summary>Whether the server that is written down lives.</summary>
    public bool ServerRuns => ServerPid is { } pid && Lives(pid);

    public static bool Lives(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Sends a signal; kill -9 is 9.</summary>
    public static void Signal(int pid, int signal) => _ = Kill(pid, signal);

    public void Dispose() => Delete(Path);

    private static void SweepUp()
    {
        foreach (var folder in Directory.EnumerateDirectories("/tmp", Prefix + "*"))
        {
            var owner = System.IO.Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (int.TryParse(owner, CultureInfo.InvariantCulture, out var pid) && !Lives(pid))
            {
                Delete(folder);
            }
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            var patience = Stopwatch.StartNew();
            while (PidIn(folder) is { } pid && Lives(pid) && patience.Elapsed < TimeSpan.FromSeconds(20))
            {
                Signal(pid, SigQuit);
                Thread.Sleep(20);
            }
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (UnauthorizedAccessException)
        {
            // It belongs to the test run of another user.
        }
    }

    private static int? PidIn(string folder)
    {
        var note = System.IO.Path.Combine(folder, "pg", "postmaster.pid");
        try
        {
            return int.TryParse(File.ReadLines(note).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid)
                ? pid
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
