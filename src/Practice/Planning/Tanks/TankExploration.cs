using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Expansion;

namespace Meent.Planning.Tanks;

/// <summary>Is more room worth it, which, and when?</summary>
internal sealed class TankExploration : IExploration
{
    public string Verb => "tank";

    public string Question => "Is more room for milk worth it: which tank, when, or none?";

    public Outcome<Explored> Explore(
        ExploreFolder folder, ExploreOptions options, IProgress<Stage> progress, CancellationToken ct)
    {
        var read = TankFolder.Read(folder);
        if (folder.Refused is { } no)
        {
            return no;
        }

        return ComparingWays.Compare(read.Volume, read.Question).Then<Explored>(compared =>
        {
            ct.ThrowIfCancellationRequested();
            var page = new TankTables(folder, read, compared);
            return new Explored(StandingOf(compared), VerdictOf(read, compared, page, folder.Settings.Currency))
            {
                Why = Why(read, compared, page, folder.Settings.Currency),
                Tables = page.All(),
                Pictures = new TankPictures(folder, read, compared, page).All(),
                Forecast = page.Forecast(),
                Happened = page.Happened(),
                Method =
                [
                    new("explore.tank.method"), new("explore.tank.method.search"), new("explore.tank.method.regret"),
                    new("explore.tank.method.too_big"),
                ],
                Bounds = [new("explore.tank.bounds"), new("explore.tank.bounds.end")],
            };
        });
    }

    /// <summary>The plan that is named, carried out at each growth, against doing nothing; where nothing is named,
    /// whether any step would pay, had the growth been known.</summary>
    private static Standing StandingOf(WaysCompared compared)
    {
        var (nothing, mix) = (compared.Ways[0], compared.Ways[^1]);
        return compared.DoNotBuy
            ? mix.Adapted.Zip(nothing.Adapted).Any(c => Saves(c.First, c.Second)) ? Standing.Depends : Standing.Against
            : Pays(compared).All(pays => pays) ? Standing.For : Standing.Depends;
    }

    /// <summary>By pace: whether the cheapest plan, carried out as it is, costs less than doing nothing.</summary>
    private static bool[] Pays(WaysCompared compared) =>
        [.. compared.Ways[compared.Cheapest].Carried.Zip(compared.Ways[0].Carried)
            .Select(c => Saves(c.First.Cost, c.Second.Cost))];

    private static bool Saves(double cost, double ofNothing) => cost < ofNothing - 1e-6;

    private static Sentence VerdictOf(TankFolder read, WaysCompared compared, TankTables page, string currency)
    {
        var standing = StandingOf(compared);
        if (compared.DoNotBuy)
        {
            return new(standing == Standing.Against ? "explore.tank.do_not_buy" : "explore.tank.do_not_buy_yet");
        }

        var (way, nothing) = (compared.Ways[compared.Cheapest], compared.Ways[0]);
        var key = way.Plan.Moves.All(m => read.Question.Steps[m.Step].Kind == StepKind.Sell)
            ? "explore.tank.less_room" : "explore.tank.pays";
        var (first, saved) = (page.MonthOf(way.Plan.Moves[0].Month),
            Cell.Number(nothing.Carried[(int)Pace.Base].Cost - way.Plan.Cost));
        return standing == Standing.For
            ? new(key, ("way", page.NameOf(way)), ("currency", currency), ("first", first), ("saved", saved))
            : new(key + "_depends", ("way", page.NameOf(way)), ("currency", currency), ("first", first),
                ("saved", saved), ("pays", GrowthsWhere(compared, pays: true)),
                ("loses", GrowthsWhere(compared, pays: false)),
                ("lost", Cell.Number(way.Carried.Zip(nothing.Carried).Max(c => c.First.Cost - c.Second.Cost))));
    }

    /// <summary>The growths at which the plan pays, or does not. At likely growth it pays, or it would not be named.
    /// </summary>
    private static Cell GrowthsWhere(WaysCompared compared, bool pays)
    {
        var at = Pays(compared);
        return Cell.Word("explore.tank.at_" + string.Join(
            '_', new[] { "slow", "likely", "fast" }.Where((_, pace) => at[pace] == pays)));
    }

    private static List<Sentence> Why(TankFolder read, WaysCompared compared, TankTables page, string currency)
    {
        var (volume, question) = (read.Volume, read.Question);
        var (room, said) = (question.LitresADay(question.StandingLitres), new List<Sentence>());
        if (room > 0)
        {
            said.Add(new("explore.tank.fill", ("litres", Cell.Number(volume.LitresADay)),
                ("percent", Cell.Number(100 * volume.LitresADay / room, 2)), ("room", Cell.Number(room))));
            said.Add(volume.YearsUntil(room, Pace.Base) is { } years
                ? new("explore.tank.full", ("years", Cell.Number(years, 2)), ("months", Cell.Number(12 * years)))
                : new("explore.tank.never_full"));
        }

        foreach (var years in new[] { 5, 8 }.Where(y => 12 * y <= volume.Months))
        {
            said.Add(new("explore.tank.need", ("years", Cell.Number(years)), ("litres", Cell.Of(new Band(
                volume.At(12 * years, Pace.Low), volume.At(12 * years, Pace.Base),
                volume.At(12 * years, Pace.High))))));
        }

        said.Add(ComparingWays.GrowthFromWhichItPays(volume, question) is { } growth
            ? new("explore.tank.from_growth", ("percent", Cell.Number(100 * growth, 2)))
            : new("explore.tank.at_no_growth"));
        said.Add(ComparingWays.MarginFromWhichItPays(volume, question) is { } margin
            ? new("explore.tank.from_margin", ("margin", Cell.Number(margin, 2)), ("currency", currency))
            : new("explore.tank.at_no_margin"));
        var least = compared.Ways[compared.LeastRegret];
        said.Add(new("explore.tank.least_regret", ("way", page.NameOf(least)),
            ("regret", Cell.Number(least.WorstRegret)), ("currency", currency)));
        return said;
    }
}
