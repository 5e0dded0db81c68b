namespace Meent.Platform.Postgres;

/// <summary>The operating system user that the private server runs as. PostgreSQL refuses to run as root.</summary>
internal sealed record ServerUser
{
    private const string Dedicated = "postgres";

    private ServerUser(uint? uid, uint gid) => (Uid, Gid) = (uid, gid);

    /// <summary>Null when it is simply the user of this process.</summary>
    private uint? Uid { get; }

    private uint Gid { get; }

    /// <summary>This user; as root the owner of the cluster, or the user postgres when there is none yet.</summary>
    public static Outcome<ServerUser> Find(string clusterFolder) => Find(clusterFolder, Dedicated);

    /// <summary>The same with another name for the user that root takes for a new cluster.</summary>
    public static Outcome<ServerUser> Find(string clusterFolder, string dedicated)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new ServerUser(null, 0);
        }
        if (Libc.Facts(clusterFolder) is { Uid: not 0 } owner)
        {
            return new ServerUser(owner.Uid, owner.Gid);
        }
        return Libc.User(dedicated) is { } user ? new ServerUser(user.Uid, user.Gid) : Refusals.NoPostgresUser;
    }

    /// <summary>The command as this user runs it. One setpriv does it: no shell, no PAM, same process number.</summary>
    public IReadOnlyList<string> AsUser(params IReadOnlyList<string> command) =>
        Uid is { } uid
            ? ["setpriv", $"--reuid={uid}", $"--regid={Gid}", "--init-groups", .. command]
            : command;

    /// <summary>Makes a folder that only this user (and root) can enter; one of somebody else stays theirs.</summary>
    public void MakeFolder(string path)
    {
        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(path, own);
        if (Uid is { } uid && Libc.Facts(path, followLinks: false)?.Uid == Libc.OwnUid())
        {
            Libc.GiveTo(path, uid, Gid);
        }
    }

    /// <summary>Whether nobody else made, or can enter, this folder.</summary>
    public bool Keeps(string folder) =>
        Libc.Facts(folder, followLinks: false) is { IsFolder: true, Permissions: 0b111_000_000 } facts
        && facts.Uid == (Uid ?? Libc.OwnUid());

    /// <summary>Refused when this user cannot enter the folder, or the nearest one above it that exists.</summary>
    public async Task<Outcome<Done>> Reaches(string folder, CancellationToken ct)
    {
        if (Uid is null)
        {
            return Done.It;
        }
        var nearest = folder;
        while (!Directory.Exists(nearest) && Path.GetDirectoryName(nearest) is { } parent)
        {
            nearest = parent;
        }
        var (exitCode, _) = await Tool.Run(AsUser("test", "-x", nearest), ct);
        return exitCode == 0 ? Done.It : Refusals.DataNotReachable(nearest, Dedicated);
    }
}
