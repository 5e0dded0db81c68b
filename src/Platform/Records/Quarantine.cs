using System.Security.Cryptography;
using System.Text;
using Meent.Kernel;

namespace Meent.Platform;

/// <summary>
/// The folder of what could not be read: for each file one CSV with the reason in front of the row as it stood. Taking
/// the file again replaces it; where nothing is kept aside any more, it goes.
/// </summary>
/// <param name="folder">One for each organisation.</param>
/// <param name="say">Puts a refusal into words.</param>
public sealed class Quarantine(string folder, Func<Refusal, string>? say = null)
{
    private static readonly string[] Front = ["file", "line", "column", "value", "code", "reason"];

    /// <summary>
    /// Name in quarantine, the same each time: "2026-10/a.xlsx#Sheet 1" becomes one word with a mark of its own.
    /// </summary>
    public static string NameOf(string file)
    {
        var safe = string.Concat(file.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_'));
        safe = safe.Length > 100 ? safe[..100] : safe;
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file)))[..8];
        var plain = safe == file && file[0] != '.' && file.EndsWith(".csv", StringComparison.Ordinal);
        return plain ? file : $"{safe.TrimStart('.')}-{mark}.csv";
    }

    internal Writer Of(string file, IReadOnlyList<string> header) =>
        new(folder, file, header, say ?? (r => r.ToString()));

    /// <summary>Rows of one file on their way into quarantine; they stand there as soon as all are written.</summary>
    internal sealed class Writer(
        string folder, string file, IReadOnlyList<string> header, Func<Refusal, string> say) : IDisposable
    {
        private readonly string path = Path.Combine(folder, NameOf(file));
        private StreamWriter? writer;

        private string Unfinished => path + ".part";

        public void Add(RecordRow row, Trouble trouble)
        {
            if (writer is null)
            {
                Directory.CreateDirectory(folder);
                writer = new StreamWriter(Unfinished, append: false, new UTF8Encoding(false), 64 * 1024);
                CsvText.Write(writer, [.. Front, .. header]);
            }

            CsvText.Write(
                writer,
                [
                    file, $"{row.Line}", trouble.Column, trouble.Value, trouble.Why.Code, say(trouble.Why),
                    .. row.Original,
                ]);
        }

        /// <summary>Puts it in the place of what stood there before.</summary>
        /// <returns>Its name, or null where nothing was kept aside.</returns>
        public string? Finish()
        {
            if (writer is null)
            {
                if (File.Exists(path))
                {
                    File.Delete(path);
                }

                return null;
            }

            writer.Dispose();
            writer = null;
            File.Move(Unfinished, path, overwrite: true);
            return Path.GetFileName(path);
        }

        /// <summary>What was not finished never was.</summary>
        public void Dispose()
        {
            if (writer is not null)
            {
                writer.Dispose();
                File.Delete(Unfinished);
            }
        }
    }
}
