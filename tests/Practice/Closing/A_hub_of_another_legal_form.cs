using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Meent.Agreements;
using Meent.Agreements.Rules;
using Meent.Parties;

namespace Meent.Tests.Closing;

/// <summary>The same hub and the same month, owned by somebody else.</summary>
public sealed partial class A_hub_of_another_legal_form : IAsyncDisposable
{
    private static readonly string Folder = Path.Combine(Repository.Root, "demo", "dairy-hub");
    private readonly List<Hub> hubs = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in hubs)
        {
            await hub.DisposeAsync();
        }
    }

    [Theory]
    [Proves("AT-V7-1")]
    [InlineData("en")]
    [InlineData("nl")]
    [InlineData("sw")]
    public async Task a_processors_hub_closes_as_ever_and_says_nothing_of_votes_or_refunds(string language)
    {
        using var folder = new Copied(language);
        var usual = await Close(folder.Path);
        folder.Organisation(o => o["legalForm"] = "company-owned-by-processor");
        var owned = await Close(folder.Path);

        foreach (var file in (string[])["summary.json", "statements.csv", "journal.journal"])
        {
            owned.Text(file).ShouldBe(usual.Text(file));
        }

        foreach (var (path, bytes) in owned.Files)
        {
            var text = System.Text.Encoding.UTF8.GetString(Convert.FromHexString(bytes));
            OfCooperatives().Matches(text).Select(m => m.Value).ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task the_word_for_whom_it_settles_follows_the_form()
    {
        using var folder = new Copied("en");
        folder.Write("references.csv", """
            item,side,price,from,until,source,observed_on,method
            milk,sold,40.00,2026-10-01,,traders,2026-09-20,market

            """);
        var usual = (await Close(folder.Path)).Text("index.html");
        usual.ShouldContain("Measured: 19 members; not measured: 1 member.");
        OfCooperatives().Matches(usual).Select(m => m.Value).ShouldBe(["members", "member"]);
        folder.Organisation(o => o["legalForm"] = "company-owned-by-processor");
        var owned = await Close(folder.Path);
        owned.Text("index.html").ShouldContain("Measured: 19 suppliers; not measured: 1 supplier.");
        OfCooperatives().Matches(owned.Text("index.html")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("co-operative")]
    public async Task left_empty_it_is_a_co_operative(string form)
    {
        using var folder = new Copied(null);
        folder.Organisation(o => o["legalForm"] = form);
        (await Close(folder.Path)).Period.OutputHash.ShouldBe((await Close(Folder)).Period.OutputHash);
    }

    [Fact]
    public async Task a_form_that_nobody_knows_is_refused_and_nothing_changes()
    {
        await using var hub = await Hub.New(o => o["legalForm"] = "guild");
        var refused = (await hub.TryImport()).Refusal!;
        (refused.Code, refused.Fact("form")).ShouldBe(("parties.unknown_legal_form", "guild"));
        refused.Fact("forms").ShouldContain("company-owned-by-processor");
        hub.Organisation(o => o["legalForm"] = "association");
        await hub.Import();
        hub.Organisation(o => o["legalForm"] = "guild");
        (await hub.TryImport()).Refusal!.Code.ShouldBe("parties.unknown_legal_form");
    }

    [Fact]
    public async Task books_with_a_form_from_before_the_list_go_on_and_take_a_known_one()
    {
        await using var hub = await Hub.New();
        hub.Delivered("C1,0007,2026-09-01,AM,,10");
        await hub.Import();
        var json = (await File.ReadAllTextAsync(Path.Combine(hub.Folder, "org.json")))
            .Replace("\"country\"", "\"legalForm\": \"guild\", \"country\"", StringComparison.Ordinal);
        await using (var work = await hub.Installation.Begin(1, "Jane", "an earlier release", default))
        {
            await Dapper.SqlMapper.ExecuteAsync(
                work.Connection, "update parties.organisation set settings = to_jsonb(@json::text) where org_id = 1",
                new { json }, work.Transaction);
            await work.Commit(default);
        }

        (await hub.TryClose("2026-09")).Refused.ShouldBeFalse();
        hub.Organisation(o => o["legalForm"] = "mutual");
        await hub.Import();
        Forms.Of("guild").ShouldBe(Forms.Of("co-operative"));
    }

    [Fact]
    [Proves("V7.a", Partly = true)]
    public void what_a_form_may_do_is_said_for_each()
    {
        (Forms.Of("").Code, Forms.Of("").Refunds, Forms.Of("").Votes).ShouldBe(("co-operative", true, true));
        Forms.All.Where(f => !f.Refunds).Select(f => f.Code)
            .ShouldBe(["association", "foundation", "company", "company-owned-by-processor", "public-body"]);
        Forms.All.Where(f => !f.Votes).Select(f => f.Code)
            .ShouldBe(["foundation", "company", "company-owned-by-processor", "public-body"]);
        Forms.All.Select(f => f.Code).ShouldBeUnique();
        foreach (var words in Platform.Words.Languages.Select(Platform.Words.Of))
        {
            Forms.All.ShouldAllBe(f => words[$"form.one.{f.Participant}"].Length > 0
                && words[$"form.many.{f.Participant}"].Length > 0);
        }
    }

    [Fact]
    [Proves("V7.a", Partly = true)]
    public void terms_that_give_a_refund_are_refused_under_a_form_that_gives_none()
    {
        var terms = TermsFile.Parse($$"""
            { "terms": "milk", "title": { "en": "Milk" }, "currency": "KES", "joins": "members", "versions": [
              { "from": "2024-01-01", "adopted": "2023-12-01", "adoptedBy": "general meeting",
                "clauses": [{{Clauses.Price("milk", "30.00")}}] }] }
            """).Value;
        FormCheck.Of(terms, Forms.Of("company")).ShouldBeNull();

        var version = terms.Versions[0];
        var refund = new Refund { Code = "surplus", Line = LineKind.Price, Rounding = version.Clauses[0].Rounding };
        terms = terms with { Versions = [version with { Clauses = [.. version.Clauses, refund] }] };
        FormCheck.Of(terms, Forms.Of("co-operative")).ShouldBeNull();
        var refused = FormCheck.Of(terms, Forms.Of("company"))!;
        (refused.Code, refused.Fact("clause")).ShouldBe(("agreements.no_refunds", "surplus"));
    }

    private async Task<Closed> Close(string folder)
    {
        var hub = await Hub.Of(folder, "tarama");
        hubs.Add(hub);
        hub.Clock = new Today(2026, 11, 3);
        return await hub.Close(null);
    }

    /// <summary>Words of co-operatives, votes and refunds in the three languages. Codes of the program and names of
    /// columns are no words.</summary>
    [GeneratedRegex(
        @"co-?op\w*|co-?öp\w*|ushirika|\b(members?|lid|leden|ledental|mwanachama|wanachama)\b|\bvot(e|es|ing)\b"
        + @"|\bstem(men|ming)?\b|\bkura\b|\brefund\w*|\bpatronage\b|\bterugbetal\w*|\brestitutie\w*|\brejesho\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex OfCooperatives();

    /// <summary>A kind of clause that gives back what was left over.</summary>
    private sealed record Refund : Clause
    {
        public override bool GivesRefund => true;
    }

    /// <summary>The example hub with everything in one language.</summary>
    private sealed class Copied : IDisposable
    {
        internal Copied(string? language)
        {
            foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
                .Where(f => !f.EndsWith(".md", StringComparison.Ordinal)))
            {
                var to = System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(Folder, file));
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }

            if (language is not null)
            {
                Organisation(o => o["language"] = language);
                var members = File.ReadAllText(System.IO.Path.Combine(Path, "members.csv"));
                Write("members.csv", Language().Replace(members, $",{language},"));
            }
        }

        internal string Path { get; } = Directory.CreateTempSubdirectory("meent-form-").FullName;

        internal void Organisation(Action<JsonObject> change)
        {
            var json = JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(Path, "org.json")))!.AsObject();
            change(json);
            Write("org.json", json.ToJsonString());
        }

        internal void Write(string file, string text) =>
            File.WriteAllText(System.IO.Path.Combine(Path, file), text);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }

    [GeneratedRegex(",(en|nl|sw),")]
    private static partial Regex Language();
}
