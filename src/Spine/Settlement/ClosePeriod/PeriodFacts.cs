using System.Runtime.InteropServices;
using Meent.Agreements;
using Meent.Claims;
using Meent.Flows;
using Meent.Parties;
using NodaTime;
using Difference = Meent.Settlement.Rules.Difference;
using Period = Meent.Parties.Period;

namespace Meent.Settlement.ClosePeriod;

/// <summary>What a participant brings along from before, and how they are reached and paid.</summary>
internal sealed record Standing(long CreditBrought, string Rail, string Account, string Route, string Point);

/// <summary>A record of goods or services to a party, kept for the statement. There are many: what is not said is
/// <see cref="RatedEvent.None"/>, which is half as long as a number that may be missing.</summary>
internal readonly record struct Bought(
    int Terms, int Item, int Provider, int Day, long Quantity, long UnitPrice, long Amount, string Reference,
    bool Reversal);

/// <summary>A line of an order; thousandths.</summary>
internal readonly record struct Ordered(int Party, string Order, int Item, LocalDate Day, long Quantity);

/// <summary>Everything that a close reads, gathered before anything is decided.</summary>
internal sealed record PeriodFacts
{
    internal required Organisation Organisation { get; init; }
    internal required Period Period { get; init; }
    internal required Period? Before { get; init; }
    internal required PartyRegister Register { get; init; }
    internal required ItemBook Items { get; init; }
    internal required TermsBook Terms { get; init; }

    /// <summary>Clauses of these terms whose lines are never rated again.</summary>
    internal Rules.Finals Finals => field ??= new Rules.Finals(Terms);

    /// <summary>Ids of the agreements with another organisation.</summary>
    internal IReadOnlyList<int> SharedTerms => [.. Terms.Shared.Select(t => t.Id)];
    internal required PartyIndex Index { get; init; }
    internal required IReadOnlyDictionary<int, Standing> Standing { get; init; }
    internal required IReadOnlyList<Claim> OpenClaims { get; init; }

    /// <summary>What the close before carried forward, by party; empty before the first.</summary>
    internal required IReadOnlyDictionary<int, long> CarriedBefore { get; init; }
    internal required long NextClaim { get; init; }
    internal required IReadOnlyList<BookException> Notes { get; init; }

    /// <summary>Lines of the period itself, until they are claims.</summary>
    internal IReadOnlyList<RatedLine> Lines { get; set; } = [];

    /// <summary>Parties with a line of the period itself that comes to something.</summary>
    internal IReadOnlySet<int> RatedParties { get; set; } = new HashSet<int>();

    /// <summary>What was ordered under an order number, for delivery notes.</summary>
    internal IReadOnlyList<Ordered> Ordered { get; set; } = [];

    /// <summary>Changes of earlier months, with the month.</summary>
    internal IReadOnlyList<(Period Month, Difference Change)> Changes { get; set; } = [];

    /// <summary>What happened in the period, for the statements and the goods balance.</summary>
    internal required Happened Happened { get; init; }

    /// <summary>What it would have brought elsewhere; null where no price elsewhere is recorded.</summary>
    internal Alternatives? Alternatives { get; init; }

    /// <summary>All records of the period were taken.</summary>
    internal void Arrange()
    {
        Happened.Arrange();
        Alternatives?.Arrange();
    }
}

/// <summary>What happened in a period: the movements of the main item and what was bought, by party; sums of all
/// goods.</summary>
internal sealed class Happened(PartyIndex index, int mainItem, LocalDate starts, bool notes = false)
{
    private readonly Dictionary<(int Provider, int Receiver, int Item), (long Quantity, int Events)> exchanged = [];
    private readonly int epoch = NodaTime.Period.DaysBetween(new LocalDate(1970, 1, 1), starts);
    private readonly bool[] touched = new bool[index.Count];
    private readonly HashSet<int> late = [];
    private readonly Dictionary<int, (long Accepted, long Rejected)> goods = [];
    private readonly Dictionary<(int Item, string Kind), (int Day, long Quantity)> stock = [];

    /// <summary>Movements of the main item.</summary>
    internal ByParty<Movement> Movements { get; } = new(index.Count);

    internal ByParty<Bought> Purchases { get; } = new(index.Count);

    /// <summary>Null where nobody gets delivery notes.</summary>
    internal Consignments? Consignments { get; } = notes ? new() : null;

    /// <summary>What participants provided to each other, accepted, by provider, receiver and item.</summary>
    internal IReadOnlyDictionary<(int Provider, int Receiver, int Item), (long Quantity, int Events)> Exchanged =>
        exchanged;

    /// <summary>Sums of what was accepted and rejected, by item.</summary>
    internal IReadOnlyDictionary<int, (long Accepted, long Rejected)> Goods => goods;

    /// <summary>Stock records: kind to sum by item; opening is that of the first day, closing of the last.</summary>
    internal IReadOnlyDictionary<(int Item, string Kind), (int Day, long Quantity)> Stock => stock;

    /// <summary>Parties with a record of an earlier month that this period settles.</summary>
    internal IReadOnlySet<int> Late => late;

    /// <summary>Parties with a record of the period itself.</summary>
    internal IEnumerable<int> Touched => Enumerable.Range(0, index.Count).Where(i => touched[i]).Select(index.At);

    /// <param name="most">How many records will come at most.</param>
    internal void Expect(int most)
    {
        Movements.Expect(most);
        Purchases.Expect(most);
    }

    internal void Take(in FlowEvent e, int party)
    {
        touched[party] = true;
        Consignments?.Take(in e);
        if (e.Action == EventDraft.In)
        {
            var quantity = e.Reversal ? -e.Quantity : e.Quantity;
            ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(goods, e.Item, out _);
            sums = e.Accepted ? (sums.Accepted + quantity, sums.Rejected) : (sums.Accepted, sums.Rejected + quantity);
            if (e.Item == mainItem)
            {
                Movements.Add(
                    party, new Movement(e.Day - epoch, e.Session, quantity, e.Accepted, e.Reversal, e.Reason));
            }
        }
        else if (e.Accepted)
        {
            Purchases.Add(party, new Bought(
                e.Terms, e.Item, e.Provider, e.Day, e.Quantity, e.UnitPrice ?? RatedEvent.None,
                e.Amount ?? RatedEvent.None, e.Reference, e.Reversal));
        }
    }

    /// <summary>A record of what a participant provided to another one.</summary>
    internal void TakeProvided(in FlowEvent e, int party)
    {
        touched[party] = true;
        if (e.Accepted)
        {
            var sign = e.Reversal ? -1 : 1;
            ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(
                exchanged, (e.Provider, e.Party, e.Item), out _);
            sums = (sums.Quantity + (sign * e.Quantity), sums.Events + sign);
        }
    }

    /// <summary>A record of an earlier month.</summary>
    internal void TakeLate(in FlowEvent e) => late.Add(e.Party);

    internal void TakeStock(in FlowEvent e)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(stock, (e.Item, e.Reference), out var known);
        entry = e.Reference switch
        {
            "closing" when known && entry.Day > e.Day => entry,
            "closing" when known && entry.Day == e.Day => (e.Day, entry.Quantity + e.Quantity),
            "closing" => (e.Day, e.Quantity),
            "opening" when known && entry.Day < e.Day => entry,
            "opening" when known && entry.Day == e.Day => (e.Day, entry.Quantity + e.Quantity),
            "opening" => (e.Day, e.Quantity),
            _ => (e.Day, entry.Quantity + e.Quantity),
        };
    }

    internal void Arrange()
    {
        Movements.Arrange();
        Purchases.Arrange();
    }
}
