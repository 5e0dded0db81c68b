using Meent.Planning.Explore;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Location;

namespace Meent.Planning.Places;

/// <summary>The comparison as tables and sentences.</summary>
internal sealed class PlacesTables(ExploreFolder folder, PlacesFolder read, PlaceComparison all, PlacesChoice choice)
{
    private const int MostNames = 12;

    private readonly PlaceCase asked = all.Case;
    private readonly string currency = folder.Settings.Currency;
    private readonly string perYear = $"{folder.Settings.Currency}/a";

    public static AnswerColumn Column(string name, string unit = "") => new($"explore.places.{name}", unit);

    /// <summary>stay, same_sites, keep_and_add, free, or a number of sites.</summary>
    public static Cell NameOf(PlacePlan plan) => plan.Kind switch
    {
        PlanKind.Stay => Cell.Word("explore.places.plan.stay"),
        PlanKind.SameSites => Cell.Word("explore.places.plan.same_sites"),
        PlanKind.KeepAndAdd => Cell.Word("explore.places.plan.keep_and_add"),
        PlanKind.Free => Cell.Word("explore.places.plan.free"),
        _ => $"{plan.Count}",
    };

    public Sentence Verdict()
    {
        if (choice.Cheapest is not { } cheapest)
        {
            return new("explore.places.none");
        }

        var open = Cell.Number(cheapest.Sites.Count(s => s.Size >= 0));
        return choice.Standing switch
        {
            _ when choice.Stay is null => new("explore.places.new", ("sites", open),
                ("amount", Cell.Number(cheapest.Cost.Total)), ("currency", currency)),
            Standing.Against => new("explore.places.stay", ("amount", Cell.Number(cheapest.Cost.Total)),
                ("currency", currency)),
            Standing.Depends => new("explore.places.depends", ("sites", open),
                ("amount", Cell.Number(choice.Saving)), ("currency", currency)),
            _ => new("explore.places.move", ("sites", open), ("amount", Cell.Number(choice.Saving)),
                ("currency", currency)),
        };
    }

    public IReadOnlyList<Sentence> Why()
    {
        var said = new List<Sentence>();
        if (choice.Stay is { Over: > 0 } stay)
        {
            said.Add(new("explore.places.why.over", ("litres", Cell.Number(stay.Over))));
        }

        said.AddRange(choice.Turns.Select(t => new Sentence("explore.places.why.turns",
            ("where", Cell.Word($"explore.places.turn.{t}")))));
        said.AddRange(choice.Turned.Select(t => new Sentence("explore.places.why.turned_away",
            ("where", Cell.Word($"explore.places.turn.{t.Where}")), ("litres", Cell.Number(t.Litres)),
            ("stay", Cell.Number(t.Stay)))));
        if (choice.Cheapest is not { } cheapest)
        {
            return said;
        }

        if (choice.Stay is not null)
        {
            said.Add(new("explore.places.why.people", ("nearer", Cell.Number(cheapest.Winners.Count())),
                ("farther", Cell.Number(cheapest.Losers.Count())), ("all", Cell.Number(asked.Members.Count))));
        }

        if (cheapest.Losers.Any())
        {
            said.Add(new("explore.places.why.losers", ("names", Names(cheapest.Losers.Select(m => m.Member)))));
        }

        var bigs = cheapest.Sites.Where(s => s.TooBig).Select(s => asked.Candidates[s.Candidate].Name).ToList();
        if (bigs.Count > 0)
        {
            said.Add(new("explore.places.why.too_big", ("names", string.Join(", ", bigs)),
                ("percent", Cell.Number(SiteUse.TooBigBelow * 100))));
        }

        return said;
    }

    public IReadOnlyList<Sentence> Bounds()
    {
        var said = new List<Sentence>();
        if (all.Plans.FirstOrDefault(p => p.Kind == PlanKind.Free) is { } free)
        {
            said.Add(free.Proven
                ? new("explore.places.bound.proven")
                : new("explore.places.bound.gap", ("percent", Cell.Number(free.Gap * 100, 2))));
        }

        if (!read.Detour.IsExact)
        {
            said.Add(new("explore.places.bound.detour", ("detour", Cell.Of(read.Detour, 2))));
        }

        said.Add(new("explore.places.bound.ranges"));
        said.Add(new("explore.places.bound.left_out"));
        return said;
    }

