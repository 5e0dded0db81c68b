using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Meent.Platform;

/// <summary>The words of one language: flat keys to text with {placeholders}, from the embedded files Languages/*.json.
/// A file is named en.json or part.en.json; the files of one language are laid together.</summary>
public sealed class Words
{
    private const string Prefix = "Languages.";

    private static readonly FrozenDictionary<string, Words> All = Load();

    private readonly FrozenDictionary<string, string> texts;

    private Words(string language, Dictionary<string, string> texts) =>
        (Language, this.texts) = (language, texts.ToFrozenDictionary(StringComparer.Ordinal));

    /// <summary>Codes of the languages that there are, sorted.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. All.Keys.Order(StringComparer.Ordinal)];

    /// <summary>ISO 639 code.</summary>
    public string Language { get; }

    public IEnumerable<string> Keys => texts.Keys;

    /// <exception cref="KeyNotFoundException">The language has no such text: a bug.</exception>
    public string this[string key] => texts.TryGetValue(key, out var text)
        ? text
        : throw new KeyNotFoundException($"{Language} has no text {key}");

    /// <summary>The words of a language; English where there is no such language.</summary>
    public static Words Of(string language) => All.GetValueOrDefault(language) ?? All["en"];

    /// <summary>Every key that some language has and another lacks, as "language key". Must be empty.</summary>
    public static IReadOnlyList<string> Missing()
    {
        var keys = All.Values.SelectMany(w => w.texts.Keys).ToHashSet(StringComparer.Ordinal);
        return [.. from words in All.Values
                   from key in keys
                   where !words.texts.ContainsKey(key)
                   orderby words.Language, key
                   select $"{words.Language} {key}"];
    }

    /// <summary>The text with its placeholders filled; what a value says is never taken for a placeholder.</summary>
    public string Say(string key, params ReadOnlySpan<(string Name, string Value)> facts)
    {
        var text = this[key].AsSpan();
        var said = new DefaultInterpolatedStringHandler(text.Length, facts.Length);
        for (var at = text.IndexOf('{'); at >= 0; at = text.IndexOf('{'))
        {
            var length = text[at..].IndexOf('}');
            if (length < 0)
            {
                break;
            }

            said.AppendFormatted(text[..at]);
            said.AppendFormatted(Value(text.Slice(at + 1, length - 1), facts) ?? text.Slice(at, length + 1));
            text = text[(at + length + 1)..];
        }

        said.AppendFormatted(text);
        return said.ToStringAndClear();
    }

    private static string? Value(ReadOnlySpan<char> name, ReadOnlySpan<(string Name, string Value)> facts)
    {
        foreach (ref readonly var fact in facts)
        {
            if (name.SequenceEqual(fact.Name))
            {
                return fact.Value;
            }
        }

        return null;
    }

    private static FrozenDictionary<string, Words> Load()
    {
        var assembly = typeof(Words).Assembly;
        var all = new SortedDictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                continue;
            }

            using var stream = assembly.GetManifestResourceStream(name)!;
            var language = name[Prefix.Length..^".json".Length].Split('.')[^1];
            if (!all.TryGetValue(language, out var texts))
            {
                all[language] = texts = new Dictionary<string, string>(StringComparer.Ordinal);
            }

            foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
            {
                texts.Add(key, text);
            }
        }

        return all.ToFrozenDictionary(e => e.Key, e => new Words(e.Key, e.Value), StringComparer.Ordinal);
    }
}
