using System.Security.Cryptography;
using System.Text.Json;

namespace Meent.Agreements.Rules;

/// <summary>The same content has the same hash, however the file is laid out.</summary>
internal static class CanonicalJson
{
    private const string LastDay = "until";

    /// <summary>For each version, in the order of the file, the hash of all of it and of all but its last
    /// day.</summary>
    internal static IReadOnlyList<(string Whole, string WithoutUntil)> VersionHashes(string json)
    {
        using var document = JsonDocument.Parse(json);
        return
        [
            .. document.RootElement.GetProperty("versions").EnumerateArray()
                .Select(v => (Hash(v, leftOut: null), Hash(v, LastDay))),
        ];
    }

    private static string Hash(JsonElement version, string? leftOut)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            Write(version, writer, leftOut);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer, string? leftOut = null)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().Where(m => m.Name != leftOut)
                    .OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var part in element.EnumerateArray())
                {
                    Write(part, writer);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
