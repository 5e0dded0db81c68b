namespace Meent.Reference;

/// <summary>Settles one person: charges and statutory lines first, then by rank and age down to what is
/// protected.</summary>
internal sealed class Account(Folder folder, DateOnly first, DateOnly last, Remittances remitted)
{
    /// <summary>Something that may be taken.</summary>
    private sealed record Due(
        bool BeforeProtection, int Rank, DateOnly Since, decimal Money, ClauseRule? Clause, string Terms,
        string Provider);

    public Figures Settle(
        string person, IEnumerable<Event> events, IEnumerable<(LineKey Key, ClauseRule Clause, RatedSum Sum)> lines,
        IEnumerable<Row> openings)
    {
        var gross = 0m;
        var dues = new List<Due>();
        foreach (var (key, clause, sum) in lines)
        {
            if (clause.Line == "price")
            {
                gross += sum.Money;
            }
            else if (sum.Money != 0)
            {
                dues.Add(new Due(clause.Statutory || clause.Line == "charge", clause.Rank, sum.Since, sum.Money, clause,
                    folder.Terms[key.Terms].Code, key.Provider));
            }
        }

        var lastRank = folder.Terms.SelectMany(t => t.Versions).SelectMany(v => v.Clauses).Max(c => c.Rank);
        var balances = openings.ToLookup(o => o["kind"]);
        dues.AddRange(balances["arrears"].Select(o => new Due(
            false, lastRank, Folder.Day(o["since"]) ?? first, Folder.Number(o["amount"]), null, "", "")));
        var taken = Take(dues, gross);
        var credit = balances["credit"].Sum(o => Folder.Number(o["amount"]));
        var due = dues.Sum(d => d.Money);
        var owed = gross - taken + credit;
        var who = folder.PersonOn(person, last);
        var pay = Payable(owed, who);
        var main = events.Where(e => e.Item.Code == folder.MainItem && e.File == "deliveries.csv"
            && e.Day >= first && !e.TakenBack && !e.IsReversal).ToLookup(e => e.Accepted, e => e.Quantity);
        return new Figures
        {
            Number = who.Number,
            Name = who.Name,
            Language = who.Language,
            Rail = who.Rail,
            AcceptedQuantity = main[true].Sum(),
            RejectedQuantity = main[false].Sum(),
            Gross = gross,
            DeductionsDue = due,
            Deductions = taken,
            Net = gross - taken,
            CarriedForward = due - taken,
            CreditBroughtForward = credit,
            ToPay = pay,
            CreditCarriedForward = owed - pay,
            NextLimit = folder.CreditShare is { } share
                ? Math.Max(0, Rating.Rounded(gross * share.Over / share.Under, "down", folder.Decimals) - (due - taken))
                : null,
        };
    }

    private decimal Take(List<Due> dues, decimal gross)
    {
        var left = gross;
        var (over, under) = folder.ProtectedShare;
        var stays = Math.Max(folder.ProtectedAmount, Rating.Rounded(gross * over / under, "up", folder.Decimals));
        var order = dues.Select((due, i) => (due, i)).OrderBy(d => !d.due.BeforeProtection).ThenBy(d => d.due.Rank)
            .ThenBy(d => d.due.Since).ThenBy(d => d.i);
        foreach (var (due, _) in order)
        {
            var most = due.BeforeProtection ? left : Math.Max(0, left - stays);
            var taken = Math.Min(due.Money, most);
            left -= taken;
            remitted.Add(due.Terms, due.Provider, due.Clause, due.Money, taken);
        }

        return gross - left;
    }

    private decimal Payable(decimal owed, Person who)
    {
        if (!folder.Rails.TryGetValue(who.Rail, out var rail) || (rail.Kind != "cash" && who.Account.Length == 0))
        {
            return 0;
        }

        var pay = decimal.Floor(owed / rail.Step) * rail.Step;
        return pay < rail.Minimum ? 0 : pay;
    }
}

/// <summary>Sums by provider, terms and moment; the commission is rounded once for each.</summary>
internal sealed class Remittances(Folder folder)
{
    private readonly SortedDictionary<
        (string Provider, string Terms, string When, decimal Percent), (decimal Claimed, decimal Taken)> sums = [];

    public void Add(string terms, string provider, ClauseRule? clause, decimal claimed, decimal taken)
    {
        if (clause is { RemitWhen.Length: > 0 } && provider.Length > 0)
        {
            var key = (provider, terms, clause.RemitWhen, clause.CommissionPercent);
            var before = sums.GetValueOrDefault(key);
            sums[key] = (before.Claimed + claimed, before.Taken + taken);
        }
    }

    public List<PassedOn> All() => [.. sums.Select(s =>
    {
        var of = s.Key.When == "claim" ? s.Value.Claimed : s.Value.Taken;
        var commission = Rating.Rounded(of * s.Key.Percent / 100, "halfUp", folder.Decimals);
        return new PassedOn(
            s.Key.Provider, s.Key.Terms, s.Key.When, s.Value.Claimed, s.Value.Taken, commission, of - commission);
    })];
}
