using System.Runtime.InteropServices;
using Meent.Agreements;
using Meent.Claims;
using Meent.Flows;
using Meent.Kernel;
using Meent.Ledger;
using Meent.Parties;
using Meent.Settlement.Rules;
using NodaTime;
using Period = Meent.Parties.Period;

namespace Meent.Settlement.ClosePeriod;

/// <summary>Puts the reckonings into the book of the period: what files say and what is kept for ever.</summary>
internal static class Assemble
{
    internal static PeriodBook Draft(PeriodFacts facts, IReadOnlyList<Reckoning> reckonings, string maker)
    {
        var settings = facts.Organisation.Settings;
        var payDay = Gather.PayDay(facts.Organisation, facts.Period);
        var main = facts.Items.ByCode(settings.MainItem);
        var statements = StatementsOf(facts, reckonings);
        var remittances = Remitting.Of(facts, reckonings);
        var book = new PeriodBook
        {
            OrganisationId = settings.Id, OrganisationName = settings.Name, Country = settings.Country,
            Contact = settings.Contact, LegalForm = settings.LegalForm,
            TaxNumber = settings.TaxNumber, Language = settings.Language,
            Currency = facts.Organisation.Currency, Period = facts.Period.Code, Starts = facts.Period.Starts,
            Ends = facts.Period.Ends, State = "calculated", PayDay = payDay, NextPayDay = payDay.PlusMonths(1),
            DisputeUntil = payDay.PlusDays(settings.DisputeDays), Maker = maker, Approver = "",
            MainItem = main is null ? null : new MainItem(main.Code, main.Name, main.Unit),
            Rails = [.. Reckon.Rails(facts.Organisation).Values.OrderBy(r => r.Code, StringComparer.Ordinal)],
            Statements = statements, Remittances = remittances, Postings = [],
            Goods = GoodsBalance.Of(facts), Exceptions = [], Documents = Documents.Of(facts, reckonings),
            Exchanges = Exchanges(facts), References = facts.Alternatives?.Said(facts.Items),
        };
        book = book with { Exceptions = Exceptions(facts, reckonings, book) };
        return Rules.Postings.In(book);
    }

    private static List<ExchangeLine> Exchanges(PeriodFacts facts) =>
    [
        .. facts.Happened.Exchanged
            .Select(x => new ExchangeLine(
                facts.Register[x.Key.Provider].Code, facts.Register[x.Key.Receiver].Code, facts.Items[x.Key.Item].Code,
                facts.Items[x.Key.Item].Unit, x.Value.Quantity, x.Value.Events))
            .OrderBy(x => x.Provider, StringComparer.Ordinal).ThenBy(x => x.Receiver, StringComparer.Ordinal)
            .ThenBy(x => x.Item, StringComparer.Ordinal),
    ];

    /// <summary>The draft as it was signed: with its two persons and the numbers of its documents.</summary>
    internal static PeriodBook Closed(
        PeriodBook draft, string maker, string approver, long firstDocument,
        IReadOnlyDictionary<string, Entries> entries, IReadOnlyList<BookDocument> documents) =>
        Rules.Postings.In(draft with
        {
            State = "closed", Maker = maker, Approver = approver, Documents = documents,
            Statements =
            [
                .. draft.Statements.Select((s, i) =>
                {
                    var own = entries.GetValueOrDefault(Accounts.Participant(s.Number));
                    return s with
                    {
                        DocumentNumber = firstDocument + i, FirstEntry = own?.First ?? 0, LastEntry = own?.Last ?? 0,
                    };
                }),
            ],
        });

