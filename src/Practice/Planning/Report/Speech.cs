using Meent.Kernel;
using Meent.Planning.Explore;
using Meent.Platform;

namespace Meent.Planning.Report;

/// <summary>One language: sentences, numbers and days as its readers write them.</summary>
internal sealed class Speech
{
    private readonly Words words;
    private readonly string[] months;
    private readonly string group;
    private readonly string mark;

    private Speech(Words words)
    {
        this.words = words;
        months = words["statement.months"].Split('|');
        (group, mark) = (words["statement.group"], words["statement.mark"]);
    }

    public string Language => words.Language;

    public string this[string key] => words[key];

    public static Speech Of(string language) => new(Words.Of(language));

    public string Say(Sentence sentence) =>
        words.Say(sentence.Key, [.. sentence.Facts.Select(f => (f.Name, Say(f.Value)))]);

    public string Say(string key, params (string Name, Cell Value)[] facts) => Say(new Sentence(key, facts));

    public string Say(Cell cell) => cell.Kind switch
    {
        ValueKind.Text => cell.Text,
        ValueKind.Word => words[cell.Text],
        ValueKind.Unknown => "?",
        ValueKind.Number => Number(cell.Value.Base, cell.Places),
        ValueKind.Band => Say("explore.range", ("base", Number(cell.Value.Base, cell.Places)),
            ("low", Number(cell.Value.Low, cell.Places)), ("high", Number(cell.Value.High, cell.Places))),
        ValueKind.Day => Days.TryParse(cell.Text, out var day)
            ? $"{day.Day} {months[day.Month - 1]} {day.Year}"
            : cell.Text,
        _ => "",
    };

    /// <summary>5,197.50 or 5.197,50, rounded half away from zero, with the real minus.</summary>
    public string Number(double value, int places)
    {
        var scaled = value * Decimals.Power(places);
        if (Math.Abs(scaled) > 9e17)
        {
            return Figures.Plain(value);
        }

        var rounded = (long)Math.Round(scaled, MidpointRounding.AwayFromZero);
        var text = Decimals.Grouped(rounded, places, group, mark);
        return rounded < 0 ? "−" + text[1..] : text;
    }
}
