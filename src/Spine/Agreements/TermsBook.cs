using System.Security.Cryptography;
using System.Text;
using Dapper;
using Meent.Kernel;
using Meent.Parties;
using Meent.Platform;
using NodaTime;

namespace Meent.Agreements;

/// <summary>Terms as they stand in the books.</summary>
public sealed record KeptTerms(int Id, StandardTerms Terms)
{
    /// <summary>A clause of a version, which is counted from 1. A loop: it is asked for each line of a close.</summary>
    /// <exception cref="InvalidOperationException">The version has no such clause.</exception>
    public Clause ClauseOf(int version, string code)
    {
        var clauses = Terms.Versions[version - 1].Clauses;
        for (var i = 0; i < clauses.Count; i++)
        {
            if (clauses[i].Code == code)
            {
                return clauses[i];
            }
        }

        throw new InvalidOperationException($"{Terms.Code} {version}: no clause {code}");
    }
}

/// <summary>The terms of one organisation in memory, and who joined those that list their parties.</summary>
public sealed class TermsBook
{
    private readonly List<KeptTerms> terms = [];
    private readonly Dictionary<int, KeptTerms> byId = [];
    private readonly Dictionary<(int Terms, int Party), List<(LocalDate? From, LocalDate? Until)>> joined = [];
    private readonly Dictionary<(int Terms, int Party, LocalDate? From), Figure> weights = [];
    private readonly Dictionary<string, List<KeptTerms>> byItem = new(StringComparer.Ordinal);

    /// <summary>Of items that terms only divide something by.</summary>
    private readonly Dictionary<string, List<KeptTerms>> byKey = new(StringComparer.Ordinal);

    public IReadOnlyList<KeptTerms> All => terms;

    /// <summary>Agreements with another organisation.</summary>
    public IEnumerable<KeptTerms> Shared => terms.Where(t => t.Terms.Between.Count > 0);

    public static async Task<TermsBook> Load(Work work, CancellationToken ct)
    {
        var book = new TermsBook();
        var texts = await work.Connection.QueryAsync<(int Id, string Body)>(
            new CommandDefinition(Newest, new { work.OrgId }, work.Transaction, cancellationToken: ct));
        foreach (var (id, body) in texts)
        {
            book.Keep(new KeptTerms(id, TermsFile.Stored(body).Value));
        }

        var rows = await work.Connection.QueryAsync<(int, int, DateOnly?, DateOnly?, string?)>(
            new CommandDefinition(AllJoined, new { work.OrgId }, work.Transaction, cancellationToken: ct));
        foreach (var (id, party, from, until, weight) in rows)
        {
            book.Join(id, party, from?.ToLocalDate(), until?.ToLocalDate(), weight);
        }

        return book;
    }

    /// <summary>
    /// Terms that rate an item for a party on a day: those the party is listed for go before those by statute.
    /// Null where none does.
    /// </summary>
    public KeptTerms? For(string item, int party, LocalDate day) =>
        Chosen(byItem, item, party, day) ?? Chosen(byKey, item, party, day);

    private KeptTerms? Chosen(Dictionary<string, List<KeptTerms>> lists, string item, int party, LocalDate day)
    {
        if (!lists.TryGetValue(item, out var candidates))
        {
            return null;
        }

        if (candidates.Count == 1 && candidates[0].Terms.Joins == Joins.Members)
        {
            return candidates[0];
        }

        return candidates.Find(t => t.Terms.Joins == Joins.Listed && HasJoined(t.Id, party, day))
            ?? candidates.Find(t => t.Terms.Joins == Joins.Members);
    }

    public bool HasJoined(int id, int party, LocalDate day) =>
        joined.TryGetValue((id, party), out var ranges)
        && ranges.Exists(r => (r.From is null || r.From <= day) && (r.Until is null || r.Until >= day));

    /// <summary>Null for 0, the terms of an opening balance.</summary>
    public KeptTerms? ById(int id) => byId.GetValueOrDefault(id);

    public KeptTerms? ByCode(string code) => terms.Find(t => t.Terms.Code == code);

