using Meent.Agreements;
using Meent.Kernel;

namespace Meent.Claims.Rules;

/// <summary>Compiles the clauses of a version; the frame is the same for all items.</summary>
internal sealed class ClauseRaters(
    TermsVersion version, Currency currency, FactShapes shapes, FactReaders readers, Calendar calendar)
{
    /// <summary>The power of ten by which thousandths x millionths exceed minor units.</summary>
    private int MicrosPower => 3 + UnitPrice.Scale - currency.Decimals;

    internal ClauseFrame[] Frames() => [.. version.Clauses.Select((c, i) => new ClauseFrame(
        i, c, DenominatorOf(c), c.Rounding.Mode, c.Rounding.Each == RoundedEach.Event,
        c.Min?.At(currency.Decimals) ?? long.MinValue, c.Max?.At(currency.Decimals) ?? long.MaxValue,
        (c as UnitClause)?.Per ?? 1))];

    /// <summary>Names of the facts that a clause reads.</summary>
    internal static IEnumerable<string> FactsOf(Clause clause) => clause switch
    {
        PriceClause { UnitPrice.Fact: { } name } => [name],
        ChartClause c => [c.X, c.Y],
        ComponentClause c => c.Rates.Keys.Concat(c.Rates.Values.Select(p => p.Fact).OfType<string>()),
        StepClause c => [c.Fact],
        _ => [],
    };

    /// <param name="sameItem">Clauses that rate the same item; a percentage takes the events of these.</param>
    internal ClauseRater Rater(ClauseFrame frame, IReadOnlyList<int> sameItem) => frame.Clause switch
    {
        PriceClause { UnitPrice: { Fact: { } name } } =>
            new FactPriceRater(frame, shapes[name].Index, shapes[name].Scale == UnitPrice.Scale),
        PriceClause c => new PriceRater(frame, Micros(c.UnitPrice.Figure)),
        AgreedClause => new AgreedRater(frame, Decimals.Power(MicrosPower)),
        FixedClause { Each: FixedEach.Event } c => new AmountRater(frame, c.Amount.At(currency.Decimals)),
        ChartClause c => Chart(frame, c),
        ComponentClause c => ComponentOf(frame, c),
        StepClause c => Step(frame, c),
        PercentClause c => Percent(frame, c, sameItem),
        IndemnityClause c => new IndemnityRater(
            frame, c.CoverPercent.Value,
            (Int128)c.Deductible.At(currency.Decimals) * Decimals.Power(2 + c.CoverPercent.Scale)),
        _ => new AmountRater(frame, 0),
    };

    internal static long Micros(Figure price) => price.At(UnitPrice.Scale);

    private static Range64[] Ranges(StepClause clause, FactShape shape) => clause.Bands is { } bands
        ? [.. bands.Select(shape.Encode)]
        : [.. clause.Table!.Keys.Select(key => shape.Encode(new Condition(null, key)))];

    private Denominator DenominatorOf(Clause clause) => new(clause switch
    {
        PriceClause { UnitPrice: { Fact: { } name } } c =>
            Denominator.Ten(3 + shapes[name].Scale - currency.Decimals) * c.Per,
        ComponentClause { Decimals: null } c => Denominator.Ten(ComponentPower(c) + 3 - currency.Decimals) * c.Per,
        UnitClause c => Denominator.Ten(MicrosPower) * c.Per,
        AgreedClause => Denominator.Ten(MicrosPower),
        PercentClause c => Denominator.Ten(2 + c.Percent.Scale),
        IndemnityClause c => Denominator.Ten(2 + c.CoverPercent.Scale),
        _ => 1,
    });

    private PercentRater Percent(ClauseFrame frame, PercentClause clause, IReadOnlyList<int> sameItem) => new(
        frame,
        [.. sameItem.Where(i => clause.Of.Contains(version.Clauses[i].Code))],
        frame.EachEvent ? clause.Percent.Value : 0);

    private ChartRater Chart(ClauseFrame frame, ChartClause clause)
    {
        var (x, y) = (shapes[clause.X], shapes[clause.Y]);
        return new ChartRater(
            frame,
            new Axis(x.Index, x.Encode(clause.XFrom), x.Encode(clause.XStep), clause.Cells[0].Count),
            new Axis(y.Index, y.Encode(clause.YFrom), y.Encode(clause.YStep), clause.Cells.Count),
            [.. clause.Cells.SelectMany(row => row).Select(Micros)],
            clause.Outside == ChartOutside.Clamp);
    }

    private ClauseRater Step(ClauseFrame frame, StepClause clause)
    {
        var shape = shapes[clause.Fact];
        var ranges = Ranges(clause, shape);
        long[] micros = clause.Bands is { } bands
            ? [.. bands.Select(b => Micros(b.Value!.Value))]
            : [.. clause.Table!.Values.Select(Micros)];
        if (shape.Fact is not ObservedFact { Take: Take.Each } each)
        {
            return new StepRater(frame, shape.Index, ranges, micros);
        }

        var (sums, outside) = readers.StepSums(shape, each, value =>
        {
            var at = Array.FindIndex(ranges, r => r.Holds(value));
            return at < 0 ? null : micros[at];
        });
        return new EachStepRater(frame, shape.Index, calendar, sums, outside);
    }

    // Percentages at one scale, prices at another, both the largest that occurs; percent and density add their places.
    private int ComponentPower(ComponentClause clause) =>
        PercentageScale(clause) + PriceScale(clause) + 2 + (clause.Density?.Scale ?? 0);

    private int PercentageScale(ComponentClause clause) => clause.Rates.Keys.Max(name => shapes[name].Scale);

    private int PriceScale(ComponentClause clause) =>
        clause.Rates.Values.Max(p => p.Fact is { } name ? shapes[name].Scale : p.Figure.Scale);

    private ComponentRater ComponentOf(ClauseFrame frame, ComponentClause clause)
    {
        var (percentages, prices) = (PercentageScale(clause), PriceScale(clause));
        var components = clause.Rates.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r =>
        {
            var shape = shapes[r.Key];
            var price = r.Value.Fact is { } name ? shapes[name] : null;
            var lift = Denominator.Ten(percentages - shape.Scale + prices - (price?.Scale ?? prices));
            return new Component(
                shape.Index, price?.Index ?? -1, price is null ? lift * r.Value.Figure.At(prices) : lift);
        });
        var density = clause.Density?.Value ?? 1;
        var places = clause.Decimals ?? 0;
        var power = ComponentPower(clause) - places;
        Denominator? rounded = clause.Decimals is null ? null : new Denominator(Denominator.Ten(Math.Max(power, 0)));
        var lifted = power < 0 ? density * Decimals.Power(-power) : density;
        return new ComponentRater(frame, [.. components], lifted, rounded, Decimals.Power(UnitPrice.Scale - places));
    }
}
