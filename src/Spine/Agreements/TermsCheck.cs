using Meent.Agreements.Rules;
using Meent.Kernel;

namespace Meent.Agreements;

/// <summary>Whether terms with a finding can be adopted at all.</summary>
public enum Severity
{
    Warn = 1,
    Refuse = 2,
}

/// <summary>Something that is wrong, or probably not meant, in terms.</summary>
public sealed record Finding(Severity Severity, Refusal What);

/// <summary>The validator of terms: everything that can be known before the first event is rated.</summary>
public static class TermsCheck
{
    /// <summary>All findings, in the order of versions, facts and clauses.</summary>
    /// <param name="knownItems">Codes of items; null: not checked.</param>
    /// <param name="knownMeasures">Names of measures of items and of observations; null: not checked.</param>
    public static IReadOnlyList<Finding> Findings(
        StandardTerms terms, IReadOnlyCollection<string>? knownItems, IReadOnlyCollection<string>? knownMeasures)
    {
        var findings = new FindingList(terms.Code);
        VersionCheck.Look(terms, findings);
        foreach (var version in terms.Versions)
        {
            findings.Version = version.From;
            FactCheck.Look(version, knownMeasures, findings);
            ClauseCheck.Look(version, terms.Currency, knownItems, findings);
        }

        return findings.All;
    }
}
