using Meent.Agreements;
using Meent.Claims;
using Meent.Kernel;
using Meent.Settlement.Rules;
using NodaTime;

namespace Meent.Settlement.ClosePeriod;

/// <summary>The lines of a statement: one for each claim, with what was taken of it and what it was for.</summary>
internal static class Lines
{
    private const int MostDetails = 40;

    internal static IReadOnlyList<StatementLine> Of(PeriodFacts facts, Reckoning r, ReadOnlyMemory<Bought> purchases)
    {
        var lines = new List<StatementLine>(r.New.Count + r.Brought.Count + r.Taxes.Count);
        foreach (var claim in r.New)
        {
            lines.Add(Fresh(facts, r, claim, purchases.Span));
        }

        foreach (var claim in r.Brought)
        {
            lines.Add(Old(facts, r, claim));
        }

        foreach (var (category, rate, _, tax) in r.Taxes)
        {
            if (tax != 0)
            {
                lines.Add(OfTax(facts, category, rate, tax));
            }
        }

        return Sorted([.. lines]);
    }

    /// <summary>Lines are a handful and mostly in order; what is equal stays as it came.</summary>
    private static StatementLine[] Sorted(StatementLine[] lines)
    {
        for (var i = 1; i < lines.Length; i++)
        {
            var line = lines[i];
            var place = i;
            while (place > 0 && InOrder(lines[place - 1], line) > 0)
            {
                lines[place] = lines[--place];
            }

            lines[place] = line;
        }

        return lines;
    }

    /// <summary>What was earned, what is due, what is owed from before; within each as it is deducted.</summary>
    private static int InOrder(StatementLine a, StatementLine b)
    {
        var order = Group(a).CompareTo(Group(b));
        order = order != 0 ? order : a.Adjustment.CompareTo(b.Adjustment);
        order = order != 0 ? order : Later(a).CompareTo(Later(b));
        order = order != 0 ? order : a.Rank.CompareTo(b.Rank);
        order = order != 0 ? order : a.Since.CompareTo(b.Since);
        return order != 0 ? order : a.Claim.CompareTo(b.Claim);
    }

    private static int Group(StatementLine line) =>
        line.BroughtForward ? 2 : line.Kind is LineKind.Price or LineKind.Tax && !Owed(line) ? 0 : 1;

    private static bool Later(StatementLine line) => line.Kind != LineKind.Charge && !line.Statutory;

    private static bool Owed(StatementLine line) => line.Taken + line.Carried + line.Invoiced > 0;

    private static StatementLine Fresh(PeriodFacts facts, Reckoning r, NewClaim n, ReadOnlySpan<Bought> purchases)
    {
        var claim = n.Claim;
        var settled = r.SettledOf(claim.Id);
        var provider = claim.Provider == 0 ? "" : facts.Register[claim.Provider].Code;
        var details = n.Adjustment ? [] : Details(facts, n, purchases);
        var unit = Unit(facts, n.Clause);
        var rest = details.Length > MostDetails ? details[MostDetails..] : [];
        return new StatementLine
        {
            Kind = n.MakesGross ? LineKind.Price
                : n.MakesDue && claim.Line is LineKind.Price or LineKind.Tax ? LineKind.Deduction
                : claim.Line,
            Rank = n.MakesGross ? 0 : claim.Rank, Statutory = claim.Statutory, Terms = n.Terms.Terms.Code,
            TermsVersion = claim.TermsVersion, Clause = claim.Clause, Title = Title(n), Account = Account(n, provider),
            Claim = claim.Id, Amount = n.MakesDue ? claim.Amount : n.Signed,
            Taken = settled.Taken, Carried = settled.Carried, Invoiced = settled.Invoiced,
            Quantity = unit is null ? 0 : claim.Quantity, Unit = unit ?? "", Events = claim.Events,
            UnitPrice = n.Price, PerUnits = n.PerUnits,
            Since = claim.Since, ForPeriod = n.ForPeriod, Adjustment = n.Adjustment, BroughtForward = false,
            OnCollection = claim.OnCollection, Provider = provider, Invoice = claim.Invoice,
            Details = rest.Length == 0 ? details : details[..MostDetails],
            MoreDetails = rest.Length, MoreAmount = rest.Sum(d => d.Amount),
            Rounding = n.Clause.Rounding.Mode, RoundedEachEvent = n.Clause.Rounding.Each == RoundedEach.Event,
        };
    }

