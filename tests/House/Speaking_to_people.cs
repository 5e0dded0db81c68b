using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Meent.Tests.House;

public partial class Speaking_to_people
{
    private const string Folder = "src/Platform/Languages";
    private const string Page = "docs/errors.md";

    private static readonly IReadOnlyDictionary<string, SortedDictionary<string, string>> Languages = Load();
    private static readonly IReadOnlyList<string> Codes = FindCodes();

    [Fact]
    public void Every_language_has_every_text()
    {
        Languages.Keys.ShouldBe(["en", "nl", "sw"], ignoreOrder: true);
        var keys = Languages.Values.SelectMany(l => l.Keys).ToHashSet(StringComparer.Ordinal);
        Languages.SelectMany(l => keys.Where(k => !l.Value.ContainsKey(k))
                .Select(k => $"{l.Key} lacks {k}"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void A_text_names_the_same_facts_in_every_language() =>
        Languages["en"].SelectMany(text => Languages
                .Where(l => l.Value.TryGetValue(text.Key, out var other)
                    && !Placeholders(text.Value).SetEquals(Placeholders(other)))
                .Select(l => $"{l.Key} {text.Key}"))
            .ShouldBeEmpty();

    /// <summary>explore.NAME.* in NAME.en.json; explore.en.json is everybody's.</summary>
    [Fact]
    public void A_file_of_one_verb_holds_the_words_of_no_other() =>
        Repository.Files(Folder, ".json")
            .Select(f => (File: f, Verb: $"explore.{Path.GetFileName(f).Split('.')[0]}."))
            .SelectMany(f => JsonSerializer.Deserialize<Dictionary<string, string>>(Repository.Read(f.File))!.Keys
                .Where(k => k.StartsWith("explore.", StringComparison.Ordinal)
                    && Languages["en"].Keys.Any(e => e.StartsWith(f.Verb, StringComparison.Ordinal))
                    && !k.StartsWith(f.Verb, StringComparison.Ordinal))
                .Select(k => $"{f.File}: {k}"))
            .ShouldBeEmpty();

    [Fact]
    public void A_refusal_has_a_code_of_its_module() =>
        Codes.Where(c => !Code().IsMatch(c)).ShouldBeEmpty();

    [Fact]
    public void Every_refusal_can_be_said() =>
        Exemptions.Check("refusal-unsaid", Codes
            .Where(c => !Languages["en"].ContainsKey($"refusal.{c}"))
            .Select(c => new Finding(c)));

    [Fact]
    public void No_refusal_is_said_that_does_not_exist() =>
        Languages["en"].Keys.Where(k => k.StartsWith("refusal.", StringComparison.Ordinal))
            .Select(k => k["refusal.".Length..]).Except(Codes).ShouldBeEmpty();

    [Fact]
    public void Every_refusal_is_provoked_by_a_test()
    {
        var tests = string.Join('\n', Source.Tests
            .Where(t => !t.Path.StartsWith("tests/House/", StringComparison.Ordinal)).SelectMany(t => t.Lines));
        // A test names the whole code, or in a table of one module what stands behind the point.
        bool Named(string code) => tests.Contains(code, StringComparison.Ordinal)
            || tests.Contains($"\"{code.Split('.')[1]}\"", StringComparison.Ordinal);
        Exemptions.Check("refusal-unprovoked", Codes.Where(c => !Named(c)).Select(c => new Finding(c)));
    }

    [Fact]
    public void The_page_of_refusals_is_up_to_date()
    {
        var page = new StringBuilder();
        page.Append("# What Meent says no to\n\n")
            .Append("Generated from the English texts: do not edit, run the House tests with `MEENT_WRITE=1`.\n")
            .Append("A refusal keeps nothing of what was asked. The command ends with 2.\n\n")
            .Append("| code | what is wrong | what to do |\n|---|---|---|\n");
        foreach (var code in Codes)
        {
            var text = Languages["en"].GetValueOrDefault($"refusal.{code}", "")
                .Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ');
            var end = text.IndexOf(". ", StringComparison.Ordinal);
            var (what, todo) = end < 0 ? (text, "") : (text[..(end + 1)], text[(end + 2)..]);
            page.Append($"| `{code}` | {what} | {todo} |\n");
        }

        Repository.Keep(Page, page.ToString());
    }

    private static HashSet<string> Placeholders(string text) =>
        [.. Placeholder().Matches(text).Select(m => m.Value)];

    /// <summary>The parts of a language (en.json, part.en.json) laid together.</summary>
    private static Dictionary<string, SortedDictionary<string, string>> Load()
    {
        var all = new Dictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var file in Repository.Files(Folder, ".json"))
        {
            var language = Path.GetFileNameWithoutExtension(file).Split('.')[^1];
            all.TryAdd(language, new SortedDictionary<string, string>(StringComparer.Ordinal));
            foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(Repository.Read(file))!)
            {
                all[language].TryAdd(key, text).ShouldBeTrue($"{file} says {key} twice");
            }
        }

        return all;
    }

    /// <summary>
    /// Codes by convention: a text literal "module.statement", where a module is the first part of any code that stands
    /// directly in <c>new Refusal("...")</c> or <c>new("...")</c>, and which names no table and no file.
    /// </summary>
    private static List<string> FindCodes()
    {
        var direct = Source.Program.SelectMany(s => s.Nodes<BaseObjectCreationExpressionSyntax>())
            .Where(c => c is not ObjectCreationExpressionSyntax named || named.Type.ToString() == "Refusal")
            .Where(c => c.ArgumentList is { Arguments.Count: > 0 })
            .Select(c => (Source.Text(c.ArgumentList!.Arguments[0].Expression), c is ObjectCreationExpressionSyntax))
            .Where(c => c.Item1 is not null && (c.Item2 || Code().IsMatch(c.Item1)))
            .Select(c => c.Item1!).ToList();
        var modules = direct.Select(c => c.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        var tables = Repository.Files("src", ".sql")
            .SelectMany(f => Table().Matches(Repository.Read(f)).Select(m => m.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);
        return [.. Source.Program.SelectMany(s => s.Nodes<LiteralExpressionSyntax>())
            .Select(Source.Text).OfType<string>()
            .Where(t => Code().IsMatch(t) && modules.Contains(t.Split('.')[0]) && !tables.Contains(t) && !IsFile(t))
            .Concat(direct)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
    }

    private static bool IsFile(string text) => text.Split('.')[1] is "csv" or "json" or "html" or "css" or "txt";

    [GeneratedRegex(@"^[a-z]+\.[a-z]+(_[a-z0-9]+)*$")]
    private static partial Regex Code();


    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"create table (?:if not exists )?(\w+\.\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Table();
}
