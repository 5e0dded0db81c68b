using System.Text.Json;

namespace Meent.Platform.Folder;

/// <summary>The data directory: what lies in it and whether this program may use it.</summary>
internal sealed record DataFolder(string Path)
{
    /// <summary>The shape of the folder that this program knows.</summary>
    public const int KnownVersion = 1;

    private const string VersionFileName = "version.json";
    private static readonly string[] ignorable = ["start.lock", "users.lock", VersionFileName + ".new", "lost+found"];
    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web);

    public string Cluster => In("pg");
    public string SocketFolder => In("pg-run");
    public string LogFolder => In("pg-log");
    public string StartLock => In("start.lock");
    public string UsersLock => In("users.lock");
    private string VersionFile => In(VersionFileName);

    /// <summary>The folder that was asked for, otherwise the usual place of this user.</summary>
    public static DataFolder At(string? asked)
    {
        if (!string.IsNullOrWhiteSpace(asked))
        {
            return new DataFolder(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(asked)));
        }
        if (Environment.IsPrivilegedProcess)
        {
            return new DataFolder("/var/lib/meent");
        }
        var shared = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new DataFolder(System.IO.Path.Combine(
            string.IsNullOrEmpty(shared) ? System.IO.Path.Combine(home, ".local", "share") : shared,
            "meent"));
    }

    /// <summary>Whether this program may use the folder. Changes nothing.</summary>
    public Outcome<Done> Check()
    {
        if (File.Exists(Path))
        {
            return Refusals.NotADataDirectory(Path);
        }
        if (!Directory.Exists(Path))
        {
            return Done.It;
        }
        if (!File.Exists(VersionFile))
        {
            var strange = Directory.EnumerateFileSystemEntries(Path)
                .Any(e => !ignorable.Contains(System.IO.Path.GetFileName(e)));
            // Looked for once more: another program may be making it a data directory at this moment.
            if (!File.Exists(VersionFile))
            {
                return strange ? Refusals.NotADataDirectory(Path) : Done.It;
            }
        }
        if (ReadVersion() is not { DataVersion: > 0 } version)
        {
            return Refusals.NotADataDirectory(Path);
        }
        return version.DataVersion > KnownVersion
            ? Refusals.DataIsNewer(version.DataVersion, KnownVersion)
            : Done.It;
    }

    /// <summary>Makes the folder with those above it. Others may pass through as far as the server user must.</summary>
    public void Make()
    {
        var missing = new Stack<string>();
        for (var f = Path; f is not null && !Directory.Exists(f); f = System.IO.Path.GetDirectoryName(f))
        {
            missing.Push(f);
        }
        foreach (var folder in missing)
        {
            Directory.CreateDirectory(folder);
            // Said again because the umask may have taken it away.
            File.SetUnixFileMode(folder, folder == Path ? OwnMode() : OwnMode() | Readable());
        }
    }

    /// <summary>Writes down, once, that this is a data directory. The caller holds the start lock.</summary>
    public void Claim(string program)
    {
        if (File.Exists(VersionFile))
        {
            return;
        }
        var draft = VersionFile + ".new";
        using (var file = File.Create(draft))
        {
            JsonSerializer.Serialize(file, new VersionNote(KnownVersion, program), json);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, VersionFile, overwrite: true);
    }

    /// <summary>The major version of PostgreSQL that made the cluster; null when there is none yet.</summary>
    public int? ClusterMajor()
    {
        var note = System.IO.Path.Combine(Cluster, "PG_VERSION");
        return File.Exists(note) && int.TryParse(File.ReadAllText(note).Trim(), out var major) ? major : null;
    }

    /// <summary>Where the socket lives: in the folder, unless its address is then too long for the kernel.</summary>
    public string ShortSocketFolder()
    {
        const int longest = 107;
        const int socketName = 20;
        if (System.Text.Encoding.UTF8.GetByteCount(SocketFolder) + socketName <= longest)
        {
            return SocketFolder;
        }
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Path));
        return $"/tmp/meent-{Convert.ToHexStringLower(hash.AsSpan(0, 8))}";
    }

    private static UnixFileMode OwnMode()
    {
        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        return Environment.IsPrivilegedProcess ? own | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : own;
    }

    private static UnixFileMode Readable() =>
        Environment.IsPrivilegedProcess ? UnixFileMode.GroupRead | UnixFileMode.OtherRead : UnixFileMode.None;

    private VersionNote? ReadVersion()
    {
        try
        {
            return JsonSerializer.Deserialize<VersionNote>(File.ReadAllText(VersionFile), json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private sealed record VersionNote(int DataVersion, string Program);
}