    /// <summary>Tax of one rate; it is posted with the statement's tax.</summary>
    private static StatementLine OfTax(PeriodFacts facts, string category, int basisPoints, long tax) => new()
    {
        Kind = LineKind.Tax, Rank = 0, Statutory = true, Terms = "", TermsVersion = 0, Clause = category,
        Title = TaxTitle(Decimals.Trimmed(basisPoints, 2)),
        Account = "", Claim = 0, Amount = tax, Taken = 0, Carried = 0, Invoiced = 0,
        Quantity = 0, Unit = "", Events = 0, UnitPrice = null, PerUnits = 1, Since = facts.Period.Starts,
        ForPeriod = facts.Period.Code, Adjustment = false, BroughtForward = false, Provider = "", Details = [],
    };

    private static Dictionary<string, string> TaxTitle(string percent, bool collected = false) =>
        Platform.Words.Languages.ToDictionary(
            l => l,
            l => $"{Platform.Words.Of(l).Say(collected ? "statement.tax.owed" : "statement.tax")}, {percent} %");

    private static StatementLine Old(PeriodFacts facts, Reckoning r, Claim b)
    {
        var settled = r.SettledOf(b);
        var kept = facts.Terms.ById(b.Terms);
        var clause = kept?.Terms.Versions[b.TermsVersion - 1].Clauses.FirstOrDefault(c => c.Code == b.Clause);
        var provider = b.Provider == 0 ? "" : facts.Register[b.Provider].Code;
        return new StatementLine
        {
            Kind = LineKind.Deduction, Rank = b.Rank, Statutory = b.Statutory, Terms = kept?.Terms.Code ?? "",
            TermsVersion = b.TermsVersion, Clause = b.Clause,
            Title = clause is not null ? Words(kept!.Terms, clause)
                : b.Line == LineKind.Tax ? TaxTitle(Taxing.PercentOf(b))
                : b.Terms == 0 && b.ForPeriod != 0 ? TaxTitle(Taxing.PercentOf(b), collected: true)
                : new Dictionary<string, string> { [""] = b.Clause },
            // What the provider bears is posted when it is taken; all else was posted when it was claimed.
            Account = b.OnCollection ? Accounts.Provider(provider) : "",
            OnCollection = b.OnCollection, Claim = b.Id, Amount = b.Open, Taken = settled.Taken,
            Carried = settled.Carried, Invoiced = settled.Invoiced, GivenBack = r.GivenBackOf(b.Id),
            Quantity = 0, Unit = "", Events = 0, UnitPrice = null, PerUnits = 1, Since = b.Since,
            ForPeriod = PeriodCode(b.ForPeriod), Adjustment = false, BroughtForward = true,
            Provider = provider, Details = [],
        };
    }

    /// <summary>Code of the month in a period's number; empty for an opening balance.</summary>
    private static string PeriodCode(int period) =>
        period == 0 ? "" : $"{period / 100_000:0000}-{period / 1000 % 100:00}";

    private static IReadOnlyDictionary<string, string> Title(NewClaim n) =>
        n.OfRate ? TaxTitle(Taxing.PercentOf(n.Claim), n.Collected) : Words(n.Terms.Terms, n.Clause);

    private static IReadOnlyDictionary<string, string> Words(StandardTerms terms, Clause clause) =>
        clause.Title.Count > 0 ? clause.Title : terms.Title.Count > 0 ? terms.Title
        : new Dictionary<string, string> { [""] = clause.Code };