    public IReadOnlyList<Sentence> Warnings() =>
        [.. all.Without.Select(w => new Sentence("explore.places.without",
            ("plan", w.Kind == PlanKind.Count ? $"{w.Count}" : NameOf(Empty(w.Kind))),
            ("why", w.Why is null ? "" : folder.Speech.Say($"refusal.{w.Why.Code}",
                [.. w.Why.Facts.Select(f => (f.Name, (Cell)f.Value))]))))];

    public IReadOnlyList<AnswerTable> All()
    {
        List<AnswerTable> tables = [Plans(), Demand(), Prices()];
        if (choice.Cheapest is { } cheapest)
        {
            tables.Add(Sites(cheapest, "sites"));
            if (choice.Stay is { } stay && stay != cheapest)
            {
                tables.Add(Sites(stay, "sites_today"));
            }

            tables.Add(Members(cheapest));
        }

        return tables;
    }

    public IReadOnlyList<Figure> Forecast()
    {
        var figures = new List<Figure>();
        foreach (var plan in new[] { choice.Stay, choice.Cheapest }.OfType<PlacePlan>().Distinct())
        {
            var (name, costs) = (Sentence.LastPart(NameOf(plan).Text), plan.Scenarios.Select(s => s.Cost).ToList());
            figures.Add(new("cost", name, "",
                new Band(
                    Math.Min(plan.Cost.Total, costs.Min()), plan.Cost.Total, Math.Max(plan.Cost.Total, costs.Max())),
                perYear));
            var (low, high) = (asked.Scenarios.Min(s => s.Factor), asked.Scenarios.Max(s => s.Factor));
            figures.AddRange(plan.Sites.Where(s => s.Size >= 0).Select(s => new Figure($"litres_{name}",
                asked.Candidates[s.Candidate].Name, "",
                new Band(Math.Min(low, 1) * s.Litres, s.Litres, Math.Max(high, 1) * s.Litres), "l/d")));
        }

        return figures;
    }

    private string Names(IEnumerable<int> members)
    {
        var list = members.ToList();
        var named = string.Join(", ", list.Take(MostNames).Select(i => asked.Members[i].Name));
        return list.Count > MostNames ? $"{named}, +{list.Count - MostNames}" : named;
    }

    private static PlacePlan Empty(PlanKind kind) =>
        new(kind, 0, [], new PlaceCost(0, 0, 0, 0, 0, 0), 0, false, [], []);

    private Mark MarkOf(PlacePlan plan) =>
        plan == choice.Cheapest ? Mark.Chosen : plan.Over > 0 ? Mark.Loses : Mark.Plain;

    private AnswerTable Plans() => new(
        new("explore.places.plans"),
        [
            Column("plan"), Column("open"), Column("total", perYear), Column("fixed", perYear),
            Column("running", perYear), Column("way", perYear), Column("against_stay", perYear),
            Column("bound", perYear), Column("gap", "%"), Column("proven"), Column("nearer"), Column("farther"),
            Column("over", "l/d"),
        ],
        [.. all.Plans.Select(p => new AnswerRow(MarkOf(p), NameOf(p), Cell.Number(p.Sites.Count(s => s.Size >= 0)),
            Cell.Number(p.Cost.Total), Cell.Number(p.Cost.Fixed), Cell.Number(p.Cost.Running),
            Cell.Number(p.Cost.Transport),
            choice.Stay is { } stay ? Cell.Number(p.Cost.Total - stay.Cost.Total) : Cell.Nothing,
            p.Kind == PlanKind.Stay ? Cell.Nothing : Cell.Number(p.Bound),
            p.Kind == PlanKind.Stay ? Cell.Nothing : Cell.Number(p.Gap * 100, 3),
            p.Kind == PlanKind.Stay ? Cell.Nothing
                : Cell.Word(p.Proven ? "explore.places.yes" : "explore.places.no"),
            Cell.Number(p.Winners.Count()), Cell.Number(p.Losers.Count()), Cell.Number(p.Over)))])
    {
        Note = new("explore.places.plans.note"),
    };

