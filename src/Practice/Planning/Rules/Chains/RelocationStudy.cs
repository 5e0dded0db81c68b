namespace Meent.Planning.Rules.Chains;

/// <summary>What may be off, with ranges.</summary>
internal sealed record RelocationRanges(Band FuelPrice, Band Distance, Band Volume, Band Hour, Band Decay)
{
    public RelocationScale Middle => new(FuelPrice.Base, Distance.Base, Volume.Base, Hour.Base, Decay.Base);

    /// <summary>Every combination of low, base and high; the middle first.</summary>
    public IReadOnlyList<RelocationScale> All()
    {
        static double[] Points(Band band) =>
            band.IsExact ? [band.Base] : [.. new[] { band.Base, band.Low, band.High }.Distinct()];
        return
        [
            .. from fuel in Points(FuelPrice)
               from distance in Points(Distance)
               from volume in Points(Volume)
               from hour in Points(Hour)
               from decay in Points(Decay)
               select new RelocationScale(fuel, distance, volume, hour, decay),
        ];
    }
}

/// <summary>What a layout does to one party, beside staying; a year. Above 0 it is worse off.</summary>
/// <param name="Cost">Difference of what it pays.</param>
/// <param name="Removal">Of its sites, written off a year.</param>
internal readonly record struct PartyEffect(int Party, Band Cost, double Removal)
{
    public Band All => new(Cost.Low + Removal, Cost.Base + Removal, Cost.High + Removal);
}

/// <summary>A relation in a layout.</summary>
/// <param name="Cut">Frequent, within reach now, and out of it then.</param>
internal readonly record struct RelationChange(int Relation, double Now, double Then, bool Cut);

/// <summary>A layout beside staying; differences are a year, and above 0 dearer.</summary>
/// <param name="Total">Cost a year without removal, with its range.</param>
/// <param name="Difference">Of cost without removal, with its range.</param>
/// <param name="Net">With removal written off.</param>
/// <param name="Margin">Reference less landed cost of a tonne, weighed by volume; null: no reference.</param>
/// <param name="Lead">Hours, weighed by volume.</param>
/// <param name="LeadMargin">Lead time of the reference less its own, weighed by volume; null: no reference.</param>
/// <param name="Freshness">Share of the value that arrives, weighed by value.</param>
/// <param name="Distance">Kilometres to partners, weighed by how often they meet.</param>
/// <param name="Beyond">Relations, frequent or not, beyond reach.</param>
/// <param name="Lost">Share of all meetings of frequent relations that belong to cut ones.</param>
/// <param name="Ranks">By net cost with fuel cheaper, as it is, and dearer; 1 is cheapest; 0: no way.</param>
/// <param name="Payback">Years, with interest; null: never.</param>
/// <param name="BreakEven">Removal cost at which it just pays; 0 where nothing is saved.</param>
internal sealed record LayoutResult(
    Layout Layout, LayoutCost Cost, Band Total, Band Difference, Band Net, double? Margin, double Lead,
    double? LeadMargin, double Freshness, double Distance, int Beyond, double Lost, int[] Ranks, double? Payback,
    double BreakEven, IReadOnlyList<PartyEffect> Parties, IReadOnlyList<RelationChange> Relations)
{
    public bool RankChanges => Ranks[0] != Ranks[1] || Ranks[2] != Ranks[1];

    /// <summary>Worse off, whatever the total does.</summary>
    public IEnumerable<PartyEffect> Losers => Parties.Where(p => p.All.Base > 0);

    /// <summary>Not worse off on what was given, but worse off somewhere within the ranges.</summary>
    public IEnumerable<PartyEffect> PerhapsLosers => Parties.Where(p => p.All.Base <= 0 && p.All.High > 0);

    public int Cut => Relations.Count(r => r.Cut);
}

/// <summary>All layouts beside each other; the first is to stay.</summary>
internal static class RelocationStudy
{
    /// <param name="fuelChange">0.2: ranks are looked at with fuel a fifth cheaper and dearer.</param>
    public static IReadOnlyList<LayoutResult> Of(
        RelocationCase chains, IReadOnlyList<Layout> moves, RelocationRanges ranges, double fuelChange)
    {
        var stay = new Layout("", [.. Enumerable.Repeat(-1, chains.Sites.Count)]);
        Layout[] layouts = [stay, .. moves];
        var scales = ranges.All();
        var bases = scales.Select(s => Relocation.Of(chains, stay, s)).ToArray();
        var ranks = Ranks(chains, layouts, ranges.Middle, fuelChange);
        return [.. layouts.Select((layout, i) => Weigh(chains, layout, scales, bases, ranks[i]))];
    }

