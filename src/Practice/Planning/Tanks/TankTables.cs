using System.Globalization;
using Meent.Planning.Explore;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Expansion;

namespace Meent.Planning.Tanks;

/// <summary>What was found about room, as tables and figures.</summary>
internal sealed class TankTables(ExploreFolder folder, TankFolder read, WaysCompared compared)
{
    /// <summary>Months that are named one by one in the forecast.</summary>
    private const int MonthsCompared = 24;

    private readonly string currency = folder.Settings.Currency;

    /// <summary>A step's own name, or "do not buy", or "all steps mixed".</summary>
    public Cell NameOf(Way way) => way.Step is { } step ? read.Question.Steps[step].Name
        : Cell.Word(way.Mixed ? "explore.tank.mix" : "explore.tank.nothing");

    public string MonthOf(int month)
    {
        var day = folder.Settings.Day.PlusMonths(month);
        return string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-{day.Month:00}");
    }

    public IReadOnlyList<AnswerTable> All() => [Ways(), Regret(), Moves(), Steps(), Years(), Months()];

    /// <summary>What the closed months took in.</summary>
    public IReadOnlyList<Figure> Happened() =>
        [.. read.Closed.Select(m => new Figure("litres_a_day", "", m.Month.Period, m.LitresADay, "l/d"))];

    /// <summary>Milk of each whole year and of the first months, and what each way turns away.</summary>
    public IReadOnlyList<Figure> Forecast()
    {
        var figures = new List<Figure>();
        var litres = Enum.GetValues<Pace>().Select(read.Volume.ByMonth).ToArray();
        for (var from = 0; from + 12 <= read.Volume.Months; from += 12)
        {
            double Mean(Pace pace) => litres[(int)pace].Skip(from).Take(12).Average();
            figures.Add(new(
                "litres_a_day", "", $"{MonthOf(from)}/{MonthOf(from + 11)}",
                new Band(Mean(Pace.Low), Mean(Pace.Base), Mean(Pace.High)), "l/d"));
        }

        for (var month = 0; month < Math.Min(MonthsCompared, read.Volume.Months); month++)
        {
            figures.Add(new(
                "litres_a_day", "", MonthOf(month),
                new Band(litres[0][month], litres[1][month], litres[2][month]), "l/d"));
        }

        figures.AddRange(compared.Ways.Select(w => new Figure(
            "turned_away", folder.Speech.Say(NameOf(w)), "", Over(w, c => c.TurnedAwayLitres), "l")));
        return figures;
    }

    private static AnswerColumn Column(string name, string unit = "") => new($"explore.tank.{name}", unit);

    private static Band Over(Way way, Func<PlanResult, double> of)
    {
        var all = way.Carried.Select(of).ToArray();
        return new Band(all.Min(), all[(int)Pace.Base], all.Max());
    }

    private static Mark MarkOf(int way, int chosen) => way == chosen ? Mark.Chosen : Mark.Plain;

    private AnswerTable Ways() => new(
        new("explore.tank.ways"),
        [
            Column("way"), Column("first"), Column("too_big"), Column("turned_away", "l"),
            Column("extra_litre", $"{currency}/l"), Column("cost", currency),
        ],
        [.. compared.Ways.Select((w, i) => new AnswerRow(
            MarkOf(i, compared.Cheapest), NameOf(w), w.IsNothing ? Cell.Nothing : MonthOf(w.Plan.Moves[0].Month),
            Cell.Of(Over(w, c => c.MonthsTooBig)), Cell.Of(Over(w, c => c.TurnedAwayLitres)),
            w.Carried.All(c => c.CostPerExtraLitre is null || w.IsNothing)
                ? Cell.Nothing
                : Cell.Of(Over(w, c => c.CostPerExtraLitre ?? double.NaN), 2),
            Cell.Of(Over(w, c => c.Cost))))])
    { Note = new("explore.tank.ways.note") };

    private AnswerTable Regret() => new(
        new("explore.tank.regret"),
        [
            Column("way"), Column("slow", currency), Column("likely", currency), Column("fast", currency),
            Column("worst", currency),
        ],
        [.. compared.Ways.Select((w, i) => new AnswerRow(
            MarkOf(i, compared.LeastRegret), NameOf(w), Cell.Number(w.Regret[0]), Cell.Number(w.Regret[1]),
            Cell.Number(w.Regret[2]), Cell.Number(w.WorstRegret)))])
    { Note = new("explore.tank.regret.note") };

