using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Report;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Matching;

namespace Meent.Planning.Residues;

/// <summary>What was found of offers and wants, as tables, pictures and figures.</summary>
internal sealed class MatchTables(ExploreFolder folder, MatchFolder read, MatchPlan plan)
{
    private const int MostRows = 500;

    private readonly MatchingProblem problem = plan.Problem;
    private readonly double minor = plan.Problem.Currency.MinorPerMajor;
    private readonly string money = folder.Settings.Currency;

    public IEnumerable<AnswerTable> All() =>
        [Matches(), Firms(), Levels(), Left(), Refused(), Worth()];

    /// <summary>Tonne-kilometres, for what is counted in tonnes.</summary>
    public Sentence Road()
    {
        var tonnes = plan.Matches.Where(m => Offer(m).Unit == "t").ToList();
        var work = tonnes.Sum(m => m.Thousandths / 1e3 * m.Pair.Metres!.Value / 1e3);
        var factor = folder.Factor("freight.rigid_over_17t.wtw");
        return new("explore.match.why.road", ("work", Cell.Number(work)),
            ("carbon", Cell.Of(new(work * factor.Low, work * factor.Base, work * factor.High))),
            ("waste", Cell.Number(tonnes.Where(m => Offer(m).Status == LegalStatus.Waste
                && problem.Conversions.All(c => c.Offer != m.Pair.Offer)).Sum(m => m.Thousandths) / 1e3)));
    }

    public IEnumerable<Picture> Pictures()
    {
        var speech = folder.Speech;
        foreach (var unit in plan.Matches.Select(m => Offer(m).Unit).Distinct().Order(StringComparer.Ordinal))
        {
            var flows = plan.Matches.Where(m => Offer(m).Unit == unit)
                .GroupBy(m => (Offer(m).Firm, problem.Wants[m.Pair.Want].Firm))
                .Select(g => new FlowChart.Flow(
                    Name(g.Key.Item1), Name(g.Key.Item2), g.Sum(m => m.Thousandths) / 1e3)).ToList();
            var conclusion = new Sentence("explore.match.flows.conclusion", ("unit", unit),
                ("quantity", Cell.Number(flows.Sum(f => f.Amount))), ("flows", Cell.Number(flows.Count)));
            yield return new Picture(new("explore.match.flows", ("unit", unit)), conclusion,
                new FlowChart { Flows = flows, Unit = unit }.Svg(speech, speech.Say(conclusion)));
        }

        if (plan.Matches.Any(m => From(m) is not null && To(m) is not null))
        {
            var conclusion = new Sentence("explore.match.map.conclusion", ("matches", Cell.Number(plan.Matches.Count)));
            yield return new Picture(new("explore.match.map"), conclusion, new MapPicture
            {
                Places = [.. problem.Firms.Select((f, i) => (f.Name, Place: read.Places[i]))
                    .Where(f => f.Place is not null)
                    .Select(f => new MapPicture.Place(f.Name, f.Place!.Value.Lat, f.Place.Value.Lon))],
                Routes = [.. plan.Matches.Where(m => From(m) is not null && To(m) is not null)
                    .Select(m => new MapPicture.Route([From(m)!.Value, To(m)!.Value], 1))],
            }.Svg(speech, speech.Say(conclusion)));
        }
    }

    public IReadOnlyList<Figure> Forecast(Band gain) =>
    [
        new("gain", "", "", gain, money),
        .. plan.Matches.Select(m => new Figure("quantity", $"{Offer(m).Id} > {Want(m).Id}", "",
            new(m.AtLevels.Min() / 1e3, m.Thousandths / 1e3, m.AtLevels.Max() / 1e3), Offer(m).Unit)),
    ];

    private static AnswerColumn Column(string name, string unit = "") => new($"explore.match.{name}", unit);

