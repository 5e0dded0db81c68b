namespace Meent.Reference;

/// <summary>A clause, for one person, month, version and provider.</summary>
internal readonly record struct LineKey(
    string Person, DateOnly Month, int Terms, int Version, int Clause, string Provider);

/// <summary>What a clause comes to. Money is in major units.</summary>
internal sealed class RatedSum
{
    public decimal Exact { get; set; }
    public DateOnly Since { get; set; } = DateOnly.MaxValue;
    public decimal Money { get; set; }
}

/// <summary>Rates the events that stand, month by month of their days.</summary>
internal sealed class Rating(Folder folder)
{
    private readonly Dictionary<LineKey, RatedSum> sums = [];

    /// <summary>Events for which no terms have a clause.</summary>
    public List<Event> WithoutTerms { get; } = [];

    public IEnumerable<(LineKey Key, ClauseRule Clause, RatedSum Sum)> Lines(IEnumerable<Event> events)
    {
        foreach (var e in events)
        {
            Add(e);
        }

        var ordered = sums.Keys.OrderBy(k => k.Person, StringComparer.Ordinal).ThenBy(k => k.Month).ThenBy(k => k.Terms)
            .ThenBy(k => k.Version).ThenBy(k => k.Clause).ThenBy(k => k.Provider, StringComparer.Ordinal);
        foreach (var key in ordered)
        {
            var (clauses, sum) = (folder.Terms[key.Terms].Versions[key.Version].Clauses, sums[key]);
            var clause = clauses[key.Clause];
            if (clause.Kind == "percent")
            {
                sum.Exact = clause.Percent / 100 * clauses.Select((c, i) => (c, i))
                    .Where(c => clause.Of.Contains(c.c.Code))
                    .Sum(c => sums.TryGetValue(key with { Clause = c.i }, out var earlier) ? earlier.Money : 0);
            }

            sum.Money = Rounded(sum.Exact, clause.Mode, folder.Decimals);
            yield return (key, clause, sum);
        }
    }

    public static decimal Rounded(decimal value, string mode, int decimals) => mode switch
    {
        "halfUp" => decimal.Round(value, decimals, MidpointRounding.AwayFromZero),
        "halfEven" => decimal.Round(value, decimals, MidpointRounding.ToEven),
        "down" => decimal.Round(value, decimals, MidpointRounding.ToZero),
        "up" => decimal.Round(value, decimals,
            value < 0 ? MidpointRounding.ToNegativeInfinity : MidpointRounding.ToPositiveInfinity),
        _ => throw new NotSupportedException(mode),
    };

    private void Add(Event e)
    {
        var rated = false;
        for (var t = 0; t < folder.Terms.Count; t++)
        {
            var terms = folder.Terms[t];
            var v = terms.VersionOn(e.Day);
            if (v < 0 || (terms.Listed && !HasJoined(terms.Code, e)))
            {
                continue;
            }

            var clauses = terms.Versions[v].Clauses;
            for (var c = 0; c < clauses.Length; c++)
            {
                var concerned = clauses[c].Kind == "percent"
                    ? clauses.Any(o => clauses[c].Of.Contains(o.Code) && o.Items.Contains(e.Item.Code))
                    : clauses[c].Items.Contains(e.Item.Code);
                if (concerned)
                {
                    rated = true;
                    Add(e, clauses[c], new LineKey(
                        folder.PersonOfNumber[e.Member], new DateOnly(e.Day.Year, e.Day.Month, 1), t, v, c,
                        e.Provider));
                }
            }
        }

        if (!rated)
        {
            WithoutTerms.Add(e);
        }
    }

    private void Add(Event e, ClauseRule clause, LineKey key)
    {
        if (!sums.TryGetValue(key, out var sum))
        {
            sums.Add(key, sum = new RatedSum());
        }

        var exact = clause.Kind switch
        {
            "price" => e.Quantity * clause.UnitPrice / clause.Per,
            "step" => e.Quantity * clause.Grades[e.Grade] / clause.Per,
            "agreed" => e.Amount ?? e.Quantity * (e.UnitPrice ?? throw new InvalidDataException($"{e.File}:{e.Line}")),
            "fixed" => clause.OncePerPeriod ? clause.Amount - sum.Exact : clause.Amount,
            _ => 0,
        };
        sum.Exact += clause.EachEvent ? Rounded(exact, clause.Mode, folder.Decimals) : exact;
        sum.Since = e.Day < sum.Since ? e.Day : sum.Since;
    }

    private bool HasJoined(string terms, Event e) => folder.Joined.Exists(
        j => j.Terms == terms && j.Member == e.Member && j.From <= e.Day && !(j.Until < e.Day));
}
