using System.Text.Json;

namespace Meent.Planning.Distances;

/// <summary>Valhalla, time-distance matrix: valhalla.github.io/valhalla/api/matrix. Costing is chosen with the question
/// (auto, truck, motorcycle, motor_scooter, bicycle, pedestrian); distances are kilometres.</summary>
internal sealed class Valhalla : IRoadProtocol
{
    public string Name => "valhalla";

    public string UsualProfile => "truck";

    /// <summary>Servers count pairs: 50 x 50 where a hundred places go in a question.</summary>
    public int Side(int points, int most) => Math.Clamp(most / 2, 1, Math.Max(1, points));

    public HttpRequestMessage Ask(string server, string profile, IReadOnlyList<GeoPoint> points, Block block)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            Places(json, "sources", points, block.From, block.Rows);
            Places(json, "targets", points, block.To, block.Columns);
            json.WriteString("costing", profile);
            json.WriteString("units", "kilometers");
            json.WriteEndObject();
        }

        return new HttpRequestMessage(HttpMethod.Post, $"{server}/sources_to_targets")
        {
            Content = new ByteArrayContent(body.ToArray()) { Headers = { ContentType = new("application/json") } },
        };
    }

    public string? Complaint(JsonElement answer) =>
        !answer.TryGetProperty("error", out var error) ? null
        : answer.TryGetProperty("error_code", out var code) ? $"{code}: {error}" : $"{error}";

    public (double? Metres, double? Seconds) Cell(JsonElement answer, int row, int column)
    {
        var cell = answer.GetProperty("sources_to_targets")[row][column];
        return (Value(cell.GetProperty("distance")) * 1000, Value(cell.GetProperty("time")));
    }

    public string? Date(JsonElement answer) => null;

    private static double? Value(JsonElement cell) =>
        cell.ValueKind == JsonValueKind.Null ? null : cell.GetDouble();

    private static void Places(
        Utf8JsonWriter json, string name, IReadOnlyList<GeoPoint> points, int first, int count)
    {
        json.WriteStartArray(name);
        for (var i = first; i < first + count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("lat", points[i].Lat);
            json.WriteNumber("lon", points[i].Lon);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
