using Meent.Planning.Rules;

namespace Meent.Planning.Report;

/// <summary>Bars that lie down and start at zero, of one part or several, with a range where there is one.</summary>
internal sealed record BarChart
{
    private const double Left = 140, Right = 310, Each = 20;

    /// <param name="Parts">One for each of the chart's series; bars of one part have one series.</param>
    /// <param name="Total">Whose low and high are drawn as a whisker.</param>
    internal sealed record Bar(string Name, IReadOnlyList<double> Parts, Band Total);

    public required IReadOnlyList<Bar> Bars { get; init; }

    /// <summary>Names of the parts, at most five; empty where a bar is one.</summary>
    public IReadOnlyList<string> Series { get; init; } = [];

    public string Unit { get; init; } = "";

    public int Places { get; init; }

    public string Svg(Speech speech, string conclusion)
    {
        var top = Series.Count > 0 ? 34.0 : 18.0;
        var svg = new Svg(top + (Bars.Count * Each) + 6, conclusion);
        var x = Axis.Over(
            Bars.SelectMany(b => new[] { b.Total.Low, b.Total.High, b.Parts.Where(p => p > 0).Sum() }),
            Left, Right, zero: true);
        svg.Words("q", 0, 10, Unit);
        var at = 0.0;
        for (var i = 0; i < Series.Count; i++)
        {
            svg.Rect(Report.Svg.Series('f', i), at, 18, 9, 9)
                .Words("", at + 12, 26, Report.Svg.Fit(Series[i], (Report.Svg.Width / Series.Count) - 14));
            at += (double)Report.Svg.Width / Series.Count;
        }

        for (var i = 0; i < Bars.Count; i++)
        {
            Draw(svg, speech, Bars[i], x, top + (i * Each));
        }

        svg.Line("axis", x.At(0), top - 2, x.At(0), top + (Bars.Count * Each));
        return svg.Done();
    }

    private void Draw(Svg svg, Speech speech, Bar bar, Axis x, double top)
    {
        svg.Words("e", Left - 6, top + 12, Report.Svg.Fit(bar.Name, Left - 6));
        var (above, below) = (0.0, 0.0);
        for (var i = 0; i < bar.Parts.Count; i++)
        {
            var part = bar.Parts[i];
            var from = part >= 0 ? above : below + part;
            svg.Rect(
                Report.Svg.Series('f', i), x.At(from), top + 3, x.At(from + Math.Abs(part)) - x.At(from), Each - 8);
            (above, below) = part >= 0 ? (above + part, below) : (above, below + part);
        }

        var end = Math.Max(x.At(Math.Max(0, bar.Total.Base)), x.At(Math.Max(0, above)));
        if (!bar.Total.IsExact)
        {
            svg.Line("ki", x.At(bar.Total.Low), top + 9, x.At(bar.Total.High), top + 9)
                .Line("ki", x.At(bar.Total.Low), top + 5, x.At(bar.Total.Low), top + 13)
                .Line("ki", x.At(bar.Total.High), top + 5, x.At(bar.Total.High), top + 13);
            end = Math.Max(end, x.At(bar.Total.High));
        }

        svg.Words("", Math.Min(end + 4, Right + 4), top + 13, speech.Number(bar.Total.Base, Places));
    }
}
