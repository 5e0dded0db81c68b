using System.Security.Cryptography;

namespace Meent.Settlement.ExchangeFiles;

/// <summary>The key with which an organisation signs: ECDSA over P-256, kept in the data directory for its user
/// alone.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly ECDsa key;

    private SigningKey(ECDsa key) => this.key = key;

    /// <summary>SubjectPublicKeyInfo in base64.</summary>
    internal string Public => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    internal string Sign(byte[] content) => Convert.ToBase64String(key.SignData(content, HashAlgorithmName.SHA256));

    internal static bool Verifies(string publicKey, byte[] content, string signature)
    {
        var bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, bytes, out var length))
        {
            return false;
        }

        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
        return key.VerifyData(content, bytes.AsSpan(0, length), HashAlgorithmName.SHA256);
    }

    /// <summary>The key of an organisation; made where it has none yet.</summary>
    internal static SigningKey Of(string dataDirectory, string organisation)
    {
        var folder = Path.Combine(dataDirectory, "keys");
        var path = Path.Combine(folder, $"{organisation}.pem");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(
                folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Make(path);
        }

        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return new SigningKey(key);
    }

    /// <summary>A key half written would be lost for ever: it gets its name when it is whole. Of two that are made at
    /// once the first stands.</summary>
    private static void Make(string path)
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var draft = $"{path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var writer = new StreamWriter(draft, options))
        {
            writer.Write(made.ExportPkcs8PrivateKeyPem());
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    public void Dispose() => key.Dispose();
}
