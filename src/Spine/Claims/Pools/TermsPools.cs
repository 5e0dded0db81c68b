using Meent.Agreements;
using Meent.Claims.Rules;
using Meent.Flows;
using Meent.Kernel;
using Meent.Platform;
using NodaTime;

namespace Meent.Claims.Pools;

/// <summary>The pools of one version of terms.</summary>
internal sealed class TermsPools(Work work, PoolFacts facts, RatedTerms terms, int place)
{
    /// <summary>Those who have a part and are not in these books.</summary>
    private const int Elsewhere = -1;

    private readonly TermsVersion version = terms.Terms.Versions[place];
    private readonly Currency currency = terms.Terms.Currency;

    internal async Task<Outcome<IReadOnlyList<RatedLine>>> Divide(IReadOnlyList<RatedLine> lines, CancellationToken ct)
    {
        var all = lines.ToList();
        foreach (var group in version.Clauses.OfType<IndemnityClause>().Where(c => c.Pool is not null)
            .GroupBy(c => c.Pool!).ToList())
        {
            var pool = Whole(group.Key, all);
            if (pool.Refused)
            {
                return pool.Refusal!;
            }

            Limit([.. group.Select(c => c.Code)], pool.Value, all);
        }

        foreach (var group in version.Clauses.OfType<ShareClause>().GroupBy(c => c.Pool).ToList())
        {
            var pool = Whole(group.Key, all);
            if (pool.Refused)
            {
                return pool.Refusal!;
            }

            var made = new List<RatedLine>();
            foreach (var (clause, part) in group.Zip(Parts(pool.Value, [.. group])))
            {
                if (await Share(clause, part, all, made, ct) is { } refusal)
                {
                    return refusal;
                }
            }

            all.AddRange(made);
        }

        return all;
    }

    /// <summary>What each clause divides: percentages of the pool, the rest that they leave staying with the
    /// organisation; together exact.</summary>
    private static long[] Parts(long pool, IReadOnlyList<ShareClause> clauses)
    {
        var weights = clauses.Select(c => c.Percent.At(6)).ToList();
        weights.Add(100_000_000 - weights.Sum());
        return Allocation.Split(pool, [.. weights])[..clauses.Count];
    }

    private Outcome<long> Whole(string name, IReadOnlyList<RatedLine> lines)
    {
        var pool = version.Pools[name];
        var whole = pool.Amount?.At(currency.Decimals) ?? 0;
        if (pool.Observed is { } measure)
        {
            if (Observed(measure, currency.Decimals) is not { } seen)
            {
                return Unreadable(name, measure);
            }

            whole += seen;
        }

        if (pool.Of.FirstOrDefault(of => !facts.Terms.Any(t =>
            t.Terms.Versions.Any(v => v.Clauses.Any(c => $"{t.Terms.Code}/{c.Code}" == of)))) is { } unknown)
        {
            return Unreadable(name, unknown);
        }

        whole += lines.Where(l => Named(pool.Of, l) && Once(l)).Sum(l => l.Amount);
        return whole < 0 ? Unreadable(name, Decimals.Fixed(whole, currency.Decimals)) : whole;
    }

    /// <summary>Sum of the published values of a measure in the period; null where one has more places.</summary>
    private long? Observed(string measure, int scale)
    {
        var sum = 0L;
        foreach (var seen in facts.Observations.Where(o => o.Measure == measure && o.Party is null
            && o.Day >= facts.Starts && o.Day <= facts.Ends))
        {
            if (!Figure.Of(seen.Value, seen.Scale).TryAt(scale, out var value))
            {
                return null;
            }

            sum += value;
        }

        return sum;
    }

    private Refusal Unreadable(string pool, string value) =>
        new("claims.pool_unreadable", ("terms", terms.Terms.Code), ("pool", pool), ("value", value));

    /// <summary>What stands on two statements is counted on that of who pays.</summary>
    private bool Once(RatedLine line)
    {
        var clause = facts.Terms.First(t => t.Id == line.Terms).Terms.Versions[line.Version - 1].Clauses
            .First(c => c.Code == line.Clause);
        return clause switch
        {
            ShareClause { Payee: not null } share => line.Line == share.Line,
            { Pays: not null } => line.Counterparty == 0 || line.Line == LineKind.Deduction,
            _ => true,
        };
    }

