using Meent.Kernel;
using NodaTime;

namespace Meent.Agreements.Rules;

/// <summary>Findings on their way; each names the terms and the version.</summary>
internal sealed class FindingList(string terms)
{
    private readonly List<Finding> all = [];

    internal IReadOnlyList<Finding> All => all;

    internal LocalDate Version { get; set; }

    internal void Refuse(string code, params ReadOnlySpan<(string Name, string Value)> facts) =>
        Add(Severity.Refuse, code, facts);

    internal void Warn(string code, params ReadOnlySpan<(string Name, string Value)> facts) =>
        Add(Severity.Warn, code, facts);

    private void Add(Severity severity, string code, ReadOnlySpan<(string Name, string Value)> facts) =>
        all.Add(new Finding(severity, new Refusal(code, [("terms", terms), ("version", Version.Iso()), .. facts])));
}

/// <summary>Versions follow each other without overlap and, unless that is meant, without gap.</summary>
internal static class VersionCheck
{
    internal static void Look(StandardTerms terms, FindingList findings)
    {
        if (terms.Versions.Count == 0)
        {
            findings.Refuse("agreements.no_version");
        }

        for (var i = 0; i < terms.Versions.Count; i++)
        {
            var version = terms.Versions[i];
            findings.Version = version.From;
            if (version.Until < version.From)
            {
                findings.Refuse("agreements.version_ends_before_start", ("until", version.Until.Value.Iso()));
            }
            else if (i + 1 < terms.Versions.Count)
            {
                Neighbours(terms.LastDayOf(i)!.Value, terms.Versions[i + 1].From, version.From, findings);
            }
        }
    }

    private static void Neighbours(LocalDate last, LocalDate next, LocalDate from, FindingList findings)
    {
        if (next <= last || next == from)
        {
            findings.Refuse("agreements.versions_overlap", ("until", last.Iso()), ("next", next.Iso()));
        }
        else if (next > last.PlusDays(1))
        {
            findings.Warn("agreements.versions_gap", ("until", last.Iso()), ("next", next.Iso()));
        }
    }
}
