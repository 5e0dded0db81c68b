using Meent.Kernel;

namespace Meent.Agreements.Rules;

/// <summary>Clauses refer to known items, facts and earlier clauses, and their numbers fit.</summary>
internal static class ClauseCheck
{
    /// <summary>Units that a price may be for.</summary>
    private const int MostUnits = 1_000_000;

    internal static void Look(
        TermsVersion version, Currency currency, IReadOnlyCollection<string>? items, FindingList findings)
    {
        for (var i = 0; i < version.Clauses.Count; i++)
        {
            var clause = version.Clauses[i];
            var earlier = version.Clauses.Take(i).ToList();
            Every(clause, earlier, currency, items, findings);
            PoolCheck.Look(version, clause, currency, items, findings);
            switch (clause)
            {
                case PriceClause c:
                    Price(version, c.Code, c.UnitPrice, findings);
                    break;
                case FixedClause c:
                    Places(c.Code, c.Amount, currency.Decimals, findings);
                    break;
                case ChartClause c:
                    Chart(version, c, findings);
                    break;
                case ComponentClause c:
                    Component(version, c, findings);
                    break;
                case StepClause c:
                    Step(version, c, findings);
                    break;
                case PercentClause c:
                    Percent(version, c, earlier, findings);
                    break;
                case TierClause c:
                    Tier(c, findings);
                    break;
            }
        }
    }

    private static void Every(
        Clause clause, List<Clause> earlier, Currency currency, IReadOnlyCollection<string>? items,
        FindingList findings)
    {
        if (clause.Code.Length == 0 || earlier.Exists(c => c.Code == clause.Code))
        {
            findings.Refuse("agreements.code_twice", ("clause", clause.Code));
        }

        if ((clause.Line is null) == (clause.Pays is null))
        {
            findings.Refuse("agreements.line_or_pays", ("clause", clause.Code));
        }

        if (clause is not (PercentClause or ShareClause) && clause.Items.Count == 0)
        {
            findings.Refuse("agreements.no_item", ("clause", clause.Code));
        }

        foreach (var item in clause.Items.Where(item => items?.Contains(item) == false))
        {
            findings.Refuse("agreements.unknown_item", ("clause", clause.Code), ("item", item));
        }

        foreach (var limit in new[] { clause.Min, clause.Max }.OfType<Figure>())
        {
            Places(clause.Code, limit, currency.Decimals, findings);
        }

        var commission = clause.Remit?.CommissionPercent ?? default;
        if (clause.Min > clause.Max || clause.Rank < 0 || clause is UnitClause { Per: < 1 or > MostUnits }
            || clause.Tax?.Percent < default(Figure) || commission < default(Figure) || commission > Figure.Of(100, 0))
        {
            findings.Refuse("agreements.out_of_range", ("in", clause.Code));
        }
    }

    private static void Price(TermsVersion version, string code, Price price, FindingList findings)
    {
        if (price.Fact is { } name)
        {
            Number(version, code, name, findings);
        }
        else
        {
            Places(code, price.Figure, UnitPrice.Scale, findings);
        }
    }

    private static void Places(string code, Figure figure, int places, FindingList findings)
    {
        if (figure.Scale > places)
        {
            findings.Refuse("agreements.too_many_decimals", ("clause", code), ("value", figure.ToString()));
        }
    }

    private static Fact? Known(TermsVersion version, string code, string name, FindingList findings)
    {
        if (!version.Facts.TryGetValue(name, out var fact))
        {
            findings.Refuse("agreements.unknown_fact", ("fact", name), ("in", code));
        }

        return fact;
    }

    private static void Number(TermsVersion version, string code, string name, FindingList findings)
    {
        if (Known(version, code, name, findings) is { } fact && !FactCheck.IsNumber(fact))
        {
            findings.Refuse("agreements.fact_not_number", ("fact", name), ("in", code));
        }
    }

    private static void Chart(TermsVersion version, ChartClause clause, FindingList findings)
    {
        Number(version, clause.Code, clause.X, findings);
        Number(version, clause.Code, clause.Y, findings);
        if (clause.Cells.Count == 0 || clause.Cells[0].Count == 0
            || clause.Cells.Any(r => r.Count != clause.Cells[0].Count))
        {
            findings.Refuse("agreements.chart_ragged", ("clause", clause.Code));
        }

        if (clause.XStep <= default(Figure) || clause.YStep <= default(Figure))
        {
            findings.Refuse("agreements.out_of_range", ("in", clause.Code));
        }

        Figure[] axes = [clause.XFrom, clause.XStep, clause.YFrom, clause.YStep];
        foreach (var cell in clause.Cells.SelectMany(r => r).Concat(axes))
        {
            Places(clause.Code, cell, UnitPrice.Scale, findings);
        }
    }

