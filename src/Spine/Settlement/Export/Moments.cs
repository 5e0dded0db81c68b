using Meent.Kernel;
using NodaTime;

namespace Meent.Settlement.Export;

/// <summary>Days and times with the offset of the organisation's time zone: 2026-10-31T00:00:00+03:00.</summary>
internal sealed class Moments(DateTimeZone zone)
{
    private readonly Dictionary<LocalDate, (string Starts, string Noon)> days = [];

    /// <summary>Where the day begins.</summary>
    internal string Start(LocalDate day) => Of(day).Starts;

    /// <summary>What a record knows of its time: the day, or the half of it before or after noon.</summary>
    internal (string Begins, string Ends) Of(LocalDate day, short session) => session switch
    {
        1 => (Start(day), Of(day).Noon),
        2 => (Of(day).Noon, Start(day.PlusDays(1))),
        _ => (Start(day), Start(day.PlusDays(1))),
    };

    internal string At(Instant instant) => Text(instant.InZone(zone));

    private (string Starts, string Noon) Of(LocalDate day)
    {
        if (!days.TryGetValue(day, out var known))
        {
            var noon = zone.AtLeniently(day + new LocalTime(12, 0));
            days[day] = known = (Text(day.AtStartOfDayInZone(zone)), Text(noon));
        }

        return known;
    }

    private static string Text(ZonedDateTime at)
    {
        var offset = at.Offset.Seconds / 60;
        var sign = offset < 0 ? '-' : '+';
        var (hours, minutes) = (Math.Abs(offset) / 60, Math.Abs(offset) % 60);
        return $"{at.Date.Iso()}T{at.Hour:00}:{at.Minute:00}:{at.Second:00}{sign}{hours:00}:{minutes:00}";
    }
}