    /// <summary>The database writes the claims meanwhile, and gets a core for it.</summary>
    private static readonly ParallelOptions OtherCores = new()
    {
        MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount - 1),
    };

    /// <summary>A statement depends on its participant alone: they are made side by side.</summary>
    private static Statement[] StatementsOf(PeriodFacts facts, IReadOnlyList<Reckoning> reckonings)
    {
        var statements = new Statement[reckonings.Count];
        var fiscalYear = FiscalYear(facts.Organisation, facts.Period);
        Parallel.For(0, statements.Length, OtherCores, i => statements[i] = One(facts, fiscalYear, reckonings[i]));
        return statements;
    }

    /// <summary>Records mostly come in the order in which they were made.</summary>
    private static void Sort(Span<Movement> movements)
    {
        for (var i = 1; i < movements.Length; i++)
        {
            if (InOrder(movements[i - 1], movements[i]) > 0)
            {
                movements.Sort(InOrder);
                return;
            }
        }
    }

    /// <summary>All that a movement holds has a part in the order: two that are equal here are the same.</summary>
    private static int InOrder(Movement a, Movement b) =>
        a.Day != b.Day ? a.Day.CompareTo(b.Day)
        : a.Session != b.Session ? a.Session.CompareTo(b.Session)
        : a.Reversal != b.Reversal ? a.Reversal.CompareTo(b.Reversal)
        : a.Accepted != b.Accepted ? b.Accepted.CompareTo(a.Accepted)
        : a.Quantity != b.Quantity ? a.Quantity.CompareTo(b.Quantity)
        : string.CompareOrdinal(a.Reason, b.Reason);

    private static Statement One(PeriodFacts facts, string fiscalYear, Reckoning r)
    {
        var index = facts.Index.Of(r.Party.Id);
        var lines = Lines.Of(facts, r, facts.Happened.Purchases.Of(index));
        var movements = facts.Happened.Movements.Of(index);
        Sort(movements.Span);
        var (accepted, rejected) = Sums(movements.Span);
        return new Statement
        {
            PartyId = r.Party.Id, Number = r.Number, Numbers = r.Numbers, Name = r.Party.Name,
            Language = r.Party.Language,
            Phone = r.Party.Phone, Route = r.Standing.Route, Point = r.Standing.Point, DocumentNumber = 0,
            FiscalYear = fiscalYear, Gross = r.Gross, Adjustments = r.Adjustments, Tax = r.Tax,
            BroughtForward = r.BroughtForward, DeductionsDue = r.Due, Deductions = r.Deducted, Net = r.Net,
            CarriedForward = r.Carried, Receivable = r.Receivable, CreditBroughtForward = r.Standing.CreditBrought,
            ToPay = r.ToPay, CreditCarriedForward = r.CreditCarried,
            AcceptedQuantity = accepted, RejectedQuantity = rejected,
            Lines = lines, Movements = movements, Arrears = Arrears(lines),
            Rail = r.Standing.Rail, Account = r.Standing.Account,
            NextLimit = Limit(facts, r), FirstEntry = 0, LastEntry = 0, Advantage = facts.Alternatives?.Of(facts, r),
        };
    }

    private static (long Accepted, long Rejected) Sums(ReadOnlySpan<Movement> movements)
    {
        long accepted = 0, rejected = 0;
        foreach (ref readonly var m in movements)
        {
            accepted += m.Accepted ? m.Quantity : 0;
            rejected += m.Accepted ? 0 : m.Quantity;
        }

        return (accepted, rejected);
    }

    /// <summary>The year in which the fiscal year of the period begins.</summary>
    internal static string FiscalYear(Organisation organisation, Period period)
    {
        var start = organisation.Settings.FiscalYearStart;
        var begins = string.CompareOrdinal(period.Ends.Iso()[5..], start) >= 0
            ? period.Ends.Year
            : period.Ends.Year - 1;
        return begins.ToString();
    }

    private static List<Arrear> Arrears(IReadOnlyList<StatementLine> lines) =>
        [.. lines.Where(l => l.Carried > 0).OrderBy(l => l.Since).ThenBy(l => l.Claim)
            .Select(l => new Arrear(l.Claim, l.Title, l.Since, l.Carried))];

    /// <summary>Next limit: a share of what this period brought, less what is still owed; rounded down, never below
    /// zero.</summary>
    private static CreditLimit? Limit(PeriodFacts facts, Reckoning r)
    {
        if (facts.Organisation.Settings.CreditLimit is not { } policy)
        {
            return null;
        }

        Parties.Share.TryParse(policy.Share, out var share);
        var expected = r.Gross - r.New.Where(n => n.Adjustment && n.MakesGross).Sum(n => n.Signed);
        return new CreditLimit(
            Math.Max(0, share.Of(expected, Rounding.Down) - r.Carried), expected, policy.Share, r.Carried);
    }

    private static List<BookException> Exceptions(
        PeriodFacts facts, IReadOnlyList<Reckoning> reckonings, PeriodBook book)
    {
        var list = facts.Notes.ToList();
        foreach (var r in reckonings)
        {
            if (r.Rail is null && r.CreditCarried > 0)
            {
                list.Add(new BookException(
                    "settlement.no_channel", r.Number, [new("amount", Text(book, r.CreditCarried))]));
            }

            if (r.Gross == 0 && r.Carried > 0)
            {
                list.Add(new BookException(
                    "settlement.debt_without_delivery", r.Number, [new("amount", Text(book, r.Carried))]));
            }
        }

        list.AddRange(book.Goods.Where(g => g.Difference != 0).Select(g => new BookException(
            "settlement.goods_difference", g.Item,
            [new("quantity", Decimals.Trimmed(g.Difference, Quantity.Scale)), new("unit", g.Unit)])));
        // Who has a settled role may have no statement: a late record that changes nothing makes none.
        var settled = reckonings.Select(r => r.Party.Id).Concat(facts.Register.Memberships.Select(m => m.PartyId));
        list.AddRange(facts.Happened.Touched.Union(facts.Happened.Late)
            .Union(facts.RatedParties).Except(settled)
            .Select(p => facts.Register[p])
            .Where(p => !Reckon.HasSettledRole(facts, p))
            .Select(p => new BookException("settlement.unsettled_role", p.Code, [new("role", p.Role)])));
        return [.. list.OrderBy(e => e.Code, StringComparer.Ordinal).ThenBy(e => e.Subject, StringComparer.Ordinal)];
    }

    private static string Text(PeriodBook book, long minor) => Decimals.Fixed(minor, book.Currency.Decimals);
}
