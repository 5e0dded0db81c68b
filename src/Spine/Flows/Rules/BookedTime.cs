using NodaTime;

namespace Meent.Flows.Rules;

/// <summary>The time that a booking takes, by the clock of the organisation.</summary>
internal static class BookedTime
{
    /// <summary>
    /// From a time of the day until one of that day; one that is not later is one of the next day. What the clock shows
    /// twice when it is put back counts from the first and until the second time: nobody can be booked into the doubt.
    /// </summary>
    /// <returns>Null where the clock is put forward over one of the two times.</returns>
    internal static Interval? Of(LocalDate day, LocalTime from, LocalTime until, DateTimeZone zone)
    {
        var begins = zone.MapLocal(day + from);
        var ends = zone.MapLocal((until > from ? day : day.PlusDays(1)) + until);
        return begins.Count == 0 || ends.Count == 0
            ? null
            : new Interval(begins.First().ToInstant(), ends.Last().ToInstant());
    }

    /// <summary>A time as a cell says it: 05:25.</summary>
    internal static LocalTime Read(ReadOnlySpan<char> cell) =>
        new(((cell[0] - '0') * 10) + cell[1] - '0', ((cell[3] - '0') * 10) + cell[4] - '0');
}
