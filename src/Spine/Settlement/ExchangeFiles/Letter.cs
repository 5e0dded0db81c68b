using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Meent.Flows;
using Meent.Kernel;

namespace Meent.Settlement.ExchangeFiles;

/// <summary>The signed part of a file.</summary>
internal sealed record Letter
{
    public required int Exchange { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required string Period { get; init; }
    public required IReadOnlyList<SharedEvent> Events { get; init; }
    public required IReadOnlyList<Claimed> Totals { get; init; }

    /// <summary>What was claimed for a month and booked in another or the same; above zero it is owed to the
    /// sender.</summary>
    internal sealed record Claimed
    {
        public required string Agreement { get; init; }
        public required string Month { get; init; }
        public required string Booked { get; init; }
        public required string Currency { get; init; }
        public required string Amount { get; init; }
    }

    internal const int Version = 1;

    /// <summary>The file: the letter, and the signature over the very bytes of the letter in it.</summary>
    internal string Signed(SigningKey key)
    {
        var text = JsonSerializer.Serialize(this, Options);
        return $"{{\n\"letter\": {text},\n\"signature\": \"{key.Sign(Encoding.UTF8.GetBytes(text))}\"\n}}\n";
    }

    /// <summary>Reads a file as it stands. Nothing in it is known to be true before the signature is looked
    /// at.</summary>
    internal static Outcome<(Letter Letter, byte[] Bytes, string Signature)> Read(string path)
    {
        if (!File.Exists(path))
        {
            return Refusals.ExchangeUnreadable(path, "no such file");
        }

        if (new FileInfo(path).Length > MostBytes)
        {
            return Refusals.ExchangeUnreadable(path, $"more than {MostBytes} bytes");
        }

        try
        {
            using var file = JsonDocument.Parse(File.ReadAllText(path));
            if (file.RootElement.ValueKind != JsonValueKind.Object
                || !file.RootElement.TryGetProperty("letter", out var element))
            {
                return Refusals.ExchangeUnreadable(path, "no letter");
            }

            if (!file.RootElement.TryGetProperty("signature", out var signature)
                || signature.ValueKind != JsonValueKind.String || signature.GetString()!.Length == 0)
            {
                return Refusals.ExchangeUnsigned(path);
            }

            var text = element.GetRawText();
            var letter = JsonSerializer.Deserialize<Letter>(text, Options);
            return letter is { Exchange: Version } && letter.Events.All(e => e is { IsWhole: true })
                && letter.Totals.All(t => t is not null)
                ? (letter, Encoding.UTF8.GetBytes(text), signature.GetString()!)
                : Refusals.ExchangeUnreadable(path, "another version, or an event without id or day");
        }
        catch (JsonException trouble)
        {
            return Refusals.ExchangeUnreadable(path, trouble.Message.ReplaceLineEndings(" "));
        }
    }

    private const long MostBytes = 64L * 1024 * 1024;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
