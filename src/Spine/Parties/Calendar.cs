using Dapper;
using Meent.Kernel;
using Meent.Platform;
using NodaTime;

namespace Meent.Parties;

/// <summary>A dated range of a cycle of the organisation.</summary>
/// <param name="Id">First day as yyyymmdd and the ordinal of the cycle: ordered by time.</param>
/// <param name="Ends">Last day, inclusive.</param>
public sealed record Period(int Id, string Code, string Cycle, LocalDate Starts, LocalDate Ends, string State)
{
    public bool TakesRecords => State == "open";

    public bool Closed => State is "closed" or "paid";

    public int Length => NodaTime.Period.DaysBetween(Starts, Ends) + 1;
}

/// <summary>The periods of an organisation: which one a day belongs to, and which one settles it.</summary>
public sealed class Calendar
{
    private readonly SortedDictionary<int, Period> periods = [];
    private LocalDate? begins;

    private Calendar(OrganisationSettings settings)
    {
        var start = settings.Cycles[0].First;
        First = start.Length > 0 && Days.TryParse(start + "-01", out var day) ? day : null;
        begins = First;
    }

    /// <summary>First day of these books, where org.json names it.</summary>
    public LocalDate? First { get; }

    public IEnumerable<Period> Periods => periods.Values;

    public static async Task<Calendar> Load(Work work, OrganisationSettings settings, CancellationToken ct)
    {
        var calendar = new Calendar(settings);
        var rows = await work.Connection.QueryAsync<(int, string, string, DateOnly, DateOnly, string)>(
            new CommandDefinition(AllPeriods, new { work.OrgId }, work.Transaction, cancellationToken: ct));
        foreach (var (id, code, cycle, starts, ends, state) in rows)
        {
            calendar.Keep(new Period(id, code, cycle, starts.ToLocalDate(), ends.ToLocalDate(), state));
        }

        return calendar;
    }

    /// <summary>The month that a day belongs to. A day before the first period of the books belongs to its own
    /// month.</summary>
    public static Period MonthOf(LocalDate day)
    {
        var starts = new LocalDate(day.Year, day.Month, 1);
        var id = (((starts.Year * 10_000) + (starts.Month * 100) + 1) * 10) + 1;
        return new Period(id, starts.Iso()[..7], "month", starts, starts.PlusMonths(1).PlusDays(-1), "open");
    }

    /// <summary>The period with this code, or null.</summary>
    public Period? Find(string code) => periods.Values.FirstOrDefault(p => p.Code == code);

    /// <summary>
    /// The period that settles what occurred on a day: its own while that takes records, else the next that does;
    /// never one before the first of the books, or before one that is closed: that would never be settled.
    /// </summary>
    public Period Settling(LocalDate day)
    {
        var own = MonthOf(day < begins ? begins.Value : day);
        while (periods.TryGetValue(own.Id, out var known) && !known.TakesRecords)
        {
            own = MonthOf(known.Ends.PlusDays(1));
        }

        return periods.GetValueOrDefault(own.Id) ?? own;
    }

    /// <summary>Makes sure that the periods stand in the books, and keeps them open until the work is done.</summary>
    /// <returns>False where one was locked for closing meanwhile: choose again.</returns>
    public async Task<bool> HoldOpen(Work work, IReadOnlyCollection<Period> wanted, CancellationToken ct)
    {
        foreach (var period in wanted.OrderBy(p => p.Id))
        {
            await work.Connection.ExecuteAsync(new CommandDefinition(
                AddPeriod,
                new { work.OrgId, period.Id, period.Code, period.Cycle, Starts = period.Starts.ToDateOnly(),
                Ends = period.Ends.ToDateOnly() },
                work.Transaction,
                cancellationToken: ct));
            var state = await work.Connection.ExecuteScalarAsync<string>(new CommandDefinition(
                LockOpen, new { work.OrgId, period.Id }, work.Transaction, cancellationToken: ct));
            Keep(period with { State = state! });
            if (state != "open")
            {
                return false;
            }
        }

        return true;
    }

    private void Keep(Period period)
    {
        periods[period.Id] = period;
        if (period.Closed && !(begins > period.Ends))
        {
            begins = period.Ends.PlusDays(1);
        }
    }

    private const string AllPeriods = """
        select period_id, code, cycle, lower(during), upper(during) - 1, state
        from parties.period where org_id = @OrgId order by period_id limit 10000
        """;

    private const string AddPeriod = """
        insert into parties.period (org_id, period_id, code, cycle, during)
        values (@OrgId, @Id, @Code, @Cycle, daterange(@Starts, @Ends, '[]')) on conflict do nothing
        """;

    private const string LockOpen = """
        select state from parties.period where org_id = @OrgId and period_id = @Id for share
        """;
}
