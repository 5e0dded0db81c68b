using System.Runtime.InteropServices;
using Meent.Agreements;
using Meent.Claims;
using Meent.Kernel;
using Meent.Parties;
using Meent.Settlement.Rules;
using NodaTime;

namespace Meent.Settlement.ClosePeriod;

/// <summary>One participant's reckoning.</summary>
internal sealed class Reckoning(Party party, string number, IReadOnlyList<string> numbers)
{
    internal Party Party { get; } = party;
    internal string Number { get; } = number;
    internal IReadOnlyList<string> Numbers { get; } = numbers;

    /// <summary>New claims: of this period, then changes of earlier months.</summary>
    internal List<NewClaim> New { get; } = [];

    /// <summary>Claims of earlier periods that are still open.</summary>
    internal IReadOnlyList<Claim> Brought { get; set; } = [];

    /// <summary>What became of each due amount, by claim. A participant has a handful.</summary>
    internal (long Claim, Settled Settled)[] Allocations { get; set; } = [];

    /// <summary>What corrections give back of debts that are still open, by claim of the debt; null where nothing
    /// is.</summary>
    internal Dictionary<long, long>? GivenBack { get; set; }

    internal long Gross { get; set; }
    internal long Adjustments { get; set; }
    internal long Tax { get; set; }
    internal long Due { get; set; }
    internal long Deducted { get; set; }
    internal long Receivable { get; set; }
    internal long ToPay { get; set; }
    internal Standing Standing { get; set; } = new(0, "", "", "", "");
    internal Rail? Rail { get; set; }
    internal long BroughtForward => Brought.Sum(b => b.Open);
    internal long Net => Gross - Deducted;
    internal long Carried => Due - Deducted - Receivable;
    internal long CreditCarried => Net + Tax + Standing.CreditBrought - ToPay;
    /// <summary>Tax paid to the participant, by rate.</summary>
    internal IReadOnlyList<RateTax> Taxes { get; set; } = [];

    /// <summary>Tax on all prices of the period and their corrections, by rate: below zero too.</summary>
    internal IReadOnlyList<RateTax> TaxesOfPrices { get; set; } = [];

    /// <summary>Tax on what the participant owes, by rate.</summary>
    internal IReadOnlyList<(bool Invoice, RateTax Tax)> TaxesDue { get; set; } = [];

    /// <summary>What became of a new claim; nothing where it is not due.</summary>
    internal Settled SettledOf(long claim) => DecidedOn(claim) ?? default;

    /// <summary>What became of a debt of before: each is due.</summary>
    internal Settled SettledOf(Claim brought) => DecidedOn(brought.Id)
        ?? throw new InvalidOperationException($"Nothing was decided about claim {brought.Id}");

    /// <summary>What became of a due amount; null where the claim is not due.</summary>
    internal Settled? DecidedOn(long claim)
    {
        foreach (var (due, settled) in Allocations)
        {
            if (due == claim)
            {
                return settled;
            }
        }

        return null;
    }

    /// <summary>What was given back of a debt.</summary>
    internal long GivenBackOf(long claim) => GivenBack?.GetValueOrDefault(claim) ?? 0;
}

/// <summary>Tax of one rate on a document: rounded once.</summary>
internal readonly record struct RateTax(string Category, int RateBasisPoints, long Base, long Tax);

/// <summary>A claim of this close with what its line needs to explain it.</summary>
/// <param name="Rated">It is a line of the period itself.</param>
/// <param name="UnitPrice">Millionths, the one price of a rated line; <see cref="RatedEvent.None"/> where there is
/// none.</param>
/// <param name="PerUnits">Units for which the price holds.</param>
/// <param name="TaxDue">Tax that a correction takes back beyond what this period pays of it, and tax on what the
/// participant owes.</param>
/// <param name="Collected">Tax on what the participant owes.</param>
internal sealed record NewClaim(
    Claim Claim, Clause Clause, KeptTerms Terms, bool Adjustment, string ForPeriod, bool Rated,
    long UnitPrice = RatedEvent.None, int PerUnits = 1, bool TaxDue = false, bool Collected = false)
{
    internal long? Price => UnitPrice is RatedEvent.None ? null : UnitPrice;

    /// <summary>Tax of a rate: it follows from a document, and no record is rated to it.</summary>
    internal bool OfRate => Claim.Terms == 0;

    /// <summary>Part of gross, with its sign: prices, and what charges and deductions give back. A price that a
    /// correction takes back is due.</summary>
    internal bool MakesGross => Claim.Line != LineKind.Tax
        && (!Claim.OwedByParty || (Claim.Line == LineKind.Price && !Adjustment));

    /// <summary>Due from the participant.</summary>
    internal bool MakesDue => TaxDue || (Claim.Line != LineKind.Tax && !MakesGross);

    internal long Signed => Claim.OwedByParty ? -Claim.Amount : Claim.Amount;
}

