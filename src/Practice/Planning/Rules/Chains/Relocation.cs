namespace Meent.Planning.Rules.Chains;

/// <summary>One leg in one layout, a year: every figure that its cost is made of.</summary>
/// <param name="Trips">Volume / (capacity x load); not rounded, a lorry takes other goods as well.</param>
/// <param name="Hours">One way.</param>
/// <param name="Lead">Waiting, driving and handling.</param>
internal readonly record struct LegCost(
    double Kilometres, double Hours, double Trips, double Transport, double Handling, double Stock, double Loss,
    double Lead)
{
    public double Cost => Transport + Handling + Stock + Loss;
}

/// <summary>A layout reckoned through, a year.</summary>
/// <param name="PartyCost">Legs that a party pays, and what its sites cost more or less in their area.</param>
/// <param name="PartyRemoval">Once.</param>
/// <param name="ChainCost">Landed, of a tonne: production and all legs.</param>
/// <param name="ChainLead">Hours from first to last hand.</param>
internal sealed record LayoutCost(
    LegCost[] Legs, double[] PartyCost, double[] PartyRemoval, double[] ChainCost, double[] ChainLead, double Yearly)
{
    public double Transport => Legs.Sum(l => l.Transport);

    public double Handling => Legs.Sum(l => l.Handling);

    public double Stock => Legs.Sum(l => l.Stock);

    public double Loss => Legs.Sum(l => l.Loss);

    /// <summary>Without removal.</summary>
    public double Cost => Transport + Handling + Stock + Loss + Yearly;

    public double Removal => PartyRemoval.Sum();

    public bool IsReached => double.IsFinite(Transport);
}

/// <summary>
/// What moving parties would do to the whole chain, after the question of "Verkassen" (Verduijn and Bovenkerk, TNO
/// Inro): logistics cost, lead time and competitive position. C = sum over legs of transport + handling + stock + loss;
/// transport = trips x (km x cost of a km + h x cost of an hour); waiting = half the time between departures;
/// stock = value x rate x lead time; loss = value x (1 - exp(-k t)).
/// </summary>
internal static class Relocation
{
    private const double HoursOfWeek = 168, HoursOfDay = 24, HoursOfYear = 8760;

    public static LayoutCost Of(RelocationCase chains, Layout layout, RelocationScale scale)
    {
        var legs = new LegCost[chains.Legs.Count];
        var (party, removal) = (new double[chains.Parties.Count], new double[chains.Parties.Count]);
        var cost = chains.Chains.Select(c => c.Production).ToArray();
        var lead = new double[cost.Length];
        for (var i = 0; i < legs.Length; i++)
        {
            var leg = chains.Legs[i];
            legs[i] = OfLeg(chains, leg, layout, scale, lead[leg.Chain]);
            lead[leg.Chain] += legs[i].Lead;
            var volume = chains.Chains[leg.Chain].Volume * scale.Volume;
            cost[leg.Chain] += volume > 0 ? legs[i].Cost / volume : 0;
            party[leg.Payer] += legs[i].Cost;
        }

        var yearly = 0.0;
        for (var i = 0; i < chains.Sites.Count; i++)
        {
            if (layout.AreaOf[i] is >= 0 and var area)
            {
                party[chains.Sites[i].Party] += chains.Areas[area].Yearly;
                removal[chains.Sites[i].Party] += chains.Sites[i].Removal;
                yearly += chains.Areas[area].Yearly;
            }
        }

        return new LayoutCost(legs, party, removal, cost, lead, yearly);
    }

    /// <summary>Kilometres and hours between two sites; infinite where there is no way.</summary>
    public static (double Kilometres, double Hours) Way(RelocationCase chains, Layout layout, int from, int to)
    {
        var (a, b) = (layout.AreaOf[from], layout.AreaOf[to]);
        if (from != to && a >= 0 && a == b)
        {
            return (chains.Within, chains.WithinHours);
        }

        var sites = chains.Sites.Count;
        var at = ((a >= 0 ? sites + a : from) * chains.Distances.Size) + (b >= 0 ? sites + b : to);
        return (chains.Distances.Kilometres[at], chains.Distances.Hours[at]);
    }

    /// <summary>Share of its value with which a chain's goods arrive.</summary>
    public static double Freshness(Chain chain, double leadHours) => Math.Exp(-chain.Decay * leadHours / HoursOfDay);

    /// <summary>Years until savings, with interest, have paid a removal; null where they never do.</summary>
    public static double? PayBack(double removal, double saving, double rate) =>
        removal <= 0 ? (saving >= 0 ? 0 : null)
        : saving <= removal * rate || saving <= 0 ? null
        : rate == 0 ? removal / saving
        : -Math.Log(1 - (removal * rate / saving)) / Math.Log(1 + rate);

    /// <param name="before">Hours that the goods have been under way when the leg begins.</param>
    private static LegCost OfLeg(
        RelocationCase chains, ChainLeg leg, Layout layout, RelocationScale scale, double before)
    {
        var (chain, vehicle, to) = (chains.Chains[leg.Chain], chains.Vehicles[leg.Vehicle], chains.Sites[leg.To]);
        var (kilometres, hours) = Way(chains, layout, leg.From, leg.To);
        (kilometres, hours) = (kilometres * scale.Distance, hours * scale.Distance);
        var volume = chain.Volume * scale.Volume;
        var trips = volume / (vehicle.Capacity * vehicle.Load);
        var perKilometre = vehicle.PerKilometre + (vehicle.Fuel / 100 * scale.FuelPrice);
        var transport = trips * (1 + vehicle.Empty)
            * ((kilometres * perKilometre) + (hours * vehicle.PerHour * scale.Hour));
        var wait = leg.Departures > 0 ? HoursOfWeek / leg.Departures / 2 : 0;
        var lead = wait + hours + to.HandlingHours;
        var decay = chain.Decay * scale.Decay / HoursOfDay;
        var loss = volume * chain.Value * (Math.Exp(-decay * before) - Math.Exp(-decay * (before + lead)));
        return new LegCost(
            kilometres, hours, trips, transport, volume * to.Handling,
            volume * chain.Value * chains.Rate * lead / HoursOfYear, loss, lead);
    }
}
