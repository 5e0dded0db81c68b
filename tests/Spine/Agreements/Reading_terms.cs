using Meent.Agreements;
using Meent.Kernel;

namespace Meent.Tests.Spine.Agreements;

public sealed class Reading_terms
{
    private static readonly string Price = Trial.Clause("\"kind\": \"price\", \"unitPrice\": \"45.00\"");

    [Fact]
    public void An_example_is_read_as_it_stands()
    {
        var terms = TermsFile.Parse(Trial.Json(
            Trial.Version(Price, from: "2026-11-01") + "," + Trial.Version(Price, until: "2026-10-31"))).Value;

        terms.Code.ShouldBe("supply");
        terms.Currency.ShouldBe(Currency.Of("KES"));
        terms.Versions.Select(v => v.From.Iso()).ShouldBe(["2026-01-01", "2026-11-01"]);
        var clause = terms.Versions[0].Clauses.Single().ShouldBeOfType<PriceClause>();
        clause.UnitPrice.Figure.ShouldBe(Figure.Of(45, 0));
        (clause.Line, clause.Rounding.Mode, clause.Rounding.Each)
            .ShouldBe((LineKind.Price, Rounding.HalfUp, RoundedEach.Event));
    }

    [Fact]
    public void The_hash_is_of_the_content_and_not_of_the_layout()
    {
        var one = """{ "from": "2026-01-01", "adopted": "2026-01-01", "adoptedBy": "board", "clauses": [] }""";
        var same = """{"clauses":[],"adoptedBy":"board","from":"2026-01-01",  "adopted":"2026-01-01"}""";
        var other = """{"clauses":[],"adoptedBy":"chair","from":"2026-01-01","adopted":"2026-01-01"}""";

        HashOf(one).ShouldBe(HashOf(same));
        HashOf(one).ShouldNotBe(HashOf(other));
        HashOf(one).Length.ShouldBe(64);
    }

    [Theory]
    [InlineData("\"unitPrice\": \"45,00\"", "$.versions[0].clauses[0].unitPrice")]
    [InlineData("\"unitPrice\": 45.00", "$.versions[0].clauses[0].unitPrice")]
    [InlineData("\"unitPrice\": \"45.00\", \"bonus\": \"1\"", "$.versions[0].clauses[0].bonus")]
    [InlineData("\"unitPrice\": \"45.00\", \"settles\": \"later\"", "$.versions[0].clauses[0].settles")]
    [InlineData("\"unitPrice\": \"45.00\", \"unitPrice\": \"46.00\"", "$.versions[0].clauses[0].unitPrice")]
    public void What_is_not_understood_is_refused_with_its_path(string members, string path)
    {
        var refusal = TermsFile.Parse(
            Trial.Json(Trial.Version(Trial.Clause($"\"kind\": \"price\", {members}")))).Refusal!;

        refusal.Code.ShouldBe("agreements.unreadable_terms");
        refusal.Fact("path").ShouldBe(path);
        refusal.Fact("reason").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "terms": "supply", "title": {}, "currency": "kes", "joins": "members", "versions": [] }""")]
    [InlineData("""{ "terms": "supply", "title": {}, "currency": "KES", "joins": "friends", "versions": [] }""")]
    [InlineData("""{ "terms": "supply", "title": {}, "currency": "KES", "joins": "members", "versions": null }""")]
    public void A_file_that_is_no_terms_is_refused(string json) =>
        TermsFile.Parse(json).Refusal!.Code.ShouldBe("agreements.unreadable_terms");

    [Fact]
    public void An_unknown_kind_and_a_missing_one_are_refused()
    {
        foreach (var kind in new[] { "\"kind\": \"formula\"", "\"rank\": 1" })
        {
            TermsFile.Parse(Trial.Json(Trial.Version(Trial.Clause(kind)))).Refusal!.Code
                .ShouldBe("agreements.unreadable_terms");
        }
    }

    [Fact]
    public void Two_currencies_are_refused()
    {
        var refusal = TermsFile.Parse(Trial.Json(Trial.Version(Price + "," + Trial.Clause(
            "\"kind\": \"fixed\", \"amount\": \"5\", \"each\": \"event\", \"currency\": \"USD\"", "fee")))).Refusal!;

        refusal.Code.ShouldBe("agreements.mixed_currencies");
        (refusal.Fact("one"), refusal.Fact("other"), refusal.Fact("clause")).ShouldBe(("KES", "USD", "fee"));
    }

    private static string HashOf(string version) => TermsFile.Parse(Trial.Json(version)).Value.Versions[0].Hash;
}
