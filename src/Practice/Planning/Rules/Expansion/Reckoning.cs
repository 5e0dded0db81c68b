namespace Meent.Planning.Rules.Expansion;

/// <summary>A month of a plan.</summary>
/// <param name="Litres">Litres a day that are offered.</param>
/// <param name="Room">Litres a day that there is room for.</param>
/// <param name="Fill">What is taken in over the room; null without room.</param>
internal sealed record PlanMonth(
    double Litres, double Room, double Taken, double TurnedAway, double? Fill, bool TooBig);

/// <summary>What a plan comes to when the milk grows in one of three ways.</summary>
/// <param name="Cost">Worth now of the steps and of the margin of all litres turned away.</param>
/// <param name="StepCost">Worth now of the steps alone, with the cost of litres in them.</param>
/// <param name="TurnedAwayLitres">Over the whole forecast: too small.</param>
/// <param name="CostPerExtraLitre">Steps over the litres that today's tanks could not take, both worth now; null where
/// there are none.</param>
internal sealed record PlanResult(
    double Cost,
    double StepCost,
    double TurnedAwayLitres,
    int MonthsTooBig,
    double ExtraLitres,
    double? CostPerExtraLitre,
    IReadOnlyList<PlanMonth> Months);

/// <summary>Carries a plan out, month by month, as written: it knows nothing of the search.</summary>
internal static class Reckoning
{
    public static PlanResult Of(TankQuestion question, double[] litres, IReadOnlyList<Move> moves)
    {
        var order = Room.FillOrder(question);
        var (counts, room) = (new int[question.Steps.Count], new double[order.Length + 1]);
        var months = new List<PlanMonth>(litres.Length);
        var (steps, lost, extraWorth, extra, away) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var m = 0; m < litres.Length; m++)
        {
            var worth = Math.Pow(question.MonthDiscount, m);
            foreach (var move in moves.Where(v => v.Month == m))
            {
                counts[move.Step] += move.Taken ? 1 : -1;
                steps += move.Taken ? worth * question.CostOfTaking(move.Step, m, litres.Length) : 0;
            }

            Room.Fill(question, order, counts, room);
            var (taken, running, tooBig) = Month(question, order, counts, room, litres[m]);
            var all = room.Sum();
            var (turned, above) = ((litres[m] - taken) * TankQuestion.DaysAMonth,
                Math.Max(0, taken - question.LitresADay(question.StandingLitres)) * TankQuestion.DaysAMonth);
            steps += worth * running;
            lost += worth * turned * question.MarginPerLitre;
            (away, extra, extraWorth) = (away + turned, extra + above, extraWorth + (worth * above));
            months.Add(new PlanMonth(litres[m], all, taken, turned, all > 0 ? taken / all : null, tooBig));
        }

        return new PlanResult(steps + lost, steps, away, months.Count(x => x.TooBig), extra,
            extraWorth > 0 ? steps / extraWorth : null, months);
    }

    /// <summary>Litres a day taken in, what running it costs that month, and whether what was added is too
    /// big.</summary>
    private static (double Taken, double Running, bool TooBig) Month(
        TankQuestion question, int[] order, int[] counts, double[] room, double litres)
    {
        var (taken, running, earned, carried, added) = (0.0, 0.0, 0.0, 0.0, 0);
        for (var b = 0; b < room.Length; b++)
        {
            var perLitre = b == 0 ? 0 : question.Steps[order[b - 1]].PerLitre;
            var here = perLitre > question.MarginPerLitre ? 0 : Math.Min(litres - taken, room[b]);
            taken += here;
            running += here * perLitre * TankQuestion.DaysAMonth;
            earned += b == 0 ? 0 : here * (question.MarginPerLitre - perLitre) * TankQuestion.DaysAMonth;
        }

        for (var i = 0; i < counts.Length; i++)
        {
            var step = question.Steps[i];
            running += step.IsHired ? counts[i] * step.PerYear / 12 : 0;
            carried += step.Kind == StepKind.Sell ? 0 : counts[i] * question.CostAMonth(i);
            added += step.Kind == StepKind.Sell ? 0 : counts[i];
        }

        var tooBig = added > 0
            && (question.TooBigBelow is { } line ? taken < line * room.Sum() : earned < carried);
        return (taken, running, tooBig);
    }
}
