using System.Runtime.InteropServices;
using Meent.Agreements;
using Meent.Flows;
using Meent.Kernel;
using Meent.Settlement.Rules;
using NodaTime;
using Period = Meent.Parties.Period;

namespace Meent.Settlement.ClosePeriod;

/// <summary>What participants provided and received in a period, summed by terms and by the price elsewhere of the day.
/// Sums alone are kept: records are many.</summary>
internal sealed class Alternatives
{
    private readonly int epoch;
    private readonly Dictionary<(int Item, short Action), int[]> places = [];
    private readonly Dictionary<Key, (long Quantity, long Events)> sums = [];
    private ILookup<int, (Key Key, (long Quantity, long Events) Sum)>? byParty;

    private readonly record struct Key(int Party, int Terms, int Item, short Action, int Place);

    private Alternatives(IReadOnlyList<Reference> held, Period period)
    {
        Held = held;
        epoch = NodaTime.Period.DaysBetween(new LocalDate(1970, 1, 1), period.Starts);
        for (var place = 0; place < held.Count; place++)
        {
            var one = held[place];
            var action = one.Side == Reference.Sold ? EventDraft.In : EventDraft.Out;
            ref var days = ref CollectionsMarshal.GetValueRefOrAddDefault(places, (one.Item, action), out _);
            days ??= Enumerable.Repeat(-1, period.Length).ToArray();
            for (var day = 0; day < days.Length; day++)
            {
                var date = period.Starts.PlusDays(day);
                days[day] = one.Touches(date, date) ? place : days[day];
            }
        }
    }

    /// <summary>The prices that hold on a day of the period.</summary>
    internal IReadOnlyList<Reference> Held { get; }

    /// <summary>Null where no price holds in the period: then nothing is compared.</summary>
    internal static Alternatives? Of(IEnumerable<Reference> references, Period period)
    {
        var held = references.Where(r => r.Touches(period.Starts, period.Ends)).ToList();
        return held.Count == 0 ? null : new Alternatives(held, period);
    }

    /// <summary>An accepted event of the period.</summary>
    internal void Take(in FlowEvent e, int party) => Take(in e, party, e.Action);

    /// <summary>The same for the participant that provided it to another one.</summary>
    internal void TakeProvided(in FlowEvent e, int provider) => Take(in e, provider, EventDraft.In);

    private void Take(in FlowEvent e, int party, short action)
    {
        var day = e.Day - epoch;
        var place = places.TryGetValue((e.Item, action), out var days) && day >= 0 && day < days.Length
            ? days[day]
            : -1;
        var key = new Key(party, e.Terms, e.Item, action, place);
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _);
        // What takes a record back has its day, item and terms: both are gone.
        var sign = e.Reversal ? -1 : 1;
        sum = (sum.Quantity + (sign * e.Quantity), sum.Events + sign);
    }

    /// <summary>Nothing comes any more.</summary>
    internal void Arrange() => byParty = sums.Where(s => s.Value.Events != 0)
        .ToLookup(s => s.Key.Party, s => (s.Key, s.Value));

    /// <summary>The advantage of a participant, in the order of the terms' codes; null where it dealt
    /// nothing.</summary>
    internal StatementAdvantage? Of(PeriodFacts facts, Reckoning r)
    {
        var dealt = byParty![facts.Index.Of(r.Party.Id)].ToLookup(s => s.Key.Terms);
        // What comes back from a surplus needs no price elsewhere: the alternative to it is nothing.
        var refunds = r.New.Where(n => n.Clause.GivesRefund && n.Rated).Select(n => n.Claim.Terms);
        var terms = dealt.Select(g => g.Key).Union(refunds)
            .Select(id => Compared(facts, r, facts.Terms.ById(id)!, [.. dealt[id]]))
            .OrderBy(t => t.Terms, StringComparer.Ordinal)
            .ToList();
        return terms.Count == 0
            ? null
            : new StatementAdvantage(Advantage.Sum(terms.Select(t => t.Amount)), terms);
    }

    private TermsAdvantage Compared(
        PeriodFacts facts, Reckoning r, KeptTerms terms, List<(Key Key, (long Quantity, long Events) Sum)> sums)
    {
        var actual = r.New.Where(n => n.Rated && n.Claim.Terms == terms.Id && !PassedOn(n)).Sum(Brought);
        var amount = Advantage.Of(actual, sums.Select(Dealt), facts.Organisation.Currency);
        return new TermsAdvantage(
            terms.Terms.Code, terms.Terms.Title, actual, amount,
            [.. sums.Select(s => s.Key.Place).Where(p => p >= 0).Distinct().Order()],
            [.. sums.Where(s => s.Key.Place < 0).Select(s => facts.Items[s.Key.Item].Name).Distinct()
                .Order(StringComparer.Ordinal)]);
    }

    private Elsewhere Dealt((Key Key, (long Quantity, long Events) Sum) s) => new(
        s.Key.Action == EventDraft.In ? s.Sum.Quantity : -s.Sum.Quantity,
        s.Key.Place < 0 ? null : Held[s.Key.Place].Price);

    /// <summary>What others pay to who bore the cost of all is no advantage: the cost is not in these books.</summary>
    private static bool PassedOn(NewClaim n) =>
        n.Clause is ShareClause { Payee: not null } share && n.Claim.Line != share.Line;

    /// <summary>Tax is passed on: it is nobody's advantage.</summary>
    private static long Brought(NewClaim n) => n.Claim.Line == LineKind.Tax ? 0 : n.Signed;

    /// <summary>The prices as the book of the period says them.</summary>
    internal IReadOnlyList<BookReference> Said(ItemBook items) =>
    [
        .. Held.Select(h => new BookReference(
            items[h.Item].Code, items[h.Item].Name, items[h.Item].Unit, h.Side, h.Price, h.From, h.Until, h.Source,
            h.ObservedOn, h.Method)),
    ];
}
