using System.Text.RegularExpressions;
using Meent.Platform;

namespace Meent.Tests.Season;

/// <summary>Every "no" in the source has a sentence in every language, and no sentence is without its "no".</summary>
public sealed partial class Words_of_refusals
{
    private const string Prefix = "refusal.";

    private static readonly string[] Codes =
    [
        .. Directory.EnumerateFiles(Path.Combine(Hub.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(File.ReadLines).Where(l => !NoRefusal().IsMatch(l))
            .SelectMany(l => Code().Matches(l).Select(m => m.Groups[1].Value)).Distinct().Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Stand_in_every_language()
    {
        Codes.Length.ShouldBeGreaterThan(100);
        foreach (var language in Words.Languages)
        {
            Words.Of(language).Keys.Where(k => k.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(k => k[Prefix.Length..]).Order(StringComparer.Ordinal).ToArray()
                .ShouldBe(Codes, customMessage: language);
        }
    }

    [Fact]
    public void Are_whole_sentences_that_say_what_to_do()
    {
        foreach (var language in Words.Languages)
        {
            var words = Words.Of(language);
            foreach (var key in words.Keys.Where(k => k.StartsWith(Prefix, StringComparison.Ordinal)))
            {
                words[key].Split(". ").Length.ShouldBeGreaterThan(1, $"{language} {key}");
                words[key].Length.ShouldBeLessThan(260, $"{language} {key}");
            }
        }
    }

    // Tables, notes of a closed period and reasons of a credit decision look the same and are none.
    [GeneratedRegex("""Bulk\.Insert|BookException|CreditDecision\(|\.csv""")]
    private static partial Regex NoRefusal();

    [GeneratedRegex("\"((?:agreements|claims|collection|flows|import|inputs|ledger|parties|platform|settlement)\\.[a-z_]+)\"")]
    private static partial Regex Code();
}