    private AnswerTable Demand() => new(
        new("explore.places.demand"),
        [Column("plan"), Column("scenario"), Column("total", perYear), Column("no_room", "l/d"),
            Column("regret", perYear)],
        [.. all.Plans.SelectMany(p => p.Scenarios.Select(s => new AnswerRow(
            s.NoRoom > 0 ? Mark.Loses : Mark.Plain, NameOf(p),
            Cell.Word($"explore.places.scenario.{s.Scenario.Name}"), Cell.Number(s.Cost), Cell.Number(s.NoRoom),
            Cell.Number(s.Regret))))])
    {
        Note = new("explore.places.demand.note"),
    };

    private AnswerTable Prices()
    {
        double[] factors = [read.WayPrice.Low, read.WayPrice.Base, read.WayPrice.High];
        var least = factors.Select(f => all.Plans.Where(p => p.Over == 0).Select(p => PlacesChoice.At(p, f))
            .DefaultIfEmpty(double.NaN).Min()).ToArray();
        return new(
            new("explore.places.prices"),
            [Column("plan"), Column("way_low", perYear), Column("way_base", perYear), Column("way_high", perYear),
                Column("cheapest_at")],
            [.. all.Plans.Select(p => new AnswerRow(MarkOf(p), NameOf(p),
                Cell.Number(PlacesChoice.At(p, factors[0])), Cell.Number(PlacesChoice.At(p, factors[1])),
                Cell.Number(PlacesChoice.At(p, factors[2])),
                Cell.Number(factors.Where((f, k) => p.Over == 0 && PlacesChoice.At(p, f) <= least[k]).Count())))])
        {
            Note = new("explore.places.prices.note", ("low", Cell.Number(factors[0], 2)),
                ("high", Cell.Number(factors[2], 2))),
        };
    }

    private AnswerTable Sites(PlacePlan plan, string name) => new(
        new($"explore.places.{name}"),
        [
            Column("site"), Column("state"), Column("size"), Column("was"), Column("litres", "l/d"),
            Column("capacity", "l/d"), Column("fill", "%"), Column("members"), Column("over", "l/d"),
        ],
        [.. plan.Sites.Select(s => new AnswerRow(s.Over > 0 || s.Size < 0 ? Mark.Loses : Mark.Plain,
            asked.Candidates[s.Candidate].Name, Cell.Word($"explore.places.state.{StateOf(s)}"),
            SizeName(s, s.Size), SizeName(s, s.Was), Cell.Number(s.Litres), Cell.Number(s.Capacity),
            s.Size < 0 ? Cell.Nothing : Cell.Number(s.Fill * 100, 1), Cell.Number(s.Members), Cell.Number(s.Over)))]);

    private static string StateOf(SiteUse use) =>
        use.Size < 0 ? "closed" : use.Was < 0 ? "opened" : use.Size == use.Was ? "kept" : "resized";

    private Cell SizeName(SiteUse use, int size) =>
        size < 0 ? Cell.Nothing : asked.Candidates[use.Candidate].Sizes[size].Name;

    /// <summary>Everybody whose way changes, the greatest loss first.</summary>
    private AnswerTable Members(PlacePlan plan) => new(
        new("explore.places.members_table"),
        [
            Column("member"), Column("litres", "l/d"), Column("to"), Column("km_today", "km"), Column("km", "km"),
            Column("change_km", "km"), Column("change_way", perYear),
        ],
        [.. (choice.Stay is null ? plan.Members : plan.Losers.Concat(plan.Winners.Reverse())).Select(m => new AnswerRow(
            m.Farther > 0 ? Mark.Loses : Mark.Plain, asked.Members[m.Member].Name,
            Cell.Number(asked.Members[m.Member].Litres),
            string.Join(", ", m.Goes.Select(g => asked.Candidates[g.Site].Name)), Cell.Number(m.KmToday, 2),
            Cell.Number(m.Km, 2), Cell.Number(m.Farther, 2), Cell.Number(m.Transport - m.TransportToday)))])
    {
        Note = new("explore.places.members_table.note"),
    };
}