    private AnswerTable Moves()
    {
        var rows = compared.Ways.SelectMany(w => w.Plan.Moves.Select(m =>
        {
            var step = read.Question.Steps[m.Step];
            return new AnswerRow(
                NameOf(w), step.Name, Cell.Word(m.Taken ? "explore.tank.taken" : "explore.tank.given_up"),
                m.Taken ? MonthOf(m.Month - step.LeadMonths) : Cell.Nothing, MonthOf(m.Month));
        }));
        return new(
            new("explore.tank.moves"),
            [Column("way"), Column("step"), Column("move"), Column("order_in"), Column("use_from")], [.. rows]);
    }

    private AnswerTable Steps()
    {
        var question = read.Question;
        var rows = question.Steps.Select((s, i) => new AnswerRow(
            s.Name, s.Kind == StepKind.Rounds ? Cell.Nothing : Cell.Number(s.Litres), Cell.Number(s.Price),
            question.BreakEvenFill(i) is { } fill ? Cell.Number(100 * fill, 1) : Cell.Nothing, BestMoment(i)));
        return new(
            new("explore.tank.steps"),
            [
                Column("step"), Column("litres", "l"), Column("price", currency), Column("even_fill", "%"),
                Column("best"),
            ],
            [.. rows])
        { Note = new("explore.tank.steps.note") };
    }

    /// <summary>The month in which one of a step, alone, makes everything cheapest; never where that is dearer than
    /// nothing.</summary>
    private Cell BestMoment(int step)
    {
        var moments = ComparingWays.Moments(read.Volume, read.Question, step);
        var best = Enumerable.Range(0, moments.Length).Where(m => moments[m] is not null)
            .MinBy(m => moments[m], Comparer<double?>.Default);
        return moments[best] is { } cost && cost < compared.Ways[0].Carried[(int)Pace.Base].Cost - 1e-6
            ? MonthOf(best)
            : Cell.Word("explore.tank.never");
    }

    /// <summary>Each way and year at the likely growth.</summary>
    private AnswerTable Years()
    {
        var rows = new List<AnswerRow>();
        foreach (var way in compared.Ways)
        {
            var months = way.Carried[(int)Pace.Base].Months;
            for (var from = 0; from < months.Count; from += 12)
            {
                var year = months.Skip(from).Take(12).ToList();
                rows.Add(new AnswerRow(
                    NameOf(way), MonthOf(from), Cell.Number(year.Average(m => m.Litres)),
                    Cell.Number(year.Average(m => m.Room)), Fill(year.Sum(m => m.Taken), year.Sum(m => m.Room)),
                    Cell.Number(year.Count(m => m.TooBig)), Cell.Number(year.Sum(m => m.TurnedAway))));
            }
        }

        return new(new("explore.tank.years"),
            [
                Column("way"), Column("from"), Column("milk", "l/d"), Column("room", "l/d"), Column("fill", "%"),
                Column("too_big"), Column("turned_away", "l"),
            ], rows);
    }

    /// <summary>The cheapest way, or doing nothing, month by month at the likely growth.</summary>
    private AnswerTable Months()
    {
        var way = compared.Ways[compared.Cheapest];
        var rows = way.Carried[(int)Pace.Base].Months.Select((m, i) => new AnswerRow(
            MonthOf(i), Cell.Number(m.Litres), Cell.Number(m.Room), Fill(m.Taken, m.Room),
            m.TooBig ? Cell.Word("explore.tank.is_too_big") : Cell.Nothing, Cell.Number(m.TurnedAway)));
        return new(new("explore.tank.months", ("way", NameOf(way))),
            [
                Column("month"), Column("milk", "l/d"), Column("room", "l/d"), Column("fill", "%"),
                Column("too_big_month"), Column("turned_away", "l"),
            ], [.. rows]);
    }

    private static Cell Fill(double taken, double room) =>
        room > 0 ? Cell.Number(100 * taken / room, 2) : Cell.Nothing;
}
