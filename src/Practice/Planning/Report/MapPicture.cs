namespace Meent.Planning.Report;

/// <summary>Places and routes without a background: equirectangular at the middle latitude, true to scale within a
/// few hundred kilometres.</summary>
internal sealed record MapPicture
{
    private const double KilometresPerDegree = 111.195, Edge = 14, Tallest = 420, MostNames = 40;

    /// <param name="Series">Counted from 0.</param>
    /// <param name="Large">Drawn larger, its name in bold.</param>
    internal sealed record Place(string Name, double Lat, double Lon, int Series = 0, bool Large = false);

    internal sealed record Route(IReadOnlyList<(double Lat, double Lon)> Stops, int Series = 0, string Name = "");

    internal sealed record Reach(double Lat, double Lon, double Kilometres);

    public IReadOnlyList<Place> Places { get; init; } = [];

    public IReadOnlyList<Route> Routes { get; init; } = [];

    public IReadOnlyList<Reach> Reaches { get; init; } = [];

    /// <summary>What the colours of places and routes mean, by series.</summary>
    public IReadOnlyList<string> Legend { get; init; } = [];

    public string Svg(Speech speech, string conclusion)
    {
        var all = Places.Select(p => (p.Lat, p.Lon)).Concat(Routes.SelectMany(r => r.Stops))
            .Concat(Reaches.SelectMany(Corners)).ToList();
        if (all.Count == 0)
        {
            return new Svg(20, conclusion).Done();
        }

        var (south, north) = (all.Min(p => p.Lat), all.Max(p => p.Lat));
        var (west, east) = (all.Min(p => p.Lon), all.Max(p => p.Lon));
        var narrow = Math.Max(0.01, Math.Cos((south + north) / 2 * Math.PI / 180));
        var (wide, high) = (Math.Max((east - west) * narrow, 1e-4), Math.Max(north - south, 1e-4));
        // Units of the grid for a degree of latitude.
        var unit = Math.Min((Report.Svg.Width - (2 * Edge)) / wide, (Tallest - (2 * Edge)) / high);
        var height = (high * unit) + (2 * Edge);
        (double X, double Y) At(double lat, double lon) =>
            (Edge + ((lon - west) * narrow * unit), Edge + ((north - lat) * unit));
        var svg = new Svg(height + 26 + (14 * ((Legend.Count + 1) / 2)), conclusion);
        Draw(svg, At, unit);
        Scale(svg, speech, unit, height);
        for (var i = 0; i < Legend.Count; i++)
        {
            var (x, y) = ((i % 2) * 180, height + 34 + (14 * (i / 2)));
            svg.Circle(Report.Svg.Series('f', i), x + 5, y - 4, 4).Words("", x + 13, y, Report.Svg.Fit(Legend[i], 160));
        }

        return svg.Done();
    }

    private static IEnumerable<(double Lat, double Lon)> Corners(Reach reach)
    {
        var up = reach.Kilometres / KilometresPerDegree;
        var aside = up / Math.Max(0.01, Math.Cos(reach.Lat * Math.PI / 180));
        return [(reach.Lat - up, reach.Lon - aside), (reach.Lat + up, reach.Lon + aside)];
    }

    private void Draw(Svg svg, Func<double, double, (double X, double Y)> at, double unit)
    {
        foreach (var reach in Reaches)
        {
            var (x, y) = at(reach.Lat, reach.Lon);
            svg.Circle("reach", x, y, reach.Kilometres / KilometresPerDegree * unit);
        }

        foreach (var route in Routes)
        {
            svg.Path(
                Report.Svg.Series('k', route.Series),
                Report.Svg.Through(route.Stops.Select(s => at(s.Lat, s.Lon))));
            if (route.Name.Length > 0 && route.Stops.Count > 0)
            {
                var middle = route.Stops[route.Stops.Count / 2];
                var (x, y) = at(middle.Lat, middle.Lon);
                svg.Words("halo", x + 4, y - 4, Report.Svg.Fit(route.Name, 80));
            }
        }

        var named = new List<(double X, double Y)>();
        foreach (var place in Places.OrderBy(p => p.Large ? 1 : 0))
        {
            var (x, y) = at(place.Lat, place.Lon);
            svg.Circle(Report.Svg.Series('f', place.Series), x, y, place.Large ? 5 : 2.5);
            var names = place.Large || Places.Count <= MostNames;
            if (!names || named.Any(n => Math.Abs(n.X - x) < 50 && Math.Abs(n.Y - y) < 11))
            {
                continue;
            }

            named.Add((x, y));
            var end = x > Report.Svg.Width - 80;
            svg.Words(
                $"halo{(place.Large ? " b" : "")}{(end ? " e" : "")}", x + (end ? -7 : 7), y + 4,
                Report.Svg.Fit(place.Name, 100));
        }
    }

    private static void Scale(Svg svg, Speech speech, double unit, double height)
    {
        var kilometres = Axis.StepOver(60 / unit * KilometresPerDegree / 2);
        var length = kilometres / KilometresPerDegree * unit;
        var places = kilometres < 1 ? 2 : 0;
        svg.Path("axis", $"M4 {Report.Svg.N(height + 8)}v4h{Report.Svg.N(length)}v-4")
            .Words("q", length + 10, height + 14, $"{speech.Number(kilometres, places)} km")
            .Words("e q", Report.Svg.Width - 4, height + 14, "N ↑");
    }
}
