using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Serialization;
using Meent.Kernel;
using Meent.Platform.Records;

namespace Meent.Platform;

/// <summary>How a file will be read: found by the mapping, or by the file name of a kind.</summary>
public sealed record FileReading(string Path, RecordKind Kind, IRecordFormat Format, SourceMapping Mapping)
{
    public Outcome<IReadOnlyList<IRecordSource>> Open(Currency currency) => Format.Open(Path, Kind, Mapping, currency);
}

/// <summary>The file mapping.json; docs/spec/folder.md.</summary>
public sealed class Mapping
{
    private const long MaxBytes = 1024 * 1024;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
        AllowDuplicateProperties = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private Mapping(string file, IReadOnlyList<SourceMapping> sources) => (File, Sources) = (file, sources);

    /// <summary>No mapping: only files that carry the name of a kind are read.</summary>
    public static Mapping None { get; } = new("", []);

    public IReadOnlyList<SourceMapping> Sources { get; }

    private string File { get; }

    public static Outcome<Mapping> Read(string path)
    {
        var file = Path.GetFileName(path);
        if (new FileInfo(path).Length > MaxBytes)
        {
            return ImportRefusals.FileTooLarge(file, $"{MaxBytes / 1024} KB");
        }

        try
        {
            var content = JsonSerializer.Deserialize<Content>(System.IO.File.ReadAllText(path), Options);
            return content is null
                ? ImportRefusals.UnreadableMapping(file, "null")
                : Check(file, content.Sources) is { } refusal ? refusal : new Mapping(file, content.Sources);
        }
        catch (JsonException e)
        {
            return ImportRefusals.UnreadableMapping(file, e.Message);
        }
    }

    /// <summary>
    /// How to read a file: the first source of the mapping whose pattern it matches, then the name of a kind with
    /// ".csv", then a format that knows its files by name. Null where nobody knows it: it is left alone and named.
    /// </summary>
    public Outcome<FileReading?> Choose(
        string path, IReadOnlyCollection<RecordKind> kinds, IReadOnlyCollection<IRecordFormat> formats)
    {
        var name = Path.GetFileName(path);
        var source = Sources.FirstOrDefault(s => Matches(s.Files, name))
            ?? kinds.Where(k => string.Equals($"{k.Name}.csv", name, StringComparison.OrdinalIgnoreCase))
                .Select(k => new SourceMapping { Files = name, Kind = k.Name }).FirstOrDefault()
            ?? formats.Select(f => f.Unmapped).FirstOrDefault(m => m is not null && Matches(m.Files, name));
        if (source is null)
        {
            return (FileReading?)null;
        }

        var kind = kinds.FirstOrDefault(k => k.Name == source.Kind);
        var format = formats.FirstOrDefault(f => f.Name == source.Format);
        return kind is null ? ImportRefusals.UnknownKind(File, source.Kind)
            : format is null ? ImportRefusals.UnknownFormat(File, source.Format)
            : new FileReading(path, kind, format, source);
    }

    private static bool Matches(string pattern, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);

    private static Refusal? Check(string file, IReadOnlyList<SourceMapping> sources)
    {
        for (var i = 0; i < sources.Count; i++)
        {
            var source = sources[i];
            var why = source is null || HasNull(source) ? "null"
                : source.Files.Length == 0 ? "files"
                : source.Kind.Length == 0 ? "kind"
                : source.Dates.Any(d => d.Length is 0 or > 40) ? "dates"
                : source.Numbers.Values.Any(n => n.Places is < -1 or > 6 || n.Pad is < 0 or > 30) ? "numbers"
                : null;
            if (why is not null)
            {
                return ImportRefusals.UnreadableMapping(file, $"sources[{i}].{why}");
            }
        }

        return null;
    }

    /// <summary>The JSON reader refuses null for a member, not within a list.</summary>
    private static bool HasNull(SourceMapping source) =>
        source.Columns.Values.Any(names => names is null || names.Contains(null))
        || source.Values.Values.Any(values => values is null || values.Values.Contains(null))
        || source.Constants.Values.Contains(null) || source.Numbers.Values.Contains(null)
        || source.Dates.Contains(null) || source.Ignore.Contains(null);

    private sealed record Content
    {
        public required IReadOnlyList<SourceMapping> Sources { get; init; }
    }
}
