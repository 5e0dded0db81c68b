using Meent.Planning.Explore;
using Meent.Planning.Report;
using Meent.Planning.Rules;
using Meent.Planning.Rules.Expansion;

namespace Meent.Planning.Tanks;

/// <summary>Milk against room, and how full each way is.</summary>
internal sealed class TankPictures(ExploreFolder folder, TankFolder read, WaysCompared compared, TankTables page)
{
    private const int MostLines = 4;

    public IReadOnlyList<Picture> All() => [Room(), Filled()];

    /// <summary>The cheapest way first, then the others that do something, by cost.</summary>
    private List<Way> Shown() =>
        [.. compared.Ways.Where(w => !w.IsNothing).OrderBy(w => w.Plan.Cost).Take(MostLines)];

    private double Year(int month) => folder.Settings.Day.Year + ((folder.Settings.Day.Month - 1 + month) / 12.0);

    private Picture Room()
    {
        var litres = Enum.GetValues<Pace>().Select(read.Volume.ByMonth).ToArray();
        var question = read.Question;
        var milk = Enumerable.Range(0, litres[0].Length)
            .Select(m => (Year(m), new Band(litres[0][m], litres[1][m], litres[2][m]))).ToList();
        var lines = new List<LineChart.Line> { new(folder.Speech["explore.tank.milk"], milk) };
        lines.AddRange(Shown().Select(w => new LineChart.Line(folder.Speech.Say(page.NameOf(w)), Stairs(w))));
        var conclusion = new Sentence(
            "explore.tank.room.conclusion", ("now", Cell.Number(litres[1][0])), ("end", Cell.Number(litres[1][^1])),
            ("low", Cell.Number(litres[0][^1])), ("high", Cell.Number(litres[2][^1])));
        return new Picture(
            new("explore.tank.room_picture"), conclusion,
            new LineChart
            {
                Lines = lines,
                YTitle = "l/d",
                Rules = [(question.LitresADay(question.StandingLitres), folder.Speech["explore.tank.standing"])],
            }.Svg(folder.Speech, folder.Speech.Say(conclusion)));
    }

    private Picture Filled()
    {
        var lines = compared.Ways.Take(1).Concat(Shown()).Select(w => new LineChart.Line(
            folder.Speech.Say(page.NameOf(w)),
            [.. w.Carried[(int)Pace.Base].Months.Select((m, i) => (Year(i), (Band)(100 * (m.Fill ?? 0))))])).ToList();
        var conclusion = new Sentence("explore.tank.fill.conclusion",
            ("way", page.NameOf(compared.Ways[compared.Cheapest])),
            ("months", Cell.Number(compared.Ways[compared.Cheapest].Carried[(int)Pace.Base].MonthsTooBig)));
        return new Picture(
            new("explore.tank.fill_picture"), conclusion,
            new LineChart { Lines = lines, YTitle = "%" }.Svg(folder.Speech, folder.Speech.Say(conclusion)));
    }

    /// <summary>Room goes up in steps: a point before each of them as well.</summary>
    private List<(double X, Band Y)> Stairs(Way way)
    {
        var (points, months) = (new List<(double X, Band Y)>(), way.Carried[(int)Pace.Base].Months);
        for (var m = 0; m < months.Count; m++)
        {
            if (m == 0 || m == months.Count - 1 || months[m].Room != months[m - 1].Room)
            {
                if (m > 0)
                {
                    points.Add((Year(m), months[m - 1].Room));
                }

                points.Add((Year(m), months[m].Room));
            }
        }

        return points;
    }
}