/// <summary>Decides what each participant gets: no I/O, the same facts always give the same.</summary>
internal static class Reckon
{
    /// <param name="reckonings">Of the <see cref="Participants"/>, still empty.</param>
    internal static Outcome<IReadOnlyList<Reckoning>> All(PeriodFacts facts, List<Reckoning> reckonings)
    {
        var byParty = reckonings.ToDictionary(r => r.Party.Id);
        var next = facts.NextClaim;
        foreach (var line in facts.Lines.Where(l => l.Amount != 0))
        {
            if (byParty.TryGetValue(facts.Index.At(line.Party), out var reckoning))
            {
                reckoning.New.Add(OfLine(facts, line, next++));
            }
        }

        foreach (var (month, change) in facts.Changes)
        {
            if (byParty.TryGetValue(change.Key.Party, out var reckoning))
            {
                reckoning.New.Add(OfChange(facts, month, change, next++));
            }
        }

        foreach (var open in facts.OpenClaims.GroupBy(c => c.Party))
        {
            byParty[open.Key].Brought = [.. open];
        }

        var policy = Policy.Of(facts.Organisation);
        foreach (var reckoning in reckonings)
        {
            if (Settle(facts, reckoning, policy, ref next) is { } refusal)
            {
                return refusal;
            }
        }

        return reckonings;
    }

