using Meent.Planning.Rules;

namespace Meent.Planning.Report;

/// <summary>Lines over time, each with the band of its forecast where it has one.</summary>
internal sealed record LineChart
{
    private const double Left = 40, Right = 290, Top = 22, Bottom = 176;

    /// <param name="Points">In the order of x; low and high are equal where there is no range.</param>
    internal sealed record Line(string Name, IReadOnlyList<(double X, Band Y)> Points);

    /// <summary>At most five; the name stands at the end of the line.</summary>
    public required IReadOnlyList<Line> Lines { get; init; }

    public string XTitle { get; init; } = "";

    public string YTitle { get; init; } = "";

    /// <summary>Black rules across, such as half, full, expected.</summary>
    public IReadOnlyList<(double Y, string Words)> Rules { get; init; } = [];

    /// <summary>Whether the lowest figure is zero.</summary>
    public bool FromZero { get; init; } = true;

    public string Svg(Speech speech, string conclusion)
    {
        var svg = new Svg(206, conclusion);
        var points = Lines.SelectMany(l => l.Points).ToList();
        var x = Axis.Over(points.Select(p => p.X), Left, Right, zero: false);
        var y = Axis.Over(
            points.SelectMany(p => new[] { p.Y.Low, p.Y.High }).Concat(Rules.Select(r => r.Y)), Bottom, Top, FromZero);
        Frame(svg, speech, x, y);
        for (var i = 0; i < Lines.Count; i++)
        {
            Draw(svg, Lines[i], i, x, y);
        }

        Names(svg, y);
        return svg.Done();
    }

    private void Frame(Svg svg, Speech speech, Axis x, Axis y)
    {
        var (values, places) = y.Ticks(5);
        foreach (var value in values)
        {
            svg.Line("grid", Left, y.At(value), Right, y.At(value))
                .Words("e q", Left - 4, y.At(value) + 4, speech.Number(value, places));
        }

        (values, places) = x.Ticks(6);
        foreach (var value in values)
        {
            // Years are no quantities: 2026 is written without a separator.
            var year = places == 0 && value is >= 1900 and <= 2200;
            svg.Words("m q", x.At(value), Bottom + 15, year ? $"{value:0}" : speech.Number(value, places));
        }

        svg.Words("q", 0, 10, YTitle).Words("e q", Right, Bottom + 28, XTitle)
            .Line("axis", Left, Bottom, Right, Bottom);
        foreach (var (at, words) in Rules)
        {
            svg.Line("ki", Left, y.At(at), Right, y.At(at)).Words("", Left + 2, y.At(at) - 3, words);
        }
    }

    private static void Draw(Svg svg, Line line, int index, Axis x, Axis y)
    {
        if (line.Points.Any(p => !p.Y.IsExact))
        {
            var rim = line.Points.Select(p => (x.At(p.X), y.At(p.Y.High)))
                .Concat(line.Points.Reverse().Select(p => (x.At(p.X), y.At(p.Y.Low))));
            svg.Path("fb", Report.Svg.Through(rim) + "z");
        }

        var dash = index > 0 ? $" d{index % 5}" : "";
        svg.Path(
            Report.Svg.Series('k', index) + dash,
            Report.Svg.Through(line.Points.Select(p => (x.At(p.X), y.At(p.Y.Base)))));
    }

    /// <summary>Names at the ends of the lines, pushed apart where lines end together.</summary>
    private void Names(Svg svg, Axis y)
    {
        var above = double.NegativeInfinity;
        foreach (var line in Lines.Where(l => l.Points.Count > 0).OrderBy(l => y.At(l.Points[^1].Y.Base)))
        {
            above = Math.Max(above + 12, y.At(line.Points[^1].Y.Base) + 4);
            svg.Words("", Right + 4, above, Report.Svg.Fit(line.Name, Report.Svg.Width - Right - 4));
        }
    }
}
