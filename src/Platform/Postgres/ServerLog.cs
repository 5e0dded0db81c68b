namespace Meent.Platform.Postgres;

/// <summary>The log of the private server, and what it says when the server does not come up.</summary>
internal sealed class ServerLog
{
    private const long KeptBytes = 16 * 1024 * 1024;
    private readonly long from;

    public ServerLog(string folder)
    {
        Path = System.IO.Path.Combine(folder, "server.log");
        var file = new FileInfo(Path);
        if (file.Exists && file.Length > KeptBytes)
        {
            File.Move(Path, Path + ".1", overwrite: true);
        }
        from = File.Exists(Path) ? new FileInfo(Path).Length : 0;
    }

    public string Path { get; }

    /// <summary>What was written since this was made.</summary>
    public string News()
    {
        if (!File.Exists(Path))
        {
            return "";
        }
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(from, SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    /// <summary>The reason in the text of a server or initdb that gave up.</summary>
    public static Refusal Refuse(string text, string log)
    {
        if (text.Contains("No space left on device", StringComparison.Ordinal))
        {
            return Refusals.DiskFull;
        }
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var reason = lines.FirstOrDefault(l => l.Contains("FATAL", StringComparison.Ordinal))
            ?? lines.FirstOrDefault(l => l.Contains("error", StringComparison.Ordinal))
            ?? lines.LastOrDefault()
            ?? "";
        return Refusals.ServerDidNotStart(reason, log);
    }
}