    /// <summary>Members and parties of a settled role with an event, a claim or a balance, by number. Who has a balance
    /// from before stays one of them when the role is no longer settled, or the balance would be lost.</summary>
    internal static List<Reckoning> Participants(PeriodFacts facts)
    {
        var numbers = Numbers(facts.Register);
        var balances = facts.OpenClaims.Select(c => c.Party).ToHashSet();
        balances.UnionWith(facts.Standing.Where(s => s.Value.CreditBrought != 0).Select(s => s.Key));
        // Who has a part of a pool may have no record.
        return facts.Happened.Touched.Union(facts.RatedParties).Union(facts.Changes.Select(c => c.Change.Key.Party))
            .Union(balances)
            .Select(id => facts.Register[id])
            .Where(p => numbers.ContainsKey(p.Id) || HasSettledRole(facts, p) || balances.Contains(p.Id))
            .Select(p => numbers.TryGetValue(p.Id, out var own)
                ? new Reckoning(p, own[0], own)
                : new Reckoning(p, p.Code, [p.Code]))
            .OrderBy(r => r.Number, StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>By party, in ordinal order. Nearly everyone has one.</summary>
    private static Dictionary<int, List<string>> Numbers(PartyRegister register)
    {
        var numbers = new Dictionary<int, List<string>>();
        foreach (var membership in register.Memberships)
        {
            ref var own = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, membership.PartyId, out _);
            own ??= new List<string>(1);
            if (!own.Contains(membership.Number))
            {
                own.Add(membership.Number);
                own.Sort(StringComparer.Ordinal);
            }
        }

        return numbers;
    }

    internal static bool HasSettledRole(PeriodFacts facts, Party party) =>
        facts.Organisation.Settings.SettledRoles.Contains(party.Role, StringComparer.Ordinal);

    private static NewClaim OfLine(PeriodFacts facts, RatedLine line, long id)
    {
        var kept = facts.Terms.ById(line.Terms)!;
        var clause = kept.ClauseOf(line.Version, line.Clause);
        var since = new LocalDate(1970, 1, 1).PlusDays(line.SinceDay);
        var outward = line.Line is LineKind.Charge or LineKind.Deduction;
        var claim = new Claim(
            id, facts.Period.Id, facts.Period.Id, facts.Index.At(line.Party), line.Terms, line.Version, line.Clause,
            line.Line, line.Counterparty, outward == line.Amount > 0, Math.Abs(line.Amount), line.Quantity,
            line.Events, since, clause.Rank, clause.Statutory, clause.Remit?.When == RemitWhen.Collection,
            clause.Settles == Settles.Invoice, since, clause.Settles == Settles.Net);
        return new NewClaim(
            claim, clause, kept, false, facts.Period.Code, true, line.UnitPrice ?? RatedEvent.None, line.PerUnits);
    }

    private static NewClaim OfChange(PeriodFacts facts, Parties.Period month, Difference change, long id)
    {
        var kept = facts.Terms.ById(change.Key.Terms)!;
        var clause = kept.ClauseOf(change.Key.Version, change.Key.Clause);
        var outward = change.Key.Line is LineKind.Charge or LineKind.Deduction;
        var since = new LocalDate(1970, 1, 1).PlusDays(change.SinceDay);
        var claim = new Claim(
            id, facts.Period.Id, month.Id, change.Key.Party, change.Key.Terms, change.Key.Version, change.Key.Clause,
            change.Key.Line, change.Key.Provider, outward == change.Amount > 0, Math.Abs(change.Amount),
            change.Quantity, change.Events, since, clause.Rank, clause.Statutory,
            clause.Remit?.When == RemitWhen.Collection, clause.Settles == Settles.Invoice, since,
            clause.Settles == Settles.Net);
        return new NewClaim(claim, clause, kept, true, month.Code, false);
    }

    private static Refusal? Settle(
        PeriodFacts facts, Reckoning r, Policy policy, ref long nextClaim)
    {
        r.Standing = facts.Standing.GetValueOrDefault(r.Party.Id) ?? r.Standing;
        r.Rail = policy.Rails.GetValueOrDefault(r.Standing.Rail);
        Taxing.Collect(r, ref nextClaim);
        r.Gross = r.New.Sum(static n => n.MakesGross ? n.Signed : 0);
        if (r.Gross < 0)
        {
            return Refusals.NegativeGross(r.Number);
        }

        GiveBack(r);
        Taxing.Add(r, ref nextClaim);
        r.Adjustments = r.New.Sum(static n => n.Adjustment ? n.Signed : 0);
        var due = DueOf(r);
        var credit = r.New.Sum(static n => n.MakesGross && n.Claim.Invoice ? n.Signed : 0);
        var taken = Deductions.Take(
            r.Gross, policy.ProtectedAmount, policy.ProtectedShare, due, Math.Clamp(credit, 0, r.Gross));
        var allocations = new (long, Settled)[due.Count];
        for (var i = 0; i < allocations.Length; i++)
        {
            allocations[i] = (due[i].Claim, taken[i]);
        }

        r.Allocations = allocations;
        r.Due = due.Sum(d => d.Amount);
        r.Deducted = taken.Sum(t => t.Taken);
        r.Receivable = taken.Sum(t => t.Invoiced);
        r.ToPay = Payout.Now(r.Net + r.Tax + r.Standing.CreditBrought, r.Rail);
        return null;
    }

    private static List<Due> DueOf(Reckoning r)
    {
        var due = new List<Due>(r.New.Count + r.Brought.Count);
        foreach (var n in r.New)
        {
            if (n.MakesDue)
            {
                due.Add(new Due(
                    n.Claim.Id, First(n.Claim), n.Claim.Rank, n.Claim.DueOn, n.Claim.Amount, n.Claim.Invoice,
                    Net: n.Claim.Net));
            }
        }

        foreach (var b in r.Brought)
        {
            due.Add(new Due(
                b.Id, First(b), b.Rank, b.DueOn, b.Open, b.Invoice, r.GivenBackOf(b.Id)));
        }

        return due;
    }

    /// <summary>What the organisation decided for all.</summary>
    /// <param name="ProtectedAmount">Minor units.</param>
    private sealed record Policy(IReadOnlyDictionary<string, Rail> Rails, Share ProtectedShare, long ProtectedAmount)
    {
        internal static Policy Of(Organisation organisation)
        {
            var settings = organisation.Settings.Deductions.Protected;
            Share.TryParse(settings.Share, out var share);
            Money.TryParse(settings.Amount, organisation.Currency, out var amount);
            return new Policy(Reckon.Rails(organisation), share, amount.Minor);
        }
    }

    private static bool First(Claim claim) => claim.Statutory || claim.Line == LineKind.Charge;

    /// <summary>What a correction gives back of a debt that is still open lowers that debt: it was never taken, so it
    /// is not paid out. Only the rest is income. Of one month and clause the oldest debt is lowered first.</summary>
    private static void GiveBack(Reckoning r)
    {
        var left = r.Gross;
        foreach (var back in r.New.Where(n => n.Adjustment && n.MakesGross && n.Signed > 0).Select(n => n.Claim))
        {
            var rest = Math.Min(left, back.Amount);
            foreach (var debt in r.Brought.Where(b => IsOfOneSum(b, back)).OrderBy(b => b.DueOn).ThenBy(b => b.Id))
            {
                var given = Math.Min(rest, debt.Open - r.GivenBackOf(debt.Id));
                if (given > 0)
                {
                    r.GivenBack ??= [];
                    r.GivenBack[debt.Id] = r.GivenBackOf(debt.Id) + given;
                    (rest, left) = (rest - given, left - given);
                }
            }
        }
    }

    private static bool IsOfOneSum(Claim one, Claim other) =>
        (one.ForPeriod, one.Terms, one.TermsVersion, one.Clause, one.Line, one.Provider)
        == (other.ForPeriod, other.Terms, other.TermsVersion, other.Clause, other.Line, other.Provider);

    /// <summary>The rails as the organisation declares them; the smallest step is one minor unit.</summary>
    internal static IReadOnlyDictionary<string, Rail> Rails(Organisation organisation)
    {
        var currency = organisation.Currency;
        return organisation.Settings.Rails.ToDictionary(s => s.Code, s => new Rail
        {
            Code = s.Code, Kind = s.Kind,
            Step = Money.TryParse(s.Step, currency, out var step) && step.Minor > 0 ? step.Minor : 1,
            Minimum = Money.TryParse(s.Minimum, currency, out var least) ? least.Minor : 0,
            DebtorName = s.DebtorName, DebtorAccount = s.DebtorAccount, DebtorAgent = s.DebtorAgent,
            Columns = [.. s.Columns],
        });
    }
}
