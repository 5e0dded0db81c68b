using NodaTime;

namespace Meent.Claims.Rules;

/// <summary>Days and months of the events that will come, as indexes.</summary>
internal sealed class Calendar
{
    private static readonly LocalDate Epoch = new(1970, 1, 1);
    private readonly int first;
    private readonly int[] months;

    internal Calendar(LocalDate from, LocalDate until)
    {
        first = NumberOf(from);
        Days = [.. Enumerable.Range(0, NumberOf(until) - first + 1).Select(from.PlusDays)];
        Months = [.. Days.Select(d => d.ToYearMonth()).Distinct()];
        months = [.. Days.Select(d => Array.IndexOf(Months, d.ToYearMonth()))];
    }

    internal LocalDate[] Days { get; }

    internal YearMonth[] Months { get; }

    internal int IndexOf(int day) => day - first;

    internal int MonthOf(int day) => months[day - first];

    internal static LocalDate DayOf(int number) => Epoch.PlusDays(number);

    private static int NumberOf(LocalDate day) => Period.DaysBetween(Epoch, day);
}
