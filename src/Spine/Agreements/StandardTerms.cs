using Meent.Kernel;
using NodaTime;

namespace Meent.Agreements;

/// <summary>Who is bound by terms.</summary>
public enum Joins
{
    /// <summary>Everyone with a membership, by statute.</summary>
    Members = 1,

    /// <summary>Only who is listed with an agreement.</summary>
    Listed = 2,
}

/// <summary>Terms that any number of parties join; docs/spec/terms.md.</summary>
/// <param name="Title">Words for the statement by language.</param>
/// <param name="Versions">In order of the first day they hold.</param>
public sealed record StandardTerms(
    string Code,
    IReadOnlyDictionary<string, string> Title,
    Currency Currency,
    Joins Joins,
    IReadOnlyList<TermsVersion> Versions)
{
    /// <summary>Ids of the two organisations that this is an agreement between; empty for terms of one.</summary>
    public IReadOnlyList<string> Between { get; init; } = [];

    /// <summary>Whom one of the two deals with by this agreement; null for others, and for terms of one.</summary>
    public string? OtherSide(string own) =>
        Between.Contains(own, StringComparer.Ordinal) ? Between.FirstOrDefault(b => b != own) : null;

    /// <summary>The last day on which a version holds: its own, or the day before the next one starts; null without
    /// end.</summary>
    public LocalDate? LastDayOf(int version) =>
        Versions[version].Until ?? (version + 1 < Versions.Count ? Versions[version + 1].From.PlusDays(-1) : null);

    /// <summary>Index of the version that holds on a day, -1 where none does. The latest one wins.</summary>
    public int VersionOn(LocalDate day)
    {
        for (var i = Versions.Count - 1; i >= 0; i--)
        {
            if (Versions[i].From <= day)
            {
                return LastDayOf(i) is { } last && last < day ? -1 : i;
            }
        }

        return -1;
    }
}

/// <summary>What was agreed from a day on.</summary>
/// <param name="Until">Last day it holds; null: until the next version starts.</param>
/// <param name="Adopted">Day of the decision.</param>
/// <param name="Facts">Named inputs of the clauses.</param>
/// <param name="Pools">Wholes that clauses divide, by name.</param>
/// <param name="Clauses">In the order in which they are computed and shown.</param>
/// <param name="Hash">64 hex digits: SHA-256 of the version's JSON with members sorted and without white space.</param>
/// <param name="HashWithoutUntil">The same of all but the last day: two versions with it differ in their end
/// only.</param>
public sealed record TermsVersion(
    LocalDate From,
    LocalDate? Until,
    LocalDate Adopted,
    string AdoptedBy,
    IReadOnlyDictionary<string, Fact> Facts,
    IReadOnlyDictionary<string, Pool> Pools,
    IReadOnlyList<Clause> Clauses,
    string Hash,
    string HashWithoutUntil);
