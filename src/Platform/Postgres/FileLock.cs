using System.Runtime.InteropServices;

namespace Meent.Platform.Postgres;

/// <summary>An advisory lock on a file that ends with the process, however it ends. The server does not inherit it.</summary>
internal sealed partial class FileLock : IDisposable
{
    private const int ReadWrite = 2, Create = 0x40, CloseOnExec = 0x80000;
    private const int Shared = 1, Exclusive = 2, NonBlocking = 4;

    private readonly int descriptor;

    private FileLock(int descriptor) => this.descriptor = descriptor;

    internal static FileLock TakeShared(string path) => Take(path, Shared)!;

    /// <summary>Waits until it has it.</summary>
    internal static async Task<FileLock> TakeExclusive(string path, CancellationToken ct)
    {
        while (true)
        {
            if (TryExclusive(path) is { } taken)
            {
                return taken;
            }

            await Task.Delay(20, ct);
        }
    }

    /// <summary>Null where another process holds it.</summary>
    internal static FileLock? TryExclusive(string path) => Take(path, Exclusive | NonBlocking);

    public void Dispose() => _ = Close(descriptor);

    private static FileLock? Take(string path, int operation)
    {
        var descriptor = Open(path, ReadWrite | Create | CloseOnExec, 0x1a4);
        if (descriptor < 0)
        {
            throw new IOException($"Cannot open {path}", Marshal.GetLastPInvokeError());
        }

        if (Flock(descriptor, operation) == 0)
        {
            return new FileLock(descriptor);
        }

        _ = Close(descriptor);
        return null;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
