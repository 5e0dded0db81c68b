using Meent.Planning.Explore;

namespace Meent.Planning.Report;

/// <summary>Tables of a page: lines across, none down; figures to the right, their range below them.</summary>
internal static class PageTable
{
    public static void Write(Markup page, AnswerTable table, Speech speech)
    {
        page.Raw("<section>").Element("h2", speech.Say(table.Title));
        if (table.Rows.Count == 0)
        {
            page.Element("p", speech["explore.empty"], "empty").Raw("</section>\n");
            return;
        }

        // A column is one of figures where its first cell that says anything is a figure.
        var figures = table.Columns.Select((_, i) => IsFigure(table, i)).ToArray();
        Begin(page, [.. table.Columns.Select((c, i) => (speech[c.Key], c.Unit, figures[i]))]);
        foreach (var row in table.Rows)
        {
            page.Raw(row.Mark switch
            {
                Mark.Sum => "<tr class=\"sum\">",
                Mark.Chosen => "<tr class=\"mine\">",
                Mark.Loses => "<tr class=\"loses\">",
                _ => "<tr>",
            });
            for (var i = 0; i < row.Cells.Length; i++)
            {
                Cell(page, row.Cells[i], figures[i], speech);
            }

            page.Raw("\n");
        }

        page.Raw("</table></div>");
        if (table.Note is { } note)
        {
            page.Element("p", speech.Say(note), "small quiet");
        }

        page.Raw("</section>\n");
    }

    public static void Happened(Markup page, IReadOnlyList<Compared> compared, Speech speech)
    {
        if (compared.Count == 0)
        {
            return;
        }

        var known = compared.Where(c => c.Inside is not null).ToList();
        page.Raw("<section>").Element("h2", speech["explore.happened"]).Element("p", speech.Say(
            "explore.happened.sum",
            ("inside", Explore.Cell.Number(known.Count(c => c.Inside == true))),
            ("all", Explore.Cell.Number(known.Count))));
        string Title(string name) => speech[$"explore.happened.{name}"];
        Begin(page,
        [
            (Title("figure"), "", false), (Title("of"), "", false), (Title("period"), "", false),
            (Title("forecast"), "", true), (Title("value"), "", true), (Title("deviation"), "", true),
            (Title("inside"), "", false), (Title("made"), "", false),
        ]);
        foreach (var c in compared)
        {
            page.Raw(c.Inside == false ? "<tr class=\"loses\">" : "<tr>");
            Cell(page, Measured(c.Happened.Name, c.Happened.Unit.Length > 0 ? $"({c.Happened.Unit})" : ""), false,
                speech);
            Cell(page, c.Happened.Of, false, speech);
            Cell(page, c.Happened.Period, false, speech);
            var places = Math.Abs(c.Happened.Value.Base) < 100 ? 2 : 0;
            Cell(page, c.Expected is { } band ? Explore.Cell.Of(band, places) : Explore.Cell.Unknown, true, speech);
            Cell(page, Explore.Cell.Number(c.Happened.Value.Base, places), true, speech);
            Cell(page, Explore.Cell.Number(c.Deviation, places), true, speech);
            Cell(page, Explore.Cell.Word(c.Inside switch
            {
                true => "explore.happened.yes",
                false => "explore.happened.no",
                _ => "explore.happened.none",
            }), false, speech);
            Cell(page, c.ForecastHash.Length > 0 ? $"{c.ForecastDay} {c.ForecastHash[..8]}" : "", false, speech);
            page.Raw("\n");
        }

        page.Raw("</table></div></section>\n");
    }

    public static void Assumptions(Markup page, ExploreFolder folder, Speech speech)
    {
        var all = folder.Assumptions.ToList();
        if (all.Count == 0)
        {
            return;
        }

        page.Raw("<section>").Element("h2", speech["explore.assumptions"]);
        string Title(string name) => speech[$"explore.assumptions.{name}"];
        Begin(page, [(Title("name"), "", false), (Title("value"), "", true), (Title("source"), "", false)]);
        foreach (var a in all)
        {
            var source = a.Source.Length > 0
                ? $"{a.Source}, {a.Year}{(a.Scope.Length > 0 ? $" ({a.Scope})" : "")}"
                : speech[$"explore.origin.{a.Origin}"];
            page.Raw("<tr>");
            Cell(page, a.Name, false, speech);
            if (double.IsNaN(a.Value.Base))
            {
                Cell(page, a.Unit, true, speech);
            }
            else
            {
                Cell(page, Explore.Cell.Of(a.Value, PlacesOf(a)), true, speech, a.Unit);
            }

            Cell(page, source, false, speech);
            page.Raw("\n");
        }

        page.Raw("</table></div></section>\n");
    }

    /// <summary>As many places as the figures need, six at most.</summary>
    private static int PlacesOf(Assumed a)
    {
        for (var places = 0; places < 6; places++)
        {
            var power = Math.Pow(10, places);
            if (new[] { a.Value.Low, a.Value.Base, a.Value.High }
                .All(v => Math.Abs((v * power) - Math.Floor((v * power) + 0.5)) < 1e-6))
            {
                return places;
            }
        }

        return 6;
    }

    private static bool IsFigure(AnswerTable table, int column)
    {
        var first = table.Rows.Select(r => r.Cells[column].Kind)
            .FirstOrDefault(k => k is not (ValueKind.Nothing or ValueKind.Unknown), ValueKind.Number);
        return first is ValueKind.Number or ValueKind.Band;
    }

    private static void Begin(Markup page, IReadOnlyList<(string Title, string Unit, bool Figure)> columns)
    {
        page.Raw("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
        foreach (var (title, unit, figure) in columns)
        {
            page.Raw(figure ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">").Text(title);
            if (unit.Length > 0)
            {
                page.Raw(" ").Element("small", unit);
            }

            page.Raw("</th>");
        }

        page.Raw("</thead><tbody>\n");
    }

    private static void Cell(Markup page, Cell cell, bool figure, Speech speech, string unit = "")
    {
        page.Raw(figure ? "<td class=\"n\">" : "<td>");
        if (cell.Kind == ValueKind.Band)
        {
            var (band, places) = (cell.Value, cell.Places);
            page.Text(Measured(speech.Number(band.Base, places), unit))
                .Element("small", $"{speech.Number(band.Low, places)} – {speech.Number(band.High, places)}");
        }
        else
        {
            page.Text(Measured(speech.Say(cell), unit));
        }

        page.Raw("</td>");
    }

    private static string Measured(string number, string unit) => unit.Length > 0 ? $"{number} {unit}" : number;
}