    private bool Named(IReadOnlyList<string> of, RatedLine line) =>
        of.Count > 0 && of.Contains($"{facts.Terms.First(t => t.Id == line.Terms).Terms.Code}/{line.Clause}");

    /// <summary>Indemnities above what the pool holds are cut in proportion.</summary>
    private void Limit(IReadOnlyList<string> clauses, long pool, List<RatedLine> lines)
    {
        var mine = lines.Index().Where(l => l.Item.Terms == terms.Id && clauses.Contains(l.Item.Clause)
            && l.Item.Amount > 0).ToList();
        if (mine.Sum(l => l.Item.Amount) > pool)
        {
            var cut = Allocation.Split(pool, [.. mine.Select(l => l.Item.Amount)]);
            foreach (var ((index, line), amount) in mine.Zip(cut))
            {
                lines[index] = line with { Amount = amount };
            }
        }
    }

    private async Task<Refusal?> Share(
        ShareClause clause, long part, IReadOnlyList<RatedLine> lines, List<RatedLine> made, CancellationToken ct)
    {
        if (part == 0)
        {
            return null;
        }

        var keys = await Keys(clause, lines, ct);
        if (keys.Refused)
        {
            return keys.Refusal;
        }

        var taking = keys.Value.Where(k => k.Key > 0).ToList();
        if (taking.TrueForAll(t => t.Party == Elsewhere))
        {
            return new Refusal("claims.pool_without_key", Facts(clause, part));
        }

        var cap = clause.Key.CapPercent is { } most
            ? Exact.Divide((Int128)part * most.At(6), 100_000_000, Rounding.Down)
            : part;
        var (shares, left) = Allocation.SplitCapped(
            part, [.. taking.Select(k => k.Key)], [.. taking.Select(_ => cap)]);
        if (left > 0)
        {
            return new Refusal("claims.pool_not_covered", Facts(clause, left));
        }

        var quantities = clause.Key.By == KeyBy.Quantity;
        made.AddRange(taking.Zip(shares).Where(t => t.First.Party != Elsewhere).Select(t => Line(
            clause, facts.IndexOf(t.First.Party), clause.LineOf(t.First.Side), t.Second,
            quantities ? t.First.Key : 0)));
        if (clause.Payee is { } payee)
        {
            if (facts.Register.ByCode(payee) is not { } party)
            {
                return new Refusal("claims.unknown_payee",
                    ("terms", terms.Terms.Code), ("clause", clause.Code), ("party", payee));
            }

            var other = clause.Line is LineKind.Charge or LineKind.Deduction ? LineKind.Price : LineKind.Deduction;
            var here = made.Where(m => m.Clause == clause.Code).ToList();
            made.Add(Line(
                clause, facts.IndexOf(party.Id), other, here.Sum(m => m.Amount), here.Sum(m => m.Quantity)));
        }

        return null;
    }

    private (string, string)[] Facts(ShareClause clause, long amount) =>
    [
        ("terms", terms.Terms.Code), ("clause", clause.Code), ("amount", Decimals.Fixed(amount, currency.Decimals)),
    ];

    private RatedLine Line(ShareClause clause, int party, LineKind kind, long amount, long quantity) => new(
        party, terms.Id, place + 1, clause.Code, kind, 0, amount, quantity, 0,
        Period.DaysBetween(new LocalDate(1970, 1, 1), facts.Ends), null, 1);

