using Meent.Planning.Rules;
using NodaTime;

namespace Meent.Planning.Explore;

internal enum ValueKind
{
    /// <summary>No figure belongs here.</summary>
    Nothing,

    /// <summary>There is a figure, and nobody knows it: shown as ?, null in JSON.</summary>
    Unknown,
    Text,

    /// <summary>A key of the languages; in JSON what stands behind its last point.</summary>
    Word,
    Number,
    Band,
    Day,
}

/// <summary>One value of an answer, not yet in any language.</summary>
internal readonly record struct Cell
{
    private Cell(ValueKind kind, string text, Band value, int places) =>
        (Kind, Text, Value, Places) = (kind, text, value, places);

    public ValueKind Kind { get; }

    public string Text { get; }

    public Band Value { get; }

    /// <summary>Places behind the point where people read it; JSON has nine digits.</summary>
    public int Places { get; }

    public static Cell Nothing { get; } = new(ValueKind.Nothing, "", 0, 0);

    public static Cell Unknown { get; } = new(ValueKind.Unknown, "", 0, 0);

    public static implicit operator Cell(string text) => new(ValueKind.Text, text, 0, 0);

    public static Cell Word(string key) => new(ValueKind.Word, key, 0, 0);

    /// <summary>A number; what is no number is unknown.</summary>
    public static Cell Number(double? value, int places = 0) =>
        value is { } v && double.IsFinite(v) ? new(ValueKind.Number, "", v, places) : Unknown;

    /// <summary>A number with its range; one number where low and high are the same.</summary>
    public static Cell Of(Band value, int places = 0) =>
        !double.IsFinite(value.Low + value.Base + value.High) ? Unknown
        : value.IsExact ? Number(value.Base, places)
        : new(ValueKind.Band, "", value, places);

    public static Cell Day(LocalDate day) => new(ValueKind.Day, Kernel.Days.Iso(day), 0, 0);
}

/// <summary>A sentence of the languages with what it says.</summary>
internal sealed record Sentence(string Key, params (string Name, Cell Value)[] Facts)
{
    /// <summary>What stands behind the last point of the key.</summary>
    public string Code => LastPart(Key);

    public static string LastPart(string key) => key[(key.LastIndexOf('.') + 1)..];
}
