using Meent.Agreements;
using Meent.Kernel;

namespace Meent.Claims.Rules;

/// <summary>The facts of a version in an order in which each comes after those that it is made of.</summary>
internal sealed class FactShapes
{
    private readonly TermsVersion version;
    private readonly IReadOnlyList<RatedItem> items;
    private readonly ObservationBook observations;
    private readonly Dictionary<string, List<Figure>> compared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> floors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FactShape> shapes = new(StringComparer.Ordinal);
    private readonly List<FactShape> inOrder = [];
    private readonly Symbols symbols;

    internal FactShapes(
        TermsVersion version, IReadOnlyList<RatedItem> items, ObservationBook observations, Symbols symbols)
    {
        (this.version, this.items, this.observations, this.symbols) = (version, items, observations, symbols);
        foreach (var clause in version.Clauses)
        {
            Uses(clause);
        }

        foreach (var fact in version.Facts.Values.OfType<TableFact>())
        {
            foreach (var (condition, name) in fact.Rows.SelectMany(r => r.When.Zip(fact.Of)))
            {
                Compare(name, condition.Band);
                Compare(name, condition.Value);
            }
        }

        foreach (var name in version.Facts.Keys.Order(StringComparer.Ordinal))
        {
            Shape(name);
        }
    }

    internal IReadOnlyList<FactShape> InOrder => inOrder;

    internal FactShape this[string name] => shapes[name];

    private void Uses(Clause clause)
    {
        switch (clause)
        {
            case StepClause step:
                foreach (var band in step.Bands ?? [])
                {
                    Compare(step.Fact, band);
                }

                foreach (var key in step.Table?.Keys ?? [])
                {
                    Compare(step.Fact, key);
                }

                break;
            case ChartClause chart:
                Compare(chart.X, chart.XFrom, chart.XStep);
                Compare(chart.Y, chart.YFrom, chart.YStep);
                break;
            case PriceClause { UnitPrice.Fact: { } name }:
                floors[name] = UnitPrice.Scale;
                break;
        }
    }

    private void Compare(string name, Band? band)
    {
        if (band?.Lower is { } lower)
        {
            Compare(name, lower);
        }

        if (band?.Upper is { } upper)
        {
            Compare(name, upper);
        }
    }

    private void Compare(string name, string? value)
    {
        if (Figure.TryParse(value, out var figure))
        {
            Compare(name, figure);
        }
    }

    private void Compare(string name, params ReadOnlySpan<Figure> figures)
    {
        if (!compared.TryGetValue(name, out var list))
        {
            compared.Add(name, list = []);
        }

        list.AddRange(figures);
    }

    private FactShape Shape(string name)
    {
        if (shapes.TryGetValue(name, out var known))
        {
            return known;
        }

        var fact = version.Facts[name];
        Compare(name, MissingValue(fact));
        var natural = NaturalScale(fact);
        var cuts = compared.GetValueOrDefault(name) ?? [];
        var scale = cuts.Select(c => c.Scale).Append(natural).Append(floors.GetValueOrDefault(name)).Max();
        var sorted = cuts.Distinct().Order().ToList();
        var shape = new FactShape(name, inOrder.Count, fact, Domain(fact), scale, sorted, symbols);
        shapes.Add(name, shape);
        inOrder.Add(shape);
        return shape;
    }

    private static string? MissingValue(Fact fact)
    {
        var missing = fact switch
        {
            MeasuredFact f => f.Missing,
            ObservedFact f => f.Missing,
            PublishedFact f => f.Missing,
            _ => Missing.Refused,
        };
        return missing.Kind == MissingKind.Value ? missing.Value : null;
    }

    private static FactDomain Domain(Fact fact) => fact switch
    {
        MeasuredFact { Measure: MeasuredFact.Grade } => FactDomain.Symbol,
        TableFact { IsNumber: false } => FactDomain.Symbol,
        ObservedFact { OnlyCompared: true } => FactDomain.Rank,
        _ => FactDomain.Number,
    };

    private int NaturalScale(Fact fact) => fact switch
    {
        MeasuredFact f => items.SelectMany(i => i.Measures).Where(m => m.Name == f.Measure)
            .Select(m => m.Decimals).DefaultIfEmpty().Max(),
        ObservedFact { Decimals: { } places } => places,
        ObservedFact { OnlyCompared: false } f when f.Take != Take.Count => observations.ScaleOf(f.Measure),
        PublishedFact f => observations.ScaleOf(f.Measure),
        LinearFact f => LinearScale(f),
        TableFact f => TableScale(f),
        _ => 0,
    };

    private int LinearScale(LinearFact fact)
    {
        var exact = fact.Terms.Select(t => Shape(t.Key).Scale + t.Value.Scale).Append(fact.Plus.Scale).Max();
        return fact.Decimals ?? exact;
    }

    private int TableScale(TableFact fact)
    {
        foreach (var name in fact.Of)
        {
            Shape(name);
        }

        return fact.Rows.Select(r => Figure.TryParse(r.Then, out var then) ? then.Scale : 0).DefaultIfEmpty().Max();
    }
}
