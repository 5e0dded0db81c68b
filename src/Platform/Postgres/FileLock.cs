using Microsoft.Win32.SafeHandles;

namespace Meent.Platform.Postgres;

/// <summary>A lock between processes that the kernel drops when its holder dies.</summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(5);
    private readonly SafeFileHandle handle;

    private FileLock(SafeFileHandle handle) => this.handle = handle;

    public static async Task<FileLock> Exclusive(string path, CancellationToken ct)
    {
        var taken = new FileLock(Libc.OpenForLock(path));
        try
        {
            while (!taken.Try(Libc.LockExclusive))
            {
                await Task.Delay(pause, ct);
            }
            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>A shared lock. It is exclusive only ever under the start lock, which the caller has.</summary>
    public static FileLock Shared(string path)
    {
        var taken = new FileLock(Libc.OpenForLock(path));
        if (taken.Try(Libc.LockShared))
        {
            return taken;
        }
        taken.Dispose();
        throw new InvalidOperationException($"{path} is locked by somebody who did not hold the start lock.");
    }

    /// <summary>Gives the lock up and says whether nobody else holds it.</summary>
    public bool ReleaseAndSeeWhetherLast()
    {
        _ = Libc.Flock(handle, Libc.LockRelease);
        return Try(Libc.LockExclusive);
    }

    public void Dispose() => handle.Dispose();

    private bool Try(int kind) => Libc.Flock(handle, kind | Libc.LockNoWait) == 0;
}
