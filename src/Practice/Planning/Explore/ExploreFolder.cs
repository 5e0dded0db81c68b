using System.Security.Cryptography;
using Meent.Kernel;
using Meent.Planning.Factors;
using Meent.Planning.Report;
using Meent.Planning.Rules;

namespace Meent.Planning.Explore;

/// <summary>A folder that is explored: explore.json, CSV tables, and what the verb took from them. A verb reads all it
/// needs, then gives <see cref="Refused"/> back where it is not null, and only then reckons.</summary>
internal sealed class ExploreFolder
{
    private const long LargestFile = 64 * 1024 * 1024;

    private readonly string path;
    private readonly Trouble trouble = new();
    private readonly SortedDictionary<string, string> inputs = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Assumed> assumed = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, Factor> own = new Dictionary<string, Factor>();

    private ExploreFolder(string path, ExploreSettings settings)
    {
        (this.path, Settings) = (path, settings);
        Speech = Speech.Of(settings.Language);
    }

    public ExploreSettings Settings { get; }

    /// <summary>The language of the answer: for words inside pictures. Sentences are said by the report.</summary>
    public Speech Speech { get; }

    /// <summary>The first thing that could not be read.</summary>
    public Refusal? Refused => trouble.First;

    /// <summary>SHA-256 of each file that was read, by name.</summary>
    public IReadOnlyDictionary<string, string> Inputs => inputs;

    /// <summary>Every factor and parameter that was asked for.</summary>
    public IEnumerable<Assumed> Assumptions => assumed.Values;

    /// <summary>Parameters and assumptions of explore.json that nothing asked for: perhaps misspelt.</summary>
    public IEnumerable<string> Unasked => Settings.Parameters.Keys.Concat(Settings.Assumptions.Keys)
        .Where(n => !assumed.ContainsKey(n)).Order(StringComparer.Ordinal);

    public static Outcome<ExploreFolder> Open(string path)
    {
        if (!Directory.Exists(path))
        {
            return new Refusal("planning.no_folder", ("path", path));
        }

        var file = Path.Combine(path, ExploreSettings.File);
        if (!File.Exists(file))
        {
            return new Refusal("planning.no_settings", ("path", path));
        }

        var text = File.ReadAllBytes(file);
        return ExploreSettings.Parse(text).Then<ExploreFolder>(settings =>
        {
            var folder = new ExploreFolder(path, settings);
            folder.Keep(ExploreSettings.File, text);
            if (folder.Content("factors.csv") is { } factors)
            {
                folder.own = Factors.Factor.Read("factors.csv", factors, folder.trouble);
            }

            return folder.trouble.First is { } no ? no : folder;
        });
    }

    /// <summary>The seed of the command line, else of explore.json.</summary>
    public ulong Seed(ExploreOptions options) => (ulong)(options.Seed ?? Settings.Seed);

    /// <summary>A table that has to be there. Columns that end with ? may be missing; others are refused.</summary>
    public Table Table(string file, params string[] columns) => Table(file, Explore.Table.MostRows, columns);

    public Table Table(string file, int most, params string[] columns)
    {
        var table = TableIfAny(file, most, columns);
        if (table is null)
        {
            trouble.Note(new Refusal("planning.file_missing", ("file", file)));
        }

        return table ?? Explore.Table.Empty(file, trouble);
    }

    /// <summary>The table, or null where there is no such file.</summary>
    public Table? TableIfAny(string file, params string[] columns) =>
        TableIfAny(file, Explore.Table.MostRows, columns);

    public Table? TableIfAny(string file, int most, params string[] columns)
    {
        using var content = Content(file);
        return content is null ? null : Explore.Table.Read(file, content, trouble, most, columns);
    }

    /// <summary>A choice of the reader, as one number.</summary>
    public double Parameter(string name, double usual, string unit = "", double least = 0, double most = 1e12) =>
        Ranged(name, usual, unit, least, most).Base;

    /// <summary>A choice of the reader, with its range.</summary>
    public Band Ranged(string name, Band usual, string unit = "", double least = 0, double most = 1e12)
    {
        var value = usual;
        if (Settings.Parameters.TryGetValue(name, out var given))
        {
            if (given.Number is { } number && number.Low >= least && number.High <= most)
            {
                value = number;
            }
            else
            {
                trouble.Note(ExploreSettings.Wrong(name, given.Word ?? $"{given.Number}"));
            }
        }

        assumed[name] = new Assumed(name, value, unit, "", null, "", given is null ? "usual" : "choice");
        return value;
    }

