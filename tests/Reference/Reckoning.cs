namespace Meent.Reference;

/// <summary>The figures of one participant, or their sums. Money in major units of the currency.</summary>
public sealed record Figures
{
    public string Number { get; init; } = "total";
    public string Name { get; init; } = "";
    public string Language { get; init; } = "";
    public string Rail { get; init; } = "";
    public decimal AcceptedQuantity { get; init; }
    public decimal RejectedQuantity { get; init; }
    public decimal Gross { get; init; }
    public decimal DeductionsDue { get; init; }
    public decimal Deductions { get; init; }
    public decimal Net { get; init; }
    public decimal CarriedForward { get; init; }
    public decimal CreditBroughtForward { get; init; }
    public decimal ToPay { get; init; }
    public decimal CreditCarriedForward { get; init; }

    /// <summary>Limit for the next period; null where the organisation gives no credit.</summary>
    public decimal? NextLimit { get; init; }
}

/// <summary>What is passed on to a provider under terms.</summary>
public sealed record PassedOn(
    string Provider, string Terms, string When, decimal Claimed, decimal Collected, decimal Commission, decimal Amount);

/// <summary>A period of a folder, reckoned.</summary>
public sealed record SettledPeriod(
    string Period, int Decimals, IReadOnlyList<Figures> Participants, Figures Total,
    IReadOnlyList<PassedOn> Remittances, IReadOnlyList<KeptOut> KeptOut, int Unchanged);

/// <summary>The expected figures of a close, from the folder alone.</summary>
public static class Reckoning
{
    /// <param name="period">yyyy-MM; null: the one month that the records fall in.</param>
    public static SettledPeriod Of(string path, string? period)
    {
        var folder = new Folder(path);
        var intake = new Intake(folder);
        intake.Read();
        var first = FirstDay(period, intake.Events);
        var last = first.AddMonths(1).AddDays(-1);
        intake.TakeBackUntil(last);
        var standing = intake.Events.Where(e => e is { Accepted: true, TakenBack: false, IsReversal: false });
        var rating = new Rating(folder);
        var lines = rating.Lines(standing).ToLookup(l => l.Key.Person);
        if (rating.WithoutTerms is [var orphan, ..])
        {
            throw new InvalidDataException($"no terms: {orphan.File}:{orphan.Line}");
        }

        var openings = Table.Read(path, "opening.csv").ToLookup(r => folder.PersonOfNumber[r["number"]]);
        CheckOpening(folder, openings.SelectMany(o => o));
        var events = intake.Events.ToLookup(e => folder.PersonOfNumber[e.Member]);
        var remitted = new Remittances(folder);
        var figures = folder.PersonOfNumber.Values.Distinct()
            .Where(p => events[p].Any() || openings[p].Any(o => Folder.Number(o["amount"]) != 0))
            .Select(p => new Account(folder, first, last, remitted).Settle(p, events[p], lines[p], openings[p]))
            .OrderBy(f => f.Number, StringComparer.Ordinal)
            .ToList();
        return new SettledPeriod(
            $"{first:yyyy-MM}", folder.Decimals, figures, Sum(figures), remitted.All(), intake.KeptOut,
            intake.Unchanged);
    }

    private static DateOnly FirstDay(string? period, List<Event> events)
    {
        if (period is not null)
        {
            return Folder.Day($"{period}-01") ?? throw new InvalidDataException($"no period: {period}");
        }

        var months = events.Select(e => new DateOnly(e.Day.Year, e.Day.Month, 1)).Distinct().ToArray();
        return months.Length == 1 ? months[0] : throw new InvalidDataException("the records fall in several months");
    }

    private static void CheckOpening(Folder folder, IEnumerable<Row> rows)
    {
        if (folder.OpeningTotals is { } stated)
        {
            var sums = rows.ToLookup(r => r["kind"], r => Folder.Number(r["amount"]));
            if ((sums["arrears"].Sum(), sums["credit"].Sum()) != stated)
            {
                throw new InvalidDataException("opening balances do not tie with their control totals");
            }
        }
    }

    private static Figures Sum(List<Figures> all) => new()
    {
        AcceptedQuantity = all.Sum(f => f.AcceptedQuantity),
        RejectedQuantity = all.Sum(f => f.RejectedQuantity),
        Gross = all.Sum(f => f.Gross),
        DeductionsDue = all.Sum(f => f.DeductionsDue),
        Deductions = all.Sum(f => f.Deductions),
        Net = all.Sum(f => f.Net),
        CarriedForward = all.Sum(f => f.CarriedForward),
        CreditBroughtForward = all.Sum(f => f.CreditBroughtForward),
        ToPay = all.Sum(f => f.ToPay),
        CreditCarriedForward = all.Sum(f => f.CreditCarriedForward),
        NextLimit = all.Sum(f => f.NextLimit),
    };
}
