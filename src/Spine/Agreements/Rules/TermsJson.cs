using System.Text.Json;
using System.Text.Json.Serialization;
using Meent.Kernel;
using NodaTime;

namespace Meent.Agreements.Rules;

/// <summary>The file as it stands, before versions are put in order.</summary>
internal sealed record TermsForm
{
    public required string Terms { get; init; }
    public required IReadOnlyDictionary<string, string> Title { get; init; }
    public required string Currency { get; init; }
    public required Joins Joins { get; init; }
    public IReadOnlyList<string> Between { get; init; } = [];
    public required IReadOnlyList<VersionForm> Versions { get; init; }
}

internal sealed record VersionForm
{
    public required LocalDate From { get; init; }
    public LocalDate? Until { get; init; }
    public required LocalDate Adopted { get; init; }
    public required string AdoptedBy { get; init; }
    public IReadOnlyDictionary<string, Fact> Facts { get; init; } = new Dictionary<string, Fact>();
    public IReadOnlyDictionary<string, Pool> Pools { get; init; } = new Dictionary<string, Pool>();
    public required IReadOnlyList<Clause> Clauses { get; init; }
}

internal static class TermsJson
{
    internal static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowOutOfOrderMetadataProperties = true,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new DayReader(), new FigureReader(), new PriceReader(), new MissingReader(), new ConditionReader(),
        },
    };
}

/// <summary>Values that are written as one text. Terms are only read.</summary>
internal abstract class TextReader<T> : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? Of(reader.GetString()!)
            : throw new JsonException("written as a text in quotes");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    protected abstract T Of(string text);
}

internal sealed class DayReader : TextReader<LocalDate>
{
    protected override LocalDate Of(string text) =>
        Days.TryParse(text, out var day) ? day : throw new JsonException($"no day: {text}");
}

internal sealed class FigureReader : TextReader<Figure>
{
    protected override Figure Of(string text) =>
        Figure.TryParse(text, out var figure) ? figure : throw new JsonException($"no decimal number: {text}");
}

/// <summary>A figure, or the name of a fact, which starts with a letter.</summary>
internal sealed class PriceReader : TextReader<Price>
{
    protected override Price Of(string text) =>
        Figure.TryParse(text, out var figure) ? new Price(figure, null)
        : text.Length > 0 && char.IsAsciiLetter(text[0]) ? new Price(default, text)
        : throw new JsonException($"no price: {text}");
}

internal sealed class MissingReader : TextReader<Missing>
{
    protected override Missing Of(string text) => text switch
    {
        "refuse" => Missing.Refused,
        "skip" => new Missing(MissingKind.Skip),
        _ => new Missing(MissingKind.Value, text),
    };
}

internal sealed class ConditionReader : JsonConverter<Condition>
{
    public override Condition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            var text = reader.GetString()!;
            return text == "*" ? Condition.Any : new Condition(null, text);
        }

        return new Condition(JsonSerializer.Deserialize<Band>(ref reader, options), null);
    }

    public override void Write(Utf8JsonWriter writer, Condition value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}
