using Meent.Kernel;

namespace Meent.Planning.Rules.Expansion;

/// <summary>How much room a hub should have, and when.</summary>
/// <param name="StandingLitres">Room of the tanks that stand here now.</param>
/// <param name="MarginPerLitre">What an extra litre leaves before the cost of its room: the price of turning it away.
/// </param>
/// <param name="InterestPerYear">0.12 is twelve per cent.</param>
/// <param name="PeakDay">Highest day of a month over its mean day: the room has to hold that day.</param>
/// <param name="AtOnce">Largest share of a day's milk that stands in the tanks at once with one dispatch a day.</param>
/// <param name="AtOnceTwoRounds">The same with two rounds: the larger of the shares of evening and morning.</param>
/// <param name="TooBigBelow">Fill below which a tank is held for too big; null: the fill at which what was added earns
/// what it costs.</param>
internal sealed record TankQuestion(
    double StandingLitres,
    IReadOnlyList<Step> Steps,
    double MarginPerLitre,
    double InterestPerYear,
    double PeakDay = 1,
    double AtOnce = 1,
    double AtOnceTwoRounds = 0.6,
    double? TooBigBelow = null)
{
    public const double DaysAMonth = 365 / 12.0;
    private const int MostSteps = 12;

    /// <summary>What an amount a month later is worth now.</summary>
    public double MonthDiscount { get; } = Math.Pow(1 + InterestPerYear, -1 / 12.0);

    /// <summary>Mean litres a day that so much room can take.</summary>
    public double LitresADay(double room, bool twoRounds = false) =>
        room / (PeakDay * (twoRounds ? AtOnceTwoRounds : AtOnce));

    /// <summary>What a step costs over the whole forecast, worth of the month it comes in, without its cost for each
    /// litre. A bought one is bought again at the end of its life.</summary>
    public double CostOfTaking(int step, int month, int months)
    {
        var s = Steps[step];
        if (s.IsHired)
        {
            return s.Price;
        }

        var running = s.PerYear / 12 * WorthOfMonths(months - month);
        if (s.Kind == StepKind.Sell)
        {
            return -(s.Price * Math.Max(0, 1 - ((double)month / s.LifeMonths))) - running;
        }

        var cost = running;
        var bought = month;
        for (; bought < months; bought += s.LifeMonths)
        {
            cost += s.Price * Math.Pow(MonthDiscount, bought - month);
        }

        var left = bought - months;
        return cost - (s.Price * s.KeptValue * left / s.LifeMonths * Math.Pow(MonthDiscount, months - month));
    }

    /// <summary>What a bought step costs in a month, its price spread over its life with interest.</summary>
    public double CostAMonth(int step)
    {
        var s = Steps[step];
        return (s.PerYear / 12) + (s.IsHired || s.Kind == StepKind.Sell ? 0
            : s.Price / WorthOfMonths(s.LifeMonths));
    }

    /// <summary>Fill at which a step earns what it costs; null where no fill would.</summary>
    public double? BreakEvenFill(int step)
    {
        var s = Steps[step];
        var room = s.Kind == StepKind.Rounds
            ? LitresADay(StandingLitres, twoRounds: true) - LitresADay(StandingLitres)
            : LitresADay(s.Litres);
        var each = MarginPerLitre - s.PerLitre;
        return s.Kind == StepKind.Sell || each <= 0 || room <= 0 ? null : CostAMonth(step) / (DaysAMonth * room * each);
    }

    /// <summary>Why it cannot be reckoned; null where it can.</summary>
    public Refusal? Wrong()
    {
        if (!(StandingLitres >= 0 && StandingLitres < 1e9))
        {
            return new Refusal(
                "planning.tank_zero_capacity", ("step", "standing"), ("litres", Plain.Of(StandingLitres)));
        }

        foreach (var step in Steps)
        {
            if (step.Kind != StepKind.Rounds && !(step.Litres > 0 && step.Litres < 1e9))
            {
                return new Refusal(
                    "planning.tank_zero_capacity", ("step", step.Name), ("litres", Plain.Of(step.Litres)));
            }

            if (step.WrongField() is { } field)
            {
                return new Refusal("planning.tank_step_wrong", ("step", step.Name), ("field", field));
            }
        }

        var sold = Steps.Where(s => s.Kind == StepKind.Sell).Sum(s => s.Litres);
        return Steps.Count > MostSteps || Steps.Count(s => s.Kind == StepKind.Rounds) > 1
                || sold > StandingLitres
                || !(MarginPerLitre is >= 0 and < 1e9) || !(InterestPerYear is >= 0 and <= 3)
                || !(PeakDay is >= 1 and <= 10) || !(AtOnce is > 0 and <= 1)
                || !(AtOnceTwoRounds > 0 && AtOnceTwoRounds <= AtOnce)
                || TooBigBelow is { } line && !(line is >= 0 and <= 1)
            ? new Refusal("planning.tank_question_wrong", ("steps", Plain.Of(MostSteps)))
            : null;
    }

    /// <summary>Worth at the first of <paramref name="months"/> payments of 1, one at the beginning of each month.
    /// </summary>
    private double WorthOfMonths(int months) =>
        MonthDiscount == 1 ? months : (1 - Math.Pow(MonthDiscount, months)) / (1 - MonthDiscount);
}