    private AnswerTable Matches()
    {
        var rows = plan.Matches.Concat(plan.Sometimes).Take(MostRows).Select(m => new AnswerRow(
            m.HoldsAlways ? Mark.Chosen : Mark.Plain, Name(Offer(m).Firm), Name(Want(m).Firm),
            $"{Offer(m).Id} → {Want(m).Id}", Cell.Of(new(m.AtLevels.Min() / 1e3, m.Thousandths / 1e3,
                m.AtLevels.Max() / 1e3), 1),
            Offer(m).Unit, Cell.Number(m.Pair.Metres!.Value / 1e3, 1), m.Pair.Basis, Cell.Number(m.Money.Gate / minor),
            Cell.Number(m.Money.Purchase / minor), Cell.Number(-m.Money.Transport / minor),
            Cell.Number(-(m.Money.Treatment + m.Money.Storage + m.Money.Output) / minor),
            Cell.Number(m.Money.Gain / minor), Cell.Number(m.FloorMicros / 1e6, 2),
            Cell.Number(m.CeilingMicros / 1e6, 2), Cell.Word(Holds(m))));
        return new(new("explore.match.matches"),
            [
                Column("from"), Column("to"), Column("what"), Column("quantity"), Column("unit"),
                Column("distance", "km"), Column("law"), Column("gate", money), Column("purchase", money),
                Column("carrying", money),
                Column("treatment", money), Column("gain", money), Column("floor", money), Column("ceiling", money),
                Column("holds"),
            ],
            [.. rows])
        { Note = new("explore.match.matches.note") };
    }

    /// <summary>What each firm gains where a unit is paid what a unit more of it would bring: prices at which nobody
    /// finds a better partner.</summary>
    private AnswerTable Firms()
    {
        var (delivers, receives) = (new double[problem.Firms.Count], new double[problem.Firms.Count]);
        var placing = plan.Placings[plan.Base];
        foreach (var match in plan.Matches)
        {
            var holder = match.Parts.Sum(p =>
                (double)p.Thousandths * placing.OfferWorth[match.Pair.Offer, p.Made] / 1e9);
            delivers[Offer(match).Firm] += holder;
            receives[Want(match).Firm] += (match.Money.Gain / minor) - holder;
        }

        var rows = Enumerable.Range(0, problem.Firms.Count)
            .OrderByDescending(f => delivers[f] + receives[f]).ThenBy(f => f)
            .Select(f => new AnswerRow(delivers[f] + receives[f] < -0.5 ? Mark.Loses : Mark.Plain, Name(f),
                Cell.Number(plan.Matches.Count(m => Offer(m).Firm == f)),
                Cell.Number(plan.Matches.Count(m => Want(m).Firm == f)), Cell.Number(delivers[f]),
                Cell.Number(receives[f]), Cell.Number(delivers[f] + receives[f])));
        return new(new("explore.match.firms"),
            [
                Column("firm"), Column("delivers"), Column("receives"), Column("as_holder", money),
                Column("as_receiver", money), Column("gain", money),
            ],
            [.. rows])
        { Note = new("explore.match.firms.note") };
    }

    private AnswerTable Levels() => new(new("explore.match.levels"),
        [Column("level"), Column("factor", "x"), Column("matches_count"), Column("gain", money)],
        [.. plan.Placings.Select((p, i) => new AnswerRow(
            i == plan.Base ? Mark.Chosen : Mark.Plain, Cell.Word($"explore.match.level.{p.Level.Name}"),
            Cell.Number(p.Level.Permille / 1e3, 2),
            Cell.Number(plan.Matches.Concat(plan.Sometimes).Count(m => m.AtLevels[i] > 0)),
            Cell.Number((double)p.GainMicros / 1e9)))]);

    private AnswerTable Left()
    {
        var rows = plan.OffersLeft.Select(l => Left(l, problem.Offers[l.At].Id, problem.Offers[l.At].Firm,
                problem.Offers[l.At].Unit, "explore.match.offer"))
            .Concat(plan.WantsLeft.Select(l => Left(l, problem.Wants[l.At].Id, problem.Wants[l.At].Firm,
                problem.Wants[l.At].Unit, "explore.match.want")));
        return new(new("explore.match.left"),
            [
                Column("kind"), Column("what"), Column("firm"), Column("quantity"), Column("unit"), Column("taken"),
                Column("nearest"), Column("rule"), Column("takes"),
            ],
            [.. rows.Take(MostRows)])
        { Note = new("explore.match.left.note") };
    }