    public static double Net(RelocationCase chains, LayoutCost cost) =>
        cost.Cost + Annuity.Of(cost.Removal, chains.Rate, chains.Years);

    private static LayoutResult Weigh(
        RelocationCase chains, Layout layout, IReadOnlyList<RelocationScale> scales, LayoutCost[] bases, int[] ranks)
    {
        var costs = scales.Select(s => Relocation.Of(chains, layout, s)).ToArray();
        var (cost, stay) = (costs[0], bases[0]);
        var difference = Spread([.. costs.Select((c, i) => c.Cost - bases[i].Cost)]);
        var annuity = Annuity.Of(1, chains.Rate, chains.Years);
        var written = cost.Removal * annuity;
        var parties = Enumerable.Range(0, chains.Parties.Count).Select(p => new PartyEffect(
            p, Spread([.. costs.Select((c, i) => c.PartyCost[p] - bases[i].PartyCost[p])]),
            cost.PartyRemoval[p] * annuity)).ToArray();
        var volume = chains.Chains.Sum(c => c.Volume);
        var relations = Relations(chains, layout);
        var frequent = relations.Where(r => chains.Relations[r.Relation].Times >= chains.Frequent).ToArray();
        return new LayoutResult(
            layout, cost, Spread([.. costs.Select(c => c.Cost)]), difference,
            new Band(difference.Low + written, difference.Base + written, difference.High + written),
            Margin(chains, c => c.Reference, cost.ChainCost),
            Weighed(chains.Chains.Select((c, i) => (c.Volume, cost.ChainLead[i]))),
            Margin(chains, c => c.ReferenceHours, cost.ChainLead),
            Weighed(chains.Chains.Select((c, i) =>
                (c.Volume * c.Value, Relocation.Freshness(c, cost.ChainLead[i])))),
            Weighed(relations.Select(r => (chains.Relations[r.Relation].Times, r.Then))),
            relations.Count(r => r.Then > chains.Far),
            Weighed(frequent.Select(r => (chains.Relations[r.Relation].Times, r.Cut ? 1.0 : 0.0))),
            ranks, Relocation.PayBack(cost.Removal, stay.Cost - cost.Cost, chains.Rate),
            Math.Max(0, stay.Cost - cost.Cost) / annuity, parties, relations);
    }

    private static int[][] Ranks(
        RelocationCase chains, Layout[] layouts, RelocationScale middle, double fuelChange)
    {
        var ranks = layouts.Select(_ => new int[3]).ToArray();
        for (var k = 0; k < 3; k++)
        {
            var scale = middle with { FuelPrice = middle.FuelPrice * (1 + ((k - 1) * fuelChange)) };
            var nets = layouts.Select(l => Net(chains, Relocation.Of(chains, l, scale))).ToArray();
            for (var i = 0; i < nets.Length; i++)
            {
                ranks[i][k] = double.IsFinite(nets[i]) ? 1 + nets.Count(n => n < nets[i]) : 0;
            }
        }

        return ranks;
    }

    private static RelationChange[] Relations(RelocationCase chains, Layout layout)
    {
        var stay = new Layout("", [.. Enumerable.Repeat(-1, chains.Sites.Count)]);
        return [.. chains.Relations.Select((r, i) =>
        {
            var now = Relocation.Way(chains, stay, r.From, r.To).Kilometres;
            var then = Relocation.Way(chains, layout, r.From, r.To).Kilometres;
            return new RelationChange(
                i, now, then, r.Times >= chains.Frequent && now <= chains.Far && then > chains.Far);
        })];
    }

    private static double? Margin(RelocationCase chains, Func<Chain, double?> reference, double[] own)
    {
        var known = chains.Chains.Select((c, i) => (c.Volume, Reference: reference(c), Own: own[i]))
            .Where(c => c.Reference is not null).ToArray();
        return known.Length == 0 ? null : Weighed(known.Select(c => (c.Volume, c.Reference!.Value - c.Own)));
    }

    /// <summary>Mean by weight; 0 where nothing weighs.</summary>
    private static double Weighed(IEnumerable<(double Weight, double Value)> values)
    {
        var (sum, weights) = (0.0, 0.0);
        foreach (var (weight, value) in values)
        {
            if (weight > 0)
            {
                (sum, weights) = (sum + (weight * value), weights + weight);
            }
        }

        return weights > 0 ? sum / weights : 0;
    }

    private static Band Spread(double[] values) => new(values.Min(), values[0], values.Max());
}
