using Meent.Kernel;

namespace Meent.Planning.Rules.Expansion;

/// <summary>The steps that cost least, and when.</summary>
/// <param name="Moves">By month; empty: do not buy.</param>
/// <param name="Cost">Worth now of all steps and of the litres turned away.</param>
internal sealed record StepPlan(IReadOnlyList<Move> Moves, double Cost);

/// <summary>
/// Exact dynamic programme over month and what is installed (Manne 1961 and Luss 1982 for the problem, Bellman 1957 for
/// the method). A state counts what was bought, says how many months a hired step is still bound, and what was sold;
/// within a month steps come one after the other, so that any number may come at once.
/// </summary>
internal sealed class StepSearch
{
    /// <summary>States times months: two bytes each are kept to find the way back.</summary>
    private const long MostStates = 20_000_000;

    /// <summary>States of one month: each keeps its room by step.</summary>
    private const long MostOfMonth = 500_000;

    // Less than this is no reason to do something.
    private const double Worth = 1e-7;

    private readonly TankQuestion question;
    private readonly bool[] allowed;
    private readonly int[] radix;
    private readonly int[] stride;
    private readonly int states;
    private readonly Room room;
    // Per month: what taking each step costs from then on.
    private readonly double[] taking;

    private StepSearch(TankQuestion question, bool[] allowed, int[] radix, int[] stride, int states)
    {
        (this.question, this.allowed) = (question, allowed);
        (this.radix, this.stride, this.states) = (radix, stride, states);
        room = new Room(question, radix, stride, states);
        taking = new double[radix.Length];
    }

    /// <summary>The cheapest plan with the steps that are allowed.</summary>
    /// <param name="litres">Litres a day of each month.</param>
    public static Outcome<StepPlan> Find(TankQuestion question, double[] litres, bool[] allowed)
    {
        var (radix, stride) = (new int[allowed.Length], new int[allowed.Length]);
        var states = 1L;
        for (var i = 0; i < allowed.Length; i++)
        {
            var step = question.Steps[i];
            radix[i] = !allowed[i] ? 1
                : 1 + step.Kind switch { StepKind.Buy => step.Most, StepKind.Sell => 1, _ => step.LeastMonths + 1 };
            stride[i] = (int)states;
            states *= radix[i];
            if (states > MostOfMonth || states * litres.Length > MostStates)
            {
                return new Refusal(
                    "planning.tank_too_many_states", ("months", Plain.Of(litres.Length)),
                    ("most", Plain.Of(MostStates)));
            }
        }

        return new StepSearch(question, allowed, radix, stride, (int)states).Run(litres);
    }

    private StepPlan Run(double[] litres)
    {
        var taken = new byte[litres.Length][];
        var ended = new byte[litres.Length][];
        var (work, next) = (new double[states], new double[states]);
        var q = question.MonthDiscount;
        for (var m = litres.Length - 1; m >= 0; m--)
        {
            (taken[m], ended[m]) = (new byte[states], new byte[states]);
            for (var i = 0; i < taking.Length; i++)
            {
                taking[i] = question.CostOfTaking(i, m, litres.Length);
            }

            var days = litres[m] * TankQuestion.DaysAMonth;
            for (var s = states - 1; s >= 0; s--)
            {
                work[s] = room.CostOfMonth(s, days) + (q * next[room.Later[s]]);
                Take(m, s, work, taken[m]);
            }

            End(work, ended[m]);
            (work, next) = (next, work);
        }

        return new StepPlan(Trace(taken, ended), next[0]);
    }

    /// <summary>Whether one more step pays; states with more installed are done already.</summary>
    private void Take(int month, int state, double[] work, byte[] taken)
    {
        for (var i = 0; i < radix.Length; i++)
        {
            var (digit, step) = (room.Digits[(state * radix.Length) + i], question.Steps[i]);
            if (!allowed[i] || month < step.LeadMonths || (step.IsHired ? digit > 0 : digit == radix[i] - 1))
            {
                continue;
            }

            var cost = taking[i] + work[state + By(i)];
            if (cost < work[state] - Worth)
            {
                (work[state], taken[state]) = (cost, (byte)(i + 1));
            }
        }
    }

    /// <summary>Whether a hired step that is bound no longer is given up; a month begins with that.</summary>
    private void End(double[] work, byte[] ended)
    {
        for (var s = 0; s < states; s++)
        {
            for (var i = 0; i < radix.Length; i++)
            {
                if (room.Digits[(s * radix.Length) + i] == 1 && question.Steps[i].IsHired
                    && work[s - stride[i]] < work[s] - Worth)
                {
                    (work[s], ended[s]) = (work[s - stride[i]], (byte)(i + 1));
                }
            }
        }
    }

    /// <summary>How far the state moves where a step is taken. A hired one counts down, a month at a time, to 1: from
    /// then on it may be given up.</summary>
    private int By(int step) =>
        stride[step] * (question.Steps[step].IsHired ? question.Steps[step].LeastMonths + 1 : 1);

    private List<Move> Trace(byte[][] taken, byte[][] ended)
    {
        var moves = new List<Move>();
        var state = 0;
        for (var m = 0; m < taken.Length; m++)
        {
            while (ended[m][state] is > 0 and var e)
            {
                moves.Add(new Move(m, e - 1, Taken: false));
                state -= stride[e - 1];
            }

            while (taken[m][state] is > 0 and var t)
            {
                moves.Add(new Move(m, t - 1, Taken: true));
                state += By(t - 1);
            }

            state = room.Later[state];
        }

        return moves;
    }
}
