using System.Security.Cryptography;
using System.Text;

namespace Meent.Settlement.Files;

/// <summary>outputHash: SHA-256 over the lines "HASH  path" of all files but those in proof/, sorted by the bytes of
/// the path; the same as sha256sum gives in a shell.</summary>
internal static class Hash
{
    /// <summary>Reads the folder; for checking what was written before.</summary>
    public static string OfFolder(string folder)
    {
        var root = Path.GetFullPath(folder);
        return OfList(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => (Relative: Path.GetRelativePath(root, file).Replace('\\', '/'), File: file))
            .Where(f => !f.Relative.StartsWith("proof/", StringComparison.Ordinal))
            .Select(f => (f.Relative, OfFile(f.File))));
    }

    public static string OfList(IEnumerable<(string Path, string Hash)> files)
    {
        using var text = new Utf8Text();
        foreach (var (path, hash) in files.Where(f => !f.Path.StartsWith("proof/", StringComparison.Ordinal))
            .OrderBy(f => Encoding.UTF8.GetBytes(f.Path), ByteOrder.It))
        {
            text.Plain(hash).Raw("  "u8).Plain(path).Raw("\n"u8);
        }

        return Convert.ToHexStringLower(SHA256.HashData(text.Written));
    }

    private static string OfFile(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private sealed class ByteOrder : IComparer<byte[]>
    {
        public static readonly ByteOrder It = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