    private static string Account(NewClaim n, string provider) =>
        n.OfRate ? n.Collected ? Accounts.TaxCollected : Accounts.Tax
        : Between(n) ? n.Clause.Account ?? Accounts.Clause("Assets:Exchange", n.Terms.Terms.Code, n.Claim.Clause)
        : n.Claim.Line is LineKind.Deduction or LineKind.Charge
            ? provider.Length > 0 && n.Clause.Remit is not null ? Accounts.Provider(provider)
                : n.Clause.Account ?? Accounts.Clause("Income", n.Terms.Terms.Code, n.Claim.Clause)
            : n.Clause.Account ?? Accounts.Clause("Expenses", n.Terms.Terms.Code, n.Claim.Clause);

    /// <summary>What one participant owes another one runs through one account, which comes to zero.</summary>
    private static bool Between(NewClaim n) =>
        (n.Clause.Pays is not null && n.Claim.Provider != 0) || n.Clause is ShareClause { Payee: not null };

    /// <summary>Unit of what a clause rates; null where it rates kilos and pieces alike: their sum is no
    /// quantity.</summary>
    private static string? Unit(PeriodFacts facts, Clause clause)
    {
        string? unit = null;
        foreach (var code in clause.Items)
        {
            var own = facts.Items.ByCode(code)?.Unit;
            if (own is not null && unit is not null && own != unit)
            {
                return null;
            }

            unit ??= own;
        }

        return unit ?? "";
    }

    private static LineDetail[] Details(PeriodFacts facts, NewClaim n, ReadOnlySpan<Bought> purchases)
    {
        if (n.OfRate || n.Claim.Line != LineKind.Deduction || purchases.IsEmpty)
        {
            return [];
        }

        var from = n.Terms.Terms.Versions[n.Claim.TermsVersion - 1].From;
        var until = n.Terms.Terms.LastDayOf(n.Claim.TermsVersion - 1) ?? LocalDate.MaxIsoValue;
        bool IsOfLine(in Bought b) => b.Terms == n.Claim.Terms && b.Provider == n.Claim.Provider
            && Day(in b) >= from && Day(in b) <= until && n.Clause.Items.Contains(facts.Items[b.Item].Code);

        // Counted first: of tens of thousands of lists that grow, most of the memory would be left behind.
        var count = 0;
        foreach (ref readonly var b in purchases)
        {
            count += IsOfLine(in b) ? 1 : 0;
        }

        var details = new LineDetail[count];
        foreach (ref readonly var b in purchases)
        {
            if (IsOfLine(in b))
            {
                details[^count--] = Detail(facts, n, in b);
            }
        }

        Array.Sort(details, ByDay);
        return details;
    }

    private static LocalDate Day(in Bought b) => new LocalDate(1970, 1, 1).PlusDays(b.Day);

    private static readonly Comparer<LineDetail> ByDay = Comparer<LineDetail>.Create(static (a, b) =>
    {
        var order = a.Day.CompareTo(b.Day);
        order = order != 0 ? order : string.CompareOrdinal(a.Reference, b.Reference);
        order = order != 0 ? order : string.CompareOrdinal(a.Item, b.Item);
        order = order != 0 ? order : a.Amount.CompareTo(b.Amount);
        return order != 0 ? order : a.Quantity.CompareTo(b.Quantity);
    });

    private static LineDetail Detail(PeriodFacts facts, NewClaim n, in Bought b)
    {
        var item = facts.Items[b.Item];
        // What the record itself carries is the price of the clause that takes it from there, and of no other.
        var agreed = n.Clause is AgreedClause;
        var (price, per) = agreed && b.UnitPrice is not RatedEvent.None
            ? (b.UnitPrice, 1)
            : (n.Price, n.PerUnits);
        var amount = agreed && b.Amount is not RatedEvent.None ? b.Amount : Priced(facts, b.Quantity, price, per);
        var sign = b.Reversal ? -1 : 1;
        return new LineDetail(Day(in b), b.Reference, item.Name, sign * b.Quantity, item.Unit, sign * amount);
    }

    /// <summary>By the price that the sale carries, else by that of the terms; 0 where there is no single
    /// one.</summary>
    private static long Priced(PeriodFacts facts, long quantity, long? price, int per) => price is { } one
        ? Exact.Divide(
            UnitPrice.Numerator(quantity, one, facts.Organisation.Currency), UnitPrice.Denominator(per),
            Rounding.HalfUp)
        : 0;
}