    /// <summary>Who takes part with which key, in the order of numbers: ties of a division go to the lower
    /// one.</summary>
    private async Task<Outcome<IReadOnlyList<(int Party, long Key, Side Side)>>> Keys(
        ShareClause clause, IReadOnlyList<RatedLine> lines, CancellationToken ct)
    {
        var key = clause.Key;
        var found = key.By switch
        {
            KeyBy.Quantity => await ByQuantity(clause, ct),
            KeyBy.Amount => (await ByAmount(key, lines, ct)).ConvertAll(a => (a.Party, a.Key, Side.Receiver)),
            _ => Joined().Select(j => (j.Party, Key: key.By == KeyBy.Equal ? 1 : j.Weight.At(6), Side.Receiver))
                .ToList(),
        };
        var ordered = found.OrderBy(f => Number(f.Party), StringComparer.Ordinal).ToList();
        if (key.Whole is { } whole)
        {
            var rest = Observed(whole, Quantity.Scale) - ordered.Sum(o => o.Key);
            if (rest is null or < 0)
            {
                return Unreadable(whole, rest is null ? "" : Decimals.Trimmed(rest.Value, Quantity.Scale));
            }

            ordered.Add((Elsewhere, rest.Value, Side.Receiver));
        }

        if (key.By == KeyBy.Share && ordered.Sum(o => o.Key) is var sum && sum != 100_000_000)
        {
            return new Refusal("claims.shares_not_whole",
                ("terms", terms.Terms.Code), ("clause", clause.Code), ("percent", Decimals.Trimmed(sum, 6)));
        }

        if (key.By == KeyBy.Rotation)
        {
            var last = await ClaimBook.LastServed(
                work, terms.Id, clause.Code, clause.Line!.Value, facts.Period, ct);
            var turn = Allocation.NextInTurn(
                [.. ordered.Select(_ => true)], last is { } served ? ordered.FindIndex(o => o.Party == served) : -1);
            return turn < 0
                ? new List<(int, long, Side)>()
                : new List<(int, long, Side)> { (ordered[turn].Party, 1, Side.Receiver) };
        }

        return ordered;
    }

    private string Number(int party) => facts.Register[party].Code;

    private IEnumerable<(int Party, Figure Weight)> Joined() => terms.Terms.Joins == Joins.Listed
        ? facts.Joined.JoinedOn(terms.Id, facts.Ends)
        : facts.Register.Memberships
            .Where(m => (m.From is null || m.From <= facts.Ends) && (m.Until is null || m.Until >= facts.Ends))
            .Select(m => m.PartyId).Distinct().Order().Select(p => (p, Figure.Of(1, 0)));

    private LocalDate Since(ShareKey key) => facts.Starts.PlusMonths(1 - key.Months);

    /// <summary>Where the one side pays the other, a participant has a key for each side on which it was.</summary>
    private async Task<List<(int Party, long Key, Side Side)>> ByQuantity(ShareClause clause, CancellationToken ct)
    {
        var key = clause.Key;
        int[] items = [.. key.Items.Select(facts.Items.ByCode).OfType<Item>().Select(i => i.Id)];
        var shared = facts.Joined.Shared.Select(t => t.Id).ToList();
        var found = new List<(int, long, Side)>();
        foreach (var side in clause.Pays is null ? [key.Side] : (Side?[])[Side.Provider, Side.Receiver])
        {
            bool? provides = side is null ? null : side == Side.Provider;
            var sums = await EventLog.Quantities(
                work, items, provides, Since(key), facts.Ends, facts.Period, shared, ct);
            found.AddRange(sums.Select(s => (s.Party, s.Quantity, side ?? Side.Receiver)));
        }

        return found;
    }

    /// <summary>What the named clauses came to: of this period as rated, of earlier months as claimed.</summary>
    private async Task<List<(int Party, long Key)>> ByAmount(
        ShareKey key, IReadOnlyList<RatedLine> lines, CancellationToken ct)
    {
        var sums = new Dictionary<int, long>();
        foreach (var line in lines.Where(l => Named(key.Of, l)))
        {
            var party = facts.IdAt(line.Party);
            sums[party] = sums.GetValueOrDefault(party) + line.Amount;
        }

        for (var month = Since(key); month < facts.Starts; month = month.PlusMonths(1))
        {
            foreach (var claim in await ClaimBook.For(work, Parties.Calendar.MonthOf(month).Id, ct))
            {
                var code = facts.Terms.FirstOrDefault(t => t.Id == claim.Terms)?.Terms.Code;
                if (claim.BookedPeriod <= facts.Period && key.Of.Contains($"{code}/{claim.Clause}"))
                {
                    var outward = claim.Line is LineKind.Charge or LineKind.Deduction;
                    var amount = claim.OwedByParty == outward ? claim.Amount : -claim.Amount;
                    sums[claim.Party] = sums.GetValueOrDefault(claim.Party) + amount;
                }
            }
        }

        return [.. sums.Select(s => (s.Key, s.Value))];
    }
}
