using Meent.Kernel;

namespace Meent.Agreements.Rules;

/// <summary>Facts refer to known facts and measures, not to themselves, and are what their users need.</summary>
internal static class FactCheck
{
    /// <summary>Places that a coefficient may have.</summary>
    internal const int MostPlaces = 6;

    internal static void Look(TermsVersion version, IReadOnlyCollection<string>? measures, FindingList findings)
    {
        foreach (var (name, fact) in version.Facts.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (MeasureOf(fact) is { } measure && measures?.Contains(measure) == false)
            {
                findings.Refuse("agreements.unknown_measure", ("fact", name), ("measure", measure));
            }

            foreach (var made in MadeOf(fact).Where(m => !version.Facts.ContainsKey(m)))
            {
                findings.Refuse("agreements.unknown_fact", ("fact", made), ("in", name));
            }

            if (Reaches(version, name, name, []))
            {
                findings.Refuse("agreements.fact_circle", ("fact", name));
            }

            Own(version, name, fact, findings);
        }
    }

    /// <summary>Whether a fact can be multiplied: a text, an exact mean and a list of observations cannot.</summary>
    internal static bool IsNumber(Fact fact) => fact switch
    {
        MeasuredFact { Measure: MeasuredFact.Grade } => false,
        ObservedFact f => !f.OnlyCompared && f.Take != Take.Each,
        TableFact f => f.IsNumber,
        _ => true,
    };

    /// <summary>Whether a fact can be compared with a bound.</summary>
    internal static bool IsOrdered(Fact fact) => fact is ObservedFact || IsNumber(fact);

    private static string? MeasureOf(Fact fact) => fact switch
    {
        MeasuredFact { Measure: not MeasuredFact.Grade } f => f.Measure,
        ObservedFact f => f.Measure,
        PublishedFact f => f.Measure,
        _ => null,
    };

    private static IEnumerable<string> MadeOf(Fact fact) => fact switch
    {
        LinearFact f => f.Terms.Keys,
        TableFact f => f.Of,
        _ => [],
    };

    private static bool Reaches(TermsVersion version, string from, string target, HashSet<string> seen) =>
        version.Facts.TryGetValue(from, out var fact)
        && MadeOf(fact).Any(m => m == target || (seen.Add(m) && Reaches(version, m, target, seen)));

    private static void Own(TermsVersion version, string name, Fact fact, FindingList findings)
    {
        switch (fact)
        {
            case MeasuredFact f:
                Absence(name, f.Missing, f.Measure != MeasuredFact.Grade, findings);
                break;
            case ObservedFact f:
                Absence(name, f.Missing, true, findings);
                Rounded(name, f.Decimals, f.Rounding, findings);
                if (f.Months is < 1 or > ObservedFact.MostMonths || f.Last < 0
                    || (f.Decimals is not null && f.Take != Take.Mean))
                {
                    findings.Refuse("agreements.out_of_range", ("in", name));
                }

                break;
            case PublishedFact f:
                Absence(name, f.Missing, true, findings);
                break;
            case LinearFact f:
                Linear(version, name, f, findings);
                break;
            case TableFact f:
                DecisionCheck.Look(version, name, f, findings);
                break;
        }
    }

    // Each linear fact adds the places of its coefficients; one made of others has to be rounded in between. A circle
    // is another finding.
    private static int ExactPlaces(TermsVersion version, Fact fact, int depth) => fact switch
    {
        LinearFact { Decimals: { } places } => places,
        LinearFact when depth == 0 => 0,
        LinearFact f => f.Terms.Select(t => Math.Min(t.Value.Scale, MostPlaces)
            + (version.Facts.TryGetValue(t.Key, out var part) ? ExactPlaces(version, part, depth - 1) : 0))
            .DefaultIfEmpty().Max(),
        _ => MostPlaces,
    };

    private static void Absence(string name, Missing missing, bool number, FindingList findings)
    {
        if (missing.Kind == MissingKind.Value && number)
        {
            if (!Figure.TryParse(missing.Value, out var figure))
            {
                findings.Refuse("agreements.fact_not_number", ("fact", name), ("in", name), ("value", missing.Value));
            }
            else if (figure.Scale > MostPlaces)
            {
                findings.Refuse("agreements.too_many_decimals", ("in", name), ("value", missing.Value));
            }
        }
    }

    private static void Rounded(string name, int? decimals, Rounding? rounding, FindingList findings)
    {
        if (decimals is null != rounding is null || decimals is < 0 or > MostPlaces)
        {
            findings.Refuse("agreements.rounding_incomplete", ("in", name));
        }
    }

    private static void Linear(TermsVersion version, string name, LinearFact fact, FindingList findings)
    {
        Rounded(name, fact.Decimals, fact.Rounding, findings);
        foreach (var (made, coefficient) in fact.Terms)
        {
            if (version.Facts.TryGetValue(made, out var part) && !IsNumber(part))
            {
                findings.Refuse("agreements.fact_not_number", ("fact", made), ("in", name));
            }

            if (coefficient.Scale > MostPlaces)
            {
                findings.Refuse("agreements.too_many_decimals", ("in", name), ("value", coefficient.ToString()));
            }
        }

        if (fact.Terms.Count == 0 || fact.Plus.Scale > MostPlaces)
        {
            findings.Refuse("agreements.out_of_range", ("in", name));
        }
        else if (ExactPlaces(version, fact, version.Facts.Count) > Figure.MostPlaces)
        {
            findings.Refuse("agreements.rounding_incomplete", ("in", name));
        }
    }
}
