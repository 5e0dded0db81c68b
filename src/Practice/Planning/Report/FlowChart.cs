namespace Meent.Planning.Report;

/// <summary>What goes from the left to the right, as wide as it is much.</summary>
internal sealed record FlowChart
{
    private const double Left = 126, Right = 234, Gap = 6, Tall = 220, LineHeight = 13, LetterWidth = 6.2;

    internal sealed record Flow(string From, string To, double Amount);

    /// <summary>Flows of nothing are left out.</summary>
    public required IReadOnlyList<Flow> Flows { get; init; }

    public string Unit { get; init; } = "";

    public int Places { get; init; }

    public string Svg(Speech speech, string conclusion)
    {
        var flows = Flows.Where(f => f.Amount > 0).ToList();
        var from = flows.Select(f => f.From).Distinct().ToList();
        var to = flows.Select(f => f.To).Distinct().ToList();
        var most = Math.Max(from.Count, to.Count);
        // A node is never lower than its words.
        var tall = Math.Max(Tall, most * 20.0);
        var unit = flows.Count == 0 ? 0 : (tall - (Gap * most)) / flows.Sum(f => f.Amount);
        var svg = new Svg(tall + 24, conclusion).Words("q", 0, 10, Unit);
        var left = Tops(from, n => flows.Where(f => f.From == n).Sum(f => f.Amount) * unit, tall);
        var right = Tops(to, n => flows.Where(f => f.To == n).Sum(f => f.Amount) * unit, tall);
        var (leftUsed, rightUsed) = (left.ToArray(), right.ToArray());
        foreach (var flow in flows)
        {
            var (a, b) = (from.IndexOf(flow.From), to.IndexOf(flow.To));
            Ribbon(svg, Report.Svg.Series('f', a), leftUsed[a], rightUsed[b], flow.Amount * unit);
            leftUsed[a] += flow.Amount * unit;
            rightUsed[b] += flow.Amount * unit;
        }

        Names(svg, speech, from, left, leftUsed, n => flows.Where(f => f.From == n).Sum(f => f.Amount), "e", Left - 6);
        Names(svg, speech, to, right, rightUsed, n => flows.Where(f => f.To == n).Sum(f => f.Amount), "", Right + 6);
        return svg.Done();
    }

    private static double[] Tops(List<string> names, Func<string, double> height, double tall)
    {
        var heights = names.Select(height).ToArray();
        var air = names.Count == 0 ? 0 : (tall - heights.Sum()) / names.Count;
        var tops = new double[names.Count];
        var at = 18 + (air / 2);
        for (var i = 0; i < tops.Length; i++)
        {
            tops[i] = at;
            at += heights[i] + air;
        }

        return tops;
    }

    private static void Ribbon(Svg svg, string cls, double from, double to, double wide)
    {
        var middle = (Left + Right) / 2;
        static string N(double value) => Report.Svg.N(value);
        svg.Path(
            cls + " half",
            $"M{N(Left)} {N(from)}C{N(middle)} {N(from)} {N(middle)} {N(to)} {N(Right)} {N(to)}v{N(wide)}"
            + $"C{N(middle)} {N(to + wide)} {N(middle)} {N(from + wide)} {N(Left)} {N(from + wide)}z");
    }

    private void Names(
        Svg svg, Speech speech, List<string> names, double[] tops, double[] ends, Func<string, double> amount,
        string cls, double x)
    {
        var places = Spread([.. tops.Select((t, i) => ((t + ends[i]) / 2) + 4)]);
        for (var i = 0; i < names.Count; i++)
        {
            var number = speech.Number(amount(names[i]), Places);
            var room = Left - 8 - ((number.Length + 1) * LetterWidth);
            svg.Words(cls, x, places[i], $"{Report.Svg.Fit(names[i], room)} {number}");
        }
    }

    /// <summary>Words keep their order and do not lie on each other.</summary>
    private static double[] Spread(double[] at)
    {
        for (var i = 1; i < at.Length; i++)
        {
            at[i] = Math.Max(at[i], at[i - 1] + LineHeight);
        }

        return at;
    }
}
