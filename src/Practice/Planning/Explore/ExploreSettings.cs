using System.Text.Json;
using Meent.Kernel;
using Meent.Planning.Factors;
using Meent.Planning.Rules;
using Meent.Platform;
using NodaTime;

namespace Meent.Planning.Explore;

/// <summary>A choice of the reader: a number with its range, or a word.</summary>
internal sealed record Parameter(Band? Number, string? Word);

/// <summary>explore.json.</summary>
internal sealed record ExploreSettings(
    string Title, string Currency, string Language, LocalDate Day, long Seed,
    IReadOnlyDictionary<string, Parameter> Parameters, IReadOnlyDictionary<string, Factor> Assumptions)
{
    public const string File = "explore.json";

    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static Outcome<ExploreSettings> Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, Lenient);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? Read(json.RootElement)
                : Wrong("", json.RootElement.ValueKind.ToString());
        }
        // Half a surrogate pair is JSON, and no text.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new Refusal("planning.settings_not_understood", ("file", File), ("why", Trouble.Short(e.Message)));
        }
    }

    internal static Refusal Wrong(string name, string value) =>
        new("planning.setting_wrong", ("name", name), ("value", Trouble.Short(value)));

    private static Outcome<ExploreSettings> Read(JsonElement root)
    {
        var (title, currency, language, seed) = ("", "", "en", 1L);
        LocalDate? day = null;
        var parameters = new SortedDictionary<string, Parameter>(StringComparer.Ordinal);
        var assumptions = new SortedDictionary<string, Factor>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
        {
            var value = property.Value;
            var taken = property.Name switch
            {
                "title" => IsText(value, out title) && title.Length is > 0 and <= 200,
                "currency" => IsText(value, out currency)
                    && Kernel.Currency.TryParse(currency, out var known) && known.IsInUse,
                "language" => IsText(value, out language) && Words.Languages.Contains(language),
                "day" => IsText(value, out var text) && IsDay(text, out day),
                "seed" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out seed) && seed >= 0,
                "parameters" => value.ValueKind == JsonValueKind.Object,
                "assumptions" => value.ValueKind == JsonValueKind.Array,
                _ => false,
            };
            if (!taken)
            {
                return Wrong(property.Name, value.ToString());
            }

            var inside = property.Name switch
            {
                "parameters" => ReadParameters(value, parameters),
                "assumptions" => ReadAssumptions(value, assumptions),
                _ => null,
            };
            if (inside is not null)
            {
                return inside;
            }
        }

        return title.Length == 0 ? Wrong("title", "")
            : currency.Length == 0 ? Wrong("currency", "")
            : day is null ? Wrong("day", "")
            : new ExploreSettings(title, currency, language, day.Value, seed, parameters, assumptions);
    }

    private static Refusal? ReadParameters(JsonElement all, SortedDictionary<string, Parameter> into)
    {
        foreach (var property in all.EnumerateObject())
        {
            var value = property.Value;
            var band = value.ValueKind switch
            {
                JsonValueKind.Number => IsNumber(value, out var number) ? (Band?)number : null,
                JsonValueKind.Object => Ranged(value),
                _ => null,
            };
            var word = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            if ((band is null && word is null) || !into.TryAdd(property.Name, new Parameter(band, word)))
            {
                return Wrong(property.Name, value.ToString());
            }

            if (band is { } b && !(b.Low <= b.Base && b.Base <= b.High))
            {
                return new Refusal("planning.range_upside_down", ("name", property.Name), ("range", b.ToString()));
            }
        }

        return null;
    }

    private static Refusal? ReadAssumptions(JsonElement all, SortedDictionary<string, Factor> into)
    {
        foreach (var item in all.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || Field(item, "name") is not { Length: > 0 } name
                || Ranged(item) is not { } value)
            {
                return Wrong("assumptions", item.ToString());
            }

            var year = item.TryGetProperty("year", out var y) && y.ValueKind == JsonValueKind.Number
                && y.TryGetInt32(out var number) ? number : 0;
            var factor = Factor.Of(
                name, value, Field(item, "unit"), Field(item, "source"), year, Field(item, "scope"));
            if (factor.Refused)
            {
                return factor.Refusal;
            }

            if (!into.TryAdd(name, factor.Value))
            {
                return Wrong("assumptions", name);
            }
        }

        return null;
    }

    /// <summary>value, with low and high where they are given.</summary>
    private static Band? Ranged(JsonElement item)
    {
        if (!item.TryGetProperty("value", out var v) || !IsNumber(v, out var value))
        {
            return null;
        }

        var (low, high) = (value, value);
        return (item.TryGetProperty("low", out var l) && !IsNumber(l, out low))
            || (item.TryGetProperty("high", out var h) && !IsNumber(h, out high))
            ? null
            : new Band(low, value, high);
    }

    private static string Field(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && IsText(value, out var text) ? text : "";

    private static bool IsText(JsonElement value, out string text)
    {
        text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return value.ValueKind == JsonValueKind.String;
    }

    private static bool IsNumber(JsonElement value, out double number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out number) && Math.Abs(number) <= 1e12;
    }

    private static bool IsDay(string text, out LocalDate? day)
    {
        var is_ = Days.TryParse(text, out var read);
        day = is_ ? read : null;
        return is_;
    }
}