    /// <summary>For a choice that nothing usual stands in for.</summary>
    public void Need(string name)
    {
        if (!Settings.Parameters.ContainsKey(name))
        {
            trouble.Note(ExploreSettings.Wrong(name, ""));
        }
    }

    /// <summary>A choice between words; the first is the usual one.</summary>
    public string Choice(string name, params string[] words)
    {
        assumed[name] = new Assumed(name, double.NaN, words[0], "", null, "", "usual");
        if (!Settings.Parameters.TryGetValue(name, out var given))
        {
            return words[0];
        }

        if (given.Word is not { } word || !words.Contains(word))
        {
            trouble.Note(ExploreSettings.Wrong(name, given.Word ?? $"{given.Number}"));
            return words[0];
        }

        assumed[name] = new Assumed(name, double.NaN, word, "", null, "", "choice");
        return word;
    }

    /// <summary>A choice in words of the reader's own.</summary>
    public string Word(string name, string usual)
    {
        var given = Settings.Parameters.GetValueOrDefault(name);
        if (given is { Word: null })
        {
            trouble.Note(ExploreSettings.Wrong(name, $"{given.Number}"));
        }

        var word = given?.Word ?? usual;
        assumed[name] = new Assumed(
            name, double.NaN, word.Length > 0 ? word : "?", "", null, "", given is null ? "usual" : "choice");
        return word;
    }

    /// <summary>A published figure: of explore.json, of the folder's factors.csv, or of the program.</summary>
    public Band Factor(string name)
    {
        var factor = Settings.Assumptions.GetValueOrDefault(name) ?? own.GetValueOrDefault(name);
        var origin = factor is null ? "program" : "folder";
        factor ??= Factors.Factor.Published.GetValueOrDefault(name);
        if (factor is null)
        {
            trouble.Note(new Refusal("planning.factor_unknown", ("name", name)));
            return 0;
        }

        assumed[name] = new Assumed(
            name, factor.Value, factor.Unit, factor.Source, factor.Year, factor.Scope, origin);
        return factor.Value;
    }

    /// <summary>For what was neither chosen nor published, such as a fit.</summary>
    public void Assume(Assumed assumption) => assumed[assumption.Name] = assumption;

    /// <summary>Keeps what was fetched as a file of the folder: from now on it is one of its inputs.</summary>
    public void Put(string file, byte[] content)
    {
        var place = Path.Combine(path, file);
        File.WriteAllBytes(place + ".new", content);
        File.Move(place + ".new", place, overwrite: true);
        Keep(file, content);
    }

    /// <summary>Months that the books have closed, the oldest first; empty where none were asked for.</summary>
    public IReadOnlyList<ClosedMonth> Closed { get; private set; } = [];

    /// <summary>Takes the files of closed months along.</summary>
    public Outcome<ExploreFolder> With(string? closed) => closed is null
        ? this
        : ClosedMonths.Read(closed, Keep).Then<ExploreFolder>(months =>
        {
            Closed = months;
            return this;
        });

    /// <summary>For what a rule finds while it puts the tables together.</summary>
    public void Refuse(Refusal refusal) => trouble.Note(refusal);

    /// <summary>Whether the folder has this file.</summary>
    public bool Has(string file) => File.Exists(Path.Combine(path, file));

    private MemoryStream? Content(string file)
    {
        var place = new FileInfo(Path.Combine(path, file));
        if (!place.Exists)
        {
            return null;
        }

        if (place.Length > LargestFile)
        {
            trouble.Note(new Refusal(
                "planning.file_too_large", ("file", file), ("limit", $"{LargestFile / 1024 / 1024} MB")));
            return null;
        }

        var bytes = File.ReadAllBytes(place.FullName);
        Keep(file, bytes);
        return new MemoryStream(bytes, writable: false);
    }

    private void Keep(string file, byte[] bytes) => inputs[file] = Convert.ToHexStringLower(SHA256.HashData(bytes));
}
