using Meent.Planning.Explore;
using Meent.Planning.Rules.Chains;

namespace Meent.Planning.Chains;

/// <summary>What was found of a move, as tables and figures.</summary>
internal sealed class RelocateTables(
    ExploreFolder folder, RelocateFolder read, IReadOnlyList<LayoutResult> results, LayoutResult? best)
{
    private const string Hours = "h";

    private readonly RelocationCase chains = read.Case;
    private readonly string perTonne = $"{folder.Settings.Currency}/t";
    private readonly string perYear = $"{folder.Settings.Currency}/a";

    public IReadOnlyList<AnswerTable> All() =>
        [Areas(), Ties(), Money(), Parties(), Relations(), ChainRows(), Legs()];

    public IReadOnlyList<Figure> Forecast()
    {
        var figures = new List<Figure> { new("cost", "", "", results[0].Total, perYear) };
        for (var i = 0; i < chains.Chains.Count; i++)
        {
            figures.Add(new("landed_cost", chains.Chains[i].Name, "", results[0].Cost.ChainCost[i], perTonne));
            figures.Add(new("lead_time", chains.Chains[i].Name, "", results[0].Cost.ChainLead[i], Hours));
        }

        foreach (var result in results.Skip(1).Where(r => r.Cost.IsReached))
        {
            figures.Add(new("cost", result.Layout.Name, "", result.Total, perYear));
            figures.Add(new("lead_time", result.Layout.Name, "", result.Lead, Hours));
        }

        return figures;
    }

    private static AnswerColumn Column(string name, string unit = "") => new($"explore.relocate.{name}", unit);

    private static Cell Named(LayoutResult result) =>
        result.Layout.Name.Length > 0 ? result.Layout.Name : Cell.Word("explore.relocate.stay");

    private static Cell Rank(int rank) => rank > 0 ? Cell.Number(rank) : Cell.Unknown;

    private static Sentence Title(string name) => new($"explore.relocate.{name}");

    private Mark Marked(LayoutResult result) =>
        ReferenceEquals(result, best) ? Mark.Chosen : Mark.Plain;

    private string Site(int site) => chains.Sites[site].Name;

    /// <summary>One row for each candidate, and one for staying.</summary>
    private AnswerTable Areas() => new(
        Title("areas"),
        [
            Column("area"), Column("cost", perYear), Column("net", perYear),
            Column("lead", Hours), Column("margin", perTonne), Column("beyond"), Column("loser_count"), Column("rank"),
            Column("rank_cheaper"), Column("rank_dearer"), Column("rank_changes"),
        ],
        [.. results.Select(r => new AnswerRow(
            Marked(r), Named(r), Cell.Number(r.Cost.Cost), Cell.Of(r.Net),
            Cell.Number(r.Lead, 1), Cell.Number(r.Margin, 2), Cell.Number(r.Beyond), Cell.Number(r.Losers.Count()),
            Rank(r.Ranks[1]), Rank(r.Ranks[0]), Rank(r.Ranks[2]),
            Cell.Word(r.RankChanges ? "explore.relocate.changes" : "explore.relocate.stays_same")))])
    {
        Note = new(
            "explore.relocate.areas.note", ("far", Cell.Number(chains.Far)),
            ("percent", Cell.Number(read.FuelChange * 100))),
    };

    private AnswerTable Ties() => new(
        Title("ties"),
        [
            Column("area"), Column("distance", "km"), Column("cut"), Column("lost", "%"), Column("fresh", "%"),
            Column("lead_margin", Hours), Column("losers"), Column("perhaps_losers"),
        ],
        [.. results.Select(r => new AnswerRow(
            Marked(r), Named(r), Cell.Number(r.Distance, 1), Cell.Number(r.Cut), Cell.Number(r.Lost * 100, 1),
            Cell.Number(r.Freshness * 100, 1), Cell.Number(r.LeadMargin, 1),
            string.Join(", ", r.Losers.OrderByDescending(p => p.All.Base).Select(p => chains.Parties[p.Party])),
            string.Join(", ", r.PerhapsLosers.OrderByDescending(p => p.All.High)
                .Select(p => chains.Parties[p.Party]))))]);

    private AnswerTable Money() => new(
        Title("money"),
        [
            Column("area"), Column("transport", perYear), Column("handling", perYear), Column("stock", perYear),
            Column("loss", perYear), Column("yearly", perYear), Column("difference", perYear),
            Column("removal", folder.Settings.Currency),
            Column("payback", "a"), Column("break_even", folder.Settings.Currency),
        ],
        [.. results.Select(r => new AnswerRow(
            Marked(r), Named(r), Cell.Number(r.Cost.Transport), Cell.Number(r.Cost.Handling),
            Cell.Number(r.Cost.Stock), Cell.Number(r.Cost.Loss), Cell.Number(r.Cost.Yearly),
            Cell.Of(r.Difference), Cell.Number(r.Cost.Removal),
            r.Layout.IsStay ? Cell.Nothing
                : r.Payback is { } years ? Cell.Number(years, 1) : Cell.Word("explore.relocate.never"),
            r.Layout.IsStay ? Cell.Nothing : Cell.Number(r.BreakEven)))])
    { Note = new("explore.relocate.money.note") };

    /// <summary>Who wins and who loses in each area, the losers first. Who loses only within the ranges is marked too.
    /// </summary>
    private AnswerTable Parties() => new(
        Title("parties"),
        [
            Column("area"), Column("party"), Column("difference", perYear), Column("removal_yearly", perYear),
            Column("effect", perYear),
        ],
        [.. results.Skip(1).SelectMany(r => r.Parties.Where(p => p.All != default)
            .OrderByDescending(p => p.All.Base).ThenBy(p => p.Party).Select(p => new AnswerRow(
                p.All.High > 0 ? Mark.Loses : Mark.Plain, Named(r), chains.Parties[p.Party], Cell.Of(p.Cost),
                Cell.Number(p.Removal), Cell.Of(p.All))))])
    { Note = new("explore.relocate.parties.note") };

    private AnswerTable Relations() => new(
        Title("relations"),
        [
            Column("area"), Column("from"), Column("to"), Column("kind"), Column("about"), Column("times", "1/a"),
            Column("now", "km"), Column("then", "km"),
        ],
        [.. results.Skip(1).SelectMany(r => r.Relations.Where(c => c.Cut)
            .OrderByDescending(c => chains.Relations[c.Relation].Times).ThenBy(c => c.Relation).Select(c =>
            {
                var relation = chains.Relations[c.Relation];
                return new AnswerRow(
                    Named(r), Site(relation.From), Site(relation.To),
                    Cell.Word(relation.Formal ? "explore.relocate.formal" : "explore.relocate.informal"),
                    relation.About, Cell.Number(relation.Times), Cell.Number(c.Now, 1), Cell.Number(c.Then, 1));
            }))])
    {
        Note = new(
            "explore.relocate.relations.note", ("far", Cell.Number(chains.Far)),
            ("frequent", Cell.Number(chains.Frequent))),
    };

    private AnswerTable ChainRows() => new(
        Title("chains"),
        [
            Column("area"), Column("chain"), Column("landed", perTonne), Column("reference", perTonne),
            Column("margin", perTonne), Column("lead", Hours), Column("reference_hours", Hours), Column("fresh", "%"),
        ],
        [.. results.SelectMany(r => chains.Chains.Select((c, i) =>
        {
            var margin = c.Reference - r.Cost.ChainCost[i];
            return new AnswerRow(
                margin < 0 ? Mark.Loses : Mark.Plain, Named(r), c.Name, Cell.Number(r.Cost.ChainCost[i], 2),
                Cell.Number(c.Reference, 2), Cell.Number(margin, 2), Cell.Number(r.Cost.ChainLead[i], 1),
                Cell.Number(c.ReferenceHours, 1),
                Cell.Number(Relocation.Freshness(c, r.Cost.ChainLead[i]) * 100, 1));
        }))])
    { Note = new("explore.relocate.chains.note") };

    /// <summary>Every figure that a leg's cost is made of: as it is, and wherever a move changes it.</summary>
    private AnswerTable Legs()
    {
        var stay = results[0].Cost.Legs;
        return new(
            Title("legs"),
            [
                Column("area"), Column("chain"), Column("from"), Column("to"), Column("payer"),
                Column("kilometres", "km"), Column("hours", Hours), Column("tonnes", "t/a"), Column("trips", "1/a"),
                Column("tariff_km", $"{folder.Settings.Currency}/km"),
                Column("tariff_hour", $"{folder.Settings.Currency}/h"),
                Column("empty", "%"), Column("transport", perYear), Column("handling", perYear),
                Column("stock", perYear), Column("loss", perYear),
            ],
            [.. results.SelectMany(r => Enumerable.Range(0, stay.Length)
                .Where(i => r.Layout.IsStay || r.Cost.Legs[i] != stay[i])
                .Select(i => Leg(r, chains.Legs[i], r.Cost.Legs[i])))])
        { Note = new("explore.relocate.legs.note") };
    }

    private AnswerRow Leg(LayoutResult result, ChainLeg leg, LegCost cost)
    {
        var (vehicle, scale) = (chains.Vehicles[leg.Vehicle], read.Ranges.Middle);
        return new AnswerRow(
            Named(result), chains.Chains[leg.Chain].Name, Site(leg.From), Site(leg.To), chains.Parties[leg.Payer],
            Cell.Number(cost.Kilometres, 1), Cell.Number(cost.Hours, 2),
            Cell.Number(chains.Chains[leg.Chain].Volume * scale.Volume), Cell.Number(cost.Trips, 1),
            Cell.Number(vehicle.PerKilometre + (vehicle.Fuel / 100 * scale.FuelPrice), 3),
            Cell.Number(vehicle.PerHour * scale.Hour, 2), Cell.Number(vehicle.Empty * 100),
            Cell.Number(cost.Transport), Cell.Number(cost.Handling), Cell.Number(cost.Stock), Cell.Number(cost.Loss));
    }
}
