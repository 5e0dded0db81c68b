using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Meent.Platform.Postgres;

/// <summary>The few calls of the operating system that .NET does not offer.</summary>
internal static partial class Libc
{
    public const int SigInt = 2;
    public const int SigQuit = 3;
    public const int SigKill = 9;
    public const int LockShared = 1;
    public const int LockExclusive = 2;
    public const int LockNoWait = 4;
    public const int LockRelease = 8;

    private const int AtCurrentFolder = -100;
    private const int DoNotFollowLinks = 0x100;
    private const uint BasicStats = 0x7ff;
    private const int NotPermitted = 1;
    private const int NoAccess = 13;
    private const int ReadOnlyDisk = 30;
    private const int PasswdUid = 16;
    private const int PasswdGid = 20;

    /// <summary>What the file system says of a folder; null when it is not there.</summary>
    public static FileFacts? Facts(string path, bool followLinks = true)
    {
        // struct statx has the same layout on every architecture, which struct stat has not.
        Span<byte> buffer = stackalloc byte[256];
        if (StatX(AtCurrentFolder, path, followLinks ? 0 : DoNotFollowLinks, BasicStats, buffer) != 0)
        {
            return null;
        }
        return new FileFacts(
            Uid: MemoryMarshal.Read<uint>(buffer[20..]),
            Gid: MemoryMarshal.Read<uint>(buffer[24..]),
            Mode: MemoryMarshal.Read<ushort>(buffer[28..]),
            Inode: MemoryMarshal.Read<ulong>(buffer[32..]),
            Device: MemoryMarshal.Read<ulong>(buffer[136..]));
    }

    /// <summary>A file to lock, made when it is not there. .NET's own way of opening locks as it sees fit.</summary>
    public static SafeFileHandle OpenForLock(string path)
    {
        // Closed in children, or the server that is started later would hold the lock for as long as it lives.
        const int readWrite = 0x2, create = 0x40, closeInChildren = 0x80000, ownerOnly = 0b110_000_000;
        var handle = Open(path, readWrite | create | closeInChildren, ownerOnly);
        if (!handle.IsInvalid)
        {
            return handle;
        }
        var error = Marshal.GetLastPInvokeError();
        handle.Dispose();
        var message = $"{path}: {Marshal.GetPInvokeErrorMessage(error)}";
        throw error is NotPermitted or NoAccess or ReadOnlyDisk
            ? new UnauthorizedAccessException(message)
            : new IOException(message, error);
    }

    /// <summary>The numbers of an operating system user; null when there is none of this name.</summary>
    public static (uint Uid, uint Gid)? User(string name)
    {
        var entry = GetPwNam(name);
        return entry == IntPtr.Zero
            ? null
            : (
                unchecked((uint)Marshal.ReadInt32(entry, PasswdUid)),
                unchecked((uint)Marshal.ReadInt32(entry, PasswdGid)));
    }

    public static void GiveTo(string path, uint uid, uint gid)
    {
        if (LChown(path, uid, gid) != 0)
        {
            throw new IOException($"chown {path}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>Sets a flag of ext4 (and of what keeps its flags the same way) on a folder that is our own.</summary>
    /// <returns>False where it cannot be set: another file system, another owner, no such folder.</returns>
    public static bool SetFlag(string folder, int flag)
    {
        const int closeInChildren = 0x80000;
        const nuint getFlags = 0x80086601, setFlags = 0x40086602;
        using var handle = Open(folder, closeInChildren, 0);
        var flags = 0;
        if (handle.IsInvalid || IoCtl(handle, getFlags, ref flags) != 0)
        {
            return false;
        }
        flags |= flag;
        return IoCtl(handle, setFlags, ref flags) == 0;
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoCtl(SafeFileHandle file, nuint request, ref int value);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Flock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint OwnUid();

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LChown(string path, uint uid, uint gid);

    [LibraryImport("libc", EntryPoint = "getpwnam", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial IntPtr GetPwNam(string name);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, Span<byte> buffer);
}

/// <summary>Owner, mode and identity of a file or folder.</summary>
internal readonly record struct FileFacts(uint Uid, uint Gid, ushort Mode, ulong Inode, ulong Device)
{
    private const int KindMask = 0xf000;
    private const int FolderKind = 0x4000;
    private const int PermissionMask = 0x1ff;

    public bool IsFolder => (Mode & KindMask) == FolderKind;
    public int Permissions => Mode & PermissionMask;

    public bool SameAs(FileFacts other) => Inode == other.Inode && Device == other.Device;
}
