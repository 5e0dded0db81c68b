using Meent.Agreements;
using NodaTime;

namespace Meent.Settlement.Rules;

/// <summary>A measure of a month that became known after the close of that month.</summary>
/// <param name="Next">Day from which the next published value holds; null where none is known.</param>
internal readonly record struct LateMeasure(int ForPeriod, string Measure, bool Published, LocalDate? Next = null);

/// <summary>Which months an observation may change: its own, and later ones whose windows look back at it.</summary>
internal static class Reach
{
    /// <param name="settled">Months that were settled before this period.</param>
    internal static IEnumerable<int> Of(LateMeasure late, IEnumerable<StandardTerms> terms, IEnumerable<int> settled)
    {
        var facts = terms.SelectMany(t => t.Versions).SelectMany(v => v.Facts.Values).ToList();
        var reach = late.Published
            ? facts.OfType<PublishedFact>().Any(f => f.Measure == late.Measure) ? UntilNext(late) : 0
            : facts.OfType<ObservedFact>().Where(f => f.Measure == late.Measure).Select(f => f.Months - 1)
                .DefaultIfEmpty(0).Max();
        return settled.Where(m => Index(m) - Index(late.ForPeriod) is var after && after > 0 && after <= reach)
            .Append(late.ForPeriod);
    }

    /// <summary>Measures that these terms read as published, in order.</summary>
    internal static string[] Published(IEnumerable<StandardTerms> terms) =>
    [
        .. terms.SelectMany(t => t.Versions).SelectMany(v => v.Facts.Values).OfType<PublishedFact>()
            .Select(f => f.Measure).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>A published value holds until the next one.</summary>
    private static int UntilNext(LateMeasure late) =>
        late.Next is { } next ? (next.Year * 12) + next.Month - Index(late.ForPeriod) : int.MaxValue;

    private static int Index(int period) => (period / 100_000 * 12) + (period / 1000 % 100);
}
