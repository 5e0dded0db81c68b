using Meent.Agreements;
using Meent.Kernel;

namespace Meent.Claims.Rules;

/// <summary>Terms, compiled: the version of each day.</summary>
internal sealed class TermsRater
{
    private readonly VersionRater?[] byDay;

    internal TermsRater(
        RatedTerms rated, IReadOnlyList<RatedItem> items, ObservationBook observations, Calendar calendar, int parties)
    {
        (Id, Terms) = (rated.Id, rated.Terms);
        Versions = new VersionRater?[Terms.Versions.Count];
        byDay = new VersionRater?[calendar.Days.Length];
        for (var day = 0; day < byDay.Length; day++)
        {
            var version = Terms.VersionOn(calendar.Days[day]);
            byDay[day] = version < 0 ? null
                : Versions[version] ??= Compiled(Terms.Versions[version], items, observations, calendar, parties);
        }
    }

    internal int Id { get; }

    internal StandardTerms Terms { get; }

    /// <summary>Versions without a day in the range of events are not compiled.</summary>
    internal VersionRater?[] Versions { get; }

    /// <summary>The sums of all versions, in order of party, version and counterparty.</summary>
    internal PartyLines.Row[] Rows()
    {
        var rows = new PartyLines.Row[Versions.Sum(v => v?.Rows.Count ?? 0)];
        var count = 0;
        for (var version = 0; version < Versions.Length; version++)
        {
            for (var i = 0; i < Versions[version]?.Rows.Count; i++)
            {
                var (party, counterparty, provides) = Versions[version]!.Rows[i];
                rows[count++] = new PartyLines.Row(version, party, counterparty, provides, i);
            }
        }

        Array.Sort(rows, static (a, b) =>
            a.Party != b.Party ? a.Party.CompareTo(b.Party)
            : a.Version != b.Version ? a.Version.CompareTo(b.Version)
            : a.Counterparty != b.Counterparty ? a.Counterparty.CompareTo(b.Counterparty)
            : a.Provides.CompareTo(b.Provides));
        return rows;
    }

    internal VersionRater? On(int dayIndex) => byDay[dayIndex];

    private VersionRater Compiled(
        TermsVersion version, IReadOnlyList<RatedItem> items, ObservationBook observations, Calendar calendar,
        int parties)
    {
        var shapes = new FactShapes(version, items, observations, new Symbols());
        var readers = new FactReaders(shapes, observations, calendar, parties);
        var raters = new ClauseRaters(version, Terms.Currency, shapes, readers, calendar);
        var frames = raters.Frames();
        ItemPlan?[] Plans(Side side) => [.. items.Select(item => Plan(item, side, frames, readers, raters))];
        var received = Plans(Side.Receiver);
        var sided = version.Clauses.Any(c => c.Pays is not null || c.Side is not null);
        var plans = new ItemPlans(received, sided ? Plans(Side.Provider) : received, sided);
        return new VersionRater(frames, shapes, plans, parties);
    }

    private static ItemPlan? Plan(
        RatedItem item, Side side, ClauseFrame[] frames, FactReaders readers, ClauseRaters raters)
    {
        var chosen = new List<int>();
        foreach (var frame in frames)
        {
            var rates = frame.Clause is PercentClause percent
                ? chosen.Exists(i => percent.Of.Contains(frames[i].Clause.Code))
                : frame.Clause.Items.Contains(item.Code);
            if (rates && frame.Clause.Concerns(side))
            {
                chosen.Add(frame.Index);
            }
        }

        if (chosen.Count == 0 && !frames.Any(f => f.Clause.Recorded.Contains(item.Code)))
        {
            return null;
        }

        var facts = readers.For(item, chosen.SelectMany(i => ClauseRaters.FactsOf(frames[i].Clause)));
        return new ItemPlan(facts, [.. chosen.Select(i => raters.Rater(frames[i], chosen))]);
    }
}
