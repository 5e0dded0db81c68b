using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Planning.Rules.Expansion;

namespace Meent.Planning.Tanks;

/// <summary>The tables of a hub that asks for room.</summary>
internal sealed record TankFolder(
    Volume Volume, TankQuestion Question, IReadOnlyList<(ClosedMonth Month, double LitresADay)> Closed)
{
    private static readonly string[] Kinds = ["buy", "rent", "rounds", "sell"];

    public static TankFolder Read(ExploreFolder folder)
    {
        var currency = folder.Settings.Currency;
        var growth = folder.Ranged("growth", 0, "1/a", -0.5, 3);
        var (season, closed) = (Season(folder), Months(folder));
        var volume = new Volume(
            folder.Parameter("litres_a_day", Measured(closed, season), "l/d", -1e9, 1e9),
                new Growth(growth.Low, growth.Base, growth.High),
            season, folder.Settings.Day.Month - 1,
            (int)Math.Floor(12 * folder.Parameter("years", 8, "a", 0, 100)));
        var steps = folder.Table(
            "steps.csv", "step", "kind", "litres?", "price?", "per_year?", "per_litre?", "life_years?", "lead_months?",
            "kept_value?", "most?", "least_months?");
        steps.Numbered("step");
        if (!folder.Settings.Parameters.ContainsKey("margin"))
        {
            // A margin of 0 would say that no room is ever worth its price.
            folder.Refuse(new Refusal("planning.tank_margin_missing"));
        }

        var line = folder.Parameter("too_big_below", 0, "x", 0, 1);
        var question = new TankQuestion(
            folder.Parameter("standing_litres", 0, "l"), [.. steps.Select(Step)],
            folder.Parameter("margin", 0, $"{currency}/l"), folder.Parameter("interest", 0.12, "1/a", 0, 3),
            folder.Parameter("peak_day", 1, "x", 1, 10), folder.Parameter("at_once", 1, "x", 0.01, 1),
            folder.Parameter("at_once_two_rounds", 0.6, "x", 0.01, 1), line == 0 ? null : line);
        return new TankFolder(volume, question, closed);
    }

    /// <summary>Litres a day of each closed month.</summary>
    private static IReadOnlyList<(ClosedMonth Month, double LitresADay)> Months(ExploreFolder folder)
    {
        if (folder.Closed.Count == 0)
        {
            return [];
        }

        var items = folder.Closed[^1].Accepted;
        var item = folder.Word("item", items.Count > 0 ? items[0].Item : "");
        var all = folder.Closed.SelectMany(m => m.Accepted.Where(a => a.Item == item), (m, a) => (m, a)).ToList();
        if (all.Count == 0)
        {
            folder.Refuse(new Refusal("planning.closed_item", ("item", item)));
        }

        // Weighed milk becomes litres by a density that somebody stated, and by no other.
        var weighed = all.Any(x => x.a.Unit != "l");
        var density = weighed ? folder.Parameter("kg_per_litre", 0, "kg/l", 0, 2) : 1;
        if (weighed && density <= 0)
        {
            folder.Refuse(new Refusal("planning.closed_unit", ("item", item), ("unit", all[0].a.Unit)));
            return [];
        }

        return [.. all.Select(x => (x.m, x.a.Quantity / x.m.Days / (x.a.Unit == "l" ? 1 : density)))];
    }

    /// <summary>What the last closed month took in a day, freed of the season; 0 where no month is given.</summary>
    private static double Measured(
        IReadOnlyList<(ClosedMonth Month, double LitresADay)> months, double[] season) =>
        months.Count > 0
            ? months[^1].LitresADay / season[months[^1].Month.Month.Month - 1] : 0;

    private static Step Step(Row r) => new(
        r.Text("step"), (StepKind)r.Choice("kind", Kinds), r.NumberOr("litres", 0), r.NumberOr("price", 0),
        r.NumberOr("per_year", 0), r.NumberOr("per_litre", 0),
        (int)Math.Floor(12 * r.NumberOr("life_years", 10, 0, 100)), r.WholeOr("lead_months", 0),
        r.NumberOr("kept_value", 1, 0, 1), r.WholeOr("most", 1), r.WholeOr("least_months", 1));

    private static double[] Season(ExploreFolder folder)
    {
        if (folder.TableIfAny("season.csv", 12, "month", "factor") is not { } table)
        {
            return Volume.NoSeason;
        }

        // A month that is missing is no season: the rule says so.
        var season = Enumerable.Repeat(double.NaN, 12).ToArray();
        foreach (var row in table)
        {
            season[row.Whole("month", 1, 12) - 1] = row.Number("factor", 0, 12);
        }

        return season;
    }
}
