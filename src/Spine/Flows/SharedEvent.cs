using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Meent.Flows.RecordEvents;
using Meent.Kernel;
using Meent.Parties;

namespace Meent.Flows;

/// <summary>What one of two organisations says of an event between them: codes and decimal texts, so that both sides
/// write the same. Everything that the amount can depend on is part of it.</summary>
public sealed record SharedEvent
{
    public required string Agreement { get; init; }
    public required string Kind { get; init; }
    public required string Id { get; init; }
    public required string Date { get; init; }
    public required string Item { get; init; }
    public required string Provider { get; init; }
    public required string Receiver { get; init; }

    /// <summary>In the unit of the item.</summary>
    public required string Quantity { get; init; }
    public required string Unit { get; init; }
    public required string Currency { get; init; }
    public string UnitPrice { get; init; } = "";
    public string Amount { get; init; } = "";
    public bool Accepted { get; init; } = true;
    public string Grade { get; init; } = "";
    public IReadOnlyDictionary<string, string> Measures { get; init; } = new Dictionary<string, string>();

    /// <summary>Id of the record that it takes back.</summary>
    public string Reverses { get; init; } = "";

    /// <summary>It can be found again: it has an id and a day.</summary>
    [JsonIgnore]
    public bool IsWhole => Id.Length > 0 && !Id.Contains('\0', StringComparison.Ordinal) && Days.TryParse(Date, out _);

    /// <summary>The text that is compared and handed over: members in this order, all of them.</summary>
    public string Json() => JsonSerializer.Serialize(this, Options);

    /// <summary>Reads what the other side says.</summary>
    /// <returns>Null where it is none: not the very text that this program would write, or without a day.</returns>
    public static SharedEvent? Read(string said)
    {
        try
        {
            var read = JsonSerializer.Deserialize<SharedEvent>(said, Options);
            return read is { IsWhole: true } && read.Json() == said ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What differs between the two sides, as "member: ours, theirs".</summary>
    internal static string Difference(string ours, string theirs)
    {
        using var one = JsonDocument.Parse(ours);
        using var other = JsonDocument.Parse(theirs);
        return string.Join("; ", one.RootElement.EnumerateObject()
            .Select(m => (m.Name, Ours: $"{m.Value}", Theirs: $"{other.RootElement.GetProperty(m.Name)}"))
            .Where(m => m.Ours != m.Theirs).Select(m => $"{m.Name}: {m.Ours}, {m.Theirs}"));
    }

    internal Guid EventId => EventStage.Named(Kind, Id);

    internal Guid? TakesBack => Reverses.Length == 0 ? null : EventStage.Named(Kind, Reverses);

    internal int Month => Days.TryParse(Date, out var day) ? Calendar.MonthOf(day).Id : 0;

    internal byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(Json()));

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
