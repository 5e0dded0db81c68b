namespace Meent.Planning.Rules.Expansion;

/// <summary>What each state of the search can take in, in the order in which room is filled.</summary>
internal sealed class Room
{
    private readonly int blocks;
    // Per state: the room of each block in litres a day, and the rent of a month.
    private readonly double[] litres;
    private readonly double[] rent;
    private readonly double[] perLitre;
    private readonly double margin;

    public Room(TankQuestion question, int[] radix, int[] stride, int states)
    {
        var order = FillOrder(question);
        blocks = order.Length + 1;
        (litres, rent, Later) = (new double[states * blocks], new double[states], new int[states]);
        Digits = new byte[states * radix.Length];
        perLitre = [0, .. order.Select(i => question.Steps[i].PerLitre)];
        margin = question.MarginPerLitre;
        var counts = new int[radix.Length];
        for (var s = 0; s < states; s++)
        {
            Later[s] = s;
            for (var i = 0; i < radix.Length; i++)
            {
                var digit = s / stride[i] % radix[i];
                Digits[(s * radix.Length) + i] = (byte)digit;
                var hired = question.Steps[i].IsHired;
                counts[i] = hired ? Math.Min(1, digit) : digit;
                rent[s] += hired && digit > 0 ? question.Steps[i].PerYear / 12 : 0;
                // One that may end stays at 1 until it is ended.
                Later[s] -= hired && digit > 1 ? stride[i] : 0;
            }

            Fill(question, order, counts, litres.AsSpan(s * blocks, blocks));
        }
    }

    /// <summary>State by state, what it has of each step.</summary>
    public byte[] Digits { get; }

    /// <summary>The state of the month after, where nothing is done.</summary>
    public int[] Later { get; }

    /// <summary>Rent, cost of each litre in room that is not of today, and the margin of what is turned away.</summary>
    /// <param name="days">Litres of the month.</param>
    public double CostOfMonth(int state, double days)
    {
        var (cost, left) = (rent[state], days);
        var at = state * blocks;
        for (var b = 0; b < blocks && left > 0; b++)
        {
            var here = Math.Min(left, litres[at + b] * TankQuestion.DaysAMonth);
            // Room that costs more for a litre than the litre leaves is not used.
            cost += here * Math.Min(perLitre[b], margin);
            left -= here;
        }

        return cost + (left * margin);
    }

    /// <summary>Steps by the cost of a litre in them; the tanks of today come before all.</summary>
    internal static int[] FillOrder(TankQuestion question) =>
        [.. Enumerable.Range(0, question.Steps.Count)
            .Where(i => question.Steps[i].Kind != StepKind.Sell)
            .OrderBy(i => question.Steps[i].PerLitre).ThenBy(i => i)];

    /// <summary>Litres a day of the tanks of today (first) and of each step in <paramref name="order"/>.</summary>
    /// <param name="counts">How many of each step are here.</param>
    internal static void Fill(TankQuestion question, int[] order, ReadOnlySpan<int> counts, Span<double> room)
    {
        var standing = question.StandingLitres;
        var own = 0.0;
        for (var i = 0; i < counts.Length; i++)
        {
            var step = question.Steps[i];
            standing -= step.Kind == StepKind.Sell ? counts[i] * step.Litres : 0;
            own += step.Kind == StepKind.Buy ? counts[i] * step.Litres : 0;
        }

        own += standing;
        room[0] = question.LitresADay(standing);
        for (var b = 0; b < order.Length; b++)
        {
            var step = question.Steps[order[b]];
            room[b + 1] = counts[order[b]] * (step.Kind == StepKind.Rounds
                ? question.LitresADay(own, twoRounds: true) - question.LitresADay(own)
                : question.LitresADay(step.Litres));
        }
    }
}
