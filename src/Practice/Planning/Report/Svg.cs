using System.Globalization;
using System.Text;

namespace Meent.Planning.Report;

/// <summary>A picture on a grid 360 units wide, in the classes of report.css. f1 to f5 fill with the colour and hatch
/// of a series, k1 to k5 draw a line in it, fb is the band of a forecast, q the second text.</summary>
internal sealed class Svg
{
    public const int Width = 360;

    private readonly StringBuilder text = new();

    /// <param name="conclusion">What the picture shows, for who cannot see it.</param>
    public Svg(double height, string conclusion) =>
        text.Append($"<svg viewBox=\"0 0 {Width} {N(height)}\" role=\"img\" aria-label=\"")
            .Append(Markup.Escape(conclusion)).Append("\">");

    /// <summary>One place behind the point: a tenth of a unit cannot be seen.</summary>
    public static string N(double value)
    {
        var plain = Math.Clamp(value, -1e6, 1e6).ToString("0.#", CultureInfo.InvariantCulture);
        return plain == "-0" ? "0" : plain;
    }

    /// <summary>The class of a series, counted from 0; five of them, then again from the first.</summary>
    public static string Series(char kind, int index) => $"{kind}{(index % 5) + 1}";

    public Svg Path(string cls, string d)
    {
        text.Append($"<path class=\"{cls}\" d=\"{d}\"/>");
        return this;
    }

    public Svg Line(string cls, double x1, double y1, double x2, double y2) =>
        Path(cls, $"M{N(x1)} {N(y1)}L{N(x2)} {N(y2)}");

    public Svg Rect(string cls, double x, double y, double width, double height) =>
        width <= 0 || height <= 0 ? this : Path(cls, $"M{N(x)} {N(y)}h{N(width)}v{N(height)}h-{N(width)}z");

    public Svg Circle(string cls, double x, double y, double radius)
    {
        text.Append($"<circle class=\"{cls}\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\"/>");
        return this;
    }

    /// <param name="cls">e ends at x, m has its middle there, b is bold, q quiet.</param>
    public Svg Words(string cls, double x, double y, string plain)
    {
        text.Append($"<text{(cls.Length > 0 ? $" class=\"{cls}\"" : "")} x=\"{N(x)}\" y=\"{N(y)}\">")
            .Append(Markup.Escape(plain)).Append("</text>");
        return this;
    }

    /// <summary>M x y L x y ... through all points.</summary>
    public static string Through(IEnumerable<(double X, double Y)> points) =>
        string.Concat(points.Select((p, i) => $"{(i == 0 ? 'M' : 'L')}{N(p.X)} {N(p.Y)}"));

    public string Done() => text.Append("</svg>").ToString();

    /// <summary>A text that fits: the first characters and an ellipsis. About 6 units a character.</summary>
    public static string Fit(string plain, double width)
    {
        var most = Math.Max(1, (int)(width / 6));
        return plain.Length <= most ? plain : plain[..(most - 1)].TrimEnd() + "…";
    }
}
