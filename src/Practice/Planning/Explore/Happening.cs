using Meent.Planning.Rules;

namespace Meent.Planning.Explore;

/// <summary>A forecast as it was stored.</summary>
/// <param name="Hash">Of the inputs, seed, iterations and program that made it.</param>
internal sealed record Forecast(string Hash, string Day, IReadOnlyList<Figure> Figures);

/// <summary>What a figure came to, beside one forecast of it.</summary>
/// <param name="Expected">Null where that forecast does not have the figure.</param>
internal sealed record Compared(Figure Happened, string ForecastDay, string ForecastHash, Band? Expected)
{
    public bool? Inside => Expected?.Holds(Happened.Value.Base);

    /// <summary>What happened less what was expected, in the figure's unit.</summary>
    public double? Deviation => Expected is { } band ? Happened.Value.Base - band.Base : null;
}

/// <summary>happened.csv: the figures of a forecast as they came about.</summary>
internal static class Happening
{
    public const string File = "happened.csv";

    public static IReadOnlyList<Compared> Read(string path, IReadOnlyList<Forecast> forecasts, Trouble trouble)
    {
        var name = Path.GetFileName(path);
        using var content = System.IO.File.OpenRead(path);
        var table = Table.Read(name, content, trouble, Table.MostRows, ["figure", "of?", "period?", "value"]);
        var happened = new List<Figure>();
        var seen = new HashSet<(string, string, string)>();
        foreach (var row in table)
        {
            var figure = new Figure(
                row.Text("figure"), row.TextOr("of", ""), row.TextOr("period", ""), row.Number("value"), "");
            happened.Add(figure);
            if (!seen.Add((figure.Name, figure.Of, figure.Period)))
            {
                trouble.Note(row.About("planning.name_twice", "figure"));
            }
        }

        return Compare(happened, forecasts);
    }

    /// <summary>Each figure beside each forecast that has it, the oldest first; once beside none where none has
    /// it.</summary>
    internal static IReadOnlyList<Compared> Compare(IReadOnlyList<Figure> happened, IReadOnlyList<Forecast> forecasts)
    {
        var all = new List<Compared>();
        foreach (var figure in happened)
        {
            var before = all.Count;
            foreach (var forecast in forecasts.OrderBy(f => f.Day, StringComparer.Ordinal)
                .ThenBy(f => f.Hash, StringComparer.Ordinal))
            {
                var expected = forecast.Figures.FirstOrDefault(f =>
                    f.Name == figure.Name && f.Of == figure.Of && f.Period == figure.Period);
                if (expected is not null)
                {
                    all.Add(new Compared(
                        figure with { Unit = expected.Unit }, forecast.Day, forecast.Hash, expected.Value));
                }
            }

            if (all.Count == before)
            {
                all.Add(new Compared(figure, "", "", null));
            }
        }

        return all;
    }
}