    private static void Component(TermsVersion version, ComponentClause clause, FindingList findings)
    {
        foreach (var (name, price) in clause.Rates)
        {
            Number(version, clause.Code, name, findings);
            Price(version, clause.Code, price, findings);
        }

        if (clause.Rates.Count == 0 || clause.Density <= default(Figure)
            || clause.Density?.Scale > UnitPrice.Scale || clause.Decimals is < 0 or > UnitPrice.Scale)
        {
            findings.Refuse("agreements.out_of_range", ("in", clause.Code));
        }
    }

    private static void Step(TermsVersion version, StepClause clause, FindingList findings)
    {
        var fact = Known(version, clause.Code, clause.Fact, findings);
        if ((clause.Bands?.Count > 0) == (clause.Table?.Count > 0))
        {
            findings.Refuse("agreements.step_without_values", ("clause", clause.Code));
        }

        var numbers = clause.Table?.Keys.All(k => Figure.TryParse(k, out _)) != false;
        if (fact is not null && !FactCheck.IsOrdered(fact) ? clause.Bands is not null : fact is not null && !numbers)
        {
            findings.Refuse("agreements.fact_not_number", ("fact", clause.Fact), ("in", clause.Code));
        }

        BandCheck.Look(clause.Code, clause.Bands ?? [], UnitPrice.Scale, findings);
        foreach (var (key, value) in clause.Table ?? new Dictionary<string, Figure>())
        {
            Places(clause.Code, value, UnitPrice.Scale, findings);
            _ = Figure.TryParse(key, out var number);
            Places(clause.Code, number, FactCheck.MostPlaces, findings);
        }

        if (fact is TableFact table && clause.Table is { } values)
        {
            foreach (var key in values.Keys.Where(k => !table.Rows.Any(r => Same(r.Then, k))))
            {
                findings.Refuse("agreements.row_unreachable", ("clause", clause.Code), ("row", key));
            }
        }
    }

    private static bool Same(string one, string other) =>
        Figure.TryParse(one, out var a) && Figure.TryParse(other, out var b) ? a == b : one == other;

    private static void Percent(TermsVersion version, PercentClause clause, List<Clause> earlier, FindingList findings)
    {
        foreach (var code in clause.Of.Where(code => !earlier.Exists(c => c.Code == code)))
        {
            findings.Refuse(
                version.Clauses.Any(c => c.Code == code) ? "agreements.percent_of_later" : "agreements.unknown_clause",
                ("clause", clause.Code), ("of", code));
        }

        Places(clause.Code, clause.Percent, FactCheck.MostPlaces, findings);
        var bases = earlier.Where(c => clause.Of.Contains(c.Code)).ToList();
        if (clause.Rounding.Each == RoundedEach.Event && bases.Exists(c =>
            c.Rounding.Each == RoundedEach.Line || c is FixedClause { Each: FixedEach.Period }))
        {
            findings.Refuse("agreements.percent_of_line_by_event", ("clause", clause.Code));
        }

        if (clause.Items.Count > 0 && bases.Exists(c => c.Items.Any(i => !clause.Items.Contains(i))))
        {
            findings.Refuse("agreements.percent_items", ("clause", clause.Code));
        }
    }

    private static void Tier(TierClause clause, FindingList findings)
    {
        BandCheck.Look(clause.Code, clause.Bands, UnitPrice.Scale, findings);
        // Each side has a quantity of its own: what one pays and the other is paid would differ.
        if (clause.Pays is not null)
        {
            findings.Refuse("agreements.out_of_range", ("in", clause.Code));
        }

        if (clause.Rounding.Each != RoundedEach.Line)
        {
            findings.Refuse("agreements.tier_by_event", ("clause", clause.Code));
        }

        if (clause.Bands.Count == 0 || clause.Bands.Any(b =>
            b.Lower?.Scale > Quantity.Scale || b.Upper?.Scale > Quantity.Scale))
        {
            findings.Refuse("agreements.out_of_range", ("in", clause.Code));
        }
    }
}
