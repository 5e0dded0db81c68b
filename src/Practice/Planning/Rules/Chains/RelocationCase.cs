namespace Meent.Planning.Rules.Chains;

/// <summary>Where a party does something: a greenhouse, a trader's shed, an auction hall, a customer's store.</summary>
/// <param name="Function">grower, trader, auction, customer: a word of the reader.</param>
/// <param name="Removal">What moving it costs once; only for those that may move.</param>
/// <param name="Handling">Of a tonne that arrives.</param>
/// <param name="HandlingHours">That a tonne spends here when it arrives.</param>
internal sealed record ChainSite(
    string Name, int Party, string Function, double Removal = 0, double Handling = 0, double HandlingHours = 0);

/// <summary>What a lorry of a kind carries and costs.</summary>
/// <param name="Capacity">Tonnes.</param>
/// <param name="Load">Share of it that is filled, above 0 to 1.</param>
/// <param name="Empty">Share of the way back that is driven empty, 0 to 1.</param>
/// <param name="PerKilometre">Without fuel.</param>
/// <param name="Fuel">Litres in 100 km.</param>
internal sealed record ChainVehicle(
    string Name, double Capacity, double Load, double Empty, double PerKilometre, double PerHour, double Fuel);

/// <summary>Goods on their way from first to last hand.</summary>
/// <param name="Volume">Tonnes a year.</param>
/// <param name="Value">Of a tonne.</param>
/// <param name="Decay">Share of the value lost in a day, as a rate: what is left after t days is exp(-Decay t).</param>
/// <param name="Production">Cost of a tonne before the first leg.</param>
/// <param name="Reference">Landed cost of a tonne of those one competes with; null: unknown.</param>
/// <param name="ReferenceHours">Their lead time; null: unknown.</param>
internal sealed record Chain(
    string Name, double Volume, double Value, double Decay, double Production, double? Reference,
    double? ReferenceHours);

/// <summary>A stretch of a chain.</summary>
/// <param name="Departures">A week; goods wait half the time between two. 0: they leave at once.</param>
/// <param name="Payer">The party that bears transport, stock, loss and handling of the leg.</param>
internal sealed record ChainLeg(int Chain, int From, int To, int Vehicle, double Departures, int Payer);

/// <summary>People who deal with each other, on paper or not.</summary>
/// <param name="Times">A year.</param>
internal sealed record Relation(int From, int To, double Times, bool Formal, string About);

/// <summary>A candidate area.</summary>
/// <param name="Yearly">What a site costs there a year more than where it is: land, heat, water; below 0 less.</param>
internal sealed record CandidateArea(string Name, double Yearly);

/// <summary>Distances between places: sites first, areas behind them.</summary>
internal sealed record ChainDistances(int Size, double[] Kilometres, double[] Hours);

/// <summary>Who goes where: for each site its area, or -1 where it stays.</summary>
internal sealed record Layout(string Name, int[] AreaOf)
{
    public bool IsStay => Array.TrueForAll(AreaOf, a => a < 0);
}

/// <summary>A chain network, and what is thought of.</summary>
/// <param name="Rate">Interest of a year on goods under way and on what a removal costs.</param>
/// <param name="Years">Over which a removal is written off.</param>
/// <param name="Within">Kilometres between two sites that moved to the same area.</param>
/// <param name="WithinHours">Hours between them.</param>
/// <param name="Far">Kilometres beyond which people no longer drop in.</param>
/// <param name="Frequent">Times a year from which a relation counts as frequent.</param>
internal sealed record RelocationCase(
    IReadOnlyList<string> Parties, IReadOnlyList<ChainSite> Sites, IReadOnlyList<ChainVehicle> Vehicles,
    IReadOnlyList<Chain> Chains, IReadOnlyList<ChainLeg> Legs, IReadOnlyList<Relation> Relations,
    IReadOnlyList<CandidateArea> Areas, ChainDistances Distances, double Rate, double Years, double Within,
    double WithinHours, double Far, double Frequent);

/// <summary>What may be off: the fuel price, and the rest as multiples of what was given.</summary>
internal readonly record struct RelocationScale(
    double FuelPrice, double Distance = 1, double Volume = 1, double Hour = 1, double Decay = 1);
