using System.Text;
using System.Text.Json;

namespace Meent.Planning.Distances;

/// <summary>Open Source Routing Machine, table service v1: project-osrm.org/docs. Longitude comes first; null: no way;
/// the profile is fixed when the server's roads are prepared.</summary>
internal sealed class Osrm : IRoadProtocol
{
    public string Name => "osrm";

    public string UsualProfile => "car";

    /// <summary>Servers count the places of a question (max-table-size).</summary>
    public int Side(int points, int most) => points <= most ? points : Math.Max(1, most / 2);

    public HttpRequestMessage Ask(string server, string profile, IReadOnlyList<GeoPoint> points, Block block)
    {
        var places = new StringBuilder();
        void Add(int first, int count)
        {
            for (var i = first; i < first + count; i++)
            {
                places.Append(places.Length > 0 ? ";" : "")
                    .Append(FormattableString.Invariant($"{points[i].Lon:0.######},{points[i].Lat:0.######}"));
            }
        }

        Add(block.From, block.Rows);
        var ends = "";
        if (!block.IsWhole(points.Count))
        {
            Add(block.To, block.Columns);
            ends = $"sources={Numbers(0, block.Rows)}&destinations={Numbers(block.Rows, block.Columns)}&";
        }

        return new HttpRequestMessage(
            HttpMethod.Get,
            $"{server}/table/v1/{Uri.EscapeDataString(profile)}/{places}?{ends}annotations=duration,distance");
    }

    public string? Complaint(JsonElement answer) =>
        answer.GetProperty("code").GetString() is "Ok" ? null
        : answer.TryGetProperty("message", out var message) ? $"{answer.GetProperty("code")}: {message}"
        : $"{answer.GetProperty("code")}";

    public (double? Metres, double? Seconds) Cell(JsonElement answer, int row, int column) =>
        (Value(answer.GetProperty("distances")[row][column]), Value(answer.GetProperty("durations")[row][column]));

    public string? Date(JsonElement answer) =>
        answer.TryGetProperty("data_version", out var version) && version.ValueKind == JsonValueKind.String
            ? version.GetString()!.Split('T')[0]
            : null;

    private static double? Value(JsonElement cell) =>
        cell.ValueKind == JsonValueKind.Null ? null : cell.GetDouble();

    private static string Numbers(int first, int count) => string.Join(';', Enumerable.Range(first, count));
}
