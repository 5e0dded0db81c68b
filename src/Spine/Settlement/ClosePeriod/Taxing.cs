using Meent.Agreements;
using Meent.Claims;
using Meent.Kernel;

namespace Meent.Settlement.ClosePeriod;

/// <summary>Tax on the lines of gross and on what corrections take back of them: the base of each rate is summed, and
/// rounded once. What the terms name as tax comes as it is.</summary>
internal static class Taxing
{
    /// <param name="nextClaim">Number for the next claim.</param>
    internal static void Add(Reckoning r, ref long nextClaim)
    {
        if (!r.New.Exists(static n => n.Clause.Tax is not null || n.Claim.Line == LineKind.Tax))
        {
            return;
        }

        var rates = Rates(r);
        r.TaxesOfPrices =
        [
            .. rates.Select(g =>
            {
                var taxed = g.Sum(n => n.Signed);
                return new RateTax(g.Key.Category, g.Key.Rate, taxed, On(taxed, g.Key.Rate));
            }),
        ];
        r.Taxes = r.TaxesOfPrices;
        r.Tax = r.New.Where(n => n.Claim.Line == LineKind.Tax && !n.Collected).Sum(n => n.Signed)
            + r.Taxes.Sum(t => t.Tax);
        if (r.Tax < 0)
        {
            var excess = -r.Tax;
            r.Tax = 0;
            DueOfNamed(r, ref excess, ref nextClaim);
            DueOfRates(r, rates, ref excess, ref nextClaim);
        }
    }

    /// <summary>Tax on what the participant owes: for each rate on what is invoiced (less what came back of it), and on
    /// what is taken. Below zero it is given back, like the deduction that it belongs to. It comes before gross is
    /// summed.</summary>
    internal static void Collect(Reckoning r, ref long nextClaim)
    {
        if (!r.New.Exists(n => n.Clause.Tax is not null))
        {
            return;
        }

        var groups = r.New
            .Where(n => n.Clause.Tax is not null && !n.OfRate
                && (n.Claim.Invoice ? n.Claim.Line != LineKind.Tax
                    : n.Claim.Line is LineKind.Deduction or LineKind.Charge))
            .GroupBy(n => (
                n.Claim.Invoice, n.Claim.Net, n.Clause.Tax!.Category, Rate: BasisPoints(n.Clause.Tax.Percent)))
            .OrderBy(g => g.Key.Invoice).ThenBy(g => g.Key.Net)
            .ThenBy(g => g.Key.Category, StringComparer.Ordinal).ThenBy(g => g.Key.Rate)
            .ToList();
        var taxes = new List<(bool, RateTax)>(groups.Count);
        r.TaxesDue = taxes;
        foreach (var group in groups)
        {
            var taxed = -group.Sum(n => n.Signed);
            var tax = On(taxed, group.Key.Rate);
            taxes.Add((group.Key.Invoice, new RateTax(group.Key.Category, group.Key.Rate, taxed, tax)));
            if (tax != 0)
            {
                // What is given back is of the month that was put right, where there is one.
                var of = group.OrderBy(n => n.Adjustment == tax > 0).ThenBy(n => n.Claim.Since).First();
                var due = OfRate(of, group.Key.Category, group.Key.Rate, Math.Abs(tax), nextClaim++);
                r.New.Add(due with
                {
                    Claim = due.Claim with { Line = LineKind.Deduction, OwedByParty = tax > 0 },
                    TaxDue = false, Collected = true,
                });
            }
        }
    }

    /// <summary>Tax of a rate that is due. It belongs to no terms, or the month would be rated again to a claim that no
    /// record makes.</summary>
    private static NewClaim OfRate(NewClaim like, string category, int rate, long due, long id) => like with
    {
        Claim = like.Claim with
        {
            Id = id, Terms = 0, TermsVersion = 0, Line = LineKind.Tax, Provider = 0, Amount = due, OwedByParty = true,
            Clause = $"{category} {Decimals.Trimmed(rate, 2)}", Quantity = 0, Events = 0, OnCollection = false,
        },
        Rated = false, UnitPrice = RatedEvent.None, PerUnits = 1, TaxDue = true,
    };

    private static List<IGrouping<(string Category, int Rate), NewClaim>> Rates(Reckoning r) =>
    [
        .. r.New.Where(n => n.Claim.Line == LineKind.Price && n.Clause.Tax is not null && !n.Claim.Invoice)
            .GroupBy(n => (n.Clause.Tax!.Category, Rate: BasisPoints(n.Clause.Tax.Percent)))
            .OrderBy(g => g.Key.Category, StringComparer.Ordinal).ThenBy(g => g.Key.Rate),
    ];

    /// <summary>What corrections take back beyond the tax of this period cannot be paid: it is due, like a price that
    /// they take back. A claim that is partly so becomes two.</summary>
    private static void DueOfNamed(Reckoning r, ref long excess, ref long nextClaim)
    {
        for (var i = 0; i < r.New.Count && excess > 0; i++)
        {
            if (r.New[i] is not { Claim: { Line: LineKind.Tax, OwedByParty: true }, TaxDue: false } n)
            {
                continue;
            }

            var due = Math.Min(n.Claim.Amount, excess);
            excess -= due;
            if (due == n.Claim.Amount)
            {
                r.New[i] = n with { TaxDue = true };
                continue;
            }

            r.New[i] = n with { Claim = n.Claim with { Amount = n.Claim.Amount - due } };
            var part = n.Claim with { Id = nextClaim++, Amount = due, Quantity = 0, Events = 0 };
            r.New.Add(n with { Claim = part, TaxDue = true });
        }
    }

    private static void DueOfRates(
        Reckoning r, List<IGrouping<(string Category, int Rate), NewClaim>> rates, ref long excess, ref long nextClaim)
    {
        var taxes = r.Taxes.ToArray();
        r.Taxes = taxes;
        for (var i = 0; i < rates.Count && excess > 0; i++)
        {
            var (category, rate, taxed, tax) = taxes[i];
            if (tax >= 0)
            {
                continue;
            }

            var due = Math.Min(-tax, excess);
            excess -= due;
            taxes[i] = new RateTax(category, rate, taxed, tax + due);
            var back = rates[i].Where(n => n.Signed < 0).MinBy(n => n.Claim.Since)!;
            r.New.Add(OfRate(back, category, rate, due, nextClaim++));
        }
    }

    /// <summary>The rate of a claim for tax of a rate.</summary>
    internal static string PercentOf(Claim claim) => claim.Clause.Split(' ')[^1];

    /// <summary>Tax on a base, once per rate and document, half up (EN 16931 BR-CO-17).</summary>
    internal static long On(long taxed, int basisPoints) =>
        Exact.Divide((Int128)taxed * basisPoints, 10_000, Rounding.HalfUp);

    internal static int BasisPoints(Figure percent) =>
        percent.TryAt(2, out var hundredths) ? checked((int)hundredths)
            : throw new OverflowException($"{percent} percent");
}
