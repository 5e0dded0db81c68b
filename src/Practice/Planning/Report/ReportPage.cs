using System.Security.Cryptography;
using System.Text;
using Meent.Planning.Explore;

namespace Meent.Planning.Report;

/// <summary>An answer for people: one file, no script, nothing from elsewhere, in print as on screen.</summary>
internal static class ReportPage
{
    private static readonly string Css = ReadCss();

    private static readonly string CssHash =
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)));

    /// <summary>Hatches of the second to the fifth series, so that they survive a black-and-white copier.</summary>
    private static readonly string Hatches =
        "<svg class=\"defs\" aria-hidden=\"true\"><defs>"
        + Hatch(2, "M-1 6L6 -1") + Hatch(3, "M0 2.5h5") + Hatch(4, "M2.5 0v5") + Hatch(5, "M0 0L5 5M0 5L5 0")
        + "</defs></svg>\n";

    public static string Html(Answer answer)
    {
        var page = new Markup();
        var (found, speech) = (answer.Found, answer.Folder.Speech);
        Head(page, answer, speech);
        foreach (var warning in found.Warnings)
        {
            page.Element("p", "! " + speech.Say(warning), "warn").Raw("\n");
        }

        if (found.Pictures.Count > 0)
        {
            page.Raw("<section>\n");
            foreach (var picture in found.Pictures)
            {
                page.Raw("<figure class=\"chart\">").Element("b", speech.Say(picture.Title)).Raw(picture.Svg)
                    .Element("figcaption", speech.Say(picture.Conclusion)).Raw("</figure>\n");
            }

            page.Raw("</section>\n");
        }

        foreach (var table in found.Tables)
        {
            PageTable.Write(page, table, speech);
        }

        PageTable.Happened(page, answer.Happened, speech);
        PageTable.Assumptions(page, answer.Folder, speech);
        Sentences(page, "explore.method", found.Method, speech);
        Sentences(page, "explore.bounds", found.Bounds, speech);
        Foot(page, answer, speech);
        return page.ToString();
    }

    private static void Head(Markup page, Answer answer, Speech speech)
    {
        var (found, settings) = (answer.Found, answer.Folder.Settings);
        var question = speech[$"explore.{answer.Verb}.question"];
        page.Raw($"<!doctype html>\n<html lang=\"{speech.Language}\"><head><meta charset=\"utf-8\">\n")
            .Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
            .Raw($"style-src 'sha256-{CssHash}'\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
            .Element("title", $"{question} {settings.Title}").Raw($"<style>{Css}</style></head>\n<body>\n")
            .Raw("<header class=\"top\"><div>").Element("b", settings.Title).Raw("<br>")
            .Element("small", speech.Say(Cell.Day(settings.Day)), "quiet").Raw("</div></header>\n").Raw(Hatches)
            .Raw("<main>").Element("h1", question).Raw("\n");
        var (cls, sign) = found.Standing switch
        {
            Standing.For => ("good", "✓"),
            Standing.Against => ("wait", "—"),
            Standing.Depends => ("watch", "≈"),
            _ => ("wait", "?"),
        };
        page.Raw($"<p class=\"verdict {cls}\"><span aria-hidden=\"true\">{sign}</span>")
            .Element("span", speech.Say(found.Verdict)).Raw("</p>\n<div class=\"why\">");
        foreach (var sentence in found.Why)
        {
            page.Element("p", speech.Say(sentence));
        }

        page.Raw("</div>\n");
    }

    private static void Sentences(Markup page, string title, IReadOnlyList<Sentence> sentences, Speech speech)
    {
        if (sentences.Count == 0)
        {
            return;
        }

        page.Raw("<section>").Element("h2", speech[title]).Raw("<ul>");
        foreach (var sentence in sentences)
        {
            page.Element("li", speech.Say(sentence));
        }

        page.Raw("</ul></section>\n");
    }

    private static void Foot(Markup page, Answer answer, Speech speech)
    {
        page.Raw("</main>\n<footer class=\"foot\"><div class=\"small\">")
            .Element("p", speech.Say("explore.foot", ("program", answer.Program), ("seed", $"{answer.Seed}")))
            .Raw("<p>").Text(speech["explore.hash"]).Raw(" ").Element("span", answer.Hash, "code").Raw("</p>");
        if (speech["statement.unchecked"] is { Length: > 0 } notRead)
        {
            page.Element("p", notRead);
        }

        page.Raw("</div></footer>\n</body></html>\n");
    }

    private static string Hatch(int series, string lines) =>
        $"<pattern id=\"h{series}\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">"
        + $"<path class=\"p{series}\" d=\"M0 0h5v5h-5z\"/><path class=\"pl\" d=\"{lines}\"/></pattern>";

    private static string ReadCss()
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("Report.report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
