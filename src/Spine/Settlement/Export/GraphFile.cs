using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Meent.Settlement.Export;

/// <summary>A graph of JSON-LD: the context, then one node on each line. No more than one node is held.</summary>
internal sealed class GraphFile : IDisposable
{
    private readonly Stream output;
    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private readonly Utf8JsonWriter json;
    private bool begun;

    internal GraphFile(Stream output)
    {
        this.output = output;
        json = new Utf8JsonWriter(
            buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        output.Write("{\"@context\":"u8);
        Vocabulary.WriteContext(json);
        Put();
        output.Write(",\n\"@graph\":["u8);
    }

    /// <summary>Begins a node; what belongs to it is written before <see cref="End"/>.</summary>
    internal Utf8JsonWriter Node(string id, string type)
    {
        output.Write(begun ? ",\n"u8 : "\n"u8);
        begun = true;
        json.WriteStartObject();
        json.WriteString("@id", id);
        json.WriteString("@type", "vf:" + type);
        return json;
    }

    internal void End()
    {
        json.WriteEndObject();
        Put();
    }

    internal void Close() => output.Write("\n]}\n"u8);

    public void Dispose() => json.Dispose();

    private void Put()
    {
        json.Flush();
        output.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
        json.Reset();
    }
}
