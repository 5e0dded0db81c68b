using System.Security.Cryptography;
using System.Text.Json;

namespace Meent.Agreements.Rules;

/// <summary>The same content has the same hash, however the file is laid out.</summary>
internal static class CanonicalJson
{
    /// <summary>One hash for each version, in the order of the file.</summary>
    internal static IReadOnlyList<string> VersionHashes(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("versions").EnumerateArray().Select(Hash)];
    }

    private static string Hash(JsonElement version)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            Write(version, writer);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
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