    private AnswerRow Left(Unmatched left, string id, int firm, string unit, string kind) => new(
        Cell.Word(kind), id, Name(firm), Cell.Number(left.Thousandths / 1e3, 1), unit, Cell.Number(left.Taken.Count),
        left.Nearest is { } near ? $"{problem.Offers[near.Offer].Id} → {problem.Wants[near.Want].Id}" : "",
        left.Nearest is { } n ? Cell.Word(RuleOf(n.Against[0])) : Cell.Word("explore.match.rule.nobody"),
        left.Nearest is { } pair ? string.Join(" ", pair.Against.Select(Say)) : "");

    /// <summary>Pairs of the same kind of material that are not possible, nearest to possible first.</summary>
    private AnswerTable Refused()
    {
        var refused = plan.Pairs.Where(p => !p.Possible).ToList();
        var kind = refused.Where(p => p.Against[0].Code != "planning.pair_material")
            .OrderBy(p => p.Against.Count).ThenBy(p => p.Offer).ThenBy(p => p.Want).ToList();
        return new(new("explore.match.refused"),
            [Column("what"), Column("from"), Column("to"), Column("rules"), Column("rule"), Column("why")],
            [.. kind.Take(MostRows).Select(p => new AnswerRow(
                $"{problem.Offers[p.Offer].Id} → {problem.Wants[p.Want].Id}", Name(problem.Offers[p.Offer].Firm),
                Name(problem.Wants[p.Want].Firm), Cell.Number(p.Against.Count), Cell.Word(RuleOf(p.Against[0])),
                Say(p.Against[0])))])
        {
            Note = new("explore.match.refused.note", ("others", Cell.Number(refused.Count - kind.Count)),
                ("more", Cell.Number(Math.Max(0, kind.Count - MostRows)))),
        };
    }

    private AnswerTable Worth()
    {
        var placing = plan.Placings[plan.Base];
        var rows = new List<AnswerRow>();
        void Add(string kind, string id, int firm, string unit, int at, long[,] worth)
        {
            for (var period = 0; period < problem.Periods.Count; period++)
            {
                if (worth[at, period] > 0 && rows.Count < MostRows)
                {
                    rows.Add(new(Cell.Word(kind), id, Name(firm), problem.Periods[period], unit,
                        Cell.Number(worth[at, period] / 1e6, 2)));
                }
            }
        }

        for (var i = 0; i < problem.Offers.Count; i++)
        {
            Add("explore.match.offer", problem.Offers[i].Id, problem.Offers[i].Firm, problem.Offers[i].Unit, i,
                placing.OfferWorth);
        }

        for (var i = 0; i < problem.Wants.Count; i++)
        {
            Add("explore.match.want", problem.Wants[i].Id, problem.Wants[i].Firm, problem.Wants[i].Unit, i,
                placing.WantWorth);
        }

        return new(new("explore.match.worth"),
            [
                Column("kind"), Column("what"), Column("firm"), Column("period"), Column("unit"),
                Column("unit_worth", money),
            ],
            rows)
        { Note = new("explore.match.worth.note") };
    }

    private string Say(Refusal no) => folder.Speech.Say(
        new Sentence($"refusal.{no.Code}", [.. no.Facts.Select(f => (f.Name, (Cell)f.Value))]));

    private static string RuleOf(Refusal no) => no.Code switch
    {
        "planning.pair_material" => "explore.match.rule.material",
        "planning.pair_quality" or "planning.pair_unmeasured" => "explore.match.rule.quality",
        "planning.pair_season" => "explore.match.rule.season",
        "planning.pair_distance" or "planning.pair_no_way" => "explore.match.rule.distance",
        "planning.pair_money" => "explore.match.rule.money",
        _ => "explore.match.rule.law",
    };

    private static string Holds(Match m) => m.HoldsAlways ? "explore.match.holds.always"
        : m.Thousandths > 0 ? "explore.match.holds.base" : "explore.match.holds.other";

    private Offer Offer(Match m) => problem.Offers[m.Pair.Offer];

    private Want Want(Match m) => problem.Wants[m.Pair.Want];

    private string Name(int firm) => problem.Firms[firm].Name;

    private (double Lat, double Lon)? From(Match m) => read.Places[Offer(m).Firm];

    private (double Lat, double Lon)? To(Match m) => read.Places[Want(m).Firm];
}
