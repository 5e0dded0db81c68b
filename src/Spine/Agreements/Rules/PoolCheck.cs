using Meent.Kernel;

namespace Meent.Agreements.Rules;

/// <summary>Pools, what they are divided by, and what they pay.</summary>
internal static class PoolCheck
{
    private static readonly Figure Whole = Figure.Of(100, 0);

    internal static void Look(
        TermsVersion version, Clause clause, Currency currency, IReadOnlyCollection<string>? items,
        FindingList findings)
    {
        if (clause is ShareClause share)
        {
            Share(version, share, items, findings);
        }
        else if (ReferenceEquals(clause.Rounding, RoundingRule.Unsaid))
        {
            findings.Refuse("agreements.rounding_incomplete", ("in", clause.Code));
        }

        if (clause is IndemnityClause indemnity)
        {
            Indemnity(version, indemnity, currency, findings);
        }
    }

    private static void Share(
        TermsVersion version, ShareClause clause, IReadOnlyCollection<string>? items, FindingList findings)
    {
        Known(version, clause.Code, clause.Pool, findings);
        var key = clause.Key;
        if (clause.Percent <= default(Figure) || clause.Percent > Whole || clause.Items.Count > 0
            || (clause.Pays is not null
                && (key.By != KeyBy.Quantity || key.Side is not null || clause.Payee is not null))
            || (key.Whole is not null && key.By != KeyBy.Quantity)
            || key.CapPercent <= default(Figure) || key.CapPercent > Whole
            || key.Months is < 1 or > ShareKey.MostMonths
            || (key.By == KeyBy.Quantity) != key.Items.Count > 0 || (key.By == KeyBy.Amount) != key.Of.Count > 0)
        {
            findings.Refuse("agreements.out_of_range", ("in", clause.Code));
        }

        foreach (var item in key.Items.Where(item => items?.Contains(item) == false))
        {
            findings.Refuse("agreements.unknown_item", ("clause", clause.Code), ("item", item));
        }

        var parts = version.Clauses.OfType<ShareClause>().Where(c => c.Pool == clause.Pool)
            .Select(c => c.Percent.TryAt(6, out var millionths) ? millionths : long.MaxValue / 1000);
        if (parts.Aggregate((Int128)0, (sum, part) => sum + part) > Whole.At(6))
        {
            findings.Refuse("agreements.pool_over_whole", ("clause", clause.Code), ("pool", clause.Pool));
        }
    }

    private static void Indemnity(
        TermsVersion version, IndemnityClause clause, Currency currency, FindingList findings)
    {
        if (clause.Pool is { } pool)
        {
            Known(version, clause.Code, pool, findings);
        }

        if (clause.CoverPercent <= default(Figure) || clause.CoverPercent > Whole
            || clause.Deductible < default(Figure) || clause.Rounding.Each != RoundedEach.Event)
        {
            findings.Refuse("agreements.out_of_range", ("in", clause.Code));
        }

        if (clause.Deductible.Scale > currency.Decimals)
        {
            findings.Refuse(
                "agreements.too_many_decimals", ("clause", clause.Code), ("value", clause.Deductible.ToString()));
        }
    }

    private static void Known(TermsVersion version, string code, string name, FindingList findings)
    {
        if (!version.Pools.TryGetValue(name, out var pool))
        {
            findings.Refuse("agreements.unknown_pool", ("clause", code), ("pool", name));
        }
        else if (pool.Amount is null && pool.Observed is null && pool.Of.Count == 0)
        {
            findings.Refuse("agreements.out_of_range", ("in", name));
        }
    }
}