    /// <summary>
    /// Takes a terms file into the books. True where it was new or changed. What held on a day of a closed period
    /// may not change.
    /// </summary>
    public async Task<Outcome<bool>> Take(
        Work work, Organisation organisation, Calendar calendar, string json, CancellationToken ct)
    {
        var parsed = TermsFile.Parse(json);
        if (parsed.Refused)
        {
            return parsed.Refusal!;
        }

        var known = ByCode(parsed.Value.Code);
        var refusal = Acceptable(parsed.Value, known?.Terms, organisation, calendar);
        if (refusal is not null)
        {
            return refusal;
        }

        if (known is not null && Same(known.Terms, parsed.Value))
        {
            return false;
        }

        var kept = new KeptTerms(known?.Id ?? terms.Select(t => t.Id).DefaultIfEmpty(0).Max() + 1, parsed.Value);
        await work.Connection.ExecuteAsync(new CommandDefinition(
            Store,
            new
            {
                work.OrgId, kept.Id, kept.Terms.Code, Currency = kept.Terms.Currency.Code,
                Joins = kept.Terms.Joins == Joins.Listed ? "listed" : "members", Body = json,
                Hash = SHA256.HashData(Encoding.UTF8.GetBytes(json)), Written = await work.Written(ct),
            },
            work.Transaction,
            cancellationToken: ct));
        terms.RemoveAll(t => t.Id == kept.Id);
        Rebuild(kept);
        return true;
    }

    /// <summary>The ranges for which a party is listed.</summary>
    public IReadOnlyList<(LocalDate? From, LocalDate? Until)> Joined(int id, int party) =>
        joined.GetValueOrDefault((id, party)) ?? [];

    /// <summary>Another last day for a range that is listed.</summary>
    public void EndOn(int id, int party, LocalDate from, LocalDate? until)
    {
        var ranges = joined[(id, party)];
        ranges[ranges.FindIndex(r => r.From == from)] = (from, until);
    }

    /// <summary>Parties that are listed for terms on a day, with the weight of each agreement (1 where it says none),
    /// in the order of their ids.</summary>
    public IReadOnlyList<(int Party, Figure Weight)> JoinedOn(int id, LocalDate day) =>
    [
        .. joined.Where(j => j.Key.Terms == id).OrderBy(j => j.Key.Party)
            .SelectMany(j => j.Value
                .Where(r => (r.From is null || r.From <= day) && (r.Until is null || r.Until >= day))
                .Select(r => (j.Key.Party, WeightOf(id, j.Key.Party, r.From)))),
    ];

    /// <summary>Weight of an agreement that begins on a day; 1 where it says none.</summary>
    public Figure WeightOf(int id, int party, LocalDate? from) =>
        weights.TryGetValue((id, party, from), out var weight) ? weight : Figure.Of(1, 0);

    /// <param name="weight">A decimal text, null or empty where none is said.</param>
    public void Join(int id, int party, LocalDate? from, LocalDate? until, string? weight = null)
    {
        if (Figure.TryParse(weight, out var said))
        {
            weights[(id, party, from)] = said;
        }

        if (!joined.TryGetValue((id, party), out var ranges))
        {
            joined[(id, party)] = ranges = [];
        }

        ranges.Add((from, until));
    }

    private static Refusal? Acceptable(
        StandardTerms terms, StandardTerms? known, Organisation organisation, Calendar calendar)
    {
        if (terms.Currency != organisation.Currency)
        {
            return Refusals.AnotherCurrency(terms.Code, terms.Currency.Code, organisation.Currency.Code);
        }

        if (Sides(terms, known, organisation.Settings.Id) is { } sides)
        {
            return sides;
        }

        var finding = TermsCheck.Findings(terms, null, null).FirstOrDefault(f => f.Severity == Severity.Refuse);
        if (finding is not null)
        {
            return finding.What;
        }

        if (Rules.FormCheck.Of(terms, Forms.Of(organisation.Settings.LegalForm)) is { } refusal)
        {
            return refusal;
        }

        var lastClosed = calendar.Periods.LastOrDefault(p => p.Closed);
        if (known is null || lastClosed is null)
        {
            return null;
        }

        foreach (var version in known.Versions.Where(v => v.From <= lastClosed.Ends))
        {
            if (!terms.Versions.Any(v => v.From == version.From && v.Hash == version.Hash)
                && !CutAfter(version, terms, lastClosed.Ends))
            {
                return Refusals.VersionInUse(terms.Code, version.From, lastClosed.Code);
            }
        }

        return terms.Versions.FirstOrDefault(
            v => v.From <= lastClosed.Ends && known.Versions.All(k => k.From != v.From)) is { } late
            ? Refusals.VersionInUse(terms.Code, late.From, lastClosed.Code)
            : null;
    }

