namespace Meent.Planning.Report;

/// <summary>Points in four quarters, such as size against growth.</summary>
internal sealed record Scatter
{
    private const double Left = 44, Right = 352, Top = 22, Bottom = 240;

    /// <param name="Series">Counted from 0; each has its colour and shape.</param>
    internal sealed record Point(string Name, double X, double Y, int Series = 0);

    public required IReadOnlyList<Point> Points { get; init; }

    public string XTitle { get; init; } = "";

    public string YTitle { get; init; } = "";

    /// <summary>Where the quarters meet.</summary>
    public (double X, double Y)? Cut { get; init; }

    /// <summary>Words of the quarters: upper right, upper left, lower left, lower right.</summary>
    public IReadOnlyList<string> Quarters { get; init; } = [];

    public string Svg(Speech speech, string conclusion)
    {
        var svg = new Svg(272, conclusion);
        var cut = Cut is { } c ? new[] { c } : [];
        var x = Padded(Points.Select(p => p.X).Concat(cut.Select(p => p.X)), Left, Right);
        var y = Padded(Points.Select(p => p.Y).Concat(cut.Select(p => p.Y)), Bottom, Top);
        var (values, places) = y.Ticks(5);
        foreach (var value in values)
        {
            svg.Line("grid", Left, y.At(value), Right, y.At(value))
                .Words("e q", Left - 4, y.At(value) + 4, speech.Number(value, places));
        }

        (values, places) = x.Ticks(6);
        foreach (var value in values)
        {
            svg.Words("m q", x.At(value), Bottom + 15, speech.Number(value, places));
        }

        svg.Line("axis", Left, Bottom, Right, Bottom).Words("q", 0, 10, YTitle)
            .Words("e q", Right, Bottom + 29, XTitle);
        foreach (var (cx, cy) in cut)
        {
            svg.Line("ki", x.At(cx), Top, x.At(cx), Bottom).Line("ki", Left, y.At(cy), Right, y.At(cy));
        }

        QuarterNames(svg);
        Dots(svg, x, y);
        return svg.Done();
    }

    private static Axis Padded(IEnumerable<double> values, double from, double to)
    {
        var tight = Axis.Over(values, from, to, zero: false);
        var air = (tight.High - tight.Low) * 0.06;
        return tight with { Low = tight.Low - air, High = tight.High + air };
    }

    private void QuarterNames(Svg svg)
    {
        var places = new[] { (Right - 3, Top + 12, "e q"), (Left + 3, Top + 12, "q"), (Left + 3, Bottom - 5, "q"),
            (Right - 3, Bottom - 5, "e q") };
        foreach (var ((atX, atY, cls), words) in places.Zip(Quarters))
        {
            svg.Words(cls, atX, atY, words);
        }
    }

    private void Dots(Svg svg, Axis x, Axis y)
    {
        var named = new List<(double X, double Y)>();
        foreach (var point in Points)
        {
            var (px, py) = (x.At(point.X), y.At(point.Y));
            svg.Circle(Report.Svg.Series('f', point.Series), px, py, 4);
            // A name that would lie on another one is left to the table.
            if (point.Name.Length == 0 || named.Any(n => Math.Abs(n.X - px) < 60 && Math.Abs(n.Y - py) < 10))
            {
                continue;
            }

            named.Add((px, py));
            var end = px > Report.Svg.Width - 90;
            svg.Words(end ? "e" : "", px + (end ? -6 : 6), py + 4, Report.Svg.Fit(point.Name, 100));
        }
    }
}
