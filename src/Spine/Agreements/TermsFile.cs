using System.Text.Json;
using Meent.Agreements.Rules;
using Meent.Kernel;

namespace Meent.Agreements;

/// <summary>Reads the JSON of docs/spec/terms.md. Reading is strict; whether the terms make sense is
/// <see cref="TermsCheck"/>.</summary>
public static class TermsFile
{
    /// <returns>agreements.unreadable_terms with path and reason; agreements.mixed_currencies.</returns>
    public static Outcome<StandardTerms> Parse(string json) => Stored(json).Then<StandardTerms>(terms =>
        terms.Currency.IsInUse ? terms : Unreadable("$.currency", $"nobody pays with {terms.Currency}"));

    /// <summary>Reads what stands in the books: the list of currencies is younger than some of them.</summary>
    internal static Outcome<StandardTerms> Stored(string json)
    {
        try
        {
            var form = JsonSerializer.Deserialize<TermsForm>(json, TermsJson.Options);
            return form is null ? Unreadable("$", "empty") : Terms(form, CanonicalJson.VersionHashes(json));
        }
        catch (JsonException e)
        {
            return Unreadable(e.Path ?? "$", e.InnerException?.Message ?? e.Message);
        }
        catch (NotSupportedException)
        {
            return Unreadable("$", "a clause or fact has no kind");
        }
    }

    private static Outcome<StandardTerms> Terms(
        TermsForm form, IReadOnlyList<(string Whole, string WithoutUntil)> hashes)
    {
        if (form.Terms.Length == 0 || !Currency.TryParse(form.Currency, out var currency))
        {
            return Unreadable(form.Terms.Length == 0 ? "$.terms" : "$.currency", "not known");
        }

        var other = form.Versions.SelectMany(v => v.Clauses)
            .FirstOrDefault(c => (c.Currency ?? currency.Code) != currency.Code);
        if (other is not null)
        {
            return new Refusal("agreements.mixed_currencies",
                ("terms", form.Terms), ("clause", other.Code), ("one", currency.Code), ("other", other.Currency!));
        }

        var versions = form.Versions
            .Select((v, i) => new TermsVersion(
                v.From, v.Until, v.Adopted, v.AdoptedBy, v.Facts, v.Pools, v.Clauses, hashes[i].Whole,
                hashes[i].WithoutUntil))
            .OrderBy(v => v.From);
        return new StandardTerms(form.Terms, form.Title, currency, form.Joins, [.. versions])
        {
            Between = form.Between,
        };
    }

    private static Refusal Unreadable(string path, string reason) =>
        new("agreements.unreadable_terms", ("path", path), ("reason", reason.ReplaceLineEndings(" ")));
}
