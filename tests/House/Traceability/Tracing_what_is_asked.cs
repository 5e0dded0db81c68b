using System.Text.RegularExpressions;

namespace Meent.Tests.House.Traceability;

public partial class Tracing_what_is_asked
{
    private const int LongestTitle = 90;

    [Fact]
    public void The_list_holds_every_id_of_the_analysis_and_no_other()
    {
        var analysis = Repository.Path("../shared/research/seeds.md");
        Assert.SkipUnless(File.Exists(analysis), "The analysis does not lie beside the project.");
        IdList.All.Select(i => i.Id).Order(StringComparer.Ordinal)
            .ShouldBe(IdsIn(File.ReadAllText(analysis)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_id_stands_once_and_has_a_short_title()
    {
        IdList.All.Select(i => i.Id).ShouldBeUnique();
        IdList.All.Where(i => i.Title.Length is 0 or > LongestTitle || i.Title.Contains('|')).ShouldBeEmpty();
    }

    [Fact]
    public void A_test_proves_only_ids_that_exist() =>
        Proof.All.Where(p => IdList.All.All(i => i.Id != p.Id)).ShouldBeEmpty();

    [Fact]
    public void The_page_is_up_to_date() => Repository.Keep(Page.Path, Page.Text());

    /// <summary>Features, examples, qualities and questions by their form, rules as the first cell of a row.</summary>
    private static HashSet<string> IdsIn(string text)
    {
        var ids = FormedId().Matches(text).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        foreach (Match row in RuleRow().Matches(text))
        {
            var id = row.Groups[1].Value;
            ids.UnionWith(id.EndsWith("-1..3", StringComparison.Ordinal)
                ? Enumerable.Range(1, 3).Select(n => $"{id[0]}-{n}")
                : [id]);
        }

        return ids;
    }

    [GeneratedRegex(@"\b(?:[KCOBV]\d{1,2}[ab]?\.[a-z]\b|AT-[A-Z]\d*[ab]?-\d+|NF\d+|Q-[A-Z]\d+)")]
    private static partial Regex FormedId();

    [GeneratedRegex(@"^\| ([PRS]\d+[a-d]?|[BGI]-1\.\.3) \|", RegexOptions.Multiline)]
    private static partial Regex RuleRow();
}
