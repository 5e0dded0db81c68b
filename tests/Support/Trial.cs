using Meent.Agreements;
using Meent.Claims;
using Meent.Kernel;
using NodaTime;

namespace Meent.Tests;

/// <summary>Short words for rating a few events with terms written in a test. The item is "goods", id 1, grades A, B,
/// C;
/// terms have id 7 and hold from the start of 2026.</summary>
public static class Trial
{
    public static readonly LocalDate From = new(2026, 10, 1);
    public static readonly LocalDate Until = new(2026, 10, 31);

    /// <summary>A clause with what every clause has.</summary>
    public static string Clause(
        string members, string code = "main", string line = "price", string mode = "halfUp", string each = "event") =>
        $$"""
        { "code": "{{code}}", "line": "{{line}}", "items": ["goods"],
          "rounding": { "mode": "{{mode}}", "each": "{{each}}" }, {{members}} }
        """;

    public static string Version(string clauses, string facts = "", string from = "2026-01-01", string until = "") =>
        $$"""
        { "from": "{{from}}", {{(until.Length == 0 ? "" : $"\"until\": \"{until}\",")}}
          "adopted": "2025-12-01", "adoptedBy": "general meeting", "facts": { {{facts}} }, "clauses": [ {{clauses}} ] }
        """;

    public static string Json(string versions, string currency = "KES") => $$"""
        { "terms": "supply", "title": { "en": "Supply" }, "currency": "{{currency}}", "joins": "members",
          "versions": [ {{versions}} ] }
        """;

    public static StandardTerms Terms(string clauses, string facts = "", string currency = "KES") =>
        TermsFile.Parse(Json(Version(clauses, facts), currency)).Value;

    public static RatedItem Item(params (string Name, int Decimals)[] measures) =>
        new(1, "goods", "kg", measures, ["A", "B", "C"]);

    /// <param name="measures">In the order of the item, as texts with its decimals; null is not measured.</param>
    public static RatedEvent Event(
        string quantity, int party = 0, string day = "2026-10-05", int grade = -1, RatedItem? item = null,
        params string?[] measures)
    {
        var scaled = new int[RatedEvent.MostMeasures];
        Array.Fill(scaled, RatedEvent.NotMeasured);
        for (var i = 0; i < measures.Length; i++)
        {
            if (measures[i] is { } text)
            {
                scaled[i] = (int)Scaled(text, item!.Measures[i].Decimals);
            }
        }

        return new RatedEvent(
            party, 1, 7, 0, Number(Day(day)), Scaled(quantity, Quantity.Scale), RatedEvent.None, RatedEvent.None,
            (short)grade, scaled[0], scaled[1], scaled[2], scaled[3], scaled[4], scaled[5], 1);
    }

    public static RatedEvent Reversed(RatedEvent e) => e with { Sign = -e.Sign };

    public static Observed Observed(string measure, int? party, string day, string value)
    {
        var figure = Figure.TryParse(value, out var read) ? read : throw new FormatException(value);
        return new Observed(measure, party, Day(day), figure.Value, figure.Scale);
    }

    public static Outcome<IReadOnlyList<RatedLine>> Rate(
        StandardTerms terms, IEnumerable<RatedEvent> events, RatedItem? item = null,
        IReadOnlyList<Observed>? observed = null)
    {
        var rater = Rater(terms, item, observed).Value;
        foreach (var e in events)
        {
            rater.Add(in e);
        }

        return rater.Finish();
    }

    public static Outcome<PeriodRater> Rater(
        StandardTerms terms, RatedItem? item = null, IReadOnlyList<Observed>? observed = null, int parties = 10) =>
        PeriodRater.For(
            [new RatedTerms(7, terms)], [item ?? Item()], terms.Currency, parties, From, Until, observed ?? []);

    /// <summary>The amount of the only line, as text.</summary>
    public static string Amount(
        StandardTerms terms, RatedEvent e, RatedItem? item = null, IReadOnlyList<Observed>? observed = null)
    {
        var lines = Rate(terms, [e], item, observed).Value;
        return new Money(lines.Single().Amount, terms.Currency).ToString();
    }

    public static LocalDate Day(string iso) =>
        Days.TryParse(iso, out var day) ? day : throw new FormatException(iso);

    public static int Number(LocalDate day) => Period.DaysBetween(new LocalDate(1970, 1, 1), day);

    private static long Scaled(string text, int scale) =>
        Decimals.TryParse(text, scale, out var value) ? value : throw new FormatException(text);
}
