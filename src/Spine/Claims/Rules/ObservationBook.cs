using System.Numerics;
using Meent.Agreements;
using Meent.Kernel;
using NodaTime;

namespace Meent.Claims.Rules;

/// <summary>Observations by measure and party, in order of day and, on one day, of value.</summary>
internal sealed class ObservationBook
{
    private readonly Dictionary<string, Dictionary<int, List<Observed>>> ofParties = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Observed>> published = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> scales = new(StringComparer.Ordinal);

    internal ObservationBook(IReadOnlyList<Observed> observations)
    {
        foreach (var one in observations.OrderBy(o => o.Day).ThenBy(o => Figure.Of(o.Value, o.Scale)))
        {
            scales[one.Measure] = Math.Max(ScaleOf(one.Measure), one.Scale);
            if (one.Party is { } party)
            {
                Listed(Listed(ofParties, one.Measure), party).Add(one);
            }
            else
            {
                Listed(published, one.Measure).Add(one);
            }
        }
    }

    internal int ScaleOf(string measure) => scales.GetValueOrDefault(measure);

    internal IReadOnlyDictionary<int, List<Observed>> OfParties(string measure) =>
        ofParties.GetValueOrDefault(measure) ?? [];

    /// <summary>Latest published observation of a day or before.</summary>
    internal Observed? On(string measure, LocalDate day) =>
        published.GetValueOrDefault(measure)?.FindLast(o => o.Day <= day);

    /// <summary>The observations that a fact looks at in a month.</summary>
    internal static IReadOnlyList<Observed> Window(ObservedFact fact, IReadOnlyList<Observed> all, YearMonth month)
    {
        var interval = month.ToDateInterval();
        var first = interval.Start.PlusMonths(1 - fact.Months);
        var inside = all.Where(o => o.Day >= first && o.Day <= interval.End).ToList();
        return fact.Last > 0 && inside.Count > fact.Last
            ? inside.GetRange(inside.Count - fact.Last, fact.Last)
            : inside;
    }

    /// <summary>What a fact takes from a window with at least one observation; null where that is not
    /// defined.</summary>
    internal static long? Taken(ObservedFact fact, FactShape shape, IReadOnlyList<Observed> window) => fact.Take switch
    {
        Take.Last => At(window[^1], shape.Scale),
        Take.Highest => window.Max(o => At(o, shape.Scale)),
        Take.Lowest => window.Min(o => At(o, shape.Scale)),
        Take.Sum => window.Sum(o => At(o, shape.Scale)),
        Take.Count => checked(window.Count * Decimals.Power(shape.Scale)),
        Take.Mean when fact.Decimals is { } places => RoundedMean(fact, window, places, shape.Scale),
        Take.Mean => Rank(shape.Cuts, cut => Sum(window, 18).CompareTo(Big(cut, 18) * window.Count)),
        Take.Geomean => window.Any(o => o.Value < 0) ? null : Rank(shape.Cuts, cut => AgainstPower(window, cut)),
        _ => 0,
    };

    internal static long At(Observed one, int scale) => Figure.Of(one.Value, one.Scale).At(scale);

    private static long RoundedMean(ObservedFact fact, IReadOnlyList<Observed> window, int places, int scale)
    {
        var most = Math.Max(window.Max(o => o.Scale), places);
        var denominator = (Int128)window.Count * Decimals.Power(most - places);
        return checked(Exact.Divide((Int128)Sum(window, most), denominator, fact.Rounding ?? Rounding.HalfUp)
            * Decimals.Power(scale - places));
    }

    // Product against bound to the power n: a root is never taken, so 300000.000001 is above 300000.
    private static int AgainstPower(IReadOnlyList<Observed> window, Figure cut)
    {
        if (cut.Value < 0)
        {
            return 1;
        }

        var product = window.Aggregate(BigInteger.One, (p, o) => p * Big(Figure.Of(o.Value, o.Scale), 18));
        return product.CompareTo(BigInteger.Pow(Big(cut, 18), window.Count));
    }

    private static long Rank(IReadOnlyList<Figure> cuts, Func<Figure, int> against)
    {
        for (var i = 0; i < cuts.Count; i++)
        {
            var order = against(cuts[i]);
            if (order <= 0)
            {
                return order == 0 ? (2 * i) + 1 : 2 * i;
            }
        }

        return 2 * cuts.Count;
    }

    private static BigInteger Sum(IReadOnlyList<Observed> window, int scale) =>
        window.Aggregate(BigInteger.Zero, (sum, o) => sum + Big(Figure.Of(o.Value, o.Scale), scale));

    private static BigInteger Big(Figure figure, int scale) =>
        new BigInteger(figure.Value) * BigInteger.Pow(10, scale - figure.Scale);

    private static TValue Listed<TKey, TValue>(Dictionary<TKey, TValue> map, TKey key)
        where TKey : notnull
        where TValue : new()
    {
        if (!map.TryGetValue(key, out var value))
        {
            map.Add(key, value = new TValue());
        }

        return value;
    }
}