    /// <summary>Terms are of one organisation or between it and one other, and stay so: events were recorded by
    /// them.</summary>
    private static Refusal? Sides(StandardTerms terms, StandardTerms? known, string own) =>
        terms.Between.Count > 0
            && (terms.Between.Count != 2 || terms.Joins != Joins.Listed || terms.OtherSide(own) is null)
            ? Refusals.NotBetweenTwo(terms.Code, string.Join(", ", terms.Between), own)
        : known is not null && !known.Between.ToHashSet().SetEquals(terms.Between)
            ? Refusals.SidesChanged(terms.Code)
        : null;

    /// <summary>A version may be given an end after the last closed day; all else of it stays.</summary>
    private static bool CutAfter(TermsVersion version, StandardTerms terms, LocalDate lastClosed) =>
        terms.Versions.Any(v => v.From == version.From && v.Until is { } until && until >= lastClosed
            && (version.Until is null || version.Until >= lastClosed)
            && v.HashWithoutUntil == version.HashWithoutUntil);

    private static bool Same(StandardTerms a, StandardTerms b) =>
        a.Joins == b.Joins && a.Versions.Count == b.Versions.Count
        && a.Title.OrderBy(t => t.Key, StringComparer.Ordinal)
            .SequenceEqual(b.Title.OrderBy(t => t.Key, StringComparer.Ordinal))
        && a.Versions.Zip(b.Versions).All(p => p.First.Hash == p.Second.Hash);

    private void Rebuild(KeptTerms kept)
    {
        foreach (var list in byItem.Values.Concat(byKey.Values))
        {
            list.RemoveAll(t => t.Id == kept.Id);
        }

        Keep(kept);
    }

    private void Keep(KeptTerms kept)
    {
        terms.Add(kept);
        byId[kept.Id] = kept;
        terms.Sort((a, b) => a.Id.CompareTo(b.Id));
        var clauses = kept.Terms.Versions.SelectMany(v => v.Clauses).ToList();
        var priced = clauses.SelectMany(c => c.Items).Distinct().ToList();
        Add(byItem, priced, kept);
        Add(byKey, clauses.SelectMany(c => c.Recorded).Except(priced), kept);
    }

    private static void Add(Dictionary<string, List<KeptTerms>> lists, IEnumerable<string> items, KeptTerms kept)
    {
        foreach (var item in items)
        {
            if (!lists.TryGetValue(item, out var list))
            {
                lists[item] = list = [];
            }

            list.Add(kept);
        }
    }

    private const string Newest = """
        select distinct on (terms_id) terms_id, body from agreements.terms_text
        where org_id = @OrgId order by terms_id, revision desc limit 10000
        """;

    private const string AllJoined = """
        select terms_id, party_id, lower(valid), upper(valid) - 1, params ->> 'weight' from agreements.agreement
        where org_id = @OrgId order by terms_id, party_id, valid limit 10000000
        """;

    private const string Store = """
        with kept as (
          insert into agreements.terms (org_id, terms_id, code, currency, joins)
          values (@OrgId, @Id, @Code, @Currency, @Joins) on conflict do nothing)
        insert into agreements.terms_text (org_id, terms_id, revision, body, body_hash, written_id)
        select @OrgId, @Id, coalesce(max(revision), 0) + 1, @Body, @Hash, @Written
        from agreements.terms_text where org_id = @OrgId and terms_id = @Id
        """;
}
