using Meent.Kernel;

namespace Meent.Planning.Rules.Matching;

/// <summary>What each pair of an offer and a want is held against: material, law, quality, season, distance, money. All
/// are asked, so that it can be said what would have to change.</summary>
internal static class PairRules
{
    public static List<Pair> All(MatchingProblem problem)
    {
        var pairs = new List<Pair>(problem.Offers.Count * problem.Wants.Count);
        for (var offer = 0; offer < problem.Offers.Count; offer++)
        {
            for (var want = 0; want < problem.Wants.Count; want++)
            {
                if (problem.Offers[offer].Firm != problem.Wants[want].Firm)
                {
                    pairs.Add(Ask(problem, offer, want));
                }
            }
        }

        return pairs;
    }

    /// <summary>A unit kept for so many periods, at a level of costs.</summary>
    /// <param name="metres">Zero where there is no way.</param>
    public static UnitMoney Money(
        MatchingProblem problem, int offerAt, int wantAt, long metres, int periods, int permille)
    {
        var (offer, want) = (problem.Offers[offerAt], problem.Wants[wantAt]);
        var material = problem.Materials.Find(offer.Material)!;
        var carrying = material.HandlingMicros
            + Exact.Divide((Int128)metres * material.KilometreMicros, 1_000, Rounding.HalfUp);
        var output = problem.Conversions.Where(c => c.Want == wantAt && c.Material == offer.Material)
            .Sum(c => c.Yield * problem.Offers[c.Offer].GateMicros);
        return new UnitMoney(
            offer.GateMicros,
            Exact.Divide((Int128)want.PriceMicros * want.ReplacesThousandths(offer.Material), 1_000, Rounding.HalfUp),
            At(carrying, permille), At(want.TreatmentMicros, permille), At(offer.StorageMicros * periods, permille),
            (long)Math.Floor(output + 0.5));
    }

    /// <summary>Fewest periods between when there is some and when it can be used; -1: never.</summary>
    public static int Wait(MatchingProblem problem, Offer offer, Want want)
    {
        // What a conversion makes may be there in any period.
        var made = problem.Conversions.Any(c => ReferenceEquals(problem.Offers[c.Offer], offer));
        for (var wait = 0; wait <= offer.Keeps; wait++)
        {
            for (var period = 0; period + wait < problem.Periods.Count; period++)
            {
                if ((made || offer.Thousandths[period] > 0) && want.Thousandths[period + wait] > 0)
                {
                    return wait;
                }
            }
        }

        return -1;
    }

    private static Pair Ask(MatchingProblem problem, int offerAt, int wantAt)
    {
        var (offer, want) = (problem.Offers[offerAt], problem.Wants[wantAt]);
        var against = new List<Refusal>();
        var material = problem.Materials.Find(offer.Material)!;
        if (!problem.Materials.IsA(offer.Material, want.Material))
        {
            against.Add(new Refusal("planning.pair_material", ("offer", offer.Id), ("material", offer.Material),
                ("want", want.Id), ("wanted", want.Material)));
        }

        var law = Law.Ask(offer, material, want);
        if (law.Refusal is { } unlawful)
        {
            against.Add(unlawful);
        }

        against.AddRange(want.Windows.Select(w => Quality(offer, w)).OfType<Refusal>());
        var wait = Wait(problem, offer, want);
        if (wait < 0)
        {
            against.Add(Season(problem, offer, want));
        }

        var metres = problem.Metres(offer.Firm, want.Firm);
        if (Distance(problem, offer, want, metres) is { } far)
        {
            against.Add(far);
        }

        var unit = Money(problem, offerAt, wantAt, metres ?? 0, Math.Max(wait, 0), problem.BaseLevel.Permille);
        // Whether what a conversion makes of it pays is known only when all is reckoned together.
        if (unit.Gain <= 0 && metres is not null && problem.Conversions.All(c => c.Want != wantAt))
        {
            against.Add(new Refusal("planning.pair_money", ("offer", offer.Id), ("want", want.Id),
                ("gain", Micros(unit.Gain)), ("avoided", Micros(unit.Gate + unit.Purchase)),
                ("carrying", Micros(unit.Transport)), ("treatment", Micros(unit.Treatment + unit.Storage))));
        }

        return new Pair(offerAt, wantAt, against, law.Refused ? "" : law.Value, metres, unit);
    }

    private static Refusal? Quality(Offer offer, Window window)
    {
        var measured = offer.Measured.FirstOrDefault(m => m.Property == window.Property);
        if (measured is null)
        {
            return new Refusal("planning.pair_unmeasured", ("offer", offer.Id), ("property", window.Property));
        }

        var fits = measured.Low >= (window.Least ?? long.MinValue) && measured.High <= (window.Most ?? long.MaxValue);
        return fits ? null : new Refusal("planning.pair_quality", ("offer", offer.Id), ("property", window.Property),
            ("low", Decimals.Trimmed(measured.Low, 3)), ("high", Decimals.Trimmed(measured.High, 3)),
            ("least", Limit(window.Least)), ("most", Limit(window.Most)));
    }

    private static Refusal Season(MatchingProblem problem, Offer offer, Want want) => new("planning.pair_season",
        ("offer", offer.Id), ("there", Named(problem, offer.Thousandths)), ("keeps", $"{offer.Keeps}"),
        ("want", want.Id), ("wanted", Named(problem, want.Thousandths)));

    private static Refusal? Distance(MatchingProblem problem, Offer offer, Want want, long? metres)
    {
        if (metres is not { } far)
        {
            return new Refusal("planning.pair_no_way", ("from", problem.Firms[offer.Firm].Id),
                ("to", problem.Firms[want.Firm].Id));
        }

        var most = Math.Min(offer.MostMetres ?? long.MaxValue, want.MostMetres ?? long.MaxValue);
        return far <= most ? null : new Refusal("planning.pair_distance", ("offer", offer.Id), ("want", want.Id),
            ("distance", Decimals.Trimmed(far, 3)), ("most", Decimals.Trimmed(most, 3)));
    }

    private static string Named(MatchingProblem problem, IReadOnlyList<long> thousandths)
    {
        var names = problem.Periods.Where((_, i) => thousandths[i] > 0).ToList();
        return names.Count == 0 ? "-" : string.Join(", ", names);
    }

    private static long At(long micros, int permille) =>
        Exact.Divide((Int128)micros * permille, 1_000, Rounding.HalfUp);

    private static string Limit(long? limit) => limit is { } some ? Decimals.Trimmed(some, 3) : "-";

    /// <summary>Two places: what a person can talk about.</summary>
    private static string Micros(long micros) =>
        Decimals.Fixed(Exact.Divide(micros, 10_000, Rounding.HalfUp), 2);
}
