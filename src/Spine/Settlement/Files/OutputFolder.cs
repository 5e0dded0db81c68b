using System.Collections.Concurrent;
using System.Security.Cryptography;
using Meent.Platform;

namespace Meent.Settlement.Files;

/// <summary>A folder that is written beside its place (NAME.new-...) and put there when it is whole. What a killed run
/// left behind is removed by the next.</summary>
internal sealed class OutputFolder
{
    private const string Unfinished = ".new";

    private readonly string place;
    private readonly string fresh;
    private readonly string old;
    private readonly ConcurrentBag<HashedFile> files = [];

    private OutputFolder(string place)
    {
        this.place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(place));
        // A name of its own each time: by it ext4 chooses where the folder lies.
        (fresh, old) = ($"{this.place}{Unfinished}-{Path.GetRandomFileName()}", this.place + ".old");
    }

    public int Count => files.Count;

    public long Bytes => files.Sum(f => f.Length);

    public string FreshPath(string path) => Path.Combine(fresh, path);

    /// <summary>Whether something lies at the place that is no earlier output.</summary>
    public static bool HoldsOtherFiles(string place) =>
        Directory.Exists(place) && Directory.EnumerateFileSystemEntries(place).Any()
        && !File.Exists(Path.Combine(place, "statement.css"));

    /// <exception cref="IOException">The place holds something that is no earlier output.</exception>
    public static OutputFolder Begin(string place)
    {
        var folder = new OutputFolder(place);
        if (!Directory.Exists(folder.place) && Directory.Exists(folder.old))
        {
            Directory.Move(folder.old, folder.place);
        }

        if (HoldsOtherFiles(folder.place))
        {
            throw new IOException($"{folder.place} holds other files; choose an empty folder");
        }

        Remove(folder.old);
        var above = Directory.CreateDirectory(Path.GetDirectoryName(folder.place)!);
        foreach (var unfinished in above.EnumerateDirectories(Path.GetFileName(folder.place) + Unfinished + "*"))
        {
            unfinished.Delete(recursive: true);
        }

        Placement.Apart(above.FullName);
        Directory.CreateDirectory(folder.fresh);
        return folder;
    }

    public void AddFolder(string name) => Directory.CreateDirectory(FreshPath(name));

    /// <summary>One write of the whole content; may be called from several threads.</summary>
    /// <param name="path">Relative, with forward slashes.</param>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        using (var file = File.OpenHandle(FreshPath(path), FileMode.CreateNew, FileAccess.Write))
        {
            RandomAccess.Write(file, content, 0);
        }

        files.Add(new HashedFile(path, Convert.ToHexStringLower(SHA256.HashData(content)), content.Length));
    }

    /// <summary>Content of any length, written as it comes.</summary>
    public void Write(string path, Action<Utf8Text> write)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = File.OpenHandle(FreshPath(path), FileMode.CreateNew, FileAccess.Write);
        long length = 0;
        using var text = new Utf8Text(block =>
        {
            RandomAccess.Write(file, block, length);
            hash.AppendData(block);
            length += block.Length;
        });
        write(text);
        text.Flush();
        files.Add(new HashedFile(path, Convert.ToHexStringLower(hash.GetHashAndReset()), length));
    }

    /// <summary>Paths in ordinal order.</summary>
    public IReadOnlyList<string> Paths() => [.. files.Select(f => f.Path).Order(StringComparer.Ordinal)];

    /// <summary>Puts the folder into its place and says the hash of all that is in it.</summary>
    public string Commit()
    {
        var hash = Hash.OfList(files.Select(f => (f.Path, f.Hash)));
        if (Directory.Exists(place))
        {
            Directory.Move(place, old);
        }

        Directory.Move(fresh, place);
        Remove(old);
        return hash;
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private readonly record struct HashedFile(string Path, string Hash, long Length);
}
