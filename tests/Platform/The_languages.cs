using Meent.Platform;

namespace Meent.Tests.Platform;

public sealed class The_languages
{
    [Fact]
    [Proves("NF10", Partly = true)]
    public void all_have_the_same_keys()
    {
        Words.Languages.ShouldBe(["en", "nl", "sw"]);
        Words.Missing().ShouldBeEmpty();
    }

    [Fact]
    public void name_the_same_placeholders()
    {
        foreach (var key in Words.Of("en").Keys)
        {
            foreach (var language in Words.Languages)
            {
                Placeholders(Words.Of(language)[key]).ShouldBe(Placeholders(Words.Of("en")[key]), $"{language} {key}");
            }
        }
    }

    [Fact]
    public void a_missing_text_is_a_bug_and_an_unknown_language_is_english()
    {
        Should.Throw<KeyNotFoundException>(() => Words.Of("nl")["no.such.key"]);
        Words.Of("xx").Language.ShouldBe("en");
    }

    private static string[] Placeholders(string text) =>
        [
            .. text.Split('{').Skip(1).Select(t => t[..t.IndexOf('}', StringComparison.Ordinal)])
                .Order(StringComparer.Ordinal),
        ];
}
